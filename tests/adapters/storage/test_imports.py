"""An export is taken in again: elsewhere all of it, here nothing, and never twice."""

from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.values import (
    Added,
    Consent,
    GivenSign,
    KeptCorrection,
    ListenerSettings,
    OwnSong,
    SongSource,
)
from engine.goal_habits import GoalChoice
from engine.moods import Goal, MoodName
from engine.taste import FeedbackKind, SeedSong
from tests.adapters.storage.samples import NOON, reading, recommended, sign
from tests.adapters.storage.test_forget import rows_of

LIKE, DISLIKE, PICK = FeedbackKind.LIKE, FeedbackKind.DISLIKE, FeedbackKind.PICK
ALWAYS = NOON - timedelta(days=1)
NOTHING = Added()
NOT_TAKEN = ("consents", "requests", "shown")


def at(minutes):
    return NOON + timedelta(minutes=minutes)


async def year_of(storage, listener):
    """One of everything that an export can bring back, and a second set of the first reading."""
    await storage.listeners.record_consent(listener, Consent(1, True, NOON))
    saved = await storage.history.save_answer(
        listener, recommended("a", "b"), at=at(1), reading=reading()
    )
    await storage.history.save_answer(
        listener, recommended("c", "d"), at=at(2), reading_id=saved.reading.reading_id
    )
    await storage.history.save_reading(listener, reading(sure=False), at=at(3))
    await storage.history.correct(listener, saved.reading.reading_id, MoodName.CALM)
    signs = [sign(LIKE, "a"), sign(DISLIKE, "b", minutes=1), sign(PICK, "a")]
    for one in signs:
        await storage.feedback.give(listener, saved.set_id, [one])
    await storage.feedback.add_seed(listener, SeedSong("seed", "S", ("A",), NOON))
    await storage.goals.choose(listener, saved.set_id, GoalChoice(MoodName.SAD, Goal.LIFT, at(4)))
    own = [OwnSong("own", "Own", ("Me",)), OwnSong("own2", "Own2", ("Me",))]
    await storage.own_songs.add(listener, own, source=SongSource.LIST, at=at(5))
    return saved


async def export_of(storage, listener):
    """Without what only says something where it was made."""
    return replace(await storage.listeners.export(listener), consents=(), requests=(), shown=())


def without_ids(export):
    readings = {one.reading_id: number for number, one in enumerate(export.readings)}
    sets = {one.set_id: number for number, one in enumerate(export.sets)}
    return replace(
        export,
        readings=tuple(
            replace(one, reading_id=readings[one.reading_id]) for one in export.readings
        ),
        sets=tuple(
            replace(
                one,
                set_id=sets[one.set_id],
                reading=one.reading and replace(one.reading, reading_id=0),
            )
            for one in export.sets
        ),
        signs=tuple(replace(one, set_id=sets.get(one.set_id)) for one in export.signs),
        corrections=tuple(
            replace(one, reading_id=readings.get(one.reading_id)) for one in export.corrections
        ),
        goals=tuple(replace(one, set_id=sets.get(one.set_id)) for one in export.goals),
        own_lists=tuple(replace(one, list_id=0) for one in export.own_lists),
    )


async def test_elsewhere_all_of_it_is_there_again(storage, listener, stranger):
    await year_of(storage, listener)
    export = await export_of(storage, listener)

    added = await storage.listeners.take_in(stranger, export, since=ALWAYS)

    assert added == Added(sets=2, readings=2, signs=3, corrections=1, seeds=1, goals=1, own_songs=2)
    assert without_ids(await export_of(storage, stranger)) == without_ids(export)
    known = await storage.feedback.known(stranger, heard_since=NOON)
    assert known.heard == (await storage.feedback.known(listener, heard_since=NOON)).heard


async def test_a_second_time_adds_nothing(storage, listener, stranger):
    await year_of(storage, listener)
    export = await export_of(storage, listener)
    await storage.listeners.take_in(stranger, export, since=ALWAYS)
    before = await rows_of(storage, stranger)

    assert await storage.listeners.take_in(stranger, export, since=ALWAYS) == NOTHING
    assert await rows_of(storage, stranger) == before


async def test_where_it_came_from_nothing_is_added(storage, listener):
    await year_of(storage, listener)
    before = await rows_of(storage, listener)

    added = await storage.listeners.take_in(
        listener, await export_of(storage, listener), since=ALWAYS
    )

    assert added == NOTHING
    assert await rows_of(storage, listener) == before


async def test_a_yes_and_what_was_written_elsewhere_say_nothing_here(storage, listener, stranger):
    await year_of(storage, listener)

    await storage.listeners.take_in(
        stranger, await storage.listeners.export(listener), since=ALWAYS
    )

    rows = await rows_of(storage, stranger)
    assert [rows[name] for name in NOT_TAKEN] == [0, 0, 0]


async def test_answers_that_are_too_old_are_left_and_what_was_learned_is_not(
    storage, listener, stranger
):
    await year_of(storage, listener)
    export = await export_of(storage, listener)

    for _ in range(2):
        await storage.listeners.take_in(stranger, export, since=at(60))

    rows = await rows_of(storage, stranger)
    assert (rows["readings"], rows["recommendation_sets"]) == (0, 0)
    taken = await storage.listeners.export(stranger)
    assert [(one.set_id, one.offered_at) for one in taken.signs] == [(None, at(1))] * 3
    assert taken.corrections == (KeptCorrection(MoodName.SAD, MoodName.CALM, None, at(1)),)
    assert [one.set_id for one in taken.goals] == [None]


async def test_who_keeps_no_history_gets_only_what_was_learned(storage, listener, stranger):
    await year_of(storage, listener)
    export = await export_of(storage, listener)
    await storage.listeners.change_settings(stranger, ListenerSettings(keeps_history=False))

    for _ in range(2):
        await storage.listeners.take_in(stranger, export, since=ALWAYS)

    rows = await rows_of(storage, stranger)
    learned = [
        rows[name] for name in ("readings", "recommendation_sets", "feedback", "corrections")
    ]
    assert learned == [0, 0, 3, 1]


async def test_what_was_taken_back_with_all_of_its_taste_comes_back(storage, listener):
    await year_of(storage, listener)
    export = await export_of(storage, listener)
    await storage.feedback.reset(listener)

    added = await storage.listeners.take_in(listener, export, since=ALWAYS)

    assert (added.sets, added.signs, added.corrections) == (0, 3, 1)
    assert without_ids(await export_of(storage, listener)).signs == without_ids(export).signs


async def test_what_was_said_since_goes_on_to_hold(storage, listener):
    saved = await year_of(storage, listener)
    export = await export_of(storage, listener)
    await storage.feedback.give(listener, saved.set_id, [sign(DISLIKE, "a", minutes=9)])

    await storage.listeners.take_in(listener, export, since=ALWAYS)

    given = await storage.feedback.given_for(listener, saved.set_id)
    assert given["id-a"] == {DISLIKE, PICK}


async def test_what_outlived_its_answer_meanwhile_is_not_added_again(storage, listener, stranger):
    await year_of(storage, listener)
    export = await export_of(storage, listener)
    await storage.listeners.take_in(stranger, export, since=ALWAYS)
    await storage.history.forget_before(at(60))
    before = await rows_of(storage, stranger)

    assert await storage.listeners.take_in(stranger, export, since=at(60)) == NOTHING
    assert await rows_of(storage, stranger) == before


async def test_who_is_new_gets_their_settings_back(storage, listener, stranger):
    chosen = ListenerSettings(language="de", explicit_allowed=True, keeps_history=False)
    await storage.listeners.change_settings(listener, chosen)

    added = await storage.listeners.take_in(
        stranger, await export_of(storage, listener), since=ALWAYS
    )

    assert added.settings
    assert (await storage.listeners.profile(stranger)).settings == chosen


async def test_what_somebody_chose_here_is_left_as_it_is(storage, listener, stranger):
    await storage.listeners.change_settings(listener, ListenerSettings(language="de"))
    await storage.listeners.change_settings(stranger, ListenerSettings(language="fr"))

    added = await storage.listeners.take_in(
        stranger, await export_of(storage, listener), since=ALWAYS
    )

    assert not added.settings
    assert (await storage.listeners.profile(stranger)).settings.language == "fr"


@pytest.mark.parametrize("set_id", [None, 99])
async def test_a_sign_twice_in_one_file_counts_once(storage, listener, set_id):
    export = await export_of(storage, listener)
    twice = (GivenSign(sign(LIKE, "a"), set_id),) * 2

    await storage.listeners.take_in(listener, replace(export, signs=twice), since=ALWAYS)

    assert len(await storage.feedback.given(listener)) == 1
