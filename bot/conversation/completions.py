"""Suggestions while the argument of a command is typed."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from adapters.chat.message import Completion
from bot.conversation.seeds import LONGEST_CHARACTERS as LONGEST_SONG
from bot.replies.completions import song_label, switch_labels
from bot.replies.forgetting import part_labels
from bot.replies.language import language_of, speaking
from bot.replies.moods import MOOD_EMOJI, goal_label
from engine.catalogue import Catalogue
from engine.distress import sounds_desperate
from engine.lexicons.lexicon import folded_words
from engine.mood_words import mood_from_words, mood_suggestions
from engine.moods import Goal

MOST = 25  # what Discord shows
LONGEST_CHARACTERS = 100  # of a label or a value, on Discord
FEWEST_CHARACTERS_OF_A_SONG = 2
SEARCHES_AT_ONCE = 2  # every key is a search; who finds none free gets suggestions with the next
# Half a title is less like the whole than a typing error; "here com" finds its sun at .63.
CLOSE_ENOUGH = 0.35


class Completions:
    """Suggests moods, goals, songs of the catalogue, parts of the past, and on or off."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._searches = asyncio.Semaphore(SEARCHES_AT_ONCE)

    async def complete(self, command: str, typed: str, locale: str | None) -> Sequence[Completion]:
        """The best first; what they send is understood whatever the listener's language."""
        language = language_of(locale)
        with speaking(language):
            match command:
                case "mood" | "playlist" | "songs":
                    return _moods(typed, language)
                case "goal":
                    return _beginning_with(typed, _goals())
                case "seed":
                    return await self._songs(typed)
                case "forget":
                    return _beginning_with(typed, _parts())
                case "server":
                    return _beginning_with(typed, _switches())
                case _:
                    return ()

    async def _songs(self, typed: str) -> Sequence[Completion]:
        wanted = typed.strip().removeprefix("add ").strip()[:LONGEST_SONG]
        if len(wanted) < FEWEST_CHARACTERS_OF_A_SONG or self._searches.locked():
            return ()
        row = self._catalogue.row_of(wanted)
        if row is not None:
            found = [(self._catalogue.track(row), 1.0)]
        else:
            async with self._searches:
                # The first search builds an index: .4 s for a hundred thousand tracks.
                found = await asyncio.to_thread(self._catalogue.search, wanted, count=MOST)
        return tuple(
            Completion(song_label(track, longest=LONGEST_CHARACTERS), track.track_id)
            for track, score in found
            if score >= CLOSE_ENOUGH
        )


def _moods(typed: str, language: str) -> Sequence[Completion]:
    """The words themselves, where they are understood, then the names that begin like them."""
    if sounds_desperate(typed):
        return ()
    names = [Completion(f"{one.emoji} {one.word}", one.word) for one in mood_suggestions(language)]
    words = " ".join(typed.split())
    beginning = _beginning_with(words, names)
    mood = mood_from_words(words, language=language)
    known = any(folded_words(one.value) == folded_words(words) for one in beginning)
    # Longer words would be cut, and what is sent has to be what was typed.
    if mood is None or known or len(words) > LONGEST_CHARACTERS - 2:
        return beginning
    return (Completion(f"{MOOD_EMOJI[mood.name]} {words}", words), *beginning)[:MOST]


def _goals() -> list[Completion]:
    return [Completion(goal_label(goal), goal.value) for goal in Goal]


def _parts() -> list[Completion]:
    return [Completion(label, part.value) for part, label in part_labels().items()]


def _switches() -> list[Completion]:
    return [Completion(label, value) for value, label in switch_labels().items()]


def _beginning_with(typed: str, offered: Sequence[Completion]) -> Sequence[Completion]:
    """Those with a word, shown or sent, that begins like what was typed."""
    wanted = folded_words(typed.strip())
    return tuple(one for one in offered if _begins(one, wanted))[:MOST]


def _begins(offered: Completion, wanted: str) -> bool:
    shown = folded_words(f"{offered.label} {offered.value}").split()
    rests = (" ".join(shown[start:]) for start in range(len(shown)))
    return any(rest.startswith(wanted) for rest in rests)
