"""What is taken along of a set."""

from datetime import UTC, datetime

import pytest

from bot.conversation.disliked import disliked_songs, without_disliked
from engine.moods import MoodName
from engine.taste import Feedback, FeedbackKind
from tests.bot.replies.conftest import offered_for

NOW = datetime(2026, 5, 1, tzinfo=UTC)


def sign(kind, number, *, edition="", weight=1.0):
    title, artists = f"Song {number}{edition}", (f"Band {number}",)
    return Feedback(kind, f"elsewhere-{number}", title, artists, MoodName.SAD, NOW, weight)


def test_whatever_the_edition_what_is_disliked_goes_and_the_others_keep_their_numbers():
    given = [sign(FeedbackKind.DISLIKE, 2, edition=" - Remastered 2011")]

    kept = without_disliked(offered_for(MoodName.HAPPY), given)

    assert [(one.number, one.title) for one in kept.tracks] == [
        (number, f"Song {number}") for number in (1, 3, 4, 5)
    ]


@pytest.mark.parametrize(
    "given",
    [
        sign(FeedbackKind.DISLIKE, 2, weight=0.25),
        *(sign(kind, 2) for kind in FeedbackKind if kind is not FeedbackKind.DISLIKE),
    ],
)
def test_nothing_but_a_dislike_for_itself_takes_a_song_away(given):
    offered = offered_for(MoodName.HAPPY)

    assert not disliked_songs([given])
    assert without_disliked(offered, [given]) == offered
