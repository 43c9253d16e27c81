"""Songs that the catalogue lacks: asked about once, kept for everybody, honestly counted."""

import asyncio

import pytest

from adapters.values import AskedSource, SongSource, SourceAnswer
from bot.conversation.collection import SongCollection
from bot.conversation.describing import ASKED_AT_ONCE, MOST_ASKED, UNKNOWN_FOR, SongDescriber
from bot.replies.described import asked_elsewhere
from bot.replies.own_songs import list_reply
from engine.described import DescribedSong, with_described
from engine.moods import MoodName, mood_named
from engine.recommender import RecommendationRequest, Recommender
from engine.song_lists.listed import ListedSong
from engine.song_lists.reading import list_in_text
from engine.tracks import AudioFeatures
from tests.bot.conversation.conftest import FakeClock

GLAD = AudioFeatures(0.8, 0.8, -5.0, 0.05, 0.1, 0.0, 0.1, 0.95, 120.0)


class FakeSource:
    """Knows ids that begin with 0; `silent` about those from that number on."""

    name = "ReccoBeats"

    def __init__(self):
        self.asked = []
        self.silent_from = None
        self.hangs = False

    async def describe(self, track_ids):
        self.asked.append(list(track_ids))
        if self.hangs:
            await asyncio.Event().wait()
        told = [one for one in track_ids if self.silent_from is None or one < self.silent_from]
        known = [one for one in told if one.startswith("0")]
        songs = {one: DescribedSong(one, f"Title {one}", (f"By {one}",), GLAD) for one in known}
        return SourceAnswer(songs, frozenset(told))


def known(number):
    return f"{number:022d}"


def unknown(number):
    return f"9{number:021d}"


@pytest.fixture
def source():
    return FakeSource()


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def describer(source, storage, clock):
    return SongDescriber(source, storage.described_songs, clock=clock, longest_s=60)


async def test_no_song_is_asked_about_twice_even_after_a_restart(describer, source, storage, clock):
    first = await describer.describe([known(1), unknown(1)])
    second = await describer.describe([known(1), unknown(1)])
    again = SongDescriber(source, storage.described_songs, clock=clock)
    await again.load()
    third = await again.describe([known(1), unknown(1)])

    assert source.asked == [[known(1), unknown(1)]]
    assert first.asked == second.asked == third.asked == AskedSource("ReccoBeats", 2, 1, 0)
    assert set(third.songs) == {known(1)}


async def test_what_was_unknown_is_asked_about_again_after_a_month(describer, source, clock):
    await describer.describe([known(1), unknown(1)])
    clock.move(days=UNKNOWN_FOR.days + 1)
    await describer.describe([known(1), unknown(1)])

    assert source.asked[1:] == [[unknown(1)]]


async def test_a_source_that_stops_answering_is_not_asked_on(describer, source):
    ids = [known(number) for number in range(3 * ASKED_AT_ONCE)]
    source.silent_from = known(ASKED_AT_ONCE + 5)

    described = await describer.describe(ids)

    assert len(source.asked) == 2
    assert described.asked == AskedSource(
        "ReccoBeats", ASKED_AT_ONCE + 5, ASKED_AT_ONCE + 5, 2 * ASKED_AT_ONCE - 5
    )


async def test_nobody_waits_for_a_source_that_hangs(source, storage, clock):
    source.hangs = True
    describer = SongDescriber(source, storage.described_songs, clock=clock, longest_s=0.05)

    described = await describer.describe([known(1)])

    assert described.asked == AskedSource("ReccoBeats", 0, 0, 1)


async def test_an_endless_list_is_asked_about_in_part(describer, source):
    described = await describer.describe([known(n) for n in range(MOST_ASKED + 7)])

    assert described.asked.silent == 7


async def test_only_what_has_the_form_of_an_id_goes_there(describer, source):
    described = await describer.describe(["c0ffee", f"{known(1)},{known(2)}", "ä" * 22, known(3)])

    assert source.asked == [[known(3)]]
    assert described.asked == AskedSource("ReccoBeats", 1, 1, 0)


async def test_two_who_bring_the_same_song_ask_about_it_once(describer, source):
    await asyncio.gather(describer.describe([known(1)]), describer.describe([known(1)]))

    assert source.asked == [[known(1)]]


async def test_nobody_is_asked_where_no_source_is_set_up(storage, clock):
    describer = SongDescriber(None, storage.described_songs, clock=clock)

    assert await describer.describe([known(1)]) is None


@pytest.fixture
async def ada(talk):
    return (await talk.storage.listeners.welcome(talk.facts()["account"])).listener_id


async def test_described_songs_are_own_songs_sorted_into_moods_and_a_pool(
    talk, ada, catalogue, describer
):
    collection = SongCollection(
        catalogue, storage=talk.storage, clock=talk.clock, describer=describer
    )
    here = catalogue.track(5).track_id
    songs = [ListedSong(track_id=one) for one in (here, known(1), known(2), unknown(1))]
    songs.append(ListedSong("No Such", ("Nobody",)))

    joined = await collection.add(ada, songs, source=SongSource.LIST)

    assert joined.kept.songs == 3
    assert joined.missing == (songs[3], songs[4])
    assert joined.asked == AskedSource("ReccoBeats", 3, 2, 0)
    happy = (await collection.by_mood(ada))[MoodName.HAPPY]
    assert {collection.track(row).title for row in happy.tolist()} >= {
        f"Title {known(1)}",
        f"Title {known(2)}",
    }


async def test_a_described_song_is_offered_as_soon_as_the_catalogue_has_it(
    talk, ada, catalogue, describer
):
    await talk.change(only_own_songs=True)
    parts = {"storage": talk.storage, "clock": talk.clock, "describer": describer}
    before = SongCollection(catalogue, **parts)
    songs = [ListedSong(track_id=known(number)) for number in range(6)]
    await before.add(ada, songs, source=SongSource.LIST)
    profile = await talk.storage.listeners.profile(ada)

    grown = with_described(catalogue, describer.songs)
    pool = await SongCollection(grown, **parts).pool(profile)
    chosen = Recommender(grown).recommend(
        RecommendationRequest(mood_named(MoodName.HAPPY), pool=pool)
    )

    assert (await before.pool(profile)).tolist() == []
    assert {one.track.track_id for one in chosen.recommendations} < {known(n) for n in range(6)}


async def test_a_listener_is_told_who_was_asked_and_what_is_still_missing():
    read = list_in_text("\n".join(f"spotify:track:{one}" for one in (known(1), unknown(1))))
    asked = AskedSource("ReccoBeats", 1, 1, 1)

    reply = list_reply(read, read.songs[1:], None, {}, 0, asked=asked)

    assert "I asked ReccoBeats about 1 song that my catalogue lacks." in reply.text
    assert "ReccoBeats did not answer for 1 song: send it again later." in reply.text
    assert asked_elsewhere(None) == []
