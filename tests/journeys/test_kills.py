"""The program is killed again and again while photos come from Telegram.

Each gets its set, and gets it once; what was tapped under the sets counts, and counts once.
"""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.adapters.chat.telegram.fake_telegram import TOKEN
from tests.journeys.on_telegram import Crowd, crowd_on
from tests.journeys.trial import HEARD_WITHIN_S, PHOTOS, Folder, killed_at_random_moments


@pytest.fixture
async def crowd(tmp_path: Path, selfie: bytes) -> AsyncIterator[Crowd]:
    async with crowd_on(Folder(tmp_path), selfie, people=PHOTOS) as crowd:
        yield crowd


async def test_every_photo_gets_its_set_and_none_gets_two(crowd: Crowd):
    await killed_at_random_moments(crowd)

    assert crowd.sets() == dict.fromkeys(range(PHOTOS), 1)
    async with crowd.program() as quiet:
        crowd.like()
        await crowd.everything_arrives()
        assert await asyncio.to_thread(quiet.stop) == 0
    assert await crowd.likes() == dict.fromkeys(range(1, PHOTOS, 2), 1)
    assert TOKEN not in crowd.folder.log


@pytest.mark.parametrize("heard", [True, False])
async def test_killed_while_it_answers_it_asks_whether_the_answer_came(crowd: Crowd, heard: bool):
    killed = asyncio.Event()
    async with crowd.program() as program:

        def kill(method: str, params: dict) -> None:
            if method == "sendMessage" and not killed.is_set():
                program.process.kill()
                killed.set()
                if not heard:
                    raise ConnectionResetError

        crowd.api.on_call = kill
        await crowd.send(1)
        async with asyncio.timeout(HEARD_WITHIN_S):
            await killed.wait()

    async with crowd.program() as again:
        await crowd.api.wait_for(crowd.asked_whether_it_came, within_s=HEARD_WITHIN_S)
        await crowd.hear(1)
        assert await asyncio.to_thread(again.stop) == 0

    assert crowd.sets() == {0: 1}
    assert crowd.taps == ({} if heard else {0: 1})
    assert bool(await crowd.folder.waiting()) is heard
