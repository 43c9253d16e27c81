"""What is kept of a listener: told and handed out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime

from adapters.chat.message import Incoming
from bot.actions import Verb
from bot.conversation.turn import CommandHandler, PressHandler, Turn
from bot.ports import Storage
from bot.replies.exports import export_reply, nothing_to_export
from bot.replies.rights import privacy_reply


class Rights:
    """/privacy and /export."""

    def __init__(
        self,
        storage: Storage,
        *,
        clock: Callable[[], datetime],
        kept_days: int,
        spotify: bool = False,
        feature_source: str | None = None,
    ) -> None:
        self._listeners = storage.listeners
        self._clock = clock
        self._kept_days = kept_days
        self._spotify = spotify
        self._feature_source = feature_source

    def commands(self) -> Mapping[str, CommandHandler]:
        """/privacy and /export."""
        return {
            "privacy": lambda turn, _: self.privacy(turn),
            "export": lambda turn, _: self.export(turn),
        }

    def presses(self) -> Mapping[Verb, PressHandler]:
        """None."""
        return {}

    async def privacy(self, turn: Turn[Incoming]) -> None:
        """What is kept, and what is not."""
        consent = turn.profile.consent
        agreed = consent is not None and consent.faces and not turn.in_company
        await turn.say(
            privacy_reply(
                kept_days=self._kept_days,
                reads_faces=agreed,
                spotify=self._spotify,
                feature_source=self._feature_source,
            )
        )

    async def export(self, turn: Turn[Incoming]) -> None:
        """All that is kept, as files."""
        await turn.show_working()
        export = await self._listeners.export(turn.listener_id)
        if export is None:
            await turn.say(nothing_to_export())
            return
        # Years of sets are megabytes of text.
        await turn.say(await asyncio.to_thread(export_reply, export, made_at=self._clock()))
