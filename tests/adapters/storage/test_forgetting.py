"""A part of the past is forgotten: a stretch of time, or the last answer."""

from datetime import timedelta

import pytest

from adapters.storage.storage import open_storage
from adapters.values import (
    Consent,
    ListenerSettings,
    OwnSong,
    RequestState,
    Shown,
    SongSource,
    Span,
)
from engine.goal_habits import GoalChoice
from engine.moods import Goal, MoodName
from engine.taste import FeedbackKind, SeedSong
from tests.adapters.storage.samples import (
    KEYS,
    NOON,
    account,
    address,
    photo,
    reading,
    recommended,
    sign,
)
from tests.adapters.storage.test_forget import files_with, link_spotify, rows_of

LIKE = FeedbackKind.LIKE
KEEPS_NOTHING = ListenerSettings(keeps_history=False)


def at(minutes):
    return NOON + timedelta(minutes=minutes)


AFTER_ONE = Span(at(60))


async def day_of(storage, listener, name, *, minutes, said=None):
    """A picture, its answer, what was said of it, a seed song and an answer to the notice."""
    said = minutes if said is None else said
    await storage.listeners.record_consent(listener, Consent(1, True, at(minutes)))
    request_id = await storage.requests.accept(listener, photo(f"event {name}", minutes=minutes))
    await storage.requests.mark(request_id, RequestState.ANSWERED)
    saved = await storage.history.save_answer(
        listener, recommended(name), at=at(minutes), reading=reading()
    )
    await storage.history.correct(listener, saved.reading.reading_id, MoodName.CALM)
    await storage.history.note_shown(address(), f"message {name}", Shown(saved.set_id))
    await storage.feedback.give(listener, saved.set_id, [sign(LIKE, name, minutes=said)])
    seed = SeedSong(f"seed {name}", name, (name,), at(minutes))
    await storage.feedback.add_seed(listener, seed)
    goal = GoalChoice(MoodName.SAD, Goal.LIFT, at(said))
    await storage.goals.choose(listener, saved.set_id, goal)
    return saved


async def test_what_came_since_then_leaves_no_row(storage, listener):
    await day_of(storage, listener, "late", minutes=60)
    own = [OwnSong("own", "late", ("late",))]
    await storage.own_songs.add(listener, own, source=SongSource.LIST, at=at(60))
    await link_spotify(storage, listener, "late", at=at(60))
    before = await rows_of(storage, listener)

    await storage.listeners.forget_span(listener, AFTER_ONE)

    # A table that is empty before: have a row made in it above, and forgotten.
    assert all(before.values())
    assert await rows_of(storage, listener) == dict.fromkeys(before, 0) | {"listeners": 1}


async def test_what_came_before_or_after_stays(storage, listener, stranger):
    await day_of(storage, listener, "early", minutes=0)
    await day_of(storage, stranger, "strange", minutes=60)
    one_day, other = await rows_of(storage, listener), await rows_of(storage, stranger)
    await day_of(storage, listener, "middle", minutes=60)
    await day_of(storage, listener, "late", minutes=120)

    await storage.listeners.forget_span(listener, Span(at(60), at(120)))

    assert await rows_of(storage, stranger) == other
    twice = {name: 2 * count for name, count in one_day.items()} | {"listeners": 1}
    assert await rows_of(storage, listener) == twice
    titles = [one.tracks[0].title for one in await storage.history.latest_sets(listener, 9)]
    assert titles == ["Song late", "Song early"]


async def test_an_account_that_was_linked_before_stays_linked(storage, listener):
    await link_spotify(storage, listener, "early", at=at(0))

    await storage.listeners.forget_span(listener, Span(at(60), at(60) + timedelta(days=1)))

    rows = await rows_of(storage, listener)
    assert (rows["spotify_accounts"], rows["spotify_playlists"]) == (1, 1)


async def test_what_was_said_later_of_a_forgotten_answer_goes_with_it(storage, listener):
    await day_of(storage, listener, "early", minutes=0, said=90)

    await storage.listeners.forget_span(listener, Span(at(0), at(30)))

    assert await storage.feedback.given(listener) == []
    assert await storage.history.corrections(listener) == {}


async def test_what_was_said_then_of_an_older_answer_goes_and_the_answer_stays(storage, listener):
    await day_of(storage, listener, "early", minutes=0, said=90)

    await storage.listeners.forget_span(listener, AFTER_ONE)

    assert await storage.feedback.given(listener) == []
    assert len(await storage.history.latest_sets(listener, 9)) == 1
    assert await storage.history.corrections(listener) != {}


@pytest.mark.parametrize(("span", "left"), [(Span(at(0), at(1)), 1), (Span(at(1), at(9)), 1)])
async def test_what_outlived_its_answer_goes_with_the_time_of_that_answer(
    storage, listener, span, left
):
    await storage.listeners.change_settings(listener, KEEPS_NOTHING)
    await day_of(storage, listener, "a", minutes=0, said=60)
    await day_of(storage, listener, "b", minutes=5, said=60)
    await storage.history.save_answer(listener, recommended("c"), at=at(30))

    await storage.listeners.forget_span(listener, span)

    assert len(await storage.feedback.given(listener)) == left
    assert sum((await storage.history.corrections(listener)).values()) == left


async def test_a_picture_that_waits_is_forgotten_with_the_rest(storage, listener):
    request_id = await storage.requests.accept(listener, photo("waits", minutes=90))
    await storage.requests.mark(request_id, RequestState.AWAITING_CONSENT)

    await storage.listeners.forget_span(listener, AFTER_ONE)

    assert (await rows_of(storage, listener))["requests"] == 0


async def test_an_older_yes_does_not_come_back_where_a_no_is_forgotten(storage, listener):
    await storage.listeners.record_consent(listener, Consent(1, True, at(0)))
    await storage.listeners.record_consent(listener, Consent(1, False, at(90)))

    await storage.listeners.forget_span(listener, AFTER_ONE)

    assert (await storage.listeners.profile(listener)).consent is None


async def test_an_answer_to_the_notice_from_before_or_after_still_counts(storage, listener):
    for minutes in (0, 90):
        await storage.listeners.record_consent(listener, Consent(1, True, at(minutes)))

    await storage.listeners.forget_span(listener, Span(at(0), at(30)))

    assert (await storage.listeners.profile(listener)).consent.given_at == at(90)
    assert (await rows_of(storage, listener))["consents"] == 1


async def test_the_last_answer_goes_with_all_that_belongs_to_it(storage, listener):
    await day_of(storage, listener, "early", minutes=0)
    one_day = await rows_of(storage, listener)
    last = await day_of(storage, listener, "late", minutes=60)
    await storage.history.save_answer(
        listener, recommended("others"), at=at(61), reading_id=last.reading.reading_id
    )

    assert await storage.listeners.forget_last(listener)

    # The song that was named, and the answer to the notice, belong to no answer.
    kept = await rows_of(storage, listener)
    assert kept == one_day | {"seed_songs": 2, "consents": 2}
    [left] = await storage.history.latest_sets(listener, 9)
    assert left.tracks[0].title == "Song early"
    assert [one.title for one in await storage.feedback.given(listener)] == ["Song early"]


async def test_an_answer_to_words_is_the_last_one_too(storage, listener):
    await day_of(storage, listener, "early", minutes=0)
    await storage.history.save_answer(listener, recommended("words"), at=at(60))

    assert await storage.listeners.forget_last(listener)

    [left] = await storage.history.latest_sets(listener, 9)
    assert left.tracks[0].title == "Song early"
    assert (await rows_of(storage, listener))["readings"] == 1


async def test_a_reading_that_only_asked_is_an_answer_as_well(storage, listener):
    await day_of(storage, listener, "early", minutes=0)
    await storage.history.save_reading(listener, reading(sure=False), at=at(60))

    assert await storage.listeners.forget_last(listener)

    rows = await rows_of(storage, listener)
    assert (rows["readings"], rows["recommendation_sets"]) == (1, 1)


async def test_a_picture_that_waits_is_no_part_of_the_last_answer(storage, listener):
    await day_of(storage, listener, "early", minutes=0)
    request_id = await storage.requests.accept(listener, photo("waits", minutes=5))
    await storage.requests.mark(request_id, RequestState.AWAITING_TAP)

    await storage.listeners.forget_last(listener)

    assert len(await storage.requests.photos(RequestState.AWAITING_TAP)) == 1


async def test_where_nothing_was_answered_there_is_no_last_answer(storage, listener, stranger):
    await day_of(storage, stranger, "strange", minutes=0)

    assert not await storage.listeners.forget_last(listener)
    assert len(await storage.history.latest_sets(stranger, 9)) == 1


@pytest.fixture
async def in_a_file(sqlite_url):
    storage = await open_storage(sqlite_url, KEYS)
    yield storage
    await storage.close()


@pytest.mark.parametrize("last", [True, False], ids=["the last answer", "a stretch of time"])
async def test_no_trace_of_what_was_forgotten_stays_in_the_files(in_a_file, tmp_path, last):
    storage = in_a_file
    listener = (await storage.listeners.welcome(account("anna"))).listener_id
    for number in range(30):
        await day_of(storage, listener, f"kept {number}", minutes=number)
    saved = await day_of(storage, listener, "canary", minutes=60)
    for number in range(30 if not last else 0):
        await day_of(storage, listener, f"canary {number}", minutes=61 + number)
    await storage.feedback.remove_seed(listener, "seed canary")
    written = files_with(tmp_path, b"canary")

    if last:
        await storage.listeners.forget_last(listener)
    else:
        await storage.listeners.forget_span(listener, AFTER_ONE)

    assert saved.set_id
    assert written
    assert files_with(tmp_path, b"canary") == []
    assert files_with(tmp_path, b"kept 7")


async def test_songs_from_an_account_that_was_linked_then_go_with_it(storage, listener):
    await link_spotify(storage, listener, "then", at=at(60))
    for source in SongSource:
        own = [OwnSong("own", "later", ("later",))]
        await storage.own_songs.add(listener, own, source=source, at=at(120))

    await storage.listeners.forget_span(listener, Span(at(60), at(90)))

    left = await storage.own_songs.lists(listener)
    assert [one.source for one in left] == [one for one in SongSource if one != SongSource.SPOTIFY]
