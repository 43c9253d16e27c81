"""Pictures that wait for a tap wait for a week; history is kept for as long as the host chose."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from adapters.errors import StorageError
from bot.housekeeping import EVERY_S, HISTORY_EVERY, WAITS_AT_MOST, Housekeeping

NOW = datetime(2026, 5, 9, 12, tzinfo=UTC)


class Store:
    """Requests and history at once: hears what is to go; `errors` are raised first."""

    def __init__(self, *errors: Exception) -> None:
        self.given_up: list[tuple[datetime, datetime]] = []
        self.swept = 0
        self.forgotten: list[datetime] = []
        self.errors = list(errors)

    async def give_up(self, *, before: datetime, now: datetime) -> None:
        self.given_up.append((before, now))
        self.fail()

    async def sweep(self) -> None:
        self.swept += 1
        self.fail()

    def fail(self) -> None:
        if self.errors:
            raise self.errors.pop()

    async def forget_before(self, moment: datetime) -> int:
        self.forgotten.append(moment)
        return 0


def house_of(store: Store) -> Housekeeping:
    return Housekeeping(store, store, kept=timedelta(days=180), clock=lambda: NOW)


async def kept_for(minutes: int, store: Store) -> list[float]:
    """How long it slept, in so many minutes."""
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == minutes:
            raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await house_of(store).keep(sweep=store.sweep, sleep=sleep)
    return slept


async def test_a_picture_waits_for_a_week():
    store = Store()

    await house_of(store).give_up_old_pictures()

    assert timedelta(days=7) == WAITS_AT_MOST
    assert store.given_up == [(datetime(2026, 5, 2, 12, tzinfo=UTC), NOW)]


async def test_history_and_settled_events_go_after_the_time_that_was_chosen():
    store = Store()

    await house_of(store).forget_old_history()

    assert store.forgotten == [NOW - timedelta(days=180)] * 2


async def test_what_waits_is_seen_to_every_minute_and_history_once_a_day():
    store = Store()

    slept = await kept_for(HISTORY_EVERY + 1, store)

    assert slept == [60] * (HISTORY_EVERY + 1)
    assert timedelta(days=1).total_seconds() == EVERY_S * HISTORY_EVERY
    assert len(store.given_up) == store.swept == HISTORY_EVERY + 1
    assert len(store.forgotten) == 2 * 2


async def test_it_goes_on_whatever_storage_says(caplog):
    store = Store(StorageError("database is locked"), StorageError("no space left"))

    await kept_for(2, store)

    assert len(store.given_up) == store.swept == 2
    assert "database is locked" in caplog.text
    assert "no space left" in caplog.text
