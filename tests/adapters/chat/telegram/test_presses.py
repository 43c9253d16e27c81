"""A spinner ends once, with a toast or without."""

from __future__ import annotations

import asyncio

import pytest
from telegram.error import BadRequest, TimedOut

from adapters.chat.telegram.pace import Pace
from adapters.chat.telegram.presses import Presses


class Answers:
    """The one method of a bot that presses need; keeps what was shown."""

    def __init__(self) -> None:
        self.shown: list[tuple[str, str | None]] = []
        self.error: Exception | None = None

    async def answer_callback_query(self, query_id: str, text: str | None) -> bool:
        self.shown.append((query_id, text))
        if self.error:
            raise self.error
        return True


@pytest.fixture
def bot():
    return Answers()


@pytest.fixture
def pace(naps):
    return Pace(sleep=naps)


@pytest.fixture
def presses(bot, pace):
    return Presses(bot, pace=pace)


async def timers_end() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    await asyncio.gather(*others, return_exceptions=True)


async def test_a_toast_takes_the_place_of_the_silent_answer(presses, bot, pace, naps):
    naps.hold(pace.press_grace_s)
    presses.note("q1")

    assert await presses.answer("q1", "Noted.")
    await timers_end()

    assert bot.shown == [("q1", "Noted.")]


async def test_without_a_toast_a_press_is_answered_silently_and_only_once(presses, bot):
    presses.note("q1")
    presses.note("q1")
    await timers_end()

    assert bot.shown == [("q1", None)]
    assert not await presses.answer("q1", "too late")
    assert len(bot.shown) == 1


async def test_a_press_that_was_never_noted_cannot_be_answered(presses, bot):
    assert not await presses.answer("of yesterday", "Noted.")
    assert bot.shown == []


async def test_a_press_that_telegram_forgot_counts_as_unanswered(presses, bot, pace, naps):
    naps.hold(pace.press_grace_s)
    presses.note("q1")
    bot.error = BadRequest("query is too old")

    assert not await presses.answer("q1", "Noted.")


async def test_a_silent_answer_that_fails_is_only_logged(presses, bot, caplog):
    bot.error = TimedOut()
    presses.note("q1")
    await timers_end()

    assert "a press was not answered: TimedOut" in caplog.text


async def test_after_closing_nothing_is_answered(presses, bot, pace, naps):
    naps.hold(pace.press_grace_s)
    presses.note("q1")

    presses.close()
    await timers_end()

    assert bot.shown == []
    assert not await presses.answer("q1", "Noted.")
