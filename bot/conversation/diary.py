"""The diary: moods over time with their songs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from adapters.chat.message import Incoming, Picture
from adapters.values import DiaryEntry
from bot.actions import Verb
from bot.conversation.turn import CommandHandler, PressHandler, Turn
from bot.ports import Storage
from bot.replies.diary import diary_alt_text, diary_empty, diary_labels, diary_off, diary_reply
from engine.pictures.diary import DiaryPoint, diary_picture

TOLD = 10
DRAWN = 60
DRAWN_WITHIN = timedelta(days=30)
FEWEST_DRAWN = 2
# "Five others" makes a set each time, and all of them are one answer of the diary.
SETS_AN_ANSWER = 4
SAME_WORDS_WITHIN = timedelta(hours=1)


class Diary:
    """/history."""

    def __init__(self, storage: Storage, *, clock: Callable[[], datetime]) -> None:
        self._history = storage.history
        self._clock = clock
        self._drawing = asyncio.Lock()

    def commands(self) -> Mapping[str, CommandHandler]:
        """/history."""
        return {"history": lambda turn, _: self.tell(turn)}

    def presses(self) -> Mapping[Verb, PressHandler]:
        """None."""
        return {}

    async def tell(self, turn: Turn[Incoming]) -> None:
        """The last answers in words and, where there are several, as a picture."""
        if not turn.settings.keeps_history:
            await turn.say(diary_off())
            return
        sets = await self._history.diary(turn.listener_id, DRAWN * SETS_AN_ANSWER)
        answers = answers_of(sets)
        if not answers:
            await turn.say(diary_empty())
            return
        await turn.show_working()
        await turn.say(diary_reply(answers[:TOLD], await self._pictures(answers)))

    async def _pictures(self, answers: Sequence[DiaryEntry]) -> tuple[Picture, ...]:
        since = self._clock() - DRAWN_WITHIN
        drawn = [one for one in reversed(answers[:DRAWN]) if one.offered_at >= since]
        if len(drawn) < FEWEST_DRAWN:
            return ()
        points = [DiaryPoint(one.offered_at.date(), one.mood) for one in drawn]
        # One at a time: a picture is .15 s of a core that reading faces wants too.
        async with self._drawing:
            png = await asyncio.to_thread(diary_picture, points, labels=diary_labels())
        return (Picture(png, diary_alt_text(drawn)),)


def answers_of(sets: Sequence[DiaryEntry]) -> list[DiaryEntry]:
    """Sets that were asked for again become one, as the newest of them; newest first."""
    answers: list[DiaryEntry] = []
    for older in sets:
        if answers and _continues(older, answers[-1]):
            answers[-1] = replace(answers[-1], liked=answers[-1].liked + older.liked)
        else:
            answers.append(older)
    return answers


def _continues(older: DiaryEntry, newer: DiaryEntry) -> bool:
    """Whether the newer set answers what the older one did: one photo, or the same words."""
    if older.reading_id is not None or newer.reading_id is not None:
        return older.reading_id == newer.reading_id
    near = newer.offered_at - older.offered_at <= SAME_WORDS_WITHIN
    return near and older.mood == newer.mood
