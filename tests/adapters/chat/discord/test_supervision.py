import pytest

from adapters.chat.discord.calls import TokenRefusedError
from adapters.chat.discord.supervision import stay_connected
from adapters.errors import PlatformError


class Sessions:
    """Ends each session as told: "lost" before it was ready, "ready" after, "refused" for good."""

    def __init__(self, *ends):
        self._ends = list(ends)
        self.end = ""
        self.waited = []

    async def __call__(self):
        self.end = self._ends.pop(0)
        if self.end == "refused":
            raise TokenRefusedError("no")
        raise PlatformError("gone")

    def was_ready(self):
        return self.end == "ready"

    async def sleep(self, wait_s):
        self.waited.append(wait_s)


async def waits_for(*ends):
    sessions = Sessions(*ends, "refused")
    with pytest.raises(TokenRefusedError):
        await stay_connected(sessions, was_ready=sessions.was_ready, sleep=sessions.sleep)
    return sessions.waited


async def test_a_refused_token_is_not_tried_again():
    assert await waits_for() == []


async def test_waits_grow_to_a_minute():
    assert await waits_for(*["lost"] * 8) == [1, 2, 4, 8, 16, 32, 60, 60]


async def test_a_session_that_was_ready_starts_waiting_anew():
    assert await waits_for("lost", "lost", "ready", "lost") == [1, 2, 1, 2]


async def test_what_is_not_the_platforms_fault_is_not_hidden():
    async def broken():
        raise ValueError("a bug")

    with pytest.raises(ValueError, match="a bug"):
        await stay_connected(broken, was_ready=lambda: False)
