"""What the conversation needs to know how songs sound that the catalogue lacks."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from adapters.values import SourceAnswer
from engine.described import DescribedSong


class FeatureSource(Protocol):
    """Knows the features of songs that a catalogue may lack."""

    @property
    def name(self) -> str:
        """What it calls itself."""

    async def describe(self, track_ids: Sequence[str]) -> SourceAnswer:
        """What it knows of these Spotify ids, and of which it told: of fewer where it fails.

        Nothing of who asks goes there.
        """


class DescribedSongs(Protocol):
    """What a source said of songs."""

    async def all(self, *, most: int) -> Sequence[DescribedSong]:
        """Those that were told of, the newest `most` of them."""

    async def unknown_since(self, track_ids: Collection[str], *, since: datetime) -> frozenset[str]:
        """Those of which the source said, then or later, that it does not know them."""

    async def keep(self, answer: SourceAnswer, *, at: datetime) -> None:
        """What was said takes the place of what was said of these before."""
