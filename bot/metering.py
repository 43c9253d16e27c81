"""Parts that count and time what they hand on, so that nothing else needs to know of metrics."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from adapters.chat.message import (
    Address,
    Incoming,
    IncomingPhoto,
    MediaReference,
    Platform,
    Reply,
)
from adapters.values import RequestState, SourceAnswer
from bot.chat_behind import ChatBehind
from bot.conversation.inbox import Answerer
from bot.conversation.turn import Turn
from bot.ports import Chat, FeatureSource, MoodReaders
from engine.catalogue import Catalogue
from engine.readings import MoodReading
from engine.recommender import RecommendationRequest, RecommendedSet, Recommender

ANSWERED, FAILED = "answered", "failed"


class Meter(Protocol):
    """Who keeps the numbers."""

    def photo(self, platform: Platform, outcome: str) -> None:
        """One more photo that ended so."""

    def asked(self, service: str, outcome: str) -> None:
        """One more request to somebody else's service that ended so."""

    def stage(self, name: str) -> AbstractContextManager[None]:
        """Takes the time of what happens inside."""


class MeteredChat(ChatBehind):
    """A chat whose downloads and messages are timed."""

    def __init__(self, chat: Chat, meter: Meter) -> None:
        super().__init__(chat)
        self._meter = meter

    async def send(self, address: Address, reply: Reply) -> str | None:
        """Shows the reply."""
        with self._meter.stage("send"):
            return await super().send(address, reply)

    async def fetch(self, media: MediaReference, address: Address, *, limit_bytes: int) -> bytes:
        """What was sent."""
        with self._meter.stage("fetch"):
            return await super().fetch(media, address, limit_bytes=limit_bytes)


@contextmanager
def asked_of(service: str, meter: Meter) -> Iterator[None]:
    """Times and counts one request to a service, which failed where it raises."""
    outcome = FAILED
    try:
        with meter.stage(service):
            yield
        outcome = ANSWERED
    finally:
        meter.asked(service, outcome)


class MeteredSource:
    """A source of features that is timed; it failed where it did not tell of all."""

    def __init__(self, source: FeatureSource, meter: Meter) -> None:
        self._source = source
        self._meter = meter

    @property
    def name(self) -> str:
        """As the source calls itself."""
        return self._source.name

    async def describe(self, track_ids: Sequence[str]) -> SourceAnswer:
        """As the source tells."""
        service = self.name.lower()
        with self._meter.stage(service):
            answer = await self._source.describe(track_ids)
        outcome = ANSWERED if answer.told_of.issuperset(track_ids) else FAILED
        self._meter.asked(service, outcome)
        return answer


class MeteredReaders:
    """A pool whose readings are timed, the wait for a free worker included."""

    def __init__(self, readers: MoodReaders, meter: Meter) -> None:
        self._readers = readers
        self._meter = meter

    async def read(self, data: bytes, *, everyone: bool = False) -> MoodReading:
        """As the pool reads it."""
        with self._meter.stage("read"):
            return await self._readers.read(data, everyone=everyone)

    async def boxes(self, data: bytes, reading: MoodReading, *, words: Sequence[str]) -> bytes:
        """As the pool draws it."""
        with self._meter.stage("draw"):
            return await self._readers.boxes(data, reading, words=words)


class MeteredRecommender(Recommender):
    """A recommender whose choices are timed."""

    def __init__(self, catalogue: Catalogue, *, meter: Meter) -> None:
        super().__init__(catalogue)
        self._meter = meter

    def recommend(self, request: RecommendationRequest) -> RecommendedSet:
        """As the recommender chooses."""
        with self._meter.stage("choose"):
            return super().recommend(request)


class MeteredAnswerer:
    """Counts photos by how they ended."""

    def __init__(self, answerer: Answerer, meter: Meter) -> None:
        self._answerer = answerer
        self._meter = meter

    async def answer(self, turn: Turn[Incoming]) -> RequestState:
        """As it is answered."""
        outcome = FAILED
        try:
            with self._meter.stage("answer"):
                state = await self._answerer.answer(turn)
            outcome = state.value
        finally:
            if isinstance(turn.incoming, IncomingPhoto):
                self._meter.photo(turn.incoming.account.platform, outcome)
        return state
