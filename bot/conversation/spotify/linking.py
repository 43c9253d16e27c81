"""/link and /unlink: a listener's own account."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from adapters.chat.message import Incoming
from adapters.streaming import PendingLink
from bot.actions import Verb
from bot.conversation.spotify.desk import SpotifyDesk
from bot.conversation.turn import CommandHandler, PressHandler, Turn
from bot.replies.spotify import link_reply, nothing_to_unlink, unlinked

LINK_LASTS = timedelta(minutes=10)


class Linking:
    """Gives the way to Spotify, and takes it back."""

    def __init__(self, desk: SpotifyDesk, *, address: str, make_state: Callable[[], str]) -> None:
        self._desk = desk
        self._address = address
        self._make_state = make_state

    def commands(self) -> Mapping[str, CommandHandler]:
        """/link and /unlink."""
        return {
            "link": lambda turn, _: self.link(turn),
            "unlink": lambda turn, _: self.unlink(turn),
        }

    def presses(self) -> Mapping[Verb, PressHandler]:
        """The same as /unlink."""
        return {Verb.UNLINK: lambda turn, _: self.unlink(turn)}

    async def link(self, turn: Turn[Incoming]) -> None:
        """A link for this listener, good once and for a few minutes."""
        state, now = self._make_state(), self._desk.clock()
        pending = PendingLink(turn.listener_id, turn.address, turn.language)
        await self._desk.accounts.begin(pending, state, now=now, until=now + LINK_LASTS)
        linked = await self._desk.accounts.account(turn.listener_id) is not None
        minutes = int(LINK_LASTS.total_seconds() // 60)
        url = f"{self._address}/spotify/link/{state}"
        await turn.say(link_reply(url, minutes=minutes, linked=linked))

    async def unlink(self, turn: Turn[Incoming]) -> None:
        """Forgets the account and the songs that came from it."""
        found = await self._desk.unlink(turn.listener_id)
        await turn.say(unlinked() if found else nothing_to_unlink())
