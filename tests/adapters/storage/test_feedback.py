import asyncio
from datetime import timedelta

import pytest

from adapters.errors import StorageError
from engine.moods import MoodName
from engine.taste import FeedbackKind, SeedSong
from tests.adapters.storage.samples import NOON, reading, recommended, sign

LIKE, DISLIKE, PICK = FeedbackKind.LIKE, FeedbackKind.DISLIKE, FeedbackKind.PICK


@pytest.fixture
async def set_id(storage, listener):
    saved = await storage.history.save_answer(listener, recommended("a", "b"), at=NOON)
    return saved.set_id


async def given(storage, listener):
    return [(one.kind, one.title, one.weight) for one in await storage.feedback.given(listener)]


async def test_feedback_comes_back_whole_and_oldest_first(storage, listener, set_id):
    signs = [sign(PICK, "b", minutes=2), sign(LIKE, "a", minutes=1)]
    await storage.feedback.give(listener, set_id, signs)

    assert await storage.feedback.given(listener) == [signs[1], signs[0]]


async def test_the_same_sign_counts_once(storage, listener, set_id):
    await storage.feedback.give(listener, set_id, [sign(LIKE, "a"), sign(LIKE, "a")])
    await storage.feedback.give(listener, set_id, [sign(LIKE, "a", minutes=3)])

    assert await storage.feedback.given(listener) == [sign(LIKE, "a")]


async def test_the_same_sign_given_at_once_counts_once(storage, listener, set_id):
    await asyncio.gather(
        *(storage.feedback.give(listener, set_id, [sign(LIKE, "a")]) for _ in range(8))
    )

    assert await storage.feedback.given(listener) == [sign(LIKE, "a")]


async def test_the_same_sign_in_another_set_counts_again(storage, listener, set_id):
    other = await storage.history.save_answer(listener, recommended("a"), at=NOON)
    await storage.feedback.give(listener, set_id, [sign(LIKE, "a")])
    await storage.feedback.give(listener, other.set_id, [sign(LIKE, "a")])

    assert len(await storage.feedback.given(listener)) == 2


@pytest.mark.parametrize("weights", [(0.25, 1.0), (1.0, 0.25)])
async def test_of_a_weak_and_a_full_sign_the_full_one_counts(storage, listener, set_id, weights):
    for weight in weights:
        await storage.feedback.give(listener, set_id, [sign(LIKE, "a", weight=weight)])

    assert await given(storage, listener) == [(LIKE, "Song a", 1.0)]


async def test_a_weak_sign_remains_when_the_full_one_is_taken_back(storage, listener, set_id):
    for weight in (0.25, 1.0):
        await storage.feedback.give(listener, set_id, [sign(LIKE, "a", weight=weight)])
    await storage.feedback.take_back(listener, set_id, LIKE, ["id-a"])

    assert await given(storage, listener) == [(LIKE, "Song a", 0.25)]


@pytest.mark.parametrize(("first", "second"), [(LIKE, DISLIKE), (DISLIKE, LIKE)])
async def test_a_like_and_a_dislike_take_each_other_back(storage, listener, set_id, first, second):
    await storage.feedback.give(listener, set_id, [sign(first, "a"), sign(first, "b")])
    await storage.feedback.give(listener, set_id, [sign(second, "a", minutes=1)])

    assert await given(storage, listener) == [(first, "Song b", 1.0), (second, "Song a", 1.0)]


async def test_a_heart_for_the_whole_set_takes_back_no_dislike_of_one_track(
    storage, listener, set_id
):
    await storage.feedback.give(listener, set_id, [sign(DISLIKE, "a")])
    await storage.feedback.give(
        listener, set_id, [sign(LIKE, name, weight=0.25, minutes=1) for name in "ab"]
    )

    assert await given(storage, listener) == [(DISLIKE, "Song a", 1.0), (LIKE, "Song b", 0.25)]


async def test_a_dislike_of_one_track_takes_back_the_heart_for_the_whole_set(
    storage, listener, set_id
):
    await storage.feedback.give(listener, set_id, [sign(LIKE, "a", weight=0.25)])
    await storage.feedback.give(listener, set_id, [sign(DISLIKE, "a")])

    assert await given(storage, listener) == [(DISLIKE, "Song a", 1.0)]


async def test_a_pick_stands_beside_a_dislike(storage, listener, set_id):
    await storage.feedback.give(listener, set_id, [sign(PICK, "a"), sign(DISLIKE, "a")])

    assert await given(storage, listener) == [(PICK, "Song a", 1.0), (DISLIKE, "Song a", 1.0)]


async def test_taking_back_removes_only_this_kind_weight_track_and_set(
    storage, listener, stranger, set_id
):
    other = await storage.history.save_answer(listener, recommended("a"), at=NOON)
    await storage.feedback.give(
        listener, set_id, [sign(LIKE, "a"), sign(PICK, "a"), sign(LIKE, "b")]
    )
    await storage.feedback.give(listener, other.set_id, [sign(LIKE, "a", minutes=1)])

    await storage.feedback.take_back(listener, set_id, LIKE, ["id-a"], weight=0.25)
    await storage.feedback.take_back(stranger, set_id, LIKE, ["id-a", "id-b"])
    await storage.feedback.take_back(listener, set_id, LIKE, [])
    assert len(await storage.feedback.given(listener)) == 4

    await storage.feedback.take_back(listener, set_id, LIKE, ["id-a"])
    assert await given(storage, listener) == [
        (PICK, "Song a", 1.0),
        (LIKE, "Song b", 1.0),
        (LIKE, "Song a", 1.0),
    ]


async def test_pressed_buttons_are_the_full_signs_of_the_set(storage, listener, stranger, set_id):
    await storage.feedback.give(
        listener, set_id, [sign(LIKE, "a"), sign(PICK, "a"), sign(LIKE, "b", weight=0.25)]
    )

    assert await storage.feedback.given_for(listener, set_id) == {"id-a": {LIKE, PICK}}
    assert await storage.feedback.given_for(stranger, set_id) == {}


async def test_nobody_speaks_for_another_listener(storage, stranger, set_id):
    with pytest.raises(StorageError):
        await storage.feedback.give(stranger, set_id, [sign(LIKE, "a")])


def seed(name, minutes=0):
    added_at = NOON + timedelta(minutes=minutes)
    return SeedSong(f"id-{name}", f"Song {name}", (f"Artist {name}", "Guest"), added_at)


async def test_seeds_come_oldest_first_and_only_once(storage, listener, stranger):
    assert await storage.feedback.add_seed(listener, seed("b", minutes=1))
    assert await storage.feedback.add_seed(listener, seed("a"))
    assert not await storage.feedback.add_seed(listener, seed("a", minutes=9))

    assert await storage.feedback.seeds(listener) == [seed("a"), seed("b", minutes=1)]
    assert await storage.feedback.seeds(stranger) == []


async def test_a_seed_added_at_once_is_added_once(storage, listener):
    added = await asyncio.gather(
        *(storage.feedback.add_seed(listener, seed("a")) for _ in range(8))
    )

    assert added.count(True) == 1


async def test_a_seed_can_be_removed_once(storage, listener, stranger):
    await storage.feedback.add_seed(listener, seed("a"))

    assert not await storage.feedback.remove_seed(stranger, "id-a")
    assert await storage.feedback.remove_seed(listener, "id-a")
    assert not await storage.feedback.remove_seed(listener, "id-a")
    assert await storage.feedback.seeds(listener) == []


async def test_a_reset_leaves_seeds_sets_and_other_listeners(storage, listener, stranger, set_id):
    other = await storage.history.save_answer(stranger, recommended("a"), at=NOON)
    await storage.feedback.give(listener, set_id, [sign(LIKE, "a"), sign(DISLIKE, "b")])
    await storage.feedback.give(stranger, other.set_id, [sign(LIKE, "a")])
    await storage.feedback.add_seed(listener, seed("a"))

    await storage.feedback.reset(listener)

    assert await storage.feedback.given(listener) == []
    assert await storage.feedback.seeds(listener) == [seed("a")]
    assert await storage.feedback.given(stranger) == [sign(LIKE, "a")]
    assert await storage.history.offered_set(listener, set_id)


async def test_a_reset_forgets_corrected_moods_of_this_listener(storage, listener, stranger):
    for person in (listener, stranger):
        saved = await storage.history.save_reading(person, reading(), at=NOON)
        await storage.history.correct(person, saved.reading_id, MoodName.CALM)

    await storage.feedback.reset(listener)

    assert await storage.history.corrections(listener) == {}
    assert len(await storage.history.corrections(stranger)) == 1


async def test_one_look_tells_all_that_the_next_choice_rests_on(storage, listener):
    offered = await storage.history.save_answer(listener, recommended("a", "b"), at=NOON)
    await storage.feedback.give(listener, offered.set_id, [sign(LIKE, "a")])
    await storage.feedback.add_seed(listener, seed("c"))

    known = await storage.feedback.known(listener, heard_since=NOON)

    assert known.feedback == (sign(LIKE, "a"),)
    assert known.seeds == (seed("c"),)
    assert len(known.heard) == 2
