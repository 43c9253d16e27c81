"""When Discord learns that an interaction arrived."""

import asyncio
from types import SimpleNamespace

import discord
import pytest

from adapters.chat.discord import deferral
from adapters.chat.discord.deferral import Deferrals


class Interaction:
    """As much of one as is deferred."""

    def __init__(self):
        self.id = 7
        self.token = "a token"  # noqa: S105 - opens nothing
        self.guild_id = None
        self.context = SimpleNamespace(dm_channel=True)
        self.response = self
        self.deferred = asyncio.Event()
        self.error = None

    async def defer(self, *, ephemeral, thinking):
        if self.error is not None:
            raise self.error
        self.deferred.set()


@pytest.fixture
def interaction():
    return Interaction()


async def test_it_is_told_once_the_event_is_stored(interaction):
    disk = asyncio.Event()
    deferrals = Deferrals()
    taking = asyncio.create_task(deferrals.after(disk.wait(), interaction, thinking=False))
    await asyncio.sleep(0.01)
    assert not interaction.deferred.is_set()

    disk.set()
    await taking

    assert interaction.deferred.is_set()


async def test_what_answers_waits_until_it_is_told(interaction):
    disk = asyncio.Event()
    deferrals = Deferrals()
    taking = asyncio.create_task(deferrals.after(disk.wait(), interaction, thinking=False))
    await asyncio.sleep(0)

    await deferrals.over(interaction.token)

    assert interaction.deferred.is_set()
    disk.set()
    await taking
    await deferrals.over(interaction.token)


async def test_what_takes_too_long_to_store_is_told_before_the_token_dies(interaction, monkeypatch):
    monkeypatch.setattr(deferral, "STORED_WITHIN_S", 0.0)

    async def fail_late():
        await interaction.deferred.wait()
        raise OSError("database is locked")

    with pytest.raises(OSError, match="locked"):
        await Deferrals().after(fail_late(), interaction, thinking=False)


async def test_an_event_counts_even_if_discord_does_not_hear_that_it_arrived(interaction):
    interaction.error = discord.DiscordException("gone")
    stored = []

    async def store():
        stored.append("event")

    await Deferrals().after(store(), interaction, thinking=False)

    assert stored == ["event"]
