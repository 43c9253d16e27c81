"""What is repeated, what is given up, and that no error tells the token."""

from __future__ import annotations

import logging
import traceback
from datetime import timedelta

import httpx
import pytest
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TimedOut,
)

from adapters.chat.telegram.calls import (
    PollingConflictError,
    TokenRefusedError,
    keep_token_out_of_logs,
    patiently,
    persistently,
    translated,
)
from adapters.chat.telegram.pace import Pace
from adapters.errors import PerhapsShownError, PlatformError


class Calls:
    """Raises these errors one after the other, then succeeds."""

    def __init__(self, *errors: Exception) -> None:
        self._errors = list(errors)
        self.made = 0

    async def __call__(self) -> str:
        self.made += 1
        if self._errors:
            raise self._errors.pop(0)
        return "done"


# Until the library tells waits as durations, it warns of every number of seconds.
flood_is_normal = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")


@pytest.fixture
def pace(naps):
    return Pace(sleep=naps)


def flood(wait_s: float) -> RetryAfter:
    return RetryAfter(timedelta(seconds=wait_s))


@flood_is_normal
@pytest.mark.parametrize("told_as_duration", ["0", "1"])
async def test_too_many_requests_are_repeated_when_telegram_allows_it(
    pace, naps, monkeypatch, told_as_duration
):
    monkeypatch.setenv("PTB_TIMEDELTA", told_as_duration)
    calls = Calls(flood(7), flood(3))

    assert await patiently(calls, pace=pace) == "done"
    assert naps.lengths_s == [7.0, 3.0]


@flood_is_normal
async def test_a_wait_that_is_too_long_is_not_waited(pace, naps):
    with pytest.raises(RetryAfter):
        await patiently(Calls(flood(pace.longest_wait_s + 1)), pace=pace)

    assert naps.lengths_s == []


@flood_is_normal
async def test_patience_ends(pace, naps):
    calls = Calls(*[flood(25) for _ in range(9)])

    with pytest.raises(RetryAfter):
        await patiently(calls, pace=pace)

    assert naps.lengths_s == [25.0, 25.0]


@flood_is_normal
async def test_a_server_that_asks_for_no_wait_is_not_asked_for_ever(pace, naps):
    calls = Calls(*[flood(0) for _ in range(99)])

    with pytest.raises(RetryAfter):
        await patiently(calls, pace=pace)

    assert sum(naps.lengths_s) == pace.longest_wait_s


async def test_a_network_that_is_away_is_waited_for(pace, naps):
    calls = Calls(*[TimedOut() for _ in range(20)], NetworkError("no route"))

    assert await persistently(calls, pace=pace) == "done"
    assert len(naps.lengths_s) == 21
    assert max(naps.lengths_s) <= pace.longest_wait_s


@pytest.mark.parametrize("kind", [InvalidToken, Conflict, Forbidden, BadRequest])
async def test_a_refusal_is_not_repeated(pace, kind):
    calls = Calls(kind("no"))

    with pytest.raises(kind):
        await persistently(calls, pace=pace)

    assert calls.made == 1


@pytest.mark.parametrize(
    ("raised", "told"),
    [(Conflict("two"), PollingConflictError), (TimedOut("slow"), PlatformError)],
)
def test_what_the_library_raises_comes_out_as_ours_with_its_cause(raised, told):
    with pytest.raises(told) as caught, translated():
        raise raised

    assert type(caught.value) is told
    assert caught.value.__cause__ is raised


@pytest.mark.parametrize(
    ("cause", "told"),
    [
        (httpx.ReadTimeout("slow"), PerhapsShownError),
        (httpx.RemoteProtocolError("hung up"), PerhapsShownError),
        (httpx.ConnectError("no route"), PlatformError),
        (httpx.ConnectTimeout("slow"), PlatformError),
        (httpx.PoolTimeout("all busy"), PlatformError),
    ],
)
def test_only_what_was_written_may_be_shown_though_nothing_was_answered(cause, told):
    with pytest.raises(PlatformError) as caught, translated():
        raise NetworkError("httpx") from cause

    assert type(caught.value) is told


def test_a_refused_token_is_not_in_the_trace(token):
    with pytest.raises(TokenRefusedError) as refused, translated():
        raise InvalidToken(f"no bot has {token}")

    assert token not in "".join(traceback.format_exception(refused.value))


def test_the_bot_of_the_library_does_not_log_updates_that_it_cannot_read():
    keep_token_out_of_logs()

    assert not logging.getLogger("telegram.Bot").isEnabledFor(logging.CRITICAL)


def test_libraries_do_not_log_addresses_and_stay_as_quiet_as_they_were():
    before = {name: logging.getLogger(name).level for name in ("httpx", "telegram")}
    try:
        logging.getLogger("httpx").setLevel(logging.DEBUG)
        logging.getLogger("telegram").setLevel(logging.ERROR)

        keep_token_out_of_logs()

        assert not logging.getLogger("httpx").isEnabledFor(logging.INFO)
        assert logging.getLogger("telegram").level == logging.ERROR
    finally:
        for name, level in before.items():
            logging.getLogger(name).setLevel(level)
