"""The program is killed again and again while photos come from Discord.

Every other one comes as a direct message, the others by `/selfie` in a server, where the sender
alone sees the answer. Each gets its set, and gets it once; what was pressed under it counts once.
Discord brings nothing twice: who is told nothing, or that it failed, does it again.
"""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.adapters.chat.discord.fake_discord import TOKEN, fake_discord
from tests.journeys.on_discord import Crowd, account
from tests.journeys.trial import PHOTOS, Folder, killed_at_random_moments


@pytest.fixture
async def crowd(
    tmp_path: Path, selfie: bytes, monkeypatch, discord_requests
) -> AsyncIterator[Crowd]:
    async with fake_discord(monkeypatch, discord_requests) as discord:
        crowd = Crowd(discord, Folder(tmp_path), selfie)
        await crowd.folder.agree(account(number) for number in range(PHOTOS))
        yield crowd


async def test_every_photo_gets_its_set_and_none_gets_two(crowd: Crowd):
    await killed_at_random_moments(crowd)

    assert crowd.sets() == dict.fromkeys(range(PHOTOS), 1)
    async with crowd.program() as quiet:
        await crowd.hear(PHOTOS)
        await crowd.everything_arrives()
        assert await asyncio.to_thread(quiet.stop) == 0
    assert await crowd.likes() == dict.fromkeys(range(0, PHOTOS, 3), 1)
    assert TOKEN not in crowd.folder.log
