"""Asks ReccoBeats for songs, few at a time, and leaves it alone while it is busy or away."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import aiohttp

from adapters.errors import FeatureSourceError
from adapters.reccobeats.parsing import features_in, names_in
from adapters.values import SourceAnswer
from engine.described import DescribedSong

IDS_AT_ONCE = 40  # more of one request are passed over
LONGEST_ANSWER = 2**20  # an answer about forty songs has some 60 kB
REQUESTS_AT_ONCE = 2
LONGEST_PAUSE_S = 900.0
FIRST_PAUSE_S = 30.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long one request may take."""

    connect_s: float = 5.0
    answer_s: float = 10.0


class ReccoBeats:
    """Fits the port `FeatureSource`."""

    name = "ReccoBeats"

    def __init__(
        self,
        url: str,
        *,
        patience: Patience | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._url = url
        self._patience = patience or Patience()
        self._clock = clock
        self._hands = asyncio.Semaphore(REQUESTS_AT_ONCE)
        self._session: aiohttp.ClientSession | None = None
        self._not_before_s = -LONGEST_PAUSE_S
        self._pause_s = FIRST_PAUSE_S

    async def describe(self, track_ids: Sequence[str]) -> SourceAnswer:
        """What it knows of these, and of which of them it told; fewer where it stops answering."""
        if self._clock() < self._not_before_s:
            return SourceAnswer({}, frozenset())
        found = await asyncio.gather(*(self._some(ids) for ids in _portions(track_ids)))
        songs = {song.track_id: song for answer in found for song in answer.songs.values()}
        return SourceAnswer(songs, frozenset().union(*(answer.told_of for answer in found)))

    async def knows(self, track_id: str) -> bool:
        """Asks about one song, at once; FeatureSourceError without an answer that can be read."""
        try:
            answer = await self._get("audio-features", [track_id])
            return track_id in features_in(answer, [track_id])
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise FeatureSourceError(_reason(error)) from error

    async def close(self) -> None:
        """Ends its connections."""
        if self._session is not None:
            await self._session.close()

    async def _some(self, track_ids: Sequence[str]) -> SourceAnswer:
        async with self._hands:
            # Whoever waited here while it said no asks no more.
            if self._clock() < self._not_before_s:
                return SourceAnswer({}, frozenset())
            try:
                features = features_in(await self._get("audio-features", track_ids), track_ids)
                names = names_in(await self._get("track", list(features)), track_ids)
            except (aiohttp.ClientError, TimeoutError, ValueError) as error:
                self._leave_alone(error)
                return SourceAnswer({}, frozenset())
        self._pause_s = FIRST_PAUSE_S
        songs = {
            track_id: DescribedSong(track_id, *names[track_id], features[track_id])
            for track_id in features.keys() & names.keys()
        }
        return SourceAnswer(songs, frozenset(track_ids))

    async def _get(self, what: str, track_ids: Sequence[str]) -> Mapping[str, Any]:
        """ValueError for what is no answer."""
        if not track_ids:
            return {"content": []}
        async with self._opened().get(
            f"{self._url}/{what}", params={"ids": ",".join(track_ids)}, allow_redirects=False
        ) as response:
            if response.status != 200:
                raise aiohttp.ClientResponseError(
                    response.request_info, (), status=response.status, headers=response.headers
                )
            text = await _bounded(response.content)
        try:
            found = json.loads(text)
        except RecursionError as error:
            raise ValueError("nested too deeply") from error
        if not isinstance(found, dict):
            raise ValueError("no object")  # noqa: TRY004 - what it sent is wrong, not our type
        return found

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            patience = self._patience
            self._session = aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(
                    total=patience.answer_s, sock_connect=patience.connect_s
                ),
                headers={"Accept": "application/json", "User-Agent": "Mien"},
                cookie_jar=aiohttp.DummyCookieJar(),
            )
        return self._session

    def _leave_alone(self, error: Exception) -> None:
        """For as long as it asks for, else longer each time; this holds for everybody."""
        asked_s = _asked_pause_s(error)
        pause_s = min(LONGEST_PAUSE_S, asked_s or self._pause_s)
        if asked_s is None:
            self._pause_s = min(LONGEST_PAUSE_S, 2 * self._pause_s)
        self._not_before_s = max(self._not_before_s, self._clock() + pause_s)
        log.warning("%s is not asked for %.0f s: %s", self.name, pause_s, _reason(error))


async def _bounded(content: aiohttp.StreamReader) -> bytes:
    """All of it; ValueError beyond the limit, the rest unread."""
    text = bytearray()
    async for piece in content.iter_any():
        text += piece
        if len(text) > LONGEST_ANSWER:
            raise ValueError("too long")
    return bytes(text)


def _reason(error: Exception) -> str:
    status = error.status if isinstance(error, aiohttp.ClientResponseError) else None
    return f"status {status}" if status else type(error).__name__


def _asked_pause_s(error: Exception) -> float | None:
    """Seconds in Retry-After; it may hold a date instead, which tells nothing here."""
    if not isinstance(error, aiohttp.ClientResponseError) or error.headers is None:
        return None
    told = error.headers.get("Retry-After", "")
    return max(1.0, float(told)) if told.isascii() and told.isdecimal() else None


def _portions(track_ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(0, len(track_ids), IDS_AT_ONCE):
        yield track_ids[at : at + IDS_AT_ONCE]
