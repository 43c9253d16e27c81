import asyncio
from datetime import timedelta, timezone

import pytest
from sqlalchemy import func, select

from adapters.errors import StorageError
from adapters.values import ListenerId, ReadingId, SetId, Shown
from engine.moods import Goal, MoodName
from engine.recommender import Reason, ReasonTerm
from models import ReadingRecord
from tests.adapters.storage.samples import NOON, address, reading, recommended, track


def later(minutes):
    return NOON + timedelta(minutes=minutes)


async def test_an_answer_comes_back_as_it_was_given(storage, listener):
    saved = await storage.history.save_answer(
        listener, recommended("a", "b"), at=NOON, reading=reading()
    )

    assert await storage.history.offered_set(listener, saved.set_id) == saved


async def test_answers_that_are_saved_at_the_same_time_are_all_kept(storage, listener):
    saved = await asyncio.gather(
        *(
            storage.history.save_answer(listener, recommended(name), at=NOON, reading=reading())
            for name in "abcdef"
        )
    )

    kept = [await storage.history.offered_set(listener, one.set_id) for one in saved]
    assert kept == saved


async def test_who_is_unknown_gets_no_answer_saved_and_others_at_the_same_time_do(
    storage, listener
):
    saved = await asyncio.gather(
        *(
            storage.history.save_answer(who, recommended("a"), at=NOON)
            for who in (listener, ListenerId(10_000), listener)
        ),
        return_exceptions=True,
    )

    assert isinstance(saved[1], StorageError)
    kept = [await storage.history.offered_set(listener, saved[at].set_id) for at in (0, 2)]
    assert kept == [saved[0], saved[2]]


async def test_an_answer_keeps_all_that_is_needed_without_a_catalogue(storage, listener):
    saved = await storage.history.save_answer(
        listener, recommended("a", "b"), at=NOON, reading=reading()
    )

    assert saved.mood == recommended("a").mood
    assert saved.goal == Goal.LIFT
    assert (saved.widened, saved.repeated) == (True, True)
    assert [one.number for one in saved.tracks] == [1, 2]
    second = saved.tracks[1]
    assert (second.track_id, second.title) == ("id-b", "Song b")
    assert second.artists == ("Artist b", "Guest")
    assert (second.score, second.mood_fit, second.propensity) == (1.5, 0.75, 0.125)
    assert second.reasons == (
        Reason(ReasonTerm.GENRE, 0.5, "dream pop"),
        Reason(ReasonTerm.FRESH, 0.25),
    )
    assert saved.reading.faces == 2
    assert saved.reading.emotions == reading().emotions
    assert saved.reading.mood == reading().mood
    assert saved.reading.read_at == NOON


async def test_an_answer_to_words_has_no_reading(storage, listener):
    saved = await storage.history.save_answer(listener, recommended("a"), at=NOON)

    assert saved.reading is None
    assert (await storage.history.offered_set(listener, saved.set_id)).reading is None


async def test_an_unsure_reading_can_be_answered_later(storage, listener):
    unsure = await storage.history.save_reading(listener, reading(sure=False), at=NOON)
    saved = await storage.history.save_answer(
        listener, recommended("a"), at=later(1), reading_id=unsure.reading_id
    )

    assert saved.reading == unsure
    assert not unsure.sure
    assert await storage.history.reading(listener, unsure.reading_id) == unsure


async def test_an_answer_that_cannot_be_stored_leaves_no_reading(storage, listener):
    broken = recommended("a", mood=None)

    with pytest.raises(StorageError):
        await storage.history.save_answer(listener, broken, at=NOON, reading=reading())

    async with storage.database.transaction() as session:
        assert await session.scalar(select(func.count()).select_from(ReadingRecord)) == 0


async def test_an_answer_to_nobody_is_refused(storage):
    with pytest.raises(StorageError):
        await storage.history.save_answer(ListenerId(4711), recommended("a"), at=NOON)


async def test_nobody_sees_what_is_another_listeners(storage, listener, stranger):
    saved = await storage.history.save_answer(
        listener, recommended("a"), at=NOON, reading=reading()
    )
    reading_id = saved.reading.reading_id

    assert await storage.history.offered_set(stranger, saved.set_id) is None
    assert await storage.history.reading(stranger, reading_id) is None
    assert await storage.history.latest_sets(stranger, 5) == []
    assert (await storage.feedback.known(stranger, heard_since=NOON)).heard == ()
    with pytest.raises(StorageError, match="no such reading"):
        await storage.history.save_answer(
            stranger, recommended("a"), at=NOON, reading_id=reading_id
        )
    with pytest.raises(StorageError, match="no such reading"):
        await storage.history.correct(stranger, reading_id, MoodName.HAPPY)


async def test_the_latest_sets_come_newest_first(storage, listener):
    for minutes, name in ((5, "b"), (9, "c"), (1, "a")):
        await storage.history.save_answer(listener, recommended(name), at=later(minutes))

    latest = await storage.history.latest_sets(listener, 2)

    assert [one.tracks[0].title for one in latest] == ["Song c", "Song b"]


async def test_heard_songs_come_once_and_the_longest_unheard_first(storage, listener):
    for minutes, names in ((1, "ab"), (2, "c"), (3, "ad")):
        await storage.history.save_answer(listener, recommended(*names), at=later(minutes))

    heard = (await storage.feedback.known(listener, heard_since=NOON)).heard

    assert list(heard) == [track(name).song_key for name in "bcad"]


async def test_what_was_heard_before_is_left_out(storage, listener):
    for minutes, name in ((1, "a"), (2, "b"), (3, "c")):
        await storage.history.save_answer(listener, recommended(name), at=later(minutes))

    heard = (await storage.feedback.known(listener, heard_since=later(2))).heard

    assert list(heard) == [track(name).song_key for name in "bc"]


async def test_times_come_back_in_utc_whatever_zone_they_had(storage, listener):
    tokyo = NOON.astimezone(timezone(timedelta(hours=9)))
    await storage.history.save_answer(listener, recommended("a"), at=tokyo)

    [saved] = await storage.history.latest_sets(listener, 1)

    assert saved.offered_at == NOON
    assert saved.offered_at.utcoffset() == timedelta(0)


async def test_corrections_are_counted_by_what_was_seen_and_meant(storage, listener, stranger):
    for meant in (MoodName.CALM, MoodName.CALM, MoodName.SAD):
        saved = await storage.history.save_reading(listener, reading(), at=NOON)
        await storage.history.correct(listener, saved.reading_id, meant)

    assert await storage.history.corrections(listener) == {
        (MoodName.SAD, MoodName.CALM): 2,
        (MoodName.SAD, MoodName.SAD): 1,
    }
    assert await storage.history.corrections(stranger) == {}


async def test_a_second_correction_takes_the_place_of_the_first(storage, listener):
    saved = await storage.history.save_reading(listener, reading(), at=NOON)
    await storage.history.correct(listener, saved.reading_id, MoodName.CALM)
    await storage.history.correct(listener, saved.reading_id, MoodName.HAPPY)

    assert await storage.history.corrections(listener) == {(MoodName.SAD, MoodName.HAPPY): 1}


async def test_a_reading_tells_what_the_listener_said_it_was(storage, listener):
    saved = await storage.history.save_answer(
        listener, recommended("a"), at=NOON, reading=reading()
    )
    assert saved.reading.meant is None
    await storage.history.correct(listener, saved.reading.reading_id, MoodName.CALM)

    again = await storage.history.save_answer(
        listener, recommended("b"), at=NOON, reading_id=saved.reading.reading_id
    )
    offered = await storage.history.offered_set(listener, saved.set_id)
    assert again.reading.meant is MoodName.CALM
    assert offered.reading.meant is MoodName.CALM


async def test_a_reading_that_is_not_there_cannot_be_corrected(storage, listener):
    with pytest.raises(StorageError, match="no such reading"):
        await storage.history.correct(listener, ReadingId(4711), MoodName.HAPPY)


async def test_a_message_is_known_by_where_it_is(storage, listener, stranger):
    saved = await storage.history.save_answer(listener, recommended("a", "b"), at=NOON)
    await storage.history.note_shown(address(), "m1", Shown(saved.set_id))
    await storage.history.note_shown(address(), "m2", Shown(saved.set_id, 2))

    assert await storage.history.shown_at(listener, address(), "m1") == Shown(saved.set_id)
    assert await storage.history.shown_at(listener, address(), "m2") == Shown(saved.set_id, 2)
    assert await storage.history.shown_at(listener, address("elsewhere"), "m1") is None
    assert await storage.history.shown_at(stranger, address(), "m1") is None


async def test_a_message_that_was_replaced_shows_the_new_set(storage, listener):
    first = await storage.history.save_answer(listener, recommended("a"), at=NOON)
    second = await storage.history.save_answer(listener, recommended("b"), at=later(1))
    await storage.history.note_shown(address(), "m1", Shown(first.set_id, 1))
    await storage.history.note_shown(address(), "m1", Shown(second.set_id))

    assert await storage.history.shown_at(listener, address(), "m1") == Shown(second.set_id)


async def test_a_message_cannot_show_a_set_that_is_not_there(storage):
    with pytest.raises(StorageError, match="no such set"):
        await storage.history.note_shown(address(), "m1", Shown(SetId(4711)))
