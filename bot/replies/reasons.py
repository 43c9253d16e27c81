"""A reason of the engine in words a listener understands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from engine.moods import Goal, Mood, MoodName
from engine.recommender import Reason, ReasonTerm

_MOOD_REASONS = {
    MoodName.HAPPY: ("bright and warm, like the moment", "a sunny mood in a song"),
    MoodName.SURPRISED: ("bright and wide awake", "full of sparks"),
    MoodName.ANGRY: ("loud enough to hold it", "all teeth and drums"),
    MoodName.FEARFUL: ("tense, and it knows the feeling", "restless in the same way"),
    MoodName.SAD: ("gentle with a heavy heart", "slow and honest"),
    MoodName.CALM: ("unhurried and soft", "room to breathe"),
}
_GOAL_REASONS = {
    Goal.LIFT: ("a step up from here", "a little brighter than now"),
    Goal.CALM: ("lower energy, to come down with", "takes the edge off"),
    Goal.RELEASE: ("loud enough to let it out", "room to shout"),
    Goal.SURPRISE: ("not where you would have looked", "from off the usual path"),
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
    for track_reasons in reasons:
        options = [words for one in track_reasons for words in _words(one, mood, goal)]
        sentence = next((words for words in options if said[words] == 0), None)
        sentence = sentence or next((w for w in options if said[w] < 2), options[0])
        said[sentence] += 1
        sentences.append(sentence)
    return tuple(sentences)


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
            return _GOAL_REASONS.get(goal, _MOOD_REASONS[mood.name])


def _feature(reference: str) -> str:
    high, low = _FEATURE_WORDS[reference[1:]]
    return low if reference.startswith("-") else high


def all_reasons(reasons: Sequence[Reason], mood: Mood, goal: Goal) -> tuple[str, ...]:
    """Every reason of one track as a sentence, the strongest first."""
    return tuple(dict.fromkeys(_words(reason, mood, goal)[0] for reason in reasons))
