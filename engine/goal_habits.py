"""What a listener usually wants of music in a mood, learned from what they chose."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.moods import MOOD_NAMES, Goal
from engine.signs import HALF_LIFE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from engine.moods import MoodName

# Auto is believed as if it had been chosen so often before: three choices of one goal make it the
# default of its mood, two do not.
PRIOR_CHOICES = 2.5


@dataclass(frozen=True, slots=True)
class GoalChoice:
    """A goal that a listener asked for in a mood."""

    mood: MoodName
    goal: Goal
    chosen_at: datetime


def usual_goal(mood: MoodName, choices: Sequence[GoalChoice]) -> Goal:
    """The goal with the largest posterior share in this mood; auto until one is chosen often.

    Shares are those of a Dirichlet posterior. A choice counts half of one made a half-life of
    signs later; age counts from the newest, so a long absence forgets nothing.
    """
    here = [one for one in choices if one.mood is mood]
    newest = max((one.chosen_at for one in here), default=None)
    weights: dict[Goal, float] = defaultdict(float, {Goal.AUTO: PRIOR_CHOICES})
    for one in here:
        weights[one.goal] += float(0.5 ** ((newest - one.chosen_at) / HALF_LIFE)) if newest else 0.0
    return max(weights, key=lambda goal: weights[goal])


def habits(choices: Sequence[GoalChoice]) -> Mapping[MoodName, Goal]:
    """The usual goal of each mood that has one."""
    usual = {mood: usual_goal(mood, choices) for mood in MOOD_NAMES}
    return {mood: goal for mood, goal in usual.items() if goal is not Goal.AUTO}
