"""Words and emoji to a mood, offline: names, synonyms, mixtures, negation and small typos.

All languages are understood together, since people mix them. Where a word means something in two,
the language that most words of the text belong to decides, and of equals the listener's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from engine.denial import Denial
from engine.lexicons import LEXICONS
from engine.lexicons.emoji import EMOJI
from engine.lexicons.lexicon import Lexicon, Suggestion, folded_words
from engine.lexicons.part import Part
from engine.moods import Mood, MoodName, mood_named

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# Hutto & Gilbert (2014), "VADER": what follows "but" weighs three times what stands before it.
WEIGHT_BEFORE_TURN = 1 / 3

# "not sad" is weaker than "happy": it denies, it does not name.
NEGATED_STRENGTH = 0.6

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
_DROPPED = str.maketrans({"\ufe0f": None, **_SKIN_TONES})
_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")

_DRAWN_OUT_END = re.compile(r"(.)\1$")

_TELLING = Part.NEGATES | Part.TURNS | Part.ENDS
_PUNCTUATION = {",": Part.ENDS | Part.PAUSES}


@dataclass(frozen=True, slots=True)
class _Mention:
    """A mood that was named; `weight` is its part in a mixture."""

    mood: Mood
    weight: float
    denied: bool = False


@dataclass(frozen=True, slots=True)
class _Said:
    """What stands at one place: a phrase of so many tokens, and what it does."""

    length: int
    mood: Mood | None = None
    degree: float | None = None
    parts: Part = Part.NONE

    @property
    def tells(self) -> bool:
        """Whether it does anything at all to a mood, or is one."""
        return bool(self.mood or self.degree or self.parts & _TELLING)


def mood_from_words(text: str, *, language: str = "en") -> Mood | None:
    """What the words say, several moods blended; None if they name none. Never a guess.

    `language` is the listener's; any other is understood as well.
    """
    tokens = _tokens(text)
    mentions = _mentions(list(_said(tokens, _Ear.for_words(tokens, language))))
    return _blend(mentions) if mentions else None


def other_words(text: str, *, language: str = "en") -> tuple[str, ...]:
    """What is left where moods and what belongs to them are taken away, folded."""
    tokens = _tokens(text)
    left: list[str] = []
    start = 0
    for said in _said(tokens, _Ear.for_words(tokens, language)):
        if not said.tells:
            left.extend(tokens[start : start + said.length])
        start += said.length
    return tuple(left)


def mood_suggestions(language: str) -> tuple[Suggestion, ...]:
    """Words for completion: the six names first, in the order of MOOD_NAMES, then finer ones."""
    return LEXICONS.get(language, LEXICONS["en"]).suggestions


def _tokens(text: str) -> list[str]:
    plain = folded_words(text[:MAX_CHARACTERS].translate(_DROPPED))
    return _TOKEN.findall(_DRAWN_OUT.sub(r"\1\1", plain))


@dataclass(frozen=True, slots=True)
class _Ear:
    """In which order languages are asked; typing errors are looked for in the `leading` ones."""

    order: tuple[Lexicon, ...]
    leading: tuple[Lexicon, ...]

    @classmethod
    def for_words(cls, tokens: Sequence[str], language: str) -> _Ear:
        """The language of most tokens first, of equals the listener's."""
        known = {
            name: sum(token in lexicon.known for token in tokens)
            for name, lexicon in LEXICONS.items()
        }
        order = sorted(LEXICONS, key=lambda name: (-known[name], name != language))
        most = known[order[0]]
        leading = [name for name in order if known[name] == most] if most else order[:1]
        return cls(
            order=tuple(LEXICONS[name] for name in order),
            leading=tuple(LEXICONS[name] for name in leading),
        )


def _said(tokens: Sequence[str], ear: _Ear) -> Iterator[_Said]:
    start = 0
    while start < len(tokens):
        said = _phrase_at(tokens, start, ear) or _word(tokens[start], ear)
        yield said
        start += said.length


def _phrase_at(tokens: Sequence[str], start: int, ear: _Ear) -> _Said | None:
    """The longest phrase of several words that starts here."""
    for length in range(min(LONGEST_PHRASE, len(tokens) - start), 1, -1):
        phrase = " ".join(tokens[start : start + length])
        for lexicon in ear.order:
            if phrase in lexicon.known:
                return _meaning(phrase, length, lexicon)
    return None


def _word(token: str, ear: _Ear) -> _Said:
    if token in EMOJI:
        return _Said(1, mood=EMOJI[token], parts=Part.ENDS)
    if not token[0].isalpha():
        return _Said(1, parts=_PUNCTUATION.get(token, Part.ENDS))
    for form in (token, _DRAWN_OUT_END.sub(r"\1", token)):
        for lexicon in ear.order:
            if form in lexicon.known:
                return _meaning(form, 1, lexicon)
    return _Said(1, mood=_mood_misspelt(token, ear.leading))


def _meaning(phrase: str, length: int, lexicon: Lexicon) -> _Said:
    mood = lexicon.moods.get(phrase)
    degree = lexicon.degrees.get(phrase)
    parts = lexicon.parts.get(phrase, Part.NONE)
    if mood:
        parts |= _inner_parts(phrase.split(), lexicon)
    if degree:
        parts |= Part.SCALES
    return _Said(length, mood=mood, degree=degree, parts=parts)


def _inner_parts(words: Sequence[str], lexicon: Lexicon) -> Part:
    """What words inside of a mood's phrase do: "pas le moral" denies, "me siento sola" states."""
    beginnings = [" ".join(words[:length]) for length in range(1, len(words))]
    inner = Part.NONE
    if any(Part.NEGATES in lexicon.parts.get(word, Part.NONE) for word in words):
        inner |= Part.NEGATES
    if any(Part.STATES in lexicon.parts.get(start, Part.NONE) for start in beginnings):
        inner |= Part.STATES
    return inner


def _mentions(said: Sequence[_Said]) -> list[_Mention]:
    mentions: list[_Mention] = []
    degree, denial, clause = 1.0, Denial(), 0
    for one, following in zip(said, (*said[1:], _Said(1, parts=Part.ENDS)), strict=False):
        mood = None if one.degree and following.mood else one.mood
        if mood:
            mentions[clause:] = _with(mood, mentions[clause:], degree, _denial_of(one, denial))
        if Part.DENIES_BACK in one.parts and Part.ENDS in following.parts:
            mentions[clause:] = _denied_back(mentions[clause:])
        if Part.TURNS in one.parts:
            mentions = [replace(m, weight=m.weight * WEIGHT_BEFORE_TURN) for m in mentions]
        if one.parts & (Part.TURNS | Part.ENDS):
            clause = len(mentions)
        degree = degree * one.degree if one.degree and not mood else 1.0
        denial = denial.after_mood() if mood else denial.after(one.parts, following.parts)
    return mentions


def _denial_of(said: _Said, denial: Denial) -> Denial:
    """What this mood stands under."""
    # "pas le moral" holds its own "not": another before it belongs to it.
    if Part.NEGATES in said.parts:
        return Denial()
    if Part.STATES in said.parts:
        return denial.after(Part.STATES, Part.NONE)
    # A face speaks for itself, "I have no friends 😢"; right behind a "not" it may do either.
    if Part.ENDS in said.parts:
        return replace(denial, doubted=True) if denial.is_fresh else Denial()
    return denial


def _with(mood: Mood, clause: list[_Mention], degree: float, denial: Denial) -> list[_Mention]:
    """The clause's mentions and this one, unless it is left open whether it is meant."""
    if not denial.left:
        return [*clause, _Mention(_scaled(mood, degree), degree)]
    if denial.doubted:
        return clause
    denied = _denied(mood)
    # Who is neither happy nor sad has named no mood.
    if clause and clause[-1].denied and clause[-1].mood.valence * denied.mood.valence < 0:
        return clause[:-1]
    return [*clause, denied]


def _denied(mood: Mood) -> _Mention:
    opposite = mood_named(_OPPOSITES[mood.name])
    return _Mention(_scaled(opposite, NEGATED_STRENGTH), NEGATED_STRENGTH, denied=True)


def _denied_back(clause: list[_Mention]) -> list[_Mention]:
    return [*clause[:-1], _denied(clause[-1].mood)] if clause else []


def _mood_misspelt(word: str, lexicons: Sequence[Lexicon]) -> Mood | None:
    """The mood one letter away; None where those of different names are."""
    lengths = range(len(word) - 1, len(word) + 2)
    near = [
        mood
        for lexicon in lexicons
        for length in lengths
        for known, mood in _long_words(lexicon.language).get((word[0], length), ())
        if _one_slip_apart(word, known)
    ]
    return near[0] if len({mood.name for mood in near}) == 1 else None


@cache
def _long_words(language: str) -> Mapping[tuple[str, int], list[tuple[str, Mood]]]:
    """Words that a typing error is forgiven in, by first letter and length."""
    found = defaultdict(list)
    lexicon = LEXICONS[language]
    for word, mood in lexicon.moods.items():
        if len(word) >= lexicon.shortest_with_typo and " " not in word:
            found[word[0], len(word)].append((word, mood))
    return found


def _one_slip_apart(word: str, known: str) -> bool:
    """One letter more, less, other or swapped; the first is right, as it nearly always is."""
    same = next((i for i, (a, b) in enumerate(zip(word, known, strict=False)) if a != b), None)
    if same is None:
        return len(word) != len(known)
    left, right = word[same:], known[same:]
    swapped = left[:2] == right[1::-1] and left[2:] == right[2:]
    return swapped or left[1:] == right[1:] or left[1:] == right or left == right[1:]


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
