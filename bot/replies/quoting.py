"""What a listener wrote, shown back within a sentence of ours."""

from __future__ import annotations

import unicodedata
from itertools import groupby

from bot.replies.language import translated

LONGEST = 60
# Controls, halves of an emoji, and what turns the direction of our own words around.
_LEFT_OUT = frozenset({"Cc", "Cs"})
_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Letters of real languages carry two; dozens paint over the lines above and below.
_MOST_MARKS = 3


def quoted(words: str, *, longest: int = LONGEST) -> str:
    """On one line, at most so long, without what would change how our own words look."""
    # Whatever is not shown, a sentence of ours shows no more than this of it.
    line = " ".join(words[: longest * 8].split())
    kept = "".join(
        "".join(marks)[:_MOST_MARKS] if is_mark else "".join(marks)
        for is_mark, marks in groupby(filter(_is_shown, line), key=_is_mark)
    )
    return kept if len(kept) <= longest else f"{kept[: longest - 1]}…"


def in_quotation_marks(words: str) -> str:
    """The same between the marks of the spoken language."""
    # Translators: your quotation marks around a title
    return translated("“{words}”").format(words=quoted(words))


def _is_shown(character: str) -> bool:
    return character not in _DIRECTIONS and unicodedata.category(character) not in _LEFT_OUT


def _is_mark(character: str) -> bool:
    # Also counts the marks that choose the look of an emoji, one of which is enough.
    return unicodedata.category(character) in {"Mn", "Me"}
