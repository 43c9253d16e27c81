from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from engine.candidates import DRAWS
from engine.catalogue import starter_catalogue
from engine.emotions import Emotion, EmotionDistribution
from engine.errors import NothingToOfferError
from engine.goal_habits import GoalChoice
from engine.goals import journey_for
from engine.moods import MOOD_NAMES, Goal, MoodName, corrected, mood_named, mood_of
from engine.reasons import ReasonTerm
from engine.recommender import RecommendationRequest, Recommender
from engine.scoring import fits_of
from engine.taste import Feedback, FeedbackKind, SeedSong
from engine.tracks import folded

NOW = datetime(2026, 1, 1, tzinfo=UTC)
HAPPY, SAD = mood_named(MoodName.HAPPY), mood_named(MoodName.SAD)
ANGRY = mood_named(MoodName.ANGRY)
SEEDS_OF_CHANCE = range(12)


@pytest.fixture(scope="module")
def catalogue():
    return starter_catalogue()


@pytest.fixture(scope="module")
def recommender(catalogue):
    return Recommender(catalogue)


def ask(recommender, mood=HAPPY, random_state=0, **wishes):
    request = RecommendationRequest(mood, random_state=random_state, **wishes)
    return recommender.recommend(request)


def sign(kind, track, mood=MoodName.HAPPY, at=NOW, weight=1.0):
    return Feedback(kind, track.track_id, track.title, track.artists, mood, at, weight)


def seed(track):
    return SeedSong(track.track_id, track.title, track.artists, NOW)


def tracks(offered):
    return [one.track for one in offered.recommendations]


def rows(offered, catalogue):
    return [catalogue.row_of(track.track_id) for track in tracks(offered)]


def of_genre(catalogue, genre, mood, count=3):
    """Tracks of a genre near a mood."""
    offsets = catalogue.plane - np.array([mood.valence, mood.arousal])
    distances = np.square(offsets).sum(axis=1)
    distances[catalogue.genre_codes != catalogue.genre_names.index(genre)] = np.inf
    return [catalogue.track(int(row)) for row in np.argsort(distances)[:count]]


def share_of_genre(recommender, genre, **wishes):
    sets = [ask(recommender, random_state=chance, **wishes) for chance in SEEDS_OF_CHANCE]
    offered = [track.genre for one in sets for track in tracks(one)]
    return offered.count(genre) / len(offered)


@pytest.mark.parametrize("goal", Goal)
@pytest.mark.parametrize("name", MOOD_NAMES)
def test_every_mood_and_goal_gets_five_songs_by_five_artists(recommender, name, goal):
    offered = ask(recommender, mood_named(name), goal=goal)

    assert len({track.artists[0] for track in tracks(offered)}) == 5
    assert len({track.song_key for track in tracks(offered)}) == 5
    assert offered.goal is not Goal.AUTO
    assert not offered.repeated
    for one in offered.recommendations:
        assert 0 < one.propensity <= 1
        assert 0 <= one.mood_fit <= 1
        assert one.reasons


@pytest.mark.parametrize(
    ("goal", "chance"), [(goal, chance) for goal in Goal for chance in SEEDS_OF_CHANCE]
)
def test_nobody_stands_twice_in_a_set_not_even_as_a_guest(recommender, goal, chance):
    offered = ask(recommender, SAD, random_state=chance, goal=goal)

    named = [folded(name) for track in tracks(offered) for name in set(track.artists)]
    assert len(named) == len(set(named))
    assert len(tracks(offered)) == 5


def test_the_same_random_state_gives_the_same_set_and_another_another(recommender):
    assert tracks(ask(recommender, random_state=7)) == tracks(ask(recommender, random_state=7))
    assert tracks(ask(recommender, random_state=7)) != tracks(ask(recommender, random_state=8))


@pytest.mark.parametrize("name", MOOD_NAMES)
def test_a_match_stands_close_to_the_mood(recommender, catalogue, name):
    mood = mood_named(name)
    offered = ask(recommender, mood, goal=Goal.MATCH)

    centre = catalogue.plane[rows(offered, catalogue)].mean(axis=0)
    assert np.hypot(*(centre - (mood.valence, mood.arousal))) < 0.3


def test_happy_songs_are_brighter_than_sad_ones(recommender, catalogue):
    happy = ask(recommender, HAPPY, goal=Goal.MATCH)
    sad = ask(recommender, SAD, goal=Goal.MATCH)

    lowest = catalogue.plane[rows(happy, catalogue), 0].min()
    assert lowest > catalogue.plane[rows(sad, catalogue), 0].max()


@pytest.mark.parametrize("chance", SEEDS_OF_CHANCE)
def test_the_sad_are_lifted_gently_with_at_most_two_sad_songs(recommender, catalogue, chance):
    offered = ask(recommender, SAD, random_state=chance)

    valences = catalogue.plane[rows(offered, catalogue), 0].tolist()
    assert offered.goal is Goal.LIFT
    assert sum(track.mood is MoodName.SAD for track in tracks(offered)) <= 2
    assert valences == sorted(valences)
    assert valences[-1] - valences[0] >= 0.15


def test_where_no_goal_is_asked_for_the_usual_one_of_the_mood_is_taken(recommender):
    usual = [GoalChoice(MoodName.ANGRY, Goal.RELEASE, NOW)] * 3

    assert ask(recommender, ANGRY, goal_choices=usual).goal is Goal.RELEASE
    assert ask(recommender, SAD, goal_choices=usual).goal is Goal.LIFT
    assert ask(recommender, ANGRY, goal=Goal.CALM, goal_choices=usual).goal is Goal.CALM


def test_calming_falls_in_arousal(recommender, catalogue):
    offered = ask(recommender, ANGRY, goal=Goal.CALM)

    arousals = catalogue.plane[rows(offered, catalogue), 1].tolist()
    assert arousals == sorted(arousals, reverse=True)
    assert arousals[0] - arousals[-1] > 0.5


@pytest.mark.parametrize("chance", SEEDS_OF_CHANCE)
def test_the_sad_and_the_happy_are_surprised_differently(recommender, catalogue, chance):
    sad, happy = (
        ask(recommender, mood, goal=Goal.SURPRISE, random_state=chance) for mood in (SAD, HAPPY)
    )

    def distance_from_sad(offered):
        offsets = catalogue.plane[rows(offered, catalogue)] - (SAD.valence, SAD.arousal)
        return np.hypot(*offsets.T).mean()

    assert not {t.song_key for t in tracks(sad)} & {t.song_key for t in tracks(happy)}
    assert distance_from_sad(sad) < distance_from_sad(happy)


def test_the_fit_of_a_surprise_is_to_a_place_of_this_mood(recommender, catalogue):
    steps = journey_for(SAD, Goal.SURPRISE, count=5).steps

    for one in ask(recommender, SAD, goal=Goal.SURPRISE).recommendations:
        place = catalogue.plane[[catalogue.row_of(one.track.track_id)]]
        fits = [float(fit) for fit in fits_of(steps, place)[:, 0]]
        assert one.mood_fit in fits


@pytest.mark.parametrize("chance", SEEDS_OF_CHANCE)
def test_what_lets_sadness_out_is_dark_and_lively(recommender, catalogue, chance):
    offered = ask(recommender, SAD, goal=Goal.RELEASE, random_state=chance)

    valences, arousals = catalogue.plane[rows(offered, catalogue)].T
    assert valences.max() < 0
    assert arousals.mean() > 0.2
    assert arousals[2] > 0.2
    assert [track.mood for track in tracks(offered)][::4] == [MoodName.SAD] * 2


def test_a_match_is_offered_best_first(recommender):
    scores = [one.score for one in ask(recommender, goal=Goal.MATCH).recommendations]

    assert scores == sorted(scores, reverse=True)


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

    with pytest.raises(NothingToOfferError):
        ask(Recommender(small_catalogue), feedback=feedback, explicit_allowed=True)


def test_few_artists_make_a_short_set(small_catalogue):
    offered = ask(Recommender(small_catalogue), explicit_allowed=True, goal=Goal.MATCH)

    artists = [track.artists[0] for track in tracks(offered)]
    assert 1 <= len(artists) == len(set(artists)) < 5


def test_a_like_brings_closer_songs(recommender, catalogue):
    liked = of_genre(catalogue, "metal", ANGRY, count=1)[0]
    centre = catalogue.standardised[catalogue.row_of(liked.track_id)]

    def distance(feedback):
        sets = [
            ask(recommender, ANGRY, random_state=chance, feedback=feedback)
            for chance in SEEDS_OF_CHANCE
        ]
        offsets = [catalogue.standardised[rows(one, catalogue)] - centre for one in sets]
        return np.square(offsets).sum(axis=2).mean()

    assert distance([sign(FeedbackKind.LIKE, liked, MoodName.ANGRY)]) < 0.9 * distance([])


@pytest.mark.parametrize("kind", [FeedbackKind.LIKE, FeedbackKind.PICK])
def test_likes_and_picks_bring_more_of_a_genre(recommender, catalogue, kind):
    feedback = [sign(kind, track) for track in of_genre(catalogue, "country", HAPPY)]

    before = share_of_genre(recommender, "country")

    assert share_of_genre(recommender, "country", feedback=feedback) > before + 0.1


@pytest.mark.parametrize("kind", [FeedbackKind.SKIP, FeedbackKind.DISLIKE])
def test_skips_and_dislikes_bring_less_of_a_genre(recommender, catalogue, kind):
    feedback = [sign(kind, track) for track in of_genre(catalogue, "deep-house", HAPPY, count=8)]

    before = share_of_genre(recommender, "deep-house")

    assert share_of_genre(recommender, "deep-house", feedback=feedback) < before


def test_seeds_bring_more_of_their_genre(recommender, catalogue):
    seeds = [seed(track) for track in of_genre(catalogue, "country", HAPPY)]

    before = share_of_genre(recommender, "country")

    assert share_of_genre(recommender, "country", seeds=seeds) > before + 0.1


def test_a_weak_sign_moves_less_than_a_full_one(recommender, catalogue):
    liked = of_genre(catalogue, "country", HAPPY, count=6)
    full, weak = (
        [sign(FeedbackKind.LIKE, track, weight=weight) for track in liked] for weight in (1, 0.1)
    )

    strong_share = share_of_genre(recommender, "country", feedback=full)

    assert share_of_genre(recommender, "country", feedback=weak) < strong_share


def test_a_correction_changes_the_next_set(recommender, catalogue):
    face = EmotionDistribution.of({Emotion.ANGRY: 0.5, Emotion.SAD: 0.35, Emotion.NEUTRAL: 0.15})
    seen = ask(recommender, mood_of(face), goal=Goal.MATCH)
    meant = ask(recommender, corrected(face, {(MoodName.ANGRY, MoodName.SAD): 2}), goal=Goal.MATCH)

    assert meant.mood.name is MoodName.SAD
    arousals = [catalogue.plane[rows(one, catalogue), 1].mean() for one in (seen, meant)]
    assert arousals[1] < arousals[0]


def test_a_reason_goes_when_its_cause_does(recommender, catalogue):
    liked = of_genre(catalogue, "rock", HAPPY, count=1)
    feedback = [sign(FeedbackKind.LIKE, track) for track in liked]
    kin = [
        (chance, one)
        for chance in range(40)
        for one in ask(recommender, random_state=chance, feedback=feedback).recommendations
        if any(reason.term is ReasonTerm.LIKED for reason in one.reasons)
    ]
    assert kin

    _, with_like = kin[0]
    without = {
        one.track.track_id: one
        for chance in range(200)
        for one in ask(recommender, random_state=chance).recommendations
    }
    reason = next(r for r in with_like.reasons if r.term is ReasonTerm.LIKED)
    assert reason.reference == liked[0].title
    unliked = without.get(with_like.track.track_id)
    assert unliked is not None
    assert all(r.term is not ReasonTerm.LIKED for r in unliked.reasons)
    assert unliked.score < with_like.score


def test_a_new_listener_is_told_of_nothing_but_the_mood(recommender):
    for one in ask(recommender).recommendations:
        assert {reason.term for reason in one.reasons} == {ReasonTerm.MOOD}


def test_reasons_come_strongest_first_and_positive(recommender, catalogue):
    feedback = [sign(FeedbackKind.LIKE, track) for track in of_genre(catalogue, "rock", HAPPY, 6)]

    for chance in SEEDS_OF_CHANCE:
        offered = ask(recommender, random_state=chance, feedback=feedback)
        for one in offered.recommendations:
            amounts = [reason.amount for reason in one.reasons]
            assert amounts == sorted(amounts, reverse=True)
            assert min(amounts) > 0 or len(amounts) == 1


def test_propensities_are_shares_of_at_least_two_hundred_sets(recommender):
    told = [one.propensity for one in ask(recommender, SAD).recommendations]

    assert DRAWS >= 200
    assert told == pytest.approx([max(1, round(share * DRAWS)) / DRAWS for share in told])


def test_propensities_tell_how_often_a_track_is_offered(catalogue):
    recommender = Recommender(catalogue)
    calm = mood_named(MoodName.CALM)
    sets = [ask(recommender, calm, random_state=chance) for chance in range(150)]
    offered = [one for chosen in sets for one in chosen.recommendations]
    ids = [one.track.track_id for one in offered]
    commonest = max(set(ids), key=ids.count)

    told = [one.propensity for one in offered if one.track.track_id == commonest]

    assert np.mean(told) == pytest.approx(ids.count(commonest) / 150, abs=0.1)


def test_without_exploration_every_listener_gets_the_expected_best(catalogue):
    certain = Recommender(catalogue, exploration=0.0)

    first, second = (ask(certain, random_state=chance) for chance in (1, 2))

    assert tracks(first) == tracks(second)
    assert {one.propensity for one in first.recommendations} == {1.0}


def test_a_set_has_as_many_tracks_as_asked_for(recommender):
    assert len(tracks(ask(recommender, SAD, count=10))) == 10


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


@pytest.mark.parametrize("name", [MoodName.HAPPY, MoodName.CALM, MoodName.SAD])
def test_the_adventurous_are_led_further_from_what_they_like(recommender, catalogue, name):
    mood = mood_named(name)
    liked = tracks(ask(recommender, mood, random_state=99))[:3]
    feedback = [sign(FeedbackKind.LIKE, track, mood=name) for track in liked]
    anchors = catalogue.standardised[[catalogue.row_of(track.track_id) for track in liked]]

    distances, songs = [], []
    for adventure in (0.5, 1.0, 2.0):
        found = [
            row
            for chance in SEEDS_OF_CHANCE
            for row in rows(
                ask(
                    recommender,
                    mood,
                    random_state=chance,
                    feedback=feedback,
                    adventure=adventure,
                ),
                catalogue,
            )
        ]
        offsets = catalogue.standardised[found][:, None] - anchors[None]
        distances.append(np.sqrt(np.square(offsets).sum(axis=2)).min(axis=1).mean())
        songs.append(len(set(found)))

    assert distances[0] < distances[1] < distances[2]
    assert distances[0] + 0.4 < distances[2]
    assert songs[0] * 1.2 < songs[2]


def test_adventure_reaches_further_before_anything_is_liked(recommender, catalogue):
    calm = mood_named(MoodName.CALM)

    songs = [
        {
            row
            for chance in SEEDS_OF_CHANCE
            for row in rows(
                ask(recommender, calm, random_state=chance, adventure=adventure), catalogue
            )
        }
        for adventure in (0.5, 2.0)
    ]

    assert len(songs[0]) < len(songs[1])


def test_a_reason_weighs_what_the_pull_of_kin_makes_of_it(recommender, catalogue):
    liked = tracks(ask(recommender, random_state=99))[:3]
    feedback = [sign(FeedbackKind.LIKE, track) for track in liked]

    amounts = [
        max(
            reason.amount
            for chance in SEEDS_OF_CHANCE
            for one in ask(
                recommender, random_state=chance, feedback=feedback, adventure=adventure
            ).recommendations
            for reason in one.reasons
            if reason.term is ReasonTerm.LIKED
        )
        for adventure in (0.5, 2.0)
    ]

    assert amounts[0] > 2 * amounts[1]


@pytest.mark.parametrize("goal", [Goal.MATCH, Goal.LIFT, Goal.SURPRISE])
def test_only_songs_of_the_pool_are_offered(recommender, catalogue, goal):
    pool = np.arange(0, len(catalogue), 40)

    for random_state in range(3):
        offered = ask(recommender, SAD, random_state, goal=goal, pool=pool)

        assert len(offered.recommendations) == 5
        assert set(rows(offered, catalogue)) <= set(pool.tolist())


def test_a_pool_with_too_few_songs_gives_those_it_has(recommender, catalogue):
    clean = np.flatnonzero(~catalogue.explicit & (catalogue.mood_codes == 0))
    _, first = np.unique(catalogue.artist_codes[clean], return_index=True)
    pool = clean[first[:3]]

    offered = ask(recommender, HAPPY, goal=Goal.MATCH, pool=pool)

    assert 1 <= len(offered.recommendations) <= 3
    assert set(rows(offered, catalogue)) <= set(pool.tolist())


def test_of_an_empty_pool_nothing_can_be_offered(recommender):
    with pytest.raises(NothingToOfferError):
        ask(recommender, HAPPY, pool=np.arange(0))


def test_songs_of_a_pool_return_when_all_of_them_were_heard(recommender, catalogue):
    pool = np.arange(0, len(catalogue), 200)
    heard = [catalogue.track(row).song_key for row in pool.tolist()]

    offered = ask(recommender, HAPPY, pool=pool, heard=heard)

    assert offered.repeated
    assert set(rows(offered, catalogue)) <= set(pool.tolist())
