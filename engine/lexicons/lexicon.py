"""What a language says of moods, as tables that are looked up by folded words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from engine.lexicons.part import Part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from engine.moods import Mood

# A word marked so in a table stands for all its forms: feminine, plural, cases.
INFLECTED = "*"

_BETWEEN_LETTERS = re.compile(r"(?<=[^\W\d_])[-\u2010\u2011](?=[^\W\d_])")
_ELISIONS = re.compile(r"\b([cdjlmnst]|qu)'(?=\w)")
_PLAIN = str.maketrans({"\u2019": "'", "\u02bc": "'", "\u00b4": "'", "œ": "oe", "æ": "ae"})


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A word that names a mood, spelled as people read it, and a face for it."""

    word: str
    emoji: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Phrases are folded, their words one space apart.

    `parts` tells what a word does to those around it, `degrees` multiplies the distance from the
    origin. `common` are words and phrases that name no mood: by them the language is recognised,
    none of them is a typing error, and no "not" within one ("no doubt") denies anything.
    """

    language: str
    moods: Mapping[str, Mood]
    parts: Mapping[str, Part]
    degrees: Mapping[str, float]
    common: frozenset[str]
    suggestions: tuple[Suggestion, ...]
    shortest_with_typo: int = 6
    """In shorter words one letter makes another word: "sad" and "mad"."""
    known: frozenset[str] = field(init=False)
    """All phrases of all tables."""

    def __post_init__(self) -> None:
        tables = (self.moods, self.parts, self.degrees, self.common)
        object.__setattr__(self, "known", frozenset().union(*tables))


def folded_words(text: str) -> str:
    """Without accents, capitals and hyphens inside words; `j'ai` becomes two words."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    bare = "".join(char for char in decomposed if unicodedata.category(char) != "Mn")
    return _ELISIONS.sub(r"\1 ", _BETWEEN_LETTERS.sub(" ", bare))


def mood_table(
    rows: Mapping[Mood, str], forms: Callable[[str], Iterable[str]] | None = None
) -> Mapping[str, Mood]:
    """Each row's words, a comma apart; `forms` tells the forms of those that are inflected."""
    return MappingProxyType(
        {
            folded_words(form): mood
            for mood, words in rows.items()
            for word in _separated(words)
            for form in _forms(word, forms)
        }
    )


def degree_table(rows: Mapping[float, str]) -> Mapping[str, float]:
    """Each row's words, a comma apart."""
    return MappingProxyType(
        {folded_words(word): factor for factor, words in rows.items() for word in _separated(words)}
    )


def part_table(rows: Mapping[Part, str]) -> Mapping[str, Part]:
    """Each row's words, a comma apart; a word in several rows has all their parts."""
    table: dict[str, Part] = {}
    for part, words in rows.items():
        for word in map(folded_words, _separated(words)):
            table[word] = table.get(word, Part.NONE) | part
    return MappingProxyType(table)


def paired(firsts: str, seconds: str) -> str:
    """Each of the first with each of the second words, all of them a comma apart."""
    return ", ".join(f"{a} {b}" for a in _separated(firsts) for b in _separated(seconds))


def phrases(text: str) -> frozenset[str]:
    """Phrases, a comma apart."""
    return frozenset(folded_words(one) for one in _separated(text))


def words(text: str) -> frozenset[str]:
    """Words, a space apart."""
    return frozenset(folded_words(one) for one in text.split())


def suggested(text: str) -> tuple[Suggestion, ...]:
    """Words and their emoji, `happy 😊`, a comma apart."""
    pairs = (one.rsplit(" ", maxsplit=1) for one in _separated(text))
    return tuple(Suggestion(word, emoji) for word, emoji in pairs)


def _separated(text: str) -> Iterator[str]:
    return (" ".join(one.split()) for one in text.split(",") if one.strip())


def _forms(word: str, forms: Callable[[str], Iterable[str]] | None) -> Iterable[str]:
    if not word.endswith(INFLECTED) or forms is None:
        return (word,)
    return forms(word.removesuffix(INFLECTED))
