"""Songs asked for from any chat: for nobody in particular, and nothing is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from adapters.chat.message import Reply
from bot.replies.inline import how_to_ask, inline_songs, open_the_chat
from bot.replies.language import language_of, speaking
from engine.catalogue import Catalogue
from engine.distress import sounds_desperate
from engine.errors import NothingToOfferError
from engine.lexicons.lexicon import folded_words
from engine.mood_words import mood_from_words, other_words
from engine.moods import MOOD_NAMES, Mood
from engine.recommender import RecommendationRequest, RecommendedSet, Recommender
from engine.tracks import Track

MOST_CARDS = 10
LONGEST_CHARACTERS = 256  # of an inline query, on Telegram
LOOKED_AT = 40  # songs like the words or of a genre, of which those that fit are kept
CLOSE_ENOUGH = 0.5  # as for seed songs
SEARCHES_AT_ONCE = 2


class InlineSongs:
    """Reads a mood and what else was typed: a genre, a title, an artist."""

    def __init__(self, recommender: Recommender, catalogue: Catalogue) -> None:
        self._recommender = recommender
        self._catalogue = catalogue
        self._searches = asyncio.Semaphore(SEARCHES_AT_ONCE)

    async def answer(self, words: str, locale: str | None) -> Reply:
        """At most ten cards; a short sentence where there are none."""
        language = language_of(locale)
        asked = words.strip()[:LONGEST_CHARACTERS]
        with speaking(language):
            if sounds_desperate(asked):
                return open_the_chat()
            mood = mood_from_words(asked, language=language)
            if mood is not None:
                return await self._for_mood(mood, other_words(asked, language=language))
            found = await self._named(folded_words(asked).split(), asked)
            return inline_songs(found[:MOST_CARDS]) if found else how_to_ask()

    async def _for_mood(self, mood: Mood, others: Sequence[str]) -> Reply:
        """Songs of this mood that the other words tell of, then the best of the mood."""
        found = await self._named(others, " ".join(others), mood)
        named = [track for track in found if track.mood is mood.name][:MOST_CARDS]
        chosen = self._chosen(mood)
        if chosen is None:
            return inline_songs(named) if named else how_to_ask()
        known = _artists(named)
        fresh = [one for one in chosen.recommendations if known.isdisjoint(_artists([one.track]))]
        rest = tuple(fresh[: MOST_CARDS - len(named)])
        return inline_songs(named, replace(chosen, recommendations=rest))

    async def _named(
        self, words: Sequence[str], text: str, mood: Mood | None = None
    ) -> list[Track]:
        """Songs whose title or artist is like the text, then those of a genre that is named."""
        tracks = [*await self._search(text), *_one_of_each_artist(self._of_genres(words, mood))]
        return list({track.track_id: track for track in tracks}.values())

    def _chosen(self, mood: Mood) -> RecommendedSet | None:
        try:
            return self._recommender.recommend(RecommendationRequest(mood, count=MOST_CARDS))
        except NothingToOfferError:
            return None

    async def _search(self, words: str) -> list[Track]:
        if not words:
            return []
        async with self._searches:
            # The first search builds an index: .4 s for a hundred thousand tracks.
            found = await asyncio.to_thread(self._catalogue.search, words, count=LOOKED_AT)
        return [track for track, score in found if score >= CLOSE_ENOUGH and not track.explicit]

    def _of_genres(self, words: Iterable[str], mood: Mood | None = None) -> list[Track]:
        """Tracks of the genres these words name, the nearest to the mood first."""
        catalogue, wanted = self._catalogue, set(words)
        genres = [
            code
            for code, genre in enumerate(catalogue.genre_names)
            if wanted.intersection((genre, *genre.split("-")))
        ]
        fits = np.isin(catalogue.genre_codes, genres) & ~catalogue.explicit
        if mood is not None:
            fits &= catalogue.mood_codes == MOOD_NAMES.index(mood.name)
        rows = np.flatnonzero(fits)
        if mood is not None:
            offsets = catalogue.plane[rows] - np.array((mood.valence, mood.arousal), np.float32)
            rows = rows[np.argsort(np.square(offsets).sum(axis=1), kind="stable")]
        return [catalogue.track(row) for row in rows[:LOOKED_AT].tolist()]


def _one_of_each_artist(tracks: Iterable[Track]) -> list[Track]:
    named: set[str] = set()
    kept: list[Track] = []
    for track in tracks:
        artists = _artists([track])
        if named.isdisjoint(artists):
            named |= artists
            kept.append(track)
    return kept


def _artists(tracks: Iterable[Track]) -> set[str]:
    return {artist.casefold() for track in tracks for artist in track.artists}
