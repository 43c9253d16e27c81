"""Goals as journeys over the plane: where each track of a set should stand."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import cycle, islice
from typing import TYPE_CHECKING

import numpy as np

from engine.moods import MOOD_NAMES, MOOD_POINTS, Goal, MoodName, mood_named

if TYPE_CHECKING:
    from engine.moods import Mood

ANY_MOOD = frozenset(MOOD_NAMES)
TENSE = frozenset({MoodName.ANGRY, MoodName.FEARFUL})
PLEASANT = ANY_MOOD - TENSE - {MoodName.SAD}

# Of a match, how far the target moves from the reading's point to that of the mood's name: a
# neutral face is called calm, and gets songs a little on the relaxed side of nothing.
PULL_OF_NAME = 0.25

# At most this part of a set that lifts or surprises is sad: two of five.
SAD_SHARE = 0.4

# Valence and arousal where journeys end.
GENTLE_END = (0.45, 0.20)
LIFTED_END = (0.75, 0.50)
# The paper's "relaxed" is where calm music is rare; this is where quiet songs are that do not weep.
CALMED_END = (0.30, -0.50)

# A rise shorter than this is none.
LEAST_RISE = 0.30

# How far the middle of a release goes beyond the mood itself.
RELEASE_PEAK = 1.3

# What is let out is loud, whatever the mood: never quieter than the first, and at the middle at
# least as aroused as anger is.
RELEASE_FLOOR = 0.2
RELEASE_AROUSAL = MOOD_POINTS[MoodName.ANGRY][1]
HALF_WAY_UP = 0.5

# Five places apart from each other, on the pleasant side: a surprise is no fright.
# A surprise leads towards each of them.
SURPRISES = ((0.40, 0.67), (0.30, -0.45), (0.85, 0.20), (0.05, 0.85), (0.20, -0.05))

# How far it leads: all the way would be the same places whatever the mood, none no surprise.
SURPRISED_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Step:
    """Where one track should stand: a point, the moods it may stand for, and how far its valence.

    `reach` is the greatest distance in valence; without it only the region's size counts.
    """

    valence: float
    arousal: float
    moods: frozenset[MoodName] = ANY_MOOD
    reach: float | None = None


@dataclass(frozen=True, slots=True)
class Journey:
    """Steps in the order of the set. `goal` is never auto.

    A set that rises is offered by rising valence, one that falls by falling arousal.
    """

    goal: Goal
    steps: tuple[Step, ...]
    rises: bool = False
    falls: bool = False


def journey_for(mood: Mood, goal: Goal, *, count: int) -> Journey:
    """The way from the mood now to the mood wanted, in `count` steps.

    A set starts where the listener is and moves by degrees: the iso principle of Altshuler (1948),
    "A psychiatrist's experience with music as a therapeutic agent". The goals are strategies of
    mood regulation by music in Saarikallio & Erkkilä (2007), "The role of music in adolescents'
    mood regulation": match is entertainment or solace, lift is revival, calm is relaxation,
    release is discharge, surprise is diversion. Auto lifts the sad gently, calms the fearful and
    else matches.
    """
    if goal is Goal.AUTO:
        return _caring(mood, count)
    if goal is Goal.LIFT:
        return _rising(mood, LIFTED_END, count)
    if goal is Goal.CALM:
        return _calming(mood, count)
    if goal is Goal.RELEASE:
        return _releasing(mood, count)
    if goal is Goal.SURPRISE:
        return _surprising(mood, count)
    return _matching(mood, count)


def _caring(mood: Mood, count: int) -> Journey:
    if mood.name is MoodName.SAD:
        return _rising(mood, GENTLE_END, count)
    return _calming(mood, count) if mood.name is MoodName.FEARFUL else _matching(mood, count)


def _matching(mood: Mood, count: int) -> Journey:
    """Every track where the mood is."""
    named = mood_named(mood.name)
    step = Step(
        mood.valence + PULL_OF_NAME * (named.valence - mood.valence),
        mood.arousal + PULL_OF_NAME * (named.arousal - mood.arousal),
        _akin(mood),
    )
    return Journey(Goal.MATCH, (step,) * count)


def _akin(mood: Mood) -> frozenset[MoodName]:
    """What may stand where the mood is: nothing unpleasant beside a pleasant mood.

    Angry and fearful share a place on the plane, so there the name decides.
    """
    return PLEASANT if mood.name in PLEASANT else ANY_MOOD - (TENSE - {mood.name})


def _rising(mood: Mood, end: tuple[float, float], count: int) -> Journey:
    """Valence climbs in bands that do not overlap, so every track is brighter than the last.

    Over five tracks it rises by at least .2 of the plane. Sad songs stand only at the start.
    """
    end_valence = max(end[0], min(0.95, mood.valence + 0.15))
    start_valence = float(np.clip(mood.valence, -0.6, end_valence - LEAST_RISE))
    valences = np.linspace(start_valence, end_valence, count).tolist()
    arousals = np.linspace(max(mood.arousal, -0.5), end[1], count).tolist()
    reach = (end_valence - start_valence) / max(1, count - 1) / 2
    sad_steps = int(count * SAD_SHARE)
    steps = tuple(
        Step(valence, arousal, _akin(mood) if index < sad_steps else PLEASANT, reach)
        for index, (valence, arousal) in enumerate(zip(valences, arousals, strict=True))
    )
    return Journey(Goal.LIFT, steps, rises=True)


def _calming(mood: Mood, count: int) -> Journey:
    """From the mood's own arousal down to quiet songs; nothing tense after the first two."""
    valences = np.linspace(mood.valence, CALMED_END[0], count).tolist()
    arousals = np.linspace(max(mood.arousal, -0.2), CALMED_END[1], count).tolist()
    early = int(count * SAD_SHARE)
    steps = tuple(
        Step(valence, arousal, _akin(mood) if index < early else ANY_MOOD - TENSE)
        for index, (valence, arousal) in enumerate(zip(valences, arousals, strict=True))
    )
    return Journey(Goal.CALM, steps, falls=True)


def _releasing(mood: Mood, count: int) -> Journey:
    """Beyond the mood and back, up in arousal: it is let out at the middle of the set.

    Discharge expresses what is felt, so valence keeps its side. The sad may have angry songs at the
    heights, for nearly all that is dark and loud is angry or fearful.
    """
    arc = np.sin(np.linspace(0, np.pi, count)) if count > 1 else np.ones(1)
    valences = np.clip(mood.valence * (1 + (RELEASE_PEAK - 1) * arc), -1, 1)
    start = max(mood.arousal, RELEASE_FLOOR)
    peak = min(1.0, max(mood.arousal * RELEASE_PEAK, RELEASE_AROUSAL))
    arousals = start + (peak - start) * arc
    akin = _akin(mood)
    at_heights = akin | {MoodName.ANGRY} if mood.name is MoodName.SAD else akin
    steps = (
        Step(valence, arousal, at_heights if height > HALF_WAY_UP else akin)
        for valence, arousal, height in zip(
            valences.tolist(), arousals.tolist(), arc.tolist(), strict=True
        )
    )
    return Journey(Goal.RELEASE, tuple(steps))


def _surprising(mood: Mood, count: int) -> Journey:
    """From the mood half the way to each of five places; nothing sad after the first two.

    Diversion turns from where the listener is, so where that is decides where it leads: the sad
    and the happy are surprised in different places, and a fit is a fit to these.
    """
    early = int(count * SAD_SHARE)
    steps = (
        Step(
            mood.valence + SURPRISED_SHARE * (valence - mood.valence),
            mood.arousal + SURPRISED_SHARE * (arousal - mood.arousal),
            _akin(mood) - TENSE if index < early else PLEASANT,
        )
        for index, (valence, arousal) in enumerate(islice(cycle(SURPRISES), count))
    )
    return Journey(Goal.SURPRISE, tuple(steps))
