"""How much one page, and all of them together, may take."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engine.errors import MediaTooLargeError


@dataclass(frozen=True, slots=True)
class WebLimits:
    """Bounds for what strangers can make the server hold."""

    photo_bytes: int = 20 * 2**20
    photos_at_once: int = 4
    text_characters: int = 2000
    sessions: int = 200
    # A class opens it at once; a script that makes up cookies would push out everyone who is away.
    new_sessions_per_minute: int = 120
    tabs_per_session: int = 8
    kept_replies: int = 20
    kept_bytes: int = 2 * 2**20
    waiting_events: int = 32
    # A burst lets someone rate five tracks in a row; the refill is a fast typist.
    event_burst: int = 30
    events_per_s: float = 3.0
    # The page asks when a typist pauses; it must not use up what they have for saying things.
    typing_burst: int = 20
    typings_per_s: float = 4.0
    # A camera's picture, 480 wide, has a tenth of it.
    camera_bytes: int = 512 * 1024
    # Each keeps a quarter of a core busy, and those who sent a photo wait for the same cores.
    cameras: int = 4
    upload_timeout_s: float = 60.0
    # A page that lost its server tries again after 19 s at the latest.
    return_timeout_s: float = 25.0
    send_timeout_s: float = 5.0


def check_size(size_bytes: int, limit_bytes: int) -> None:
    """MediaTooLargeError beyond the limit."""
    if size_bytes > limit_bytes:
        raise MediaTooLargeError(size_bytes, limit=limit_bytes, unit="bytes")


class RateLimit:
    """A bucket of `burst` tokens that fills at `per_s`; `clock` tells seconds."""

    def __init__(self, burst: int, *, per_s: float, clock: Callable[[], float]) -> None:
        self._burst = float(burst)
        self._per_s = per_s
        self._clock = clock
        self._tokens = self._burst
        self._filled_at = clock()

    def allows(self) -> bool:
        """Whether one more fits; takes its token."""
        now = self._clock()
        refill = (now - self._filled_at) * self._per_s
        self._tokens = min(self._burst, self._tokens + refill)
        self._filled_at = now
        if self._tokens < 1.0:
            return False
        self._tokens -= 1.0
        return True
