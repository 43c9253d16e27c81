"""What a hostile input is: its name, how it is made, and what may come of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

# What a reading ends with: `code` of the error, or that there was something to see.
READ = "read"
NO_FACE = "no_face"
EMPTY = "empty"
TOO_LARGE = "too_large"
UNREADABLE = "unreadable"
UNSUPPORTED = "unsupported"
LOOKED_AT = frozenset({READ, NO_FACE})


@dataclass(frozen=True, slots=True)
class Kind:
    """A file that nobody sends by accident; one of `ends` is how its reading ends."""

    name: str
    make: Callable[[], bytes]
    ends: frozenset[str]


def kind(name: str, make: Callable[[], bytes], *ends: str) -> Kind:
    """With the ends one by one."""
    return Kind(name, make, frozenset(ends))
