"""Songs for a question asked outside of any chat with Mien: plain cards, or one short sentence."""

from __future__ import annotations

from collections.abc import Sequence

from adapters.chat.message import Card, Reply
from adapters.values import MusicService
from bot.replies.language import translated
from bot.replies.links import links_for
from bot.replies.mood_words import song_of
from bot.replies.reasons import reason_sentences
from engine.recommender import RecommendedSet
from engine.tracks import Track


def inline_songs(found: Sequence[Track], chosen: RecommendedSet | None = None) -> Reply:
    """Songs that the words named, each with what it is like, then those chosen for the mood."""
    return Reply("", cards=(*map(_found_card, found), *(_chosen_cards(chosen) if chosen else ())))


def how_to_ask() -> Reply:
    """Nothing was typed, or nothing of it was understood."""
    # Translators: at most 60 characters; "calm piano" is an example of what to type
    return Reply(translated("Type a mood, such as: calm piano"))


def open_the_chat() -> Reply:
    """To words of despair: no songs, but a way to talk."""
    # Translators: at most 60 characters, warm; on a button that opens the private chat
    return Reply(translated("That sounds heavy. Open our chat, please."))


def _found_card(track: Track) -> Card:
    song = song_of(track.mood)
    return _card(track, f"{song}, {track.genre}" if track.genre else song)


def _chosen_cards(chosen: RecommendedSet) -> tuple[Card, ...]:
    offered = chosen.recommendations
    reasons = reason_sentences([one.reasons for one in offered], chosen.mood, chosen.goal)
    pairs = zip(offered, reasons, strict=True)
    return tuple(_card(one.track, reason) for one, reason in pairs)


def _card(track: Track, reason: str) -> Card:
    links = links_for(track.track_id, track.title, track.artists, preferred=MusicService.SPOTIFY)
    return Card(track.title, track.artists, reason, links=links)
