"""What went wrong, in a sentence for the person at the terminal, and what to do next."""

from __future__ import annotations

import errno
import socket
from collections.abc import Mapping
from types import MappingProxyType

from adapters.errors import (
    AdapterError,
    BackupError,
    FeatureSourceError,
    PlatformError,
    SpotifyError,
    SpotifySetupError,
    StorageError,
    UnwritableError,
)
from bot.ports import ReaderError
from bot.replies.errors import error_sentence
from engine.errors import (
    AssetError,
    CatalogueError,
    EmptyMediaError,
    EngineError,
    MediaError,
    MediaTooCostlyError,
    MediaTooLargeError,
    NothingToOfferError,
    UnsupportedMediaError,
)

_ADDRESS_ERRORS = frozenset({errno.EADDRINUSE, errno.EADDRNOTAVAIL, errno.EACCES})
_TOKENS: Mapping[str, str] = MappingProxyType(
    {"Telegram": "MIEN_TELEGRAM_TOKEN", "Discord": "MIEN_DISCORD_TOKEN"}
)
_FULL_ERRORS = frozenset({errno.ENOSPC, errno.EDQUOT})
_MAKE_ROOM = "Make room there, or choose another place."
_WHERE_TO_WRITE = "Set MIEN_DATA_DIR and MIEN_KEY_FILE to places that you can write to."


def problem_sentence(error: EngineError | AdapterError | ReaderError | OSError) -> str:
    """Never empty, and never only the name of an error."""
    match error:
        case EngineError() | ReaderError():
            return _engine_sentence(error)
        case StorageError():
            return _storage_sentence(error)
        case SpotifyError() | FeatureSourceError():
            return _service_sentence(error)
        case PlatformError():
            return f"{_capitalised(str(error))}. {_way_out(error)}"
        case OSError():
            full = error.errno in _FULL_ERRORS
            return f"{opened_sentence(error)} {_MAKE_ROOM if full else _WHERE_TO_WRITE}"
        case _:
            return _capitalised(str(error) or type(error).__name__)


def opened_sentence(error: OSError) -> str:
    """Why the system did not give what was asked for."""
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or type(error).__name__}."


def _engine_sentence(error: EngineError | ReaderError) -> str:
    match error:
        case MediaError():
            return _media_sentence(error)
        case AssetError():
            return f"{error.name}: {error.reason}. Install Mien again."
        case ReaderError():
            return (
                f"The processes that read pictures did not start: {error}. If this machine lacks "
                "memory, free some or set MIEN_WORKERS to a smaller number; "
                "MIEN_READING_MEMORY_MB is what each of them may use."
            )
        case CatalogueError():
            return (
                f"{error.where}: {error.reason}. Set MIEN_CATALOGUE_DIR to a folder that "
                "`mien catalogue import` wrote, or to nothing for the starter catalogue."
            )
        case NothingToOfferError():
            return (
                "The catalogue has no track for this mood and goal that may be offered. "
                "Try another --goal, or set MIEN_CATALOGUE_DIR to a larger catalogue."
            )
        case _:
            return error_sentence(error)


def _media_sentence(error: MediaError) -> str:
    """Nobody at a terminal sends a picture again."""
    match error:
        case EmptyMediaError():
            return "That file is empty. Name another."
        case MediaTooLargeError():
            return f"That file is too large: {_measured(error)} at most. Name a smaller one."
        case UnsupportedMediaError():
            return (
                f"That is not a picture that can be read ({error}). Name a JPEG, PNG, WebP, "
                "GIF, HEIC or AVIF picture, or an MP4 or WebM clip."
            )
        case MediaTooCostlyError():
            return "That picture takes more time or memory than one may. Name a smaller one."
        case _:
            return "That picture is damaged or incomplete. Name another, or copy it anew."


def _measured(error: MediaTooLargeError) -> str:
    if error.unit == "bytes":
        return f"{error.size / 2**20:,.0f} MB, {error.limit / 2**20:,.0f}"
    return f"{error.size:,.0f} {error.unit}, {error.limit:,.0f}"


def _storage_sentence(error: StorageError) -> str:
    said = str(error)
    if isinstance(error, BackupError):
        return f"{_capitalised(said)}."
    if isinstance(error, UnwritableError):
        return (
            f"{said} cannot be written: set MIEN_DATA_DIR to a folder of yours, or "
            "MIEN_DATABASE_URL to another database."
        )
    if said == type(error.__cause__).__name__:
        said = f"the database cannot be used ({said})"
    return f"{_capitalised(said)}. Check MIEN_KEY_FILE, MIEN_DATA_DIR and MIEN_DATABASE_URL."


def _service_sentence(error: SpotifyError | FeatureSourceError) -> str:
    if isinstance(error, FeatureSourceError):
        return (
            f"ReccoBeats does not answer ({error}): look at MIEN_RECCOBEATS_URL, or leave "
            "MIEN_FEATURE_SOURCE empty."
        )
    if isinstance(error, SpotifySetupError):
        return (
            f"Spotify refuses the application ({error}): compare MIEN_SPOTIFY_CLIENT_ID and "
            "MIEN_SPOTIFY_CLIENT_SECRET with Spotify's dashboard."
        )
    return f"Spotify does not answer ({error}): look at MIEN_SPOTIFY_ACCOUNTS_URL."


def _way_out(error: PlatformError) -> str:
    cause = error.__cause__
    if isinstance(cause, socket.gaierror):
        return "Set MIEN_WEB_HOST to an address of this machine."
    if isinstance(cause, OSError) and cause.errno in _ADDRESS_ERRORS:
        return (
            "Set MIEN_WEB_PORT to another port (0 takes any free one), or end what uses this one; "
            "MIEN_OPERATIONS_PORT is that of health and numbers, by default the one after it."
        )
    tokens = [setting for platform, setting in _TOKENS.items() if platform in str(error)]
    return f"Check {' and '.join(['the network', *tokens])}."


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
