"""Servers and groups: those who manage one may switch photos off there."""

from __future__ import annotations

from collections.abc import Mapping

from adapters.chat.message import Address, IncomingCommand
from bot.actions import Verb
from bot.conversation.turn import CommandHandler, PressHandler, Turn
from bot.ports import Storage
from bot.replies.company import (
    for_managers_only,
    for_places_only,
    photos_switched,
    server_usage,
)

_SWITCHED = {"on": True, "off": False}


class Places:
    """/server."""

    def __init__(self, storage: Storage) -> None:
        self._places = storage.places

    def commands(self) -> Mapping[str, CommandHandler]:
        """/server."""
        return {"server": self.server}

    def presses(self) -> Mapping[Verb, PressHandler]:
        """None."""
        return {}

    async def photos_allowed(self, address: Address) -> bool:
        """Whether photos from there may be looked at; always, in a private chat."""
        if address.place_id is None:
            return True
        return await self._places.photos_allowed(address.platform, address.place_id)

    async def server(self, turn: Turn[IncomingCommand], argument: str) -> None:
        """/server on, /server off; without an argument, how it is."""
        place_id, platform = turn.address.place_id, turn.address.platform
        if place_id is None:
            await turn.say(for_places_only())
            return
        if not turn.incoming.manages_place:
            await turn.say(for_managers_only())
            return
        allowed = _SWITCHED.get(argument.strip().lower())
        if allowed is None:
            now = await self._places.photos_allowed(platform, place_id)
            await turn.say(server_usage(allowed=now))
            return
        await self._places.allow_photos(platform, place_id, allowed=allowed)
        await turn.say(photos_switched(allowed=allowed))
