"""Numbers for the host, as Prometheus reads them. No label ever names a listener."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)

from adapters.chat.message import Platform

CONTENT_TYPE = CONTENT_TYPE_LATEST

# From a look-up to what nobody waits for any more.
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
# What nobody feels, up to what everybody does.
_LATE_SECONDS = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0)


class Metrics:
    """Counts and durations since the start of the program; safe to use from any thread."""

    def __init__(self) -> None:
        # One of our own: whoever makes two of these, such as a test, counts twice from nothing.
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        PlatformCollector(registry=registry)
        self._photos = Counter(
            "mien_photos",
            "Photos and clips by how they ended",
            ["platform", "outcome"],
            registry=registry,
        )
        self._asked = Counter(
            "mien_asked",
            "Requests to services of others by how they ended",
            ["service", "outcome"],
            registry=registry,
        )
        self._stages = Histogram(
            "mien_stage_seconds",
            "Time from beginning to end of a stage, waiting included",
            ["stage"],
            buckets=_SECONDS,
            registry=registry,
        )
        self._repeats = Counter(
            "mien_redeliveries",
            "Events that a platform brought again",
            ["platform"],
            registry=registry,
        )
        self._late = Histogram(
            "mien_event_loop_late_seconds",
            "By how much the event loop was late, 40 times a second",
            buckets=_LATE_SECONDS,
            registry=registry,
        )
        self._depth = Gauge(
            "mien_queue_depth", "Events that are being answered or wait for it", registry=registry
        )
        self._oldest = Gauge(
            "mien_queue_oldest_seconds", "How long the oldest of them is there", registry=registry
        )

    def photo(self, platform: Platform, outcome: str) -> None:
        """One more photo that ended so."""
        self._photos.labels(platform.value, outcome).inc()

    def asked(self, service: str, outcome: str) -> None:
        """One more request to somebody else's service that ended so."""
        self._asked.labels(service, outcome).inc()

    def repeated(self, platform: Platform) -> None:
        """One more event that was there before."""
        self._repeats.labels(platform.value).inc()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Takes the time of what happens inside, also where it fails."""
        started = perf_counter()
        try:
            yield
        finally:
            self._stages.labels(name).observe(perf_counter() - started)

    def loop_was_late(self, seconds: float) -> None:
        """One more look at the event loop."""
        self._late.observe(seconds)

    def watch_queue(self, *, depth: Callable[[], float], oldest_s: Callable[[], float]) -> None:
        """Asks these two whenever somebody reads the numbers."""
        self._depth.set_function(depth)
        self._oldest.set_function(oldest_s)

    def exposition(self) -> bytes:
        """All of it, in Prometheus' text format."""
        return generate_latest(self._registry)
