"""Songs that the catalogue lacks, described by a source that the host switched on."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from adapters.values import AskedSource
from bot.ports import DescribedSongs, FeatureSource
from bot.replies.links import is_on_spotify
from engine.described import DescribedSong

ASKED_AT_ONCE = 200  # so much is kept of what was answered, if the rest is not
MOST_ASKED = 2_000  # of one list
MOST_KEPT = 50_000  # songs, in memory too: 50 MB
UNKNOWN_FOR = timedelta(days=30)
LONGEST_S = 30.0  # somebody waits for the answer

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Described:
    """What came of asking: the songs that are described, and what to tell of it."""

    songs: dict[str, DescribedSong]
    asked: AskedSource


class SongDescriber:
    """Asks about each song once; remembers what was said, for everybody."""

    def __init__(
        self,
        source: FeatureSource | None,
        kept: DescribedSongs,
        *,
        clock: Callable[[], datetime],
        longest_s: float = LONGEST_S,
    ) -> None:
        self._source = source
        self._kept = kept
        self._clock = clock
        self._longest_s = longest_s
        self._songs: dict[str, DescribedSong] = {}
        self._alone = asyncio.Lock()

    @property
    def source_name(self) -> str | None:
        """Who is asked; None for nobody."""
        return self._source.name if self._source else None

    @property
    def songs(self) -> Collection[DescribedSong]:
        """All that were ever described; it only grows."""
        return self._songs.values()

    async def load(self) -> None:
        """What was said before the last end of the program."""
        songs = await self._kept.all(most=MOST_KEPT)
        self._songs = {song.track_id: song for song in songs}

    async def describe(self, track_ids: Iterable[str]) -> Described | None:
        """What is known of those that are Spotify ids; None without a source, or without any.

        Not an endless list, and not for longer than somebody waits: the rest counts as not
        answered.
        """
        wanted = [one for one in dict.fromkeys(track_ids) if is_on_spotify(one)]
        if self._source is None or not wanted:
            return None
        told: set[str] = set()
        with suppress(TimeoutError):
            async with asyncio.timeout(self._longest_s), self._alone:
                await self._ask(self._source, wanted, told)
        songs = {one: self._songs[one] for one in wanted if one in self._songs}
        asked = AskedSource(self._source.name, len(told), len(songs), len(wanted) - len(told))
        log.info("songs described", extra={"described": len(songs), "silent": asked.silent})
        return Described(songs, asked)

    async def _ask(self, source: FeatureSource, wanted: Sequence[str], told: set[str]) -> None:
        """Adds to `told` what was answered, now or before."""
        told.update(self._songs.keys() & set(wanted))
        since = self._clock() - UNKNOWN_FOR
        told |= await self._kept.unknown_since(wanted, since=since)
        room = min(MOST_ASKED, MOST_KEPT - len(self._songs))
        new = [one for one in wanted if one not in told][: max(0, room)]
        for at in range(0, len(new), ASKED_AT_ONCE):
            portion = new[at : at + ASKED_AT_ONCE]
            answer = await source.describe(portion)
            await self._kept.keep(answer, at=self._clock())
            # Never changed in place: a thread may be reading it.
            self._songs = {**self._songs, **answer.songs}
            told |= answer.told_of
            if len(answer.told_of) < len(portion):
                return
