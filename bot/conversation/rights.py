"""What is kept of a listener, and being forgotten."""

from __future__ import annotations

from collections.abc import Mapping

from adapters.chat.message import Incoming
from bot.actions import Verb
from bot.conversation.turn import CommandHandler, PressHandler, Turn
from bot.ports import Storage
from bot.replies.rights import forget_question, forgotten, kept, privacy_reply


class Rights:
    """/privacy and /forget."""

    def __init__(self, storage: Storage) -> None:
        self._listeners = storage.listeners

    def commands(self) -> Mapping[str, CommandHandler]:
        """/privacy and /forget."""
        return {
            "privacy": lambda turn, _: self.privacy(turn),
            "forget": lambda turn, _: self.ask_forget(turn),
        }

    def presses(self) -> Mapping[Verb, PressHandler]:
        """The answer to "shall I forget everything"."""
        return {Verb.FORGET: lambda turn, act: self.forget(turn, sure=act.word(0) == "yes")}

    async def privacy(self, turn: Turn[Incoming]) -> None:
        """What is kept, and what is not."""
        await turn.say(privacy_reply())

    async def ask_forget(self, turn: Turn[Incoming]) -> None:
        """/forget asks once more."""
        await turn.say(forget_question())

    async def forget(self, turn: Turn[Incoming], *, sure: bool) -> None:
        """Leaves no row, this request's included."""
        if not sure:
            await turn.say(kept())
            return
        await self._listeners.forget(turn.listener_id)
        await turn.say(forgotten())
