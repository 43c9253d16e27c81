import asyncio
import threading

import pytest

from adapters.errors import SpotifyBusyError, SpotifyError
from adapters.spotify.threads import THREADS, SpotifyThreads


async def test_what_waits_for_a_thread_keeps_to_a_limit_that_was_set_meanwhile():
    threads = SpotifyThreads(longest_s=30)
    goes_on, ran = threading.Event(), []

    def limited():
        goes_on.wait()
        raise SpotifyBusyError(60)

    work = [*(limited for _ in range(THREADS)), lambda: ran.append(True)]
    asked = asyncio.gather(*(threads.run(one) for one in work), return_exceptions=True)
    await asyncio.sleep(0)
    goes_on.set()
    answers = await asked
    threads.close()

    assert ran == []
    assert all(isinstance(one, SpotifyBusyError) for one in answers)


async def test_a_limit_that_is_told_too_late_for_its_asker_holds_for_all_others():
    threads = SpotifyThreads(longest_s=0.01)
    goes_on, told = threading.Event(), threading.Event()

    def limited():
        try:
            goes_on.wait()
            raise SpotifyBusyError(60)
        finally:
            told.set()

    with pytest.raises(SpotifyError, match="no answer within"):
        await threads.run(limited)
    goes_on.set()
    await asyncio.to_thread(told.wait)
    threads._executor.shutdown(wait=True)

    with pytest.raises(SpotifyBusyError):
        await threads.run(lambda: None)
