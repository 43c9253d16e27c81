from __future__ import annotations

from datetime import UTC, datetime

import pytest

from engine.catalogue import starter_catalogue
from engine.moods import MOOD_NAMES, Goal, MoodName, mood_named
from engine.reasons import ReasonTerm, place_reference
from engine.recommender import RecommendationRequest, Recommender
from engine.taste import SeedSong

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def catalogue():
    return starter_catalogue()


def offered(catalogue, **wishes):
    recommender = Recommender(catalogue, exploration=0.0)
    request = RecommendationRequest(goal=Goal.MATCH, random_state=0, **wishes)
    return recommender.recommend(request).recommendations


@pytest.mark.parametrize("name", MOOD_NAMES)
def test_without_any_sign_the_best_track_is_there_for_its_mood(catalogue, name):
    (reason,) = offered(catalogue, mood=mood_named(name))[0].reasons

    assert reason.term is ReasonTerm.MOOD
    assert reason.amount > 0.1


def test_a_mood_reason_tells_the_place_of_the_track(catalogue):
    best = offered(catalogue, mood=mood_named(MoodName.HAPPY))[0]

    valence, arousal = catalogue.plane[catalogue.row_of(best.track.track_id)].tolist()
    assert best.reasons[0].reference == place_reference(valence, arousal)


def test_seeds_of_one_genre_are_told_as_seed_genre_and_taste(catalogue):
    happy = mood_named(MoodName.HAPPY)
    country = catalogue.genre_names.index("country")
    rows = (catalogue.genre_codes == country).nonzero()[0][:60].tolist()
    known = [catalogue.track(row) for row in rows]
    seeds = [SeedSong(track.track_id, track.title, track.artists, NOW) for track in known]

    reasons = [
        one for track in offered(catalogue, mood=happy, seeds=seeds) for one in track.reasons
    ]

    told = {reason.term: reason for reason in reasons}
    assert told[ReasonTerm.GENRE].reference == "country"
    assert told[ReasonTerm.SEED].reference in {track.title for track in known}
    assert told[ReasonTerm.TASTE].reference[0] in "+-"
    assert ReasonTerm.LIKED not in told


def test_songs_that_return_are_not_called_fresh(catalogue):
    calm = mood_named(MoodName.CALM)
    offsets = catalogue.plane - (calm.valence, calm.arousal)
    near = ((offsets**2).sum(axis=1) < 1).nonzero()[0].tolist()
    heard = list(dict.fromkeys(catalogue.track(row).song_key for row in near))

    returned = offered(catalogue, mood=calm, heard=heard)

    assert {track.track.song_key for track in returned} <= set(heard)
    assert all(r.term is not ReasonTerm.FRESH for track in returned for r in track.reasons)
