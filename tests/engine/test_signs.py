from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from engine.moods import MoodName
from engine.signs import HALF_LIFE, OTHER_MOOD, VALUES, SignReader
from engine.song_index import SongIndex
from engine.taste import Feedback, FeedbackKind, SeedSong

NOW = datetime(2026, 1, 1, tzinfo=UTC)
LATER = NOW + timedelta(days=8)


def sign(kind, track_id="id-f", *, title="Hello", artist="Lionel", at=NOW, weight=1.0):
    return Feedback(kind, track_id, title, (artist,), MoodName.SAD, at, weight)


@pytest.fixture
def reader(small_catalogue):
    return SignReader(SongIndex(small_catalogue))


def test_likes_picks_and_seeds_speak_for_a_track_and_skips_and_dislikes_against(reader):
    kinds = (FeedbackKind.LIKE, FeedbackKind.PICK, FeedbackKind.SKIP, FeedbackKind.DISLIKE)
    seeds = [SeedSong("id-b", "Hello", ("Adèle",), NOW)]

    given = [sign(*one) for one in zip(kinds, ("id-b", "id-c", "id-d", "id-f"), strict=True)]
    signs = reader.read(given, seeds, mood=MoodName.SAD)

    like, pick, skip, dislike, seed = signs.values.tolist()
    assert like > pick > 0 > skip > dislike
    assert seed > 0
    assert signs.are_seeds.tolist() == [False] * 4 + [True]


def test_a_half_life_halves_the_weight(reader):
    feedback = [sign(FeedbackKind.LIKE, at=NOW - HALF_LIFE), sign(FeedbackKind.LIKE)]

    signs = reader.read(feedback, (), mood=MoodName.SAD)

    assert signs.weights.tolist() == [0.5, 1.0]


def test_a_sign_given_in_another_mood_weighs_less(reader):
    signs = reader.read([sign(FeedbackKind.LIKE)], (), mood=MoodName.HAPPY)

    assert signs.weights.tolist() == [OTHER_MOOD]


def test_a_weak_sign_stays_weak(reader):
    signs = reader.read([sign(FeedbackKind.LIKE, weight=0.2)], (), mood=MoodName.SAD)

    assert signs.weights.tolist() == [0.2]


def test_an_unknown_id_is_found_by_title_and_artist(reader, small_catalogue):
    signs = reader.read([sign(FeedbackKind.LIKE, "of-another-catalogue")], (), mood=MoodName.SAD)

    assert small_catalogue.track(int(signs.rows[0])).track_id == "id-f"


def test_a_song_that_the_catalogue_does_not_know_says_nothing(reader):
    unknown = sign(FeedbackKind.LIKE, "nowhere", title="Unheard", artist="Nobody")

    assert len(reader.read([unknown], (), mood=MoodName.SAD).rows) == 0


def test_a_dislike_holds_for_every_edition(reader, small_catalogue):
    dislike = sign(
        FeedbackKind.DISLIKE,
        "id-c",
        title="Bad Moon Rising",
        artist="Creedence Clearwater Revival",
    )

    refused = reader.refused([dislike]).tolist()

    assert {small_catalogue.track(row).track_id for row in refused} == {"id-a", "id-c"}


def test_a_weak_dislike_bans_no_song(reader):
    assert not len(reader.refused([sign(FeedbackKind.DISLIKE, weight=0.2)]))


def test_a_song_that_the_catalogue_does_not_know_is_refused_in_vain(reader):
    unknown = sign(FeedbackKind.DISLIKE, "nowhere", title="Unheard", artist="Nobody")

    assert not len(reader.refused([unknown]))


@pytest.mark.parametrize("kind", [FeedbackKind.LIKE, FeedbackKind.PICK])
def test_what_was_said_for_any_edition_ends_with_a_dislike(reader, kind):
    feedback = [sign(kind, "id-a"), sign(FeedbackKind.DISLIKE, "id-c", at=LATER)]

    signs = reader.read(feedback, (), mood=MoodName.SAD)

    assert signs.values.tolist() == [VALUES[FeedbackKind.DISLIKE]]


def test_what_was_said_for_another_song_stays(reader):
    feedback = [sign(FeedbackKind.LIKE, "id-b"), sign(FeedbackKind.DISLIKE, "id-c", at=LATER)]

    signs = reader.read(feedback, (), mood=MoodName.SAD)

    assert len(signs.rows) == 2


def test_who_likes_a_song_after_all_is_believed(reader):
    feedback = [sign(FeedbackKind.DISLIKE), sign(FeedbackKind.LIKE, at=LATER)]

    signs = reader.read(feedback, (), mood=MoodName.SAD)

    assert signs.values.tolist() == [VALUES[one.kind] for one in feedback]
    assert len(reader.refused(feedback))


@pytest.mark.parametrize(("kind", "weight"), [(FeedbackKind.PICK, 1.0), (FeedbackKind.LIKE, 0.2)])
def test_neither_a_look_at_it_nor_a_heart_for_all_five_speaks_for_a_disliked_song(
    reader, kind, weight
):
    feedback = [sign(FeedbackKind.DISLIKE), sign(kind, at=LATER, weight=weight)]

    signs = reader.read(feedback, (), mood=MoodName.SAD)

    assert signs.values.tolist() == [VALUES[FeedbackKind.DISLIKE]]


def test_a_weak_dislike_ends_no_like(reader):
    feedback = [sign(FeedbackKind.LIKE), sign(FeedbackKind.DISLIKE, at=LATER, weight=0.2)]

    signs = reader.read(feedback, (), mood=MoodName.SAD)

    assert signs.values.tolist() == [VALUES[one.kind] for one in feedback]


def test_a_seed_song_is_one_until_it_is_taken_away(reader):
    seeds = [SeedSong("id-f", "Hello", ("Lionel",), NOW)]

    signs = reader.read([sign(FeedbackKind.DISLIKE, at=LATER)], seeds, mood=MoodName.SAD)

    assert signs.are_seeds.tolist() == [False, True]
