"""Songs like a given one."""

from __future__ import annotations

from engine.recommender import Recommender
from engine.tracks import folded


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


def test_an_unknown_track_has_no_kin(recommender):
    assert recommender.kin("nowhere") == []
