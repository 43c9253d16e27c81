"""What can go wrong in the engine. Errors carry facts; bot.replies finds the words.

EngineError
├── MediaError                what was sent cannot be looked at
│   ├── EmptyMediaError           no bytes
│   ├── MediaTooLargeError        beyond a limit in bytes, pixels, frames or seconds
│   ├── UnsupportedMediaError     not a kind of picture or clip that Mien reads
│   ├── UnreadableMediaError      the right kind, but broken
│   └── MediaTooCostlyError       it took more time or memory than one picture gets
├── NoFaceError               decoded, and nobody in it
├── AssetError                a file that Mien ships is missing or not what the manifest says
├── CatalogueError            a catalogue folder is missing or broken
└── NothingToOfferError       no track is left that may be offered
"""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar


class EngineError(Exception):
    """Root of all errors of the engine; `code` is stable and machine-readable.

    They cross from one process to another with all they carry.
    """

    code: ClassVar[str] = "engine"

    def __reduce__(self) -> tuple[object, ...]:
        # Not made anew from its message, as exceptions are: most are made from other things.
        return _without_init, (type(self), self.args), self.__dict__


def _without_init(kind: type[EngineError], args: tuple[object, ...]) -> EngineError:
    error = kind.__new__(kind)
    error.args = args
    return error


class MediaError(EngineError):
    """What was sent cannot be looked at."""

    code: ClassVar[str] = "unreadable"


class EmptyMediaError(MediaError):
    """No bytes at all."""

    code: ClassVar[str] = "empty"


class MediaTooLargeError(MediaError):
    """Beyond a limit. `unit` is "bytes", "pixels", "px side", "frames" or "s"."""

    code: ClassVar[str] = "too_large"

    def __init__(self, size: float, *, limit: float, unit: str) -> None:
        super().__init__(f"{size:g} {unit}, the limit is {limit:g}")
        self.size = size
        self.limit = limit
        self.unit = unit


class UnsupportedMediaError(MediaError):
    """Not a kind of picture or clip that Mien reads; `found` names the format it looks like.

    A name that is the same in every language, as `pdf`; None where the format is not known.
    """

    code: ClassVar[str] = "unsupported"

    def __init__(self, found: str | None = None) -> None:
        super().__init__(found or "unknown")
        self.found = found


class UnreadableMediaError(MediaError):
    """The right kind, but truncated or broken."""

    code: ClassVar[str] = "unreadable"


class MediaTooCostlyError(MediaError):
    """Reading it took more time or memory than one picture gets, or ended the reader."""

    code: ClassVar[str] = "too_costly"


class FaceHint(StrEnum):
    """What most likely keeps a face from being found."""

    TOO_DARK = "too_dark"
    BLURRED = "blurred"
    TOO_SMALL = "too_small"
    TURNED_AWAY = "turned_away"


class NoFaceError(EngineError):
    """Decoded, and no face found in any of `frames` frames; None where no reason is known."""

    code: ClassVar[str] = "no_face"

    def __init__(self, frames: int = 1, *, hint: FaceHint | None = None) -> None:
        super().__init__(f"no face in {frames} frames")
        self.frames = frames
        self.hint = hint


class AssetError(EngineError):
    """A file that Mien ships is missing or differs from its manifest entry."""

    code: ClassVar[str] = "asset"

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


class CatalogueError(EngineError):
    """A catalogue folder is missing or broken."""

    code: ClassVar[str] = "catalogue"

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}")
        self.where = where
        self.reason = reason


class NothingToOfferError(EngineError):
    """No track that fits may be offered: `refused` were some, or `explicit`, or none was there."""

    code: ClassVar[str] = "nothing_to_offer"

    def __init__(self, *, refused: bool = False, explicit: bool = False) -> None:
        super().__init__()
        self.refused = refused
        self.explicit = explicit
