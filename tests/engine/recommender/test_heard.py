"""What was heard, disliked or excluded: what is offered again, and what is not."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from engine.catalogue import load_catalogue
from engine.errors import NothingToOfferError
from engine.moods import MOOD_NAMES, Goal, MoodName, mood_named
from engine.recommender import Recommender
from engine.taste import FeedbackKind
from tests.engine.recommender.conftest import (
    ANGRY,
    HAPPY,
    NOW,
    SAD,
    SEEDS_OF_CHANCE,
    ask,
    rows,
    sign,
    tracks,
)


def test_nothing_heard_is_offered_while_anything_else_is_near(recommender):
    heard = []
    for chance in range(8):
        offered = ask(recommender, SAD, random_state=chance, heard=heard)
        assert not {track.song_key for track in tracks(offered)} & set(heard)
        assert not offered.repeated
        heard += [track.song_key for track in tracks(offered)]


def test_a_used_up_region_is_widened(recommender, catalogue):
    calm = mood_named(MoodName.CALM)
    offsets = catalogue.plane - np.array([calm.valence, calm.arousal])
    near = np.flatnonzero(np.hypot(*offsets.T) < 0.35).tolist()
    heard = [catalogue.track(row).song_key for row in near]

    assert not ask(recommender, calm, goal=Goal.MATCH).widened
    offered = ask(recommender, calm, goal=Goal.MATCH, heard=heard)

    assert offered.widened
    assert not offered.repeated
    assert not {track.song_key for track in tracks(offered)} & set(heard)


def test_when_all_was_heard_the_longest_unheard_return(catalogue):
    recommender = Recommender(catalogue)
    calm = mood_named(MoodName.CALM)
    offsets = catalogue.plane - np.array([calm.valence, calm.arousal])
    near = np.flatnonzero(np.hypot(*offsets.T) < 1).tolist()
    heard = list(dict.fromkeys(catalogue.track(row).song_key for row in near))

    offered = ask(recommender, calm, goal=Goal.MATCH, heard=heard)

    ages = [heard.index(track.song_key) for track in tracks(offered)]
    assert offered.repeated
    assert len(ages) == 5
    assert max(ages) < len(heard) / 10


def test_explicit_songs_only_where_they_are_allowed(recommender):
    def explicit(allowed):
        return [
            track.explicit
            for chance in SEEDS_OF_CHANCE
            for track in tracks(
                ask(recommender, ANGRY, random_state=chance, explicit_allowed=allowed)
            )
        ]

    assert not any(explicit(allowed=False))
    assert any(explicit(allowed=True))


def test_excluded_songs_are_never_in_the_set(recommender):
    keys = frozenset(track.song_key for track in tracks(ask(recommender)))

    assert not {track.song_key for track in tracks(ask(recommender, excluded=keys))} & keys


def test_a_disliked_song_is_never_offered_again(recommender):
    first = tracks(ask(recommender))
    feedback = [sign(FeedbackKind.DISLIKE, track, at=NOW - timedelta(days=900)) for track in first]

    for chance in SEEDS_OF_CHANCE:
        again = tracks(ask(recommender, random_state=chance, feedback=feedback))
        assert not {t.song_key for t in again} & {t.song_key for t in first}


def test_no_edition_of_a_disliked_song_is_offered(recommender, catalogue):
    codes, counts = np.unique(catalogue.song_codes, return_counts=True)
    several = codes[counts > 1]
    editions = [np.flatnonzero(catalogue.song_codes == code).tolist() for code in several[:200]]
    feedback = [sign(FeedbackKind.DISLIKE, catalogue.track(rows[0])) for rows in editions]
    refused = {row for rows in editions for row in rows}

    for name in MOOD_NAMES:
        for chance in SEEDS_OF_CHANCE:
            offered = ask(recommender, mood_named(name), random_state=chance, feedback=feedback)
            assert not refused & set(rows(offered, catalogue))


def test_a_skipped_song_is_not_offered_again_soon(recommender):
    first = tracks(ask(recommender))
    feedback = [sign(FeedbackKind.SKIP, track) for track in first]

    again = tracks(ask(recommender, feedback=feedback))

    assert not {t.song_key for t in again} & {t.song_key for t in first}


def test_where_every_song_is_disliked_nothing_is_left(small_catalogue):
    feedback = [sign(FeedbackKind.DISLIKE, small_catalogue.track(row)) for row in range(6)]

    with pytest.raises(NothingToOfferError) as nothing:
        ask(Recommender(small_catalogue), feedback=feedback, explicit_allowed=True)

    assert (nothing.value.refused, nothing.value.explicit) == (True, False)


@pytest.mark.parametrize(
    ("mood", "clean", "reason"),
    [
        (HAPPY, 6, (False, False)),
        (ANGRY, 0, (False, True)),
        (ANGRY, 1, (True, True)),
    ],
)
def test_where_nothing_is_left_it_is_told_why(track_table, build, mood, clean, reason):
    explicit = np.arange(len(track_table)) >= clean
    angry = track_table.assign(explicit=explicit, valence=0.05, energy=0.99)
    small = load_catalogue(build(angry))
    refused = np.flatnonzero(~small.explicit)
    feedback = [sign(FeedbackKind.DISLIKE, small.track(row)) for row in refused]

    with pytest.raises(NothingToOfferError) as nothing:
        ask(Recommender(small), mood, goal=Goal.MATCH, feedback=feedback)

    assert (nothing.value.refused, nothing.value.explicit) == reason
