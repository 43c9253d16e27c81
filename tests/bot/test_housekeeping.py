"""Pictures that wait for a tap wait for a week, and are then forgotten."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from adapters.errors import StorageError
from bot.housekeeping import EVERY_S, WAITS_AT_MOST, give_up_old_pictures, keep_house

NOW = datetime(2026, 5, 9, 12, tzinfo=UTC)


class Requests:
    """Hears what is to be given up; `errors` are raised first."""

    def __init__(self, *errors: Exception) -> None:
        self.before: list[datetime] = []
        self.errors = list(errors)

    async def give_up(self, *, before: datetime) -> None:
        self.before.append(before)
        if self.errors:
            raise self.errors.pop()


async def test_a_picture_waits_for_a_week():
    requests = Requests()

    await give_up_old_pictures(requests, now=NOW)

    assert timedelta(days=7) == WAITS_AT_MOST
    assert requests.before == [datetime(2026, 5, 2, 12, tzinfo=UTC)]


async def test_it_is_seen_to_again_and_again_whatever_storage_says(caplog):
    requests = Requests(StorageError("database is locked"))
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 3:
            raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await keep_house(requests, clock=lambda: NOW, sleep=sleep)

    assert slept == [EVERY_S] * 3
    assert len(requests.before) == 2
    assert "database is locked" in caplog.text
