from datetime import UTC, datetime, timedelta

import pytest

from engine.moods import MoodName
from engine.taste import Feedback, FeedbackKind, counting, with_sign

LIKE, DISLIKE, PICK, SKIP = FeedbackKind
FULL, WEAK = 1.0, 0.25


def sign(kind, *, weight=FULL, track="a", minutes=0):
    given_at = datetime(2026, 11, 20, 12, tzinfo=UTC) + timedelta(minutes=minutes)
    return Feedback(
        kind, f"id-{track}", f"Song {track}", ("A Band",), MoodName.SAD, given_at, weight
    )


@pytest.mark.parametrize("weight", [FULL, WEAK])
@pytest.mark.parametrize(("first", "second"), [(LIKE, DISLIKE), (DISLIKE, LIKE)])
def test_a_like_and_a_dislike_of_one_weight_take_each_other_back(first, second, weight):
    given = [sign(first, weight=weight)]

    assert with_sign(given, sign(second, weight=weight)) == (sign(second, weight=weight),)


@pytest.mark.parametrize(("heavy", "light"), [(LIKE, DISLIKE), (DISLIKE, LIKE)])
def test_the_heavier_of_two_opposites_stays_whichever_came_first(heavy, light):
    weak = sign(light, weight=WEAK)

    assert with_sign([sign(heavy)], weak) == (sign(heavy),)
    assert with_sign([weak], sign(heavy)) == (sign(heavy),)


def test_a_lost_sign_takes_nothing_back():
    given = [sign(DISLIKE, weight=WEAK), sign(DISLIKE)]

    assert with_sign(given, sign(LIKE, weight=0.5)) == tuple(given)


@pytest.mark.parametrize("kind", [PICK, SKIP])
def test_a_pick_or_a_skip_stands_beside_anything(kind):
    given = [sign(DISLIKE), sign(PICK, weight=WEAK), sign(SKIP, weight=WEAK)]

    assert with_sign(given, sign(kind)) == (*given, sign(kind))


def test_the_same_sign_stands_once_as_first_given():
    given = [sign(LIKE)]

    assert with_sign(given, sign(LIKE, minutes=3)) == (sign(LIKE),)


def test_a_sign_of_another_weight_stands_beside_the_first():
    assert with_sign([sign(LIKE)], sign(LIKE, weight=WEAK)) == (sign(LIKE), sign(LIKE, weight=WEAK))


@pytest.mark.parametrize("weights", [(WEAK, FULL), (FULL, WEAK)])
def test_of_one_kind_for_one_track_the_heaviest_counts(weights):
    given = [sign(LIKE, weight=weight) for weight in weights]

    assert counting(given) == {sign(LIKE)}


def test_other_tracks_and_kinds_count_beside_it():
    given = [sign(LIKE), sign(PICK, weight=WEAK), sign(LIKE, weight=WEAK, track="b")]

    assert counting(given) == set(given)
