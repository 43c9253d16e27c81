"""Songs like a given one."""

from __future__ import annotations

import numpy as np
import pytest

from engine.directions import Direction
from engine.recommender import Recommender
from engine.taste import FeedbackKind
from engine.tracks import folded
from tests.engine.recommender.conftest import sign


def test_kin_are_ranked_other_songs_by_different_artists(recommender, catalogue):
    track = catalogue.track(100)

    kin = recommender.kin(track.track_id)

    similarities = [one.similarity for one in kin]
    assert len(kin) == len({one.track.artists[0] for one in kin}) == 5
    assert similarities == sorted(similarities, reverse=True)
    assert 0 < similarities[-1] <= similarities[0] <= 1
    assert track.song_key not in {one.track.song_key for one in kin}
    assert not any(one.track.explicit for one in kin)


def test_no_guest_stands_twice_among_kin(recommender, catalogue):
    for row in range(0, len(catalogue), 200):
        kin = recommender.kin(catalogue.track(row).track_id, count=10)

        named = [folded(name) for one in kin for name in set(one.track.artists)]
        assert len(kin) == 10
        assert len(named) == len(set(named))


def test_kin_of_a_few_tracks_are_all_that_there_are(small_catalogue):
    kin = Recommender(small_catalogue).kin("id-c", explicit_allowed=True)

    assert {one.track.track_id for one in kin} == {
        "id-b", "id-d", "id-f", "2wrJq5XKLnmhRXHIAf9xBa",
    }  # fmt: skip


@pytest.mark.parametrize("direction", [None, Direction.BRIGHTER, Direction.CALMER])
@pytest.mark.parametrize("of_own", [False, True])
def test_no_disliked_song_is_kin_again(recommender, catalogue, direction, of_own):
    track_id = catalogue.track(100).track_id
    wishes = {"direction": direction, "among": np.arange(len(catalogue)) if of_own else None}
    first = [one.track for one in recommender.kin(track_id, **wishes)]
    dislikes = [sign(FeedbackKind.DISLIKE, track) for track in first]

    again = [one.track for one in recommender.kin(track_id, feedback=dislikes, **wishes)]

    assert len(first) == len(again) == 5
    assert not {track.song_key for track in first} & {track.song_key for track in again}


def test_no_edition_of_a_disliked_song_is_kin(small_catalogue):
    recommender = Recommender(small_catalogue)
    first_edition = small_catalogue.track(small_catalogue.row_of("id-a"))
    disliked = [sign(FeedbackKind.DISLIKE, first_edition)]

    kin = recommender.kin("id-b", explicit_allowed=True, feedback=disliked)

    assert not {"id-a", "id-c"} & {one.track.track_id for one in kin}
    assert {"id-a", "id-c"} & {
        one.track.track_id for one in recommender.kin("id-b", explicit_allowed=True)
    }


def test_what_is_liked_may_be_kin(recommender, catalogue):
    track_id = catalogue.track(100).track_id
    kin = recommender.kin(track_id)
    likes = [sign(FeedbackKind.LIKE, one.track) for one in kin]

    assert recommender.kin(track_id, feedback=likes) == kin


def test_an_unknown_track_has_no_kin(recommender):
    assert recommender.kin("nowhere") == []
