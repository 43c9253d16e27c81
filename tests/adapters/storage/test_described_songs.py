"""What was said of songs is kept, unknown ones for a while."""

from datetime import timedelta

from adapters.values import SourceAnswer
from engine.described import DescribedSong
from engine.tracks import AudioFeatures
from tests.adapters.storage.samples import NOON

FEATURES = AudioFeatures(0.5, 0.6, -7.0, 0.1, 0.2, 0.0, 0.1, 0.9, 120.0)


def told(*names, unknown=()):
    songs = {name: DescribedSong(name, f"Song {name}", ("Zoë", "B"), FEATURES) for name in names}
    return SourceAnswer(songs, frozenset([*names, *unknown]))


async def test_what_was_told_comes_back_as_it_was(storage):
    await storage.described_songs.keep(told("a", "b"), at=NOON)

    assert {one.track_id: one for one in await storage.described_songs.all(most=9)} == told(
        "a", "b"
    ).songs


async def test_only_the_newest_come_back(storage):
    for name in "abc":
        await storage.described_songs.keep(told(name), at=NOON)

    assert [one.track_id for one in await storage.described_songs.all(most=2)] == ["c", "b"]


async def test_that_a_song_is_not_known_holds_for_a_while(storage):
    await storage.described_songs.keep(told("a", unknown=("x", "y")), at=NOON)
    later = NOON + timedelta(days=1)

    store = storage.described_songs
    assert await store.unknown_since(["a", "x", "z"], since=NOON) == {"x"}
    assert await store.unknown_since(["a", "x", "z"], since=later) == frozenset()


async def test_a_newer_answer_takes_the_place_of_the_one_before(storage):
    await storage.described_songs.keep(told(unknown=("a",)), at=NOON)
    await storage.described_songs.keep(told("a"), at=NOON)

    assert await storage.described_songs.unknown_since(["a"], since=NOON) == frozenset()
    assert len(await storage.described_songs.all(most=9)) == 1


async def test_thousands_are_kept_at_once(storage):
    names = [f"{n:022d}" for n in range(1_200)]
    await storage.described_songs.keep(told(*names[:600], unknown=names[600:]), at=NOON)

    assert len(await storage.described_songs.all(most=5_000)) == 600
    assert len(await storage.described_songs.unknown_since(names, since=NOON)) == 600
