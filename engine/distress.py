"""Words of despair: noticed before any song is thought of."""

from __future__ import annotations

import re
import unicodedata

# Phrases of wishing to die or to hurt oneself, in English. Wide on purpose: a kind line too often
# is better than one too few. It is a list of words and no judgement of a person.
_PHRASES = (
    r"suicid(e|al)",
    r"(kill|killing|hurt|hurting|harm|harming|cut|cutting) my ?self",
    r"self[- ]?harm(ing)?",
    r"end(ing)? (my|this) life",
    r"end it all",
    r"take my (own )?life",
    r"(want|wanna|wish|ready|going) (to )?(die|be dead)",
    r"wish i (was|were) dead",
    r"better off (dead|without me)",
    r"(don ?t|do not|dont) (want|wanna) (to )?(live|be alive|exist|wake up)( any ?more)?",
    r"(can ?t|cannot|cant) go on( any ?more| living)?",
    r"no (reason|point) (to live|in living|living|to go on|in going on)",
    r"life is(n ?t| not) worth living",
    r"nothing to live for",
)
_DESPAIR = re.compile(rf"\b({'|'.join(_PHRASES)})\b")
_BETWEEN_WORDS = re.compile(r"[^a-z\-]+")


def sounds_desperate(text: str) -> bool:
    """Whether the words speak of wishing to die or to hurt oneself."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    return _DESPAIR.search(_BETWEEN_WORDS.sub(" ", folded)) is not None
