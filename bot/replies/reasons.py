"""A reason of the engine in words a listener understands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from bot.replies.language import marked, translated
from bot.replies.song_words import colour_words, drive_words, feature_word
from engine.moods import Goal, Mood, MoodName
from engine.recommender import Reason, ReasonTerm

_MOOD_TAILS = {
    # Translators: {tail} of "{colour} and {drive}: {tail}", here and below; said of a song
    MoodName.HAPPY: (
        marked("like the moment"),
        marked("to keep the smile"),
        marked("with a spring in its step"),
    ),
    MoodName.SURPRISED: (marked("eyebrows up"), marked("wide awake"), marked("a door thrown open")),
    MoodName.ANGRY: (
        marked("it can take it"),
        marked("no need to be polite"),
        marked("it pushes back"),
    ),
    MoodName.FEARFUL: (
        marked("it knows that feeling"),
        marked("on edge with you"),
        marked("company in the dark"),
    ),
    MoodName.SAD: (
        marked("it stays with you"),
        marked("it does not ask you to smile"),
        marked("slow company"),
    ),
    MoodName.CALM: (
        marked("room to breathe"),
        marked("nothing to hurry for"),
        marked("a quiet corner"),
    ),
}
_GOAL_TAILS = {
    Goal.LIFT: (
        marked("a step of the way up"),
        marked("on the way to brighter"),
        marked("a hand up"),
    ),
    Goal.CALM: (
        marked("a step of the way down"),
        marked("on the way to quiet"),
        marked("takes some weight off"),
    ),
    Goal.RELEASE: (
        marked("made to let it out"),
        marked("loud so you need not be"),
        marked("room to shout"),
    ),
    Goal.SURPRISE: (
        marked("off the usual path"),
        marked("not where you would have looked"),
        marked("a wild card"),
    ),
}
_OTHERWISE = {
    ReasonTerm.LIKED: (
        marked("not far from {title}, which you liked"),
        marked("a neighbour of {title}, which you liked"),
    ),
    ReasonTerm.SEED: (
        marked("not far from your seed song {title}"),
        marked("a neighbour of your seed song {title}"),
    ),
    ReasonTerm.GENRE: (
        marked("more {genre}, which you often like"),
        marked("{genre} again: you like it often"),
    ),
    # Translators: {feature} is one of the words with the context "how a song is"
    ReasonTerm.TASTE: (
        marked("{feature}: you tend to like that"),
        marked("{feature}, like much of what you like"),
    ),
    ReasonTerm.FRESH: (
        marked("I do not remember it from this week"),
        marked("not among this week's songs, as far as I remember"),
    ),
}

# A sentence that was said so often in a set is worded otherwise.
_OFTEN = 2


def reason_sentences(
    reasons: Sequence[Sequence[Reason]], mood: Mood, goal: Goal
) -> tuple[str, ...]:
    """One sentence per track, from its strongest reason whose words were not said twice yet.

    None is said more than twice in five.
    """
    said: Counter[str] = Counter()
    sentences = []
    for place, track_reasons in enumerate(reasons):
        options = [
            words for one in track_reasons for words in _turned(_words(one, mood, goal), place)
        ]
        sentence = min(options, key=lambda words: said[words])
        if said[sentence] >= _OFTEN:
            otherwise = [words for one in track_reasons for words in _said_otherwise(one)]
            sentence = min([*otherwise, sentence], key=lambda words: said[words])
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
            return (translated("close to {title}, which you liked").format(title=reference),)
        case ReasonTerm.SEED:
            return (translated("close to your seed song {title}").format(title=reference),)
        case ReasonTerm.GENRE:
            return (translated("you often like {genre}").format(genre=reference),)
        case ReasonTerm.TASTE:
            # Translators: {feature} is one of the words with the context "how a song is"
            sentence = translated("{feature}, as you tend to like it")
            return (sentence.format(feature=_feature(reference)),)
        case ReasonTerm.FRESH:
            # No more is known: older sets are forgotten, and kin are not written down.
            return (translated("not offered to you this week, as far as I remember"),)
        case _:
            tails = _GOAL_TAILS.get(goal, _MOOD_TAILS[mood.name])
            return tuple(_placed(reference, translated(tail)) for tail in tails)


def _said_otherwise(reason: Reason) -> Iterator[str]:
    """Two more ways to say it, for sets whose tracks have one reason in common."""
    named = reason.reference or ""
    if reason.term is ReasonTerm.TASTE:
        named = _feature(named)
    for way in _OTHERWISE.get(reason.term, ()):
        yield translated(way).format(title=named, genre=named, feature=named)


def _placed(reference: str, tail: str) -> str:
    """`+0.42 -0.10` is bright and gentle."""
    valence, arousal = (float(number) for number in reference.split())
    # Translators: as in "bright and gentle: room to breathe"
    return translated("{colour} and {drive}: {tail}").format(
        colour=_graded(colour_words(), valence),
        drive=_graded(drive_words(), arousal),
        tail=tail,
    )


def _graded(words: tuple[str, ...], value: float) -> str:
    step = int((value + 1) / 2 * len(words))
    return words[min(max(step, 0), len(words) - 1)]


def _feature(reference: str) -> str:
    return feature_word(reference[1:], high=not reference.startswith("-"))


def all_reasons(reasons: Sequence[Reason], mood: Mood, goal: Goal) -> tuple[str, ...]:
    """Every reason of one track as a sentence, the strongest first."""
    return tuple(dict.fromkeys(_words(reason, mood, goal)[0] for reason in reasons))
