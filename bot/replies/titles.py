"""A playful title for a set."""

from __future__ import annotations

from bot.replies.language import marked, translated
from engine.moods import Goal, MoodName

_TITLES = {
    # Translators: playful titles of sets of songs, here and below; find your own for the same mood
    MoodName.HAPPY: (
        marked("Windows Down"),
        marked("Good News Travels"),
        marked("Grin and Share It"),
    ),
    MoodName.SURPRISED: (
        marked("Plot Twist"),
        marked("Eyebrows Up"),
        marked("Didn't See That Coming"),
    ),
    MoodName.ANGRY: (marked("Slam the Door, Gently"), marked("Steam Whistle"), marked("Not Today")),
    MoodName.FEARFUL: (
        marked("Leave a Light On"),
        marked("Footsteps in the Hall"),
        marked("Hold My Hand"),
    ),
    MoodName.SAD: (
        marked("Rain on the Kitchen Window"),
        marked("A Blanket of Songs"),
        marked("Slow Sunday"),
    ),
    MoodName.CALM: (marked("Still Water"), marked("Nowhere to Be"), marked("Tea Going Cold")),
}
_GOAL_TITLES = {
    Goal.LIFT: (marked("One Step Up"), marked("Curtains Open"), marked("Warmer by the Minute")),
    Goal.CALM: (marked("Exhale"), marked("Shoulders Down"), marked("Dimmer Switch")),
    Goal.RELEASE: (
        marked("Let It Out"),
        marked("Scream into a Chorus"),
        marked("Volume Is a Feeling"),
    ),
    Goal.SURPRISE: (marked("Wild Cards"), marked("Left at the Lights"), marked("Blindfold Radio")),
}


def set_title(mood: MoodName, goal: Goal, turn: int) -> str:
    """The `turn`-th title for this mood and goal, going round."""
    titles = _GOAL_TITLES.get(goal, _TITLES[mood])
    return translated(titles[turn % len(titles)])
