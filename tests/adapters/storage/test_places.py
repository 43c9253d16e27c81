import asyncio

import pytest
from sqlalchemy import select

from adapters.chat.message import Platform
from models import PlaceRecord


@pytest.mark.parametrize("allowed", [True, False])
async def test_what_was_chosen_last_holds(storage, allowed):
    for choice in (not allowed, allowed, allowed):
        await storage.places.allow_photos(Platform.DISCORD, "server-1", allowed=choice)

    assert await storage.places.photos_allowed(Platform.DISCORD, "server-1") is allowed


async def test_photos_are_allowed_until_somebody_switches_them_off(storage):
    assert await storage.places.photos_allowed(Platform.DISCORD, "server-1")


async def test_places_and_platforms_are_apart(storage):
    await storage.places.allow_photos(Platform.DISCORD, "1", allowed=False)

    assert await storage.places.photos_allowed(Platform.DISCORD, "2")
    assert await storage.places.photos_allowed(Platform.TELEGRAM, "1")


async def test_two_managers_at_once_are_both_heard(storage):
    await asyncio.gather(
        *(storage.places.allow_photos(Platform.TELEGRAM, "-7", allowed=False) for _ in range(4))
    )

    assert not await storage.places.photos_allowed(Platform.TELEGRAM, "-7")


@pytest.mark.parametrize("allowed", [True, False])
async def test_what_was_chosen_moves_with_the_place_and_leaves_nothing_behind(storage, allowed):
    await storage.places.allow_photos(Platform.TELEGRAM, "-7", allowed=allowed)
    for _ in range(2):
        await storage.places.move(Platform.TELEGRAM, "-7", "-1007")

    assert await storage.places.photos_allowed(Platform.TELEGRAM, "-1007") is allowed
    async with storage.database.transaction() as session:
        assert len((await session.scalars(select(PlaceRecord))).all()) == 1


async def test_what_was_chosen_for_the_new_place_counts_more(storage):
    await storage.places.allow_photos(Platform.TELEGRAM, "-7", allowed=False)
    await storage.places.allow_photos(Platform.TELEGRAM, "-1007", allowed=True)
    await storage.places.move(Platform.TELEGRAM, "-7", "-1007")

    assert await storage.places.photos_allowed(Platform.TELEGRAM, "-1007")


async def test_a_place_for_which_nothing_was_chosen_moves_without_a_trace(storage):
    await storage.places.move(Platform.TELEGRAM, "-7", "-1007")

    async with storage.database.transaction() as session:
        assert (await session.scalars(select(PlaceRecord))).all() == []


async def test_a_place_is_kept_as_a_hash(storage):
    await storage.places.allow_photos(Platform.TELEGRAM, "-100456", allowed=False)

    async with storage.database.transaction() as session:
        [record] = (await session.scalars(select(PlaceRecord))).all()

    assert "100456" not in record.place_hash
