"""Songs to take along: links in the preferred service, and the same as files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from adapters.chat.message import Card, File, Reply
from adapters.values import ListenerSettings, OfferedSet
from bot.replies.language import counted, in_context, translated
from bot.replies.links import SERVICE_NAMES, links_for, player_url
from bot.replies.mood_words import mood_word
from bot.replies.sets import set_reply
from engine.moods import MoodName
from engine.playlists import PlaylistEntry, csv_file, jspf, m3u8, xspf


class Standing(StrEnum):
    """Why a song is among the best of a mood."""

    LIKED = "liked"
    PICKED = "picked"
    OFFERED = "offered"


@dataclass(frozen=True, slots=True)
class MoodSong:
    """A song of a mood's playlist."""

    track_id: str
    title: str
    artists: tuple[str, ...]
    standing: Standing


def last_playlist(offered: OfferedSet, *, settings: ListenerSettings) -> Reply:
    """The last set, under the title it had."""
    shown = set_reply(offered, settings=settings, given={})
    cards = tuple(replace(card, buttons=()) for card in shown.cards)
    ids = [track.track_id for track in offered.tracks]
    name = f"mien-{offered.mood.name}-{offered.offered_at:%Y-%m-%d}"
    text = counted(
        "Your last song as a link to {service}, and as files for other players.",
        "Your last songs as links to {service}, and as files for other players.",
        len(cards),
    )
    return Reply(
        text.format(service=SERVICE_NAMES[settings.music_service]),
        heading=shown.heading,
        cards=cards,
        files=playlist_files(_entries(cards, ids), title=shown.heading or name, name=name),
    )


def mood_playlist(
    mood: MoodName, songs: Sequence[MoodSong], *, settings: ListenerSettings
) -> Reply:
    """The best of a mood so far."""
    reasons = _standings()
    cards = tuple(
        Card(
            song.title,
            song.artists,
            reasons[song.standing],
            links=links_for(
                song.track_id, song.title, song.artists, preferred=settings.music_service
            ),
            number=number,
            player_url=player_url(song.track_id),
        )
        for number, song in enumerate(songs, start=1)
    )
    title = translated("Your best songs so far: {mood}").format(mood=mood_word(mood))
    text = as_links(len(cards))
    entries = _entries(cards, [song.track_id for song in songs])
    return Reply(
        text.format(service=SERVICE_NAMES[settings.music_service]),
        heading=title,
        cards=cards,
        files=playlist_files(entries, title=title, name=f"mien-{mood}"),
    )


def as_links(count: int) -> str:
    """In which forms so many songs come, with {service} not yet filled in."""
    return counted(
        "As a link to {service}, and as files for other players.",
        "As links to {service}, and as files for other players.",
        count,
    )


def no_songs_yet() -> Reply:
    """There was no answer so far."""
    return Reply(
        translated("There are no songs to take along. Send a picture or type a mood first.")
    )


def no_songs_for(mood: MoodName) -> Reply:
    """There was no answer for this mood so far."""
    sentence = translated("There are no songs for that mood yet ({mood}). Ask for some with /mood.")
    return Reply(sentence.format(mood=mood_word(mood)))


def playlist_usage() -> Reply:
    """/playlist with words that name no mood."""
    return Reply(
        translated(
            "I can't tell a mood from that. Say /playlist alone for your last songs, or "
            "/playlist and a mood for the best of it so far."
        )
    )


def _standings() -> Mapping[Standing, str]:
    return {
        Standing.LIKED: in_context("why a song is in a playlist", "you liked it"),
        Standing.PICKED: in_context("why a song is in a playlist", "you picked it"),
        Standing.OFFERED: in_context("why a song is in a playlist", "I offered it for this mood"),
    }


def _entries(cards: Sequence[Card], track_ids: Sequence[str]) -> list[PlaylistEntry]:
    return [
        PlaylistEntry(card.title, card.artists, card.links[0].url, track_id)
        for card, track_id in zip(cards, track_ids, strict=True)
    ]


def playlist_files(entries: Sequence[PlaylistEntry], *, title: str, name: str) -> tuple[File, ...]:
    """The same songs in each of the formats; `name` is that of the files, without an ending."""
    return (
        File(
            f"{name}.m3u8",
            "audio/mpegurl",
            m3u8(entries, title=title),
            translated("for most players"),
        ),
        File(
            f"{name}.xspf",
            "application/xspf+xml",
            xspf(entries, title=title),
            translated("for players that share playlists"),
        ),
        File(
            f"{name}.jspf",
            "application/jspf+json",
            jspf(entries, title=title),
            translated("for programs that read JSON"),
        ),
        File(
            f"{name}.csv",
            "text/csv",
            csv_file(entries, title=title),
            translated("for spreadsheets"),
        ),
    )
