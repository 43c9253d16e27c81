import asyncio

import pytest

from bot.loop_watch import EVERY_S, LoopWatch


class LateLoop:
    """Wakes later and later: by nothing, then by these seconds; then ends it all."""

    def __init__(self, *late: float) -> None:
        self._late = iter(late)
        self.now = 0.0

    async def sleep(self, seconds: float) -> None:
        late = next(self._late, None)
        if late is None:
            raise asyncio.CancelledError
        self.now += seconds + late

    def clock(self) -> float:
        return self.now


async def test_it_tells_by_how_much_it_was_late():
    loop, told = LateLoop(0.0, 0.125, 0.5), []
    with pytest.raises(asyncio.CancelledError):
        await LoopWatch(told.append, sleep=loop.sleep, clock=loop.clock).watch()

    assert told == pytest.approx([0.0, 0.125, 0.5])


async def test_what_holds_up_the_real_loop_is_seen():
    told: list[float] = []
    watch = asyncio.create_task(LoopWatch(told.append).watch())
    await asyncio.sleep(0)
    loop = asyncio.get_running_loop()
    held_until = loop.time() + 4 * EVERY_S
    while loop.time() < held_until:  # without an await
        pass
    await asyncio.sleep(0.001)
    watch.cancel()

    assert max(told) >= 2 * EVERY_S
