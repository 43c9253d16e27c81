"""Songs that listeners brought along."""

import pytest

from adapters.errors import StorageError
from adapters.values import MOST_OWN_SONGS, OwnSong, SongSource
from tests.adapters.storage.samples import NOON

LIST, SPOTIFY = SongSource.LIST, SongSource.SPOTIFY


def songs(*names):
    return [OwnSong(f"id-{name}", f"Song {name}", (f"Artist {name}", "Guest")) for name in names]


async def add(storage, listener, *names, source=LIST, replaces=False):
    return await storage.own_songs.add(
        listener, songs(*names), source=source, at=NOON, replaces=replaces
    )


async def test_a_list_comes_back_in_its_order_and_to_nobody_else(storage, listener, stranger):
    added = await add(storage, listener, "b", "a", "c")

    assert await storage.own_songs.of(listener) == songs("b", "a", "c")
    assert await storage.own_songs.lists(listener) == [added]
    assert (added.source, added.added_at, added.songs) == (LIST, NOON, 3)
    assert await storage.own_songs.of(stranger) == []
    assert await storage.own_songs.of(stranger, list_id=added.list_id) == []


async def test_a_song_that_stands_twice_in_a_list_is_kept_once(storage, listener):
    added = await add(storage, listener, "a", "b", "a")

    assert added.songs == 2


async def test_lists_are_told_apart(storage, listener):
    first = await add(storage, listener, "a", "b")
    second = await add(storage, listener, "b", "c")

    assert await storage.own_songs.of(listener, list_id=second.list_id) == songs("b", "c")
    assert await storage.own_songs.forget(listener, list_id=first.list_id)
    assert await storage.own_songs.of(listener) == songs("b", "c")
    assert not await storage.own_songs.forget(listener, list_id=first.list_id)


async def test_nobody_forgets_the_list_of_another(storage, listener, stranger):
    added = await add(storage, listener, "a")

    assert not await storage.own_songs.forget(stranger, list_id=added.list_id)
    assert len(await storage.own_songs.lists(listener)) == 1


async def test_what_came_from_an_account_is_replaced_and_lists_stay(storage, listener):
    await add(storage, listener, "a")
    await add(storage, listener, "b", source=SPOTIFY)
    await add(storage, listener, "c", source=SPOTIFY, replaces=True)

    assert await storage.own_songs.of(listener) == songs("a", "c")
    assert await storage.own_songs.forget(listener, source=SPOTIFY)
    assert await storage.own_songs.of(listener) == songs("a")


async def test_all_of_it_can_be_forgotten(storage, listener):
    await add(storage, listener, "a")
    await add(storage, listener, "b")

    assert await storage.own_songs.forget(listener)
    assert await storage.own_songs.lists(listener) == []
    assert not await storage.own_songs.forget(listener)


async def test_no_more_is_kept_than_fits_beside_the_other_lists(storage, listener):
    await add(storage, listener, *range(MOST_OWN_SONGS - 1))
    added = await add(storage, listener, "x", "y", "z")

    assert added.songs == 1
    assert len(await storage.own_songs.of(listener)) == MOST_OWN_SONGS


async def test_an_id_is_never_given_to_another_list(storage, listener):
    first = await add(storage, listener, "a")
    await storage.own_songs.forget(listener)
    second = await add(storage, listener, "a")

    assert second.list_id != first.list_id


async def test_a_forgotten_listener_gets_no_list(storage, listener):
    await storage.listeners.forget(listener)

    with pytest.raises(StorageError):
        await add(storage, listener, "a")
