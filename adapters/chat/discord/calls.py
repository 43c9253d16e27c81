"""What failures of Discord and of its library are called."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import aiohttp
import discord

from adapters.errors import PerhapsShownError, PlatformError

_AUTHENTICATION_FAILED = 4004
_INVALID_WEBHOOK_TOKEN = 50027
_ANSWERED_TOO_OFTEN = 40094  # who brought Mien along themselves gets five answers to each event


class TokenRefusedError(PlatformError):
    """Discord does not know the bot token; only the host can help."""


@contextmanager
def translated() -> Iterator[None]:
    """What the library raises inside comes out as PlatformError, never with a token in it."""
    try:
        yield
    except discord.DiscordException as error:
        raise _platform_error(error) from error
    # Only the kinds: the text of these errors may hold an address with a token.
    except aiohttp.ClientConnectorError as error:
        raise PlatformError(f"Discord was not reached: {type(error).__name__}") from error
    except (aiohttp.ClientError, OSError) as error:
        raise PerhapsShownError(f"Discord fell silent: {type(error).__name__}") from error


def keep_chats_out_of_logs() -> None:
    """Silences what the library warns of: it writes down in whose chat it was too fast."""
    logger = logging.getLogger("discord.http")
    logger.setLevel(max(logger.level, logging.ERROR))


def is_out_of_reach(error: discord.HTTPException) -> bool:
    """Whether an interaction can no longer be answered, or not where its answer should go."""
    refused = isinstance(error, (discord.NotFound, discord.Forbidden))
    return refused or error.code in (_INVALID_WEBHOOK_TOKEN, _ANSWERED_TOO_OFTEN)


def _platform_error(error: discord.DiscordException) -> PlatformError:
    if isinstance(error, discord.LoginFailure):
        return TokenRefusedError("Discord refused the bot token")
    if isinstance(error, discord.ConnectionClosed):
        if error.code == _AUTHENTICATION_FAILED:
            return TokenRefusedError("Discord refused the bot token")
        return PlatformError(f"Discord closed the connection with code {error.code}")
    if isinstance(error, discord.HTTPException):
        return PlatformError(f"Discord answered {error.status}, code {error.code}")
    return PlatformError(type(error).__name__)
