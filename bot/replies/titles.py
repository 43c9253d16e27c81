"""A playful title for a set."""

from __future__ import annotations

from engine.moods import Goal, MoodName

_TITLES = {
    MoodName.HAPPY: ("Windows Down", "Good News Travels", "Grin and Share It"),
    MoodName.SURPRISED: ("Plot Twist", "Eyebrows Up", "Didn't See That Coming"),
    MoodName.ANGRY: ("Slam the Door, Gently", "Steam Whistle", "Not Today"),
    MoodName.FEARFUL: ("Leave a Light On", "Footsteps in the Hall", "Hold My Hand"),
    MoodName.SAD: ("Rain on the Kitchen Window", "A Blanket of Songs", "Slow Sunday"),
    MoodName.CALM: ("Still Water", "Nowhere to Be", "Tea Going Cold"),
}
_GOAL_TITLES = {
    Goal.LIFT: ("One Step Up", "Curtains Open", "Warmer by the Minute"),
    Goal.CALM: ("Exhale", "Shoulders Down", "Dimmer Switch"),
    Goal.RELEASE: ("Let It Out", "Scream into a Chorus", "Volume Is a Feeling"),
    Goal.SURPRISE: ("Wild Cards", "Left at the Lights", "Blindfold Radio"),
}


def set_title(mood: MoodName, goal: Goal, turn: int) -> str:
    """The `turn`-th title for this mood and goal, going round."""
    titles = _GOAL_TITLES.get(goal, _TITLES[mood])
    return titles[turn % len(titles)]
