"""What is said of why a song is offered."""

from __future__ import annotations

from engine.reasons import ReasonTerm
from engine.taste import FeedbackKind
from tests.engine.recommender.conftest import HAPPY, SEEDS_OF_CHANCE, ask, of_genre, sign, tracks


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
