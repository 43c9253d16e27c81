from __future__ import annotations

from datetime import UTC, datetime

import pytest

from engine.moods import MoodName
from engine.signs import HALF_LIFE, OTHER_MOOD, SignReader
from engine.song_index import SongIndex
from engine.taste import Feedback, FeedbackKind, SeedSong

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def sign(kind, track_id="id-f", *, title="Hello", artist="Lionel", at=NOW, weight=1.0):
    return Feedback(kind, track_id, title, (artist,), MoodName.SAD, at, weight)


@pytest.fixture
def reader(small_catalogue):
    return SignReader(SongIndex(small_catalogue))


def test_likes_picks_and_seeds_speak_for_a_track_and_skips_and_dislikes_against(reader):
    kinds = (FeedbackKind.LIKE, FeedbackKind.PICK, FeedbackKind.SKIP, FeedbackKind.DISLIKE)
    seeds = [SeedSong("id-b", "Hello", ("Adèle",), NOW)]

    signs = reader.read([sign(kind) for kind in kinds], seeds, mood=MoodName.SAD)

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
