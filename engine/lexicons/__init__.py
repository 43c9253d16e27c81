"""The words and emoji that name a mood; one lexicon for each language that is understood."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from engine.lexicons.english import ENGLISH
from engine.lexicons.french import FRENCH
from engine.lexicons.german import GERMAN
from engine.lexicons.portuguese import PORTUGUESE
from engine.lexicons.spanish import SPANISH

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.lexicons.lexicon import Lexicon

LEXICONS: Mapping[str, Lexicon] = MappingProxyType(
    {"en": ENGLISH, "de": GERMAN, "es": SPANISH, "fr": FRENCH, "pt": PORTUGUESE}
)
