"""What was learned of a listener's taste, and starting anew."""

from __future__ import annotations

from collections.abc import Mapping

from adapters.chat.message import Incoming
from bot.actions import Action, StaleButtonError, Verb
from bot.conversation.turn import CommandHandler, PressHandler, Turn
from bot.ports import Storage
from bot.replies.learned import reset_question, taste_forgotten, taste_kept, taste_reply
from engine.catalogue import Catalogue
from engine.goal_habits import habits
from engine.taste_summary import summary_of


class Taste:
    """/taste and /taste reset."""

    def __init__(self, catalogue: Catalogue, *, storage: Storage) -> None:
        self._catalogue = catalogue
        self._feedback = storage.feedback
        self._history = storage.history
        self._goals = storage.goals

    def commands(self) -> Mapping[str, CommandHandler]:
        """/taste."""
        return {"taste": self.taste}

    def presses(self) -> Mapping[Verb, PressHandler]:
        """Starting anew, asked once more."""
        return {Verb.TASTE_RESET: self.pressed}

    async def taste(self, turn: Turn[Incoming], words: str) -> None:
        """What was learned; with `reset`, the question whether to forget it."""
        if words.strip().lower() == "reset":
            await turn.say(reset_question())
            return
        listener_id = turn.listener_id
        given = await self._feedback.given(listener_id)
        seeds = await self._feedback.seeds(listener_id)
        corrections = await self._history.corrections(listener_id)
        usual = habits(await self._goals.chosen(listener_id))
        summary = summary_of(given, seeds, self._catalogue)
        await turn.say(taste_reply(summary, corrections, usual))

    async def pressed(self, turn: Turn[Incoming], action: Action) -> None:
        """Asks, forgets or keeps."""
        match action.word(0):
            case "ask":
                await turn.say(reset_question())
            case "yes":
                await self._feedback.reset(turn.listener_id)
                await turn.say(taste_forgotten())
            case "no":
                await turn.say(taste_kept())
            case _:
                raise StaleButtonError(action.verb)
