from datetime import UTC, datetime

import pytest

from adapters.values import OfferedSet, OfferedTrack, SetId, Shown
from bot.conversation.emoji import WHOLE_SET_WEIGHT, numbered, sign_of
from engine.moods import Goal, MoodName, mood_named
from engine.taste import FeedbackKind

OF = SetId(3)
WHOLE_SET, SECOND_CARD = Shown(OF), Shown(OF, 2)
OFFERED = OfferedSet(
    OF,
    datetime(2026, 5, 1, tzinfo=UTC),
    mood_named(MoodName.HAPPY),
    Goal.MATCH,
    tuple(OfferedTrack(at, f"id-{at}", f"Song {at}", (), 1.0, 1.0, 0.1, ()) for at in (1, 2, 3)),
)


@pytest.mark.parametrize("emoji", ["👍", "👍🏽", "❤️", "🔥"])
def test_a_heart_for_a_card_likes_its_song(emoji: str):
    kind, tracks, weight = sign_of(emoji, SECOND_CARD, OFFERED)

    assert (kind, [track.number for track in tracks], weight) == (FeedbackKind.LIKE, [2], 1.0)


def test_a_thumb_down_for_a_set_says_a_little_of_each_song():
    kind, tracks, weight = sign_of("👎", WHOLE_SET, OFFERED)

    assert (kind, len(tracks), weight) == (FeedbackKind.DISLIKE, 3, WHOLE_SET_WEIGHT)


def test_a_number_picks_the_song_with_that_number():
    kind, (track,), weight = sign_of("2️⃣", WHOLE_SET, OFFERED)

    assert (kind, track.number, weight) == (FeedbackKind.PICK, 2, 1.0)


@pytest.mark.parametrize("emoji", ["🤔", "9️⃣", "#️⃣"])
def test_other_emoji_say_nothing(emoji: str):
    assert sign_of(emoji, WHOLE_SET, OFFERED) is None


def test_nothing_is_numbered_beyond_the_last():
    assert numbered(OFFERED, 3).title == "Song 3"
    assert numbered(OFFERED, 4) is None
