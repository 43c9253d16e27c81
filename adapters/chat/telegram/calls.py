"""Calls to the Bot API: when to wait, when to give up, and what to call the failure."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from http import HTTPStatus
from typing import Any, TypeVar

from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.request import HTTPXRequest

from adapters.chat.telegram.pace import Pace
from adapters.errors import PerhapsShownError, PlatformError

# What the library's own library raises before anything was written.
_NEVER_LEFT = ("ConnectError", "ConnectTimeout", "PoolTimeout")
_SILENT = logging.CRITICAL + 1
_LOUDEST = {
    "httpx": logging.WARNING,
    "httpcore": logging.INFO,
    "telegram": logging.INFO,
    # Of an answer that they cannot read they write down all that people said in it; it is raised
    # as an error too.
    "telegram.request": _SILENT,
    "telegram.Bot": _SILENT,
}

log = logging.getLogger(__name__)

_Result = TypeVar("_Result")
_Call = Callable[[], Awaitable[_Result]]


class TokenRefusedError(PlatformError):
    """Telegram does not know the bot token; only the host can help."""


class PollingConflictError(PlatformError):
    """Another process fetches the updates of this bot, or a webhook is set."""


@contextmanager
def translated() -> Iterator[None]:
    """What the library raises inside comes out as PlatformError, never with the token in it."""
    try:
        yield
    except InvalidToken:
        # Not chained: the library writes the token into the message of this error.
        raise TokenRefusedError("Telegram refused the bot token") from None
    except Conflict as error:
        raise PollingConflictError(error.message) from error
    except TelegramError as error:
        raise _platform_error(error) from error


async def patiently(call: _Call[_Result], *, pace: Pace) -> _Result:
    """The call's result; after "too many requests" it is repeated when Telegram allows it.

    Hundreds of answers at once are more than Telegram takes in a second: it names the wait, and an
    answer is given up only when it would have waited for longer than `longest_wait_s` in all.
    """
    left_s = pace.longest_wait_s
    while True:
        try:
            return await call()
        except RetryAfter as error:
            # A second at least, or a server that asks for none would be asked for ever.
            wait_s = max(_seconds(error.retry_after), 1.0)
            left_s -= wait_s
            if left_s < 0:
                raise
            log.warning("too many requests to Telegram", extra={"wait_s": wait_s})
        await pace.sleep(wait_s)


async def persistently(call: _Call[_Result], *, pace: Pace) -> _Result:
    """The call's result, however long the network is away; a refusal is raised at once."""
    waits = pace.waits()
    while True:
        try:
            return await patiently(call, pace=pace)
        except (InvalidToken, Conflict, Forbidden, BadRequest):
            raise
        except TelegramError as error:
            wait_s = next(waits)
            log.warning("Telegram does not answer: %s", error.message, extra={"wait_s": wait_s})
            await pace.sleep(wait_s)


class DiscreetRequest(HTTPXRequest):
    """Takes the token out of refusals: a proxy's error page repeats the address it was asked."""

    def __init__(self, token: str, *, connections: int) -> None:
        super().__init__(connection_pool_size=connections)
        self._token = token.encode()

    # The types of these arguments are private to the library.
    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:  # noqa: ANN401
        """As the library does it."""
        code, payload = await super().do_request(*args, **kwargs)
        if code == HTTPStatus.OK:
            return code, payload
        return code, payload.replace(self._token, b"...")


def keep_token_out_of_logs() -> None:
    """Silences what the libraries log of requests: addresses hold the token, bodies words."""
    for name, level in _LOUDEST.items():
        logger = logging.getLogger(name)
        logger.setLevel(max(logger.level, level))


def _platform_error(error: TelegramError) -> PlatformError:
    """A refusal, 5xx among them, is an answer; else the way broke before or behind our words."""
    if not isinstance(error, NetworkError) or error.__cause__ is None:
        return PlatformError(error.message)
    # The library's own words begin with the name of a class.
    if type(error.__cause__).__name__ in _NEVER_LEFT:
        return PlatformError("Telegram was not reached")
    return PerhapsShownError("Telegram fell silent")


def _seconds(wait: int | timedelta) -> float:
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
