"""What was learned of a taste, as facts that can be said."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from engine.leanings import leanings_of
from engine.moods import MoodName
from engine.signs import FULL_WEIGHT, SignReader, standing
from engine.song_index import SongIndex
from engine.taste import Feedback, FeedbackKind, SeedSong
from engine.tracks import FEATURE_NAMES, song_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.catalogue import Catalogue

# More would be a table, and the weakest of them hardly a tendency.
MOST_LEANINGS = 3
MOST_GENRES = 4

# Any will do: with all signs in one mood, none weighs more for it.
_ONE_MOOD = MoodName.CALM


@dataclass(frozen=True, slots=True)
class Leaning:
    """A feature that liked songs have much of, or little."""

    feature: str
    high: bool


@dataclass(frozen=True, slots=True)
class TasteSummary:
    """How many songs each sign was given for, and what the liked ones have in common.

    Genres are those liked often, the most liked first; leanings the strongest first.
    """

    songs: Mapping[FeedbackKind, int]
    seeds: int
    genres: tuple[str, ...]
    leanings: tuple[Leaning, ...]


def summary_of(
    feedback: Sequence[Feedback], seeds: Sequence[SeedSong], catalogue: Catalogue
) -> TasteSummary:
    """The same tendencies that reasons speak of, whatever the mood was."""
    in_one_mood = [replace(one, mood=_ONE_MOOD) for one in feedback]
    signs = SignReader(SongIndex(catalogue)).read(in_one_mood, seeds, mood=_ONE_MOOD)
    leanings = leanings_of(signs, catalogue)
    strengths = signs.values * signs.weights
    codes = catalogue.genre_codes[signs.rows]
    genres = sorted(leanings.genres, key=lambda code: -float(strengths[codes == code].sum()))
    strongest = np.argsort(-np.abs(leanings.features), kind="stable")[:MOST_LEANINGS]
    return TasteSummary(
        songs=_songs(feedback),
        seeds=len(seeds),
        genres=tuple(catalogue.genre_names[code] for code in genres[:MOST_GENRES]),
        leanings=tuple(
            Leaning(FEATURE_NAMES[feature], high=bool(leanings.features[feature] > 0))
            for feature in strongest.tolist()
            if leanings.features[feature]
        ),
    )


def _songs(feedback: Sequence[Feedback]) -> Mapping[FeedbackKind, int]:
    """Songs that got a sign for themselves which stands; a reaction to a whole set names none."""
    songs = [song_key(one.title, one.artists[0]) for one in feedback]
    signs = {
        (one.kind, song)
        for one, song, stands in zip(feedback, songs, standing(feedback, songs), strict=True)
        if stands and one.weight >= FULL_WEIGHT
    }
    return Counter(kind for kind, _ in signs)
