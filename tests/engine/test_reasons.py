from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from engine.catalogue import starter_catalogue
from engine.goals import journey_for
from engine.moods import MOOD_NAMES, Goal, MoodName, mood_named
from engine.preferences import posterior_of
from engine.reasons import ReasonTerm, place_reference
from engine.recommender import RecommendationRequest, Recommender
from engine.regions import Offerable, Regions
from engine.scoring import FIT_WORTH, fits_of, terms_of
from engine.shelf import Shelf
from engine.signs import SignReader
from engine.taste import Feedback, FeedbackKind, SeedSong
from engine.tracks import FEATURE_NAMES

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def catalogue():
    return starter_catalogue()


def offered(catalogue, **wishes):
    recommender = Recommender(catalogue, exploration=0.0)
    request = RecommendationRequest(goal=Goal.MATCH, random_state=0, **wishes)
    return recommender.recommend(request).recommendations


def some_tracks(catalogue, genre, count):
    rows = (catalogue.genre_codes == catalogue.genre_names.index(genre)).nonzero()[0]
    return [catalogue.track(row) for row in rows[:count].tolist()]


def signs(kind, tracks):
    return [
        Feedback(kind, track.track_id, track.title, track.artists, MoodName.HAPPY, NOW)
        for track in tracks
    ]


def seeds(tracks):
    return [SeedSong(track.track_id, track.title, track.artists, NOW) for track in tracks]


def told(catalogue, **wishes):
    """All reasons in sets for every mood."""
    return [
        (track.track, reason)
        for name in MOOD_NAMES
        for track in offered(catalogue, mood=mood_named(name), **wishes)
        for reason in track.reasons
    ]


def terms(catalogue, **wishes):
    return {reason.term for _, reason in told(catalogue, **wishes)}


@pytest.mark.parametrize("kind", [FeedbackKind.DISLIKE, FeedbackKind.SKIP])
def test_what_was_only_refused_is_never_told_as_liked(catalogue, kind):
    refused = signs(kind, some_tracks(catalogue, "metal", 30))

    found = terms(catalogue, feedback=refused)

    assert ReasonTerm.MOOD in found
    assert not found & {ReasonTerm.TASTE, ReasonTerm.GENRE}


def test_a_song_is_not_told_as_liked_once_it_is_disliked(catalogue):
    first, second = some_tracks(catalogue, "country", 2)
    liked = signs(FeedbackKind.LIKE, [first, second])
    later = NOW + timedelta(days=8)
    (disliked,) = signs(FeedbackKind.DISLIKE, [first])

    before = told(catalogue, feedback=liked)
    after = told(catalogue, feedback=[*liked, replace(disliked, given_at=later)])

    assert {first.title, "country"} <= {one.reference for _, one in before}
    assert not {first.title, "country"} & {one.reference for _, one in after}


def test_one_song_is_neither_a_tendency_nor_often(catalogue):
    found = terms(catalogue, seeds=seeds(some_tracks(catalogue, "country", 1)))

    assert not found & {ReasonTerm.TASTE, ReasonTerm.GENRE}


def test_two_likes_of_a_genre_are_often_but_no_tendency(catalogue):
    liked = some_tracks(catalogue, "country", 2)

    found = terms(catalogue, feedback=signs(FeedbackKind.LIKE, liked))

    assert liked[0].song_key != liked[1].song_key
    assert ReasonTerm.GENRE in found
    assert ReasonTerm.TASTE not in found


def test_a_genre_more_often_disliked_than_liked_is_not_told_as_liked(catalogue):
    country = some_tracks(catalogue, "country", 20)
    feedback = signs(FeedbackKind.LIKE, country[:2]) + signs(FeedbackKind.DISLIKE, country[2:])

    reasons = told(catalogue, feedback=feedback)

    assert not any(one.reference == "country" for _, one in reasons)


def test_a_taste_is_told_only_as_the_likes_and_the_track_have_it(catalogue):
    liked = some_tracks(catalogue, "metal", 12)
    feedback = signs(FeedbackKind.LIKE, liked)
    feedback += signs(FeedbackKind.DISLIKE, some_tracks(catalogue, "country", 40))
    rows = [catalogue.row_of(track.track_id) for track in liked]
    leaning = catalogue.standardised[rows].mean(axis=0)

    tastes = [
        (track, reason.reference)
        for track, reason in told(catalogue, feedback=feedback)
        if reason.term is ReasonTerm.TASTE
    ]

    assert tastes
    for track, reference in tastes:
        feature = FEATURE_NAMES.index(reference[1:])
        direction = 1 if reference[0] == "+" else -1
        assert leaning[feature] * direction > 0
        assert catalogue.standardised[catalogue.row_of(track.track_id), feature] * direction > 0


def test_of_a_heart_for_a_whole_set_no_song_is_said_to_be_liked(catalogue):
    known = signs(FeedbackKind.LIKE, some_tracks(catalogue, "country", 5))

    each = {reason.term for _, reason in told(catalogue, feedback=known)}
    of_a_set = [replace(one, weight=0.5) for one in known]
    together = {reason.term for _, reason in told(catalogue, feedback=of_a_set)}

    assert each >= {ReasonTerm.LIKED, ReasonTerm.GENRE, ReasonTerm.TASTE}
    assert together == {ReasonTerm.MOOD}


@pytest.mark.parametrize("name", MOOD_NAMES)
def test_without_any_sign_the_best_track_is_there_for_its_mood(catalogue, name):
    (reason,) = offered(catalogue, mood=mood_named(name))[0].reasons

    assert reason.term is ReasonTerm.MOOD
    assert reason.amount > 0.15 * FIT_WORTH


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


def worth_of(reason, terms, posterior):
    """[n] what the term of a reason adds to each candidate."""
    columns = posterior.basis.genre_columns
    if reason.term is ReasonTerm.TASTE:
        feature = FEATURE_NAMES.index(reason.reference[1:])
        return terms.design[:, feature] * posterior.mean[feature]
    return {
        ReasonTerm.MOOD: FIT_WORTH * terms.fits[0],
        ReasonTerm.LIKED: terms.liked,
        ReasonTerm.SEED: terms.seeded,
        ReasonTerm.GENRE: terms.design[:, columns] @ posterior.mean[columns],
        ReasonTerm.FRESH: terms.fresh,
    }[reason.term]


def test_a_track_falls_when_the_term_of_its_reason_is_removed(catalogue):
    happy = mood_named(MoodName.HAPPY)
    liked = some_tracks(catalogue, "country", 6)
    wishes = {"feedback": signs(FeedbackKind.LIKE, liked), "seeds": seeds(liked[:2])}
    shelf = Shelf(catalogue)
    journey = journey_for(happy, Goal.MATCH, count=5)
    everything = np.ones(len(catalogue), dtype=bool)
    offerable = Offerable(everything & ~catalogue.explicit, np.empty(0, dtype=np.int64))
    region = Regions(catalogue).of(journey.steps, offerable)[journey.steps[0]].rows
    read = SignReader(shelf.songs).read(wishes["feedback"], wishes["seeds"], mood=happy.name)
    posterior = posterior_of(read, shelf.space)
    terms = terms_of(
        region,
        fits=fits_of(journey.steps[:1], catalogue.plane[region]),
        posterior=posterior,
        signs=read,
        fresh=everything,
        shelf=shelf,
    )
    scores = terms.expected(posterior)[0]
    told = set()

    for one in offered(catalogue, mood=happy, **wishes):
        at = int(np.flatnonzero(region == catalogue.row_of(one.track.track_id))[0])
        for reason in one.reasons:
            poorer = scores - worth_of(reason, terms, posterior)
            lead, poorer_lead = (some[at] - some.mean() for some in (scores, poorer))
            assert poorer_lead < lead
            assert lead - poorer_lead == pytest.approx(reason.amount, abs=0.1)
            told.add(reason.term)

    assert told >= {ReasonTerm.MOOD, ReasonTerm.GENRE}
    assert told & {ReasonTerm.LIKED, ReasonTerm.SEED, ReasonTerm.TASTE}
