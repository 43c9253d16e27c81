"""A mood in words: no face needed."""

from __future__ import annotations

from collections.abc import Mapping

from adapters.chat.message import Incoming
from bot.actions import Verb
from bot.conversation.offers import Offers
from bot.conversation.turn import CommandHandler, PressHandler, Turn
from bot.replies.care import kind_line
from bot.replies.errors import unknown_mood
from bot.replies.moods import ask_mood
from engine.distress import sounds_desperate
from engine.mood_words import mood_from_words
from engine.moods import MoodName, mood_named

LONGEST_CHARACTERS = 500  # a mood takes a sentence, not an essay


class Words:
    """Answers typed moods; what is not understood is asked about, never guessed."""

    def __init__(self, offers: Offers, *, help_url: str) -> None:
        self._offers = offers
        self._help_url = help_url

    def commands(self) -> Mapping[str, CommandHandler]:
        """/mood."""
        return {"mood": self.answer}

    def presses(self) -> Mapping[Verb, PressHandler]:
        """A mood chosen from the six."""
        return {Verb.MOOD: lambda turn, act: self.chosen(turn, act.member(MoodName, 0))}

    async def chosen(self, turn: Turn[Incoming], name: MoodName) -> None:
        """Songs for one of the six moods."""
        await turn.show_working()
        await self._offers.offer(turn, mood_named(name))

    async def answer(self, turn: Turn[Incoming], text: str) -> None:
        """Songs for the mood in these words; a kind line where they sound desperate."""
        words = text.strip()
        if not words:
            await turn.say(ask_mood())
            return
        if sounds_desperate(words[:LONGEST_CHARACTERS]):
            await turn.say(kind_line(self._help_url))
            return
        mood = mood_from_words(words[:LONGEST_CHARACTERS], language=turn.language)
        if mood is None:
            await turn.say(unknown_mood(words))
            return
        await turn.show_working()
        await self._offers.offer(turn, mood)
