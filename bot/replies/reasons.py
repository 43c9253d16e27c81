"""A reason of the engine in words a listener understands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from engine.moods import Goal, Mood, MoodName
from engine.recommender import Reason, ReasonTerm

# Words for a track's place on the plane, from low to high; each covers an equal part of -1..1.
_VALENCE_WORDS = ("dark", "bittersweet", "bright", "sunny")
_AROUSAL_WORDS = ("very still", "gentle", "lively", "driving")
_MOOD_TAILS = {
    MoodName.HAPPY: ("like the moment", "to keep the smile", "with a spring in its step"),
    MoodName.SURPRISED: ("eyebrows up", "wide awake", "a door thrown open"),
    MoodName.ANGRY: ("it can take it", "no need to be polite", "it pushes back"),
    MoodName.FEARFUL: ("it knows that feeling", "on edge with you", "company in the dark"),
    MoodName.SAD: ("it stays with you", "it does not ask you to smile", "slow company"),
    MoodName.CALM: ("room to breathe", "nothing to hurry for", "a quiet corner"),
}
_GOAL_TAILS = {
    Goal.LIFT: ("a step of the way up", "on the way to brighter", "a hand up"),
    Goal.CALM: ("a step of the way down", "on the way to quiet", "takes some weight off"),
    Goal.RELEASE: ("made to let it out", "loud so you need not be", "room to shout"),
    Goal.SURPRISE: ("off the usual path", "not where you would have looked", "a wild card"),
}
_FEATURE_WORDS = {
    "danceability": ("made to move to", "not made for dancing"),
    "energy": ("energetic", "low in energy"),
    "loudness": ("loud", "quiet"),
    "speechiness": ("wordy", "sung rather than spoken"),
    "acousticness": ("acoustic", "electric"),
    "instrumentalness": ("more playing than singing", "with a voice up front"),
    "liveness": ("with a crowd in the room", "a studio sound"),
    "valence": ("bright", "dark"),
    "tempo": ("fast", "slow"),
}


def reason_sentences(
    reasons: Sequence[Sequence[Reason]], mood: Mood, goal: Goal
) -> tuple[str, ...]:
    """One sentence per track, from its strongest reason whose words were not said twice yet."""
    said: Counter[str] = Counter()
    sentences = []
    for place, track_reasons in enumerate(reasons):
        options = [
            words for one in track_reasons for words in _turned(_words(one, mood, goal), place)
        ]
        sentence = min(options, key=lambda words: min(said[words], 2))
        said[sentence] += 1
        sentences.append(sentence)
    return tuple(sentences)


def _turned(words: tuple[str, ...], by: int) -> tuple[str, ...]:
    """Begins with another one each time."""
    start = by % len(words)
    return words[start:] + words[:start]


def _words(reason: Reason, mood: Mood, goal: Goal) -> tuple[str, ...]:
    """Ways to say it, each of them true."""
    reference = reason.reference or ""
    match reason.term:
        case ReasonTerm.LIKED:
            return (f"close to {reference}, which you liked",)
        case ReasonTerm.SEED:
            return (f"close to your seed song {reference}",)
        case ReasonTerm.GENRE:
            return (f"you often like {reference}",)
        case ReasonTerm.TASTE:
            return (f"{_feature(reference)}, as you tend to like it",)
        case ReasonTerm.FRESH:
            return ("you have not heard it here before",)
        case _:
            tails = _GOAL_TAILS.get(goal, _MOOD_TAILS[mood.name])
            return tuple(f"{_place(reference)}: {tail}" for tail in tails)


def _place(reference: str) -> str:
    """`+0.42 -0.10` is bright and gentle."""
    valence, arousal = (float(number) for number in reference.split())
    return f"{_graded(_VALENCE_WORDS, valence)} and {_graded(_AROUSAL_WORDS, arousal)}"


def _graded(words: tuple[str, ...], value: float) -> str:
    step = int((value + 1) / 2 * len(words))
    return words[min(max(step, 0), len(words) - 1)]


def _feature(reference: str) -> str:
    high, low = _FEATURE_WORDS[reference[1:]]
    return low if reference.startswith("-") else high


def all_reasons(reasons: Sequence[Reason], mood: Mood, goal: Goal) -> tuple[str, ...]:
    """Every reason of one track as a sentence, the strongest first."""
    return tuple(dict.fromkeys(_words(reason, mood, goal)[0] for reason in reasons))
