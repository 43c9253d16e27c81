"""Words and emoji to a mood, offline: names, synonyms, mixtures, negation and small typos."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from engine.mood_lexicon import EMOJI, LEXICONS, Lexicon
from engine.moods import MOOD_NAMES, Mood, MoodName, mood_named

# Hutto & Gilbert (2014), "VADER": what follows "but" weighs three times what stands before it.
WEIGHT_BEFORE_TURN = 1 / 3

# "not sad" is weaker than "happy": it denies, it does not name.
NEGATED_STRENGTH = 0.6
NEGATION_REACH = 3  # tokens: "not feeling very happy"

# In shorter words one letter makes another word: "sad" and "mad".
SHORTEST_WITH_TYPO = 5

MAX_CHARACTERS = 500
LONGEST_PHRASE = 5

_OPPOSITES = {
    MoodName.HAPPY: MoodName.SAD,
    MoodName.SURPRISED: MoodName.CALM,
    MoodName.ANGRY: MoodName.CALM,
    MoodName.FEARFUL: MoodName.CALM,
    MoodName.SAD: MoodName.HAPPY,
    MoodName.CALM: MoodName.FEARFUL,
}

_EMOTICONS = "|".join(re.escape(key) for key in EMOJI if key.isascii() and not key.isalpha())
_TOKEN = re.compile(rf"(?<!\w)(?:{_EMOTICONS})(?!\w)|[^\W\d_]+(?:'[^\W\d_]+)*|[.,;!?\n]|[^\w\s]")
_SKIN_TONES = {chr(code): None for code in range(0x1F3FB, 0x1F400)}
_DROPPED = str.maketrans({"\ufe0f": None, "\u2019": "'", **_SKIN_TONES})


@dataclass(frozen=True, slots=True)
class _Mention:
    """A mood that was named; `weight` is its part in a mixture."""

    mood: Mood
    weight: float


def mood_from_words(text: str) -> Mood | None:
    """What the words say, several moods blended; None if they name none. Never a guess."""
    tokens = _tokens(text)
    for lexicon in LEXICONS.values():
        mentions = _mentions(tokens, lexicon)
        if mentions:
            return _blend(mentions)
    return None


def mood_suggestions() -> tuple[str, ...]:
    """Words for completion: the six names first, then all others in alphabetical order."""
    words = {word for lexicon in LEXICONS.values() for word in lexicon.moods}
    return (*MOOD_NAMES, *sorted(words.difference(MOOD_NAMES)))


def _tokens(text: str) -> list[str]:
    plain = unicodedata.normalize("NFC", text[:MAX_CHARACTERS]).translate(_DROPPED).casefold()
    return _TOKEN.findall(plain)


def _mentions(tokens: list[str], lexicon: Lexicon) -> list[_Mention]:
    mentions: list[_Mention] = []
    degree, negated_for, start = 1.0, 0, 0
    while start < len(tokens):
        phrase, length = _longest_known(tokens, start, lexicon)
        start += length
        mood = _mood_at(phrase, lexicon)
        if mood:
            mentions.append(_mention(mood, degree, negated=negated_for > 0))
        if phrase in lexicon.turns:
            mentions = [_Mention(m.mood, m.weight * WEIGHT_BEFORE_TURN) for m in mentions]
        degree = degree * lexicon.degrees[phrase] if phrase in lexicon.degrees else 1.0
        negated_for = _negation_after(phrase, negated_for, lexicon, said=mood is not None)
    return mentions


def _longest_known(tokens: list[str], start: int, lexicon: Lexicon) -> tuple[str, int]:
    """The longest phrase of the tables that starts here, else the one token."""
    for length in range(LONGEST_PHRASE, 1, -1):
        phrase = " ".join(tokens[start : start + length])
        if phrase in lexicon.moods or phrase in lexicon.degrees:
            return phrase, length
    return tokens[start], 1


def _mood_at(phrase: str, lexicon: Lexicon) -> Mood | None:
    return EMOJI.get(phrase) or lexicon.moods.get(phrase) or _mood_misspelt(phrase, lexicon)


def _mood_misspelt(word: str, lexicon: Lexicon) -> Mood | None:
    """The mood one letter away; None where two different moods are, or a plain word is meant."""
    if word in lexicon.lookalikes or word in lexicon.degrees:
        return None
    near = {
        mood
        for known, mood in lexicon.moods.items()
        if len(known) >= SHORTEST_WITH_TYPO and _one_slip_apart(word, known)
    }
    return near.pop() if len(near) == 1 else None


def _one_slip_apart(word: str, known: str) -> bool:
    """One letter more, less, other or swapped; the first is right, as it nearly always is."""
    if word[0] != known[0] or abs(len(word) - len(known)) > 1:
        return False
    same = next((i for i, (a, b) in enumerate(zip(word, known, strict=False)) if a != b), None)
    if same is None:
        return len(word) != len(known)
    left, right = word[same:], known[same:]
    swapped = left[:2] == right[1::-1] and left[2:] == right[2:]
    return swapped or left[1:] == right[1:] or left[1:] == right or left == right[1:]


def _negation_after(phrase: str, left: int, lexicon: Lexicon, *, said: bool) -> int:
    """How many more tokens stand under a "not"."""
    if phrase in lexicon.negations:
        return NEGATION_REACH
    if said or phrase in lexicon.turns or not phrase[0].isalpha():
        return 0
    return left if phrase in lexicon.degrees else max(0, left - 1)


def _mention(mood: Mood, degree: float, *, negated: bool) -> _Mention:
    if negated:
        opposite = mood_named(_OPPOSITES[mood.name])
        return _Mention(_scaled(opposite, NEGATED_STRENGTH), NEGATED_STRENGTH)
    return _Mention(_scaled(mood, degree), degree)


def _scaled(mood: Mood, factor: float) -> Mood:
    return Mood(mood.name, _within(mood.valence * factor), _within(mood.arousal * factor))


def _within(coordinate: float) -> float:
    return min(1.0, max(-1.0, coordinate))


def _blend(mentions: list[_Mention]) -> Mood:
    """The weighted mean point; the name that weighs most, of equals the nearest to the point."""
    total = sum(mention.weight for mention in mentions)
    valence = sum(m.mood.valence * m.weight for m in mentions) / total
    arousal = sum(m.mood.arousal * m.weight for m in mentions) / total
    weights: dict[MoodName, float] = {}
    for mention in mentions:
        weights[mention.mood.name] = weights.get(mention.mood.name, 0.0) + mention.weight
    name = max(weights, key=lambda one: (round(weights[one], 6), -_distance(one, valence, arousal)))
    return Mood(name, valence, arousal)


def _distance(name: MoodName, valence: float, arousal: float) -> float:
    mood = mood_named(name)
    return (mood.valence - valence) ** 2 + (mood.arousal - arousal) ** 2
