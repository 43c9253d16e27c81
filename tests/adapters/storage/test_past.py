"""A listener who keeps no history: one answer, and what was learned from all of them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from adapters.storage.storage import open_storage
from adapters.values import ListenerSettings, Shown
from engine.moods import MoodName
from engine.taste import FeedbackKind, SeedSong
from models import Base
from tests.adapters.storage.samples import KEYS, NOON, account, address, reading, recommended, sign

LIKE, DISLIKE, SKIP = FeedbackKind.LIKE, FeedbackKind.DISLIKE, FeedbackKind.SKIP
KEEPS = ListenerSettings()
KEEPS_NOTHING = ListenerSettings(keeps_history=False)


def later(minutes):
    return NOON + timedelta(minutes=minutes)


async def answered(storage, listener, name, minutes):
    """An answer to a photo, shown, liked and corrected."""
    saved = await storage.history.save_answer(
        listener, recommended(name, f"{name}2"), at=later(minutes), reading=reading()
    )
    await storage.history.correct(listener, saved.reading.reading_id, MoodName.CALM)
    await storage.history.note_shown(address(), f"message {name}", Shown(saved.set_id))
    await storage.feedback.give(listener, saved.set_id, [sign(LIKE, name, minutes=minutes)])
    return saved


async def counts(storage, listener):
    wanted = ("readings", "recommendation_sets", "recommendations", "shown")
    async with storage.database.transaction() as session:
        return {
            name: await session.scalar(
                select(func.count()).where(Base.metadata.tables[name].c.listener_id == listener)
            )
            for name in wanted
        }


ONE_ANSWER = {"readings": 1, "recommendation_sets": 1, "recommendations": 2, "shown": 1}


async def test_switching_history_off_leaves_the_newest_answer_whole(storage, listener):
    for minutes, name in enumerate("abc"):
        newest = await answered(storage, listener, name, minutes)

    await storage.listeners.change_settings(listener, KEEPS_NOTHING)

    assert await counts(storage, listener) == ONE_ANSWER
    assert [one.set_id for one in await storage.history.latest_sets(listener, 9)] == [newest.set_id]
    kept = await storage.history.offered_set(listener, newest.set_id)
    assert kept.reading.meant is MoodName.CALM
    assert await storage.history.shown_at(listener, address(), "message c") is not None
    assert await storage.feedback.given_for(listener, newest.set_id) == {"id-c": {LIKE}}


async def test_every_new_answer_takes_the_place_of_the_one_before(storage, listener):
    await storage.listeners.change_settings(listener, KEEPS_NOTHING)
    for minutes, name in enumerate("abc"):
        newest = await answered(storage, listener, name, minutes)
        assert await counts(storage, listener) == ONE_ANSWER

    [kept] = await storage.history.latest_sets(listener, 9)
    assert kept.set_id == newest.set_id
    assert len((await storage.feedback.known(listener, heard_since=NOON)).heard) == 2


async def test_what_was_learned_outlives_the_answers(storage, listener):
    await storage.feedback.add_seed(listener, SeedSong("id", "a", ("a",), NOON))
    for minutes, name in enumerate("abc"):
        await answered(storage, listener, name, minutes)
    taste = await storage.feedback.given(listener)
    corrections = await storage.history.corrections(listener)

    await storage.listeners.change_settings(listener, KEEPS_NOTHING)
    await storage.history.save_answer(listener, recommended("d"), at=later(9))

    assert await storage.feedback.given(listener) == taste
    assert await storage.history.corrections(listener) == corrections
    assert len(taste) == 3
    assert corrections == {(MoodName.SAD, MoodName.CALM): 3}
    assert len(await storage.feedback.seeds(listener)) == 1


async def test_signs_count_as_they_did_in_their_sets(storage, listener):
    for minutes in (0, 1):
        saved = await storage.history.save_answer(
            listener, recommended("a", "b"), at=later(minutes)
        )
        signs = [
            sign(LIKE, "a", weight=0.25, minutes=minutes),
            sign(LIKE, "a", minutes=minutes),
            sign(SKIP, "b", minutes=minutes),
        ]
        await storage.feedback.give(listener, saved.set_id, signs)
    taste = await storage.feedback.given(listener)
    await storage.history.save_answer(listener, recommended("c"), at=later(2))

    await storage.listeners.change_settings(listener, KEEPS_NOTHING)

    assert await storage.feedback.given(listener) == taste
    assert len(taste) == 4


async def test_an_unsure_reading_waits_for_its_answer(storage, listener):
    await answered(storage, listener, "a", 0)
    await storage.listeners.change_settings(listener, KEEPS_NOTHING)
    unsure = await storage.history.save_reading(listener, reading(sure=False), at=later(1))
    again = replace(KEEPS_NOTHING, explicit_allowed=True)
    await storage.listeners.change_settings(listener, again)

    saved = await storage.history.save_answer(
        listener, recommended("b"), at=later(2), reading_id=unsure.reading_id
    )

    assert saved.reading == unsure
    assert (await counts(storage, listener))["readings"] == 1


async def test_who_keeps_their_history_keeps_it(storage, listener, stranger):
    for minutes, name in enumerate("ab"):
        await answered(storage, listener, name, minutes)
        await answered(storage, stranger, f"other {name}", minutes)

    await storage.listeners.change_settings(listener, KEEPS_NOTHING)
    await storage.listeners.change_settings(stranger, replace(KEEPS, explicit_allowed=True))

    assert (await counts(storage, stranger))["recommendation_sets"] == 2
    assert (await counts(storage, listener))["recommendation_sets"] == 1


async def test_history_is_kept_again_from_when_it_is_switched_on(storage, listener):
    await storage.listeners.change_settings(listener, KEEPS_NOTHING)
    await answered(storage, listener, "a", 0)
    await answered(storage, listener, "b", 1)

    await storage.listeners.change_settings(listener, KEEPS)
    await answered(storage, listener, "c", 2)

    assert (await counts(storage, listener))["recommendation_sets"] == 2


async def test_without_any_answer_there_is_nothing_to_drop(storage, listener):
    await storage.listeners.change_settings(listener, KEEPS_NOTHING)

    assert not any((await counts(storage, listener)).values())


async def test_a_forgotten_listener_leaves_nothing_of_what_outlived(storage, listener):
    await answered(storage, listener, "a", 0)
    await answered(storage, listener, "b", 1)
    await storage.listeners.change_settings(listener, KEEPS_NOTHING)

    await storage.listeners.forget(listener)

    assert await storage.feedback.given(listener) == []
    assert await storage.history.corrections(listener) == {}


@pytest.fixture
async def in_a_file(sqlite_url):
    storage = await open_storage(sqlite_url, KEYS)
    yield storage
    await storage.close()


async def test_no_trace_of_dropped_answers_stays_in_the_files(in_a_file, tmp_path):
    storage = in_a_file
    anna = (await storage.listeners.welcome(account("anna"))).listener_id
    await storage.history.save_answer(anna, recommended("canary"), at=NOON)
    await storage.history.save_answer(anna, recommended("kept"), at=later(1))

    await storage.listeners.change_settings(anna, KEEPS_NOTHING)

    written = [path.read_bytes() for path in tmp_path.iterdir()]
    assert not any(b"canary" in data for data in written)
    assert any(b"kept" in data for data in written)


async def test_what_is_older_than_the_retention_goes_and_what_was_learned_stays(
    storage, listener, stranger
):
    for minutes, name in enumerate("abcd"):
        newest = await answered(storage, listener, name, minutes)
    theirs = await answered(storage, stranger, "z", 9)
    taste = [(one.track_id, one.kind) for one in await storage.feedback.given(listener)]

    count = await storage.history.forget_before(later(3))

    assert count == 1
    assert await counts(storage, listener) == ONE_ANSWER
    [kept] = await storage.history.latest_sets(listener, 9)
    assert (kept.set_id, kept.reading.meant) == (newest.set_id, MoodName.CALM)
    now = [(one.track_id, one.kind) for one in await storage.feedback.given(listener)]
    assert now == taste
    assert sum((await storage.history.corrections(listener)).values()) == 4
    assert await storage.history.offered_set(stranger, theirs.set_id) is not None


async def test_an_old_reading_stays_with_a_set_that_came_later(storage, listener):
    saved = await storage.history.save_reading(listener, reading(), at=later(0))
    offered = await storage.history.save_answer(
        listener, recommended("a"), at=later(5), reading_id=saved.reading_id
    )

    await storage.history.forget_before(later(3))

    kept = await storage.history.offered_set(listener, offered.set_id)
    assert kept.reading.reading_id == saved.reading_id


async def test_an_old_reading_without_songs_goes(storage, listener):
    await storage.history.save_reading(listener, reading(), at=later(0))

    assert await storage.history.forget_before(later(3)) == 1
    assert (await counts(storage, listener))["readings"] == 0
    assert await storage.history.forget_before(later(3)) == 0
