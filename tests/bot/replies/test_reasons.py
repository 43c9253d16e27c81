from collections import Counter

import pytest

from bot.replies.language import speaking
from bot.replies.reasons import all_reasons, reason_sentences
from engine.moods import MOOD_NAMES, Goal, MoodName, mood_named
from engine.recommender import Reason, ReasonTerm
from engine.tracks import FEATURE_NAMES

PLACE = Reason(ReasonTerm.MOOD, 0.2, "+0.42 -0.10")


@pytest.mark.parametrize("mood", MOOD_NAMES)
@pytest.mark.parametrize("goal", [goal for goal in Goal if goal is not Goal.AUTO])
def test_no_sentence_is_said_more_than_twice_in_five(mood: MoodName, goal: Goal):
    said = reason_sentences([[PLACE]] * 5, mood_named(mood), goal)

    assert max(Counter(said).values()) <= 2


@pytest.mark.parametrize(
    "reason",
    [
        Reason(ReasonTerm.LIKED, 0.2, "Clocks"),
        Reason(ReasonTerm.SEED, 0.2, "Clocks"),
        Reason(ReasonTerm.GENRE, 0.2, "rock"),
        Reason(ReasonTerm.TASTE, 0.2, "+energy"),
        Reason(ReasonTerm.FRESH, 0.2),
    ],
)
def test_tracks_that_have_one_reason_in_common_are_told_it_in_three_ways(reason: Reason):
    said = reason_sentences([[reason]] * 5, mood_named(MoodName.HAPPY), Goal.MATCH)

    assert max(Counter(said).values()) <= 2
    assert said[0] == said[1] != said[2]


@pytest.mark.parametrize(
    ("language", "week"),
    [("en", "week"), ("de", "Woche"), ("es", "semana"), ("fr", "semaine"), ("pt", "semana")],
)
def test_of_a_song_that_does_not_return_no_more_is_told_than_of_the_week(language: str, week: str):
    fresh = Reason(ReasonTerm.FRESH, 0.2)

    with speaking(language):
        said = reason_sentences([[fresh]] * 5, mood_named(MoodName.HAPPY), Goal.MATCH)

    assert len(set(said)) == 3
    assert all(week in sentence for sentence in said)


def test_another_reason_comes_before_other_words_for_the_same():
    liked = Reason(ReasonTerm.LIKED, 0.4, "Clocks")
    said = reason_sentences([[liked, PLACE]] * 4, mood_named(MoodName.HAPPY), Goal.MATCH)

    assert said.count("close to Clocks, which you liked") == 1


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("-1.00 -1.00", "dark and very still"),
        ("-0.10 -0.10", "bittersweet and gentle"),
        ("+0.10 +0.10", "bright and lively"),
        ("+1.00 +1.00", "sunny and driving"),
    ],
)
def test_a_place_on_the_plane_becomes_words(place: str, words: str):
    reason = Reason(ReasonTerm.MOOD, 0.1, place)
    [said] = reason_sentences([[reason]], mood_named(MoodName.CALM), Goal.MATCH)

    assert said.startswith(words)


def test_the_strongest_reason_is_the_one_that_is_said():
    liked = Reason(ReasonTerm.LIKED, 0.4, "Clocks")
    [said] = reason_sentences([[liked, PLACE]], mood_named(MoodName.HAPPY), Goal.MATCH)

    assert said == "close to Clocks, which you liked"


def test_all_reasons_come_in_their_order():
    reasons = [Reason(ReasonTerm.SEED, 0.4, "Clocks"), Reason(ReasonTerm.GENRE, 0.3, "rock")]
    said = all_reasons(reasons, mood_named(MoodName.HAPPY), Goal.MATCH)

    assert said == ("close to your seed song Clocks", "you often like rock")


@pytest.mark.parametrize("feature", FEATURE_NAMES)
@pytest.mark.parametrize("sign", "+-")
def test_every_feature_has_words_for_high_and_low(feature: str, sign: str):
    reason = Reason(ReasonTerm.TASTE, 0.1, sign + feature)
    [said] = all_reasons([reason], mood_named(MoodName.HAPPY), Goal.MATCH)

    assert said.endswith(", as you tend to like it")


def test_every_term_has_words():
    references = {ReasonTerm.MOOD: "+0.10 +0.10", ReasonTerm.TASTE: "+energy"}
    for term in ReasonTerm:
        reason = Reason(term, 0.1, references.get(term, "something"))
        assert all_reasons([reason], mood_named(MoodName.HAPPY), Goal.MATCH)
