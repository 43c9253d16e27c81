"""A mood in words: no face needed."""

from __future__ import annotations

from adapters.chat.message import Incoming
from bot.conversation.offers import Offers
from bot.conversation.turn import Turn
from bot.replies.errors import unknown_mood
from bot.replies.moods import ask_mood
from engine.mood_words import mood_from_words

LONGEST_CHARACTERS = 500  # a mood takes a sentence, not an essay


class Words:
    """Answers typed moods; what is not understood is asked about, never guessed."""

    def __init__(self, offers: Offers) -> None:
        self._offers = offers

    async def answer(self, turn: Turn[Incoming], text: str) -> None:
        """Songs for the mood in these words."""
        words = text.strip()
        if not words:
            await turn.say(ask_mood())
            return
        mood = mood_from_words(words[:LONGEST_CHARACTERS])
        if mood is None:
            await turn.say(unknown_mood(words))
            return
        await turn.show_working()
        await self._offers.offer(turn, mood)
