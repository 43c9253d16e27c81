"""Songs for a question asked outside of any chat with Mien: plain cards, or one short sentence."""

from __future__ import annotations

from collections.abc import Sequence

from adapters.chat.message import Card, Reply
from adapters.values import MusicService
from bot.replies.language import translated
from bot.replies.links import links_for
from bot.replies.reasons import reason_sentences
from bot.replies.song_words import song_and_genre
from engine.recommender import RecommendedSet
from engine.tracks import Track


def inline_songs(found: Sequence[Track], chosen: RecommendedSet | None = None) -> Reply:
    """Songs that the words named, each with what it is like, then those chosen for the mood."""
    named = (_card(track, song_and_genre(track)) for track in found)
    return Reply("", cards=(*named, *(_chosen_cards(chosen) if chosen else ())))


def how_to_ask() -> Reply:
    """Nothing was typed, or nothing of it was understood."""
    # Translators: at most 60 characters; "calm piano" is an example of what to type
    return Reply(translated("Type a mood, such as: calm piano"))


def open_the_chat() -> Reply:
    """To words of despair: no songs, but a way to talk."""
    # Translators: at most 60 characters, warm; on a button that opens the private chat
    return Reply(translated("That sounds heavy. Open our chat, please."))


def _chosen_cards(chosen: RecommendedSet) -> tuple[Card, ...]:
    offered = chosen.recommendations
    reasons = reason_sentences([one.reasons for one in offered], chosen.mood, chosen.goal)
    pairs = zip(offered, reasons, strict=True)
    return tuple(_card(one.track, reason) for one, reason in pairs)


def _card(track: Track, reason: str) -> Card:
    links = links_for(track.track_id, track.title, track.artists, preferred=MusicService.SPOTIFY)
    return Card(track.title, track.artists, reason, links=links)
