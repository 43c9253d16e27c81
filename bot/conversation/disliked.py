"""What is taken along of a set: never what its listener dislikes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from adapters.values import ListenerId, OfferedSet
from bot.ports import Storage
from engine.signs import refuses
from engine.taste import Feedback
from engine.tracks import song_key


def disliked_songs(given: Iterable[Feedback]) -> frozenset[str]:
    """Song keys of what never comes back."""
    return frozenset(song_key(one.title, one.artists[0]) for one in given if refuses(one))


def without_disliked(offered: OfferedSet, given: Iterable[Feedback]) -> OfferedSet:
    """The set less what is disliked by now; the others keep their numbers."""
    against = disliked_songs(given)
    kept = (one for one in offered.tracks if song_key(one.title, one.artists[0]) not in against)
    return replace(offered, tracks=tuple(kept))


async def last_songs(storage: Storage, listener_id: ListenerId) -> OfferedSet | None:
    """The last set without what is disliked; None if there is none, or nothing left of it."""
    sets = await storage.history.latest_sets(listener_id, 1)
    given = await storage.feedback.given(listener_id)
    kept = [without_disliked(one, given) for one in sets]
    return kept[0] if kept and kept[0].tracks else None
