"""Songs behind a catalogue's own rows, in memory: the catalogue's texts stay mapped as they are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.tracks import Track


@dataclass(frozen=True, slots=True)
class Guests:
    """Songs that listeners brought along, row by row, and what they are found by."""

    tracks: tuple[Track, ...] = ()
    rows: Mapping[str, int] = field(default_factory=dict)
    """By id."""
    artist_codes: Mapping[str, int] = field(default_factory=dict)
    """Of folded names that the catalogue has not."""
    song_codes: Mapping[str, int] = field(default_factory=dict)
    """Of song keys that it has not."""

    def __len__(self) -> int:
        return len(self.tracks)
