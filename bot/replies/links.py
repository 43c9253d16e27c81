"""Where a track can be heard: plain links, without keys and without tracking."""

from __future__ import annotations

import re
from urllib.parse import quote

from adapters.chat.message import Link
from adapters.values import MusicService

SERVICE_NAMES = {
    MusicService.SPOTIFY: "Spotify",
    MusicService.YOUTUBE_MUSIC: "YouTube Music",
    MusicService.APPLE_MUSIC: "Apple Music",
    MusicService.DEEZER: "Deezer",
    MusicService.TIDAL: "Tidal",
}
_SEARCHES = {
    MusicService.SPOTIFY: "https://open.spotify.com/search/{}",
    MusicService.YOUTUBE_MUSIC: "https://music.youtube.com/search?q={}",
    MusicService.APPLE_MUSIC: "https://music.apple.com/search?term={}",
    MusicService.DEEZER: "https://www.deezer.com/search/{}",
    MusicService.TIDAL: "https://tidal.com/search?q={}",
}
LONGEST_SEARCH = 100  # characters, of which one may become nine in an address
_SPOTIFY_ID = re.compile(r"[0-9A-Za-z]{22}")


def service_urls(track_id: str, title: str, artists: tuple[str, ...]) -> dict[MusicService, str]:
    """One address per service: the track's own where its id is known, else a search for it."""
    words = quote(f"{title} {artists[0]}"[:LONGEST_SEARCH], safe="")
    urls = {service: search.format(words) for service, search in _SEARCHES.items()}
    if is_on_spotify(track_id):
        urls[MusicService.SPOTIFY] = f"https://open.spotify.com/track/{track_id}"
    return urls


def is_on_spotify(track_id: str) -> bool:
    """Whether the id is one of theirs."""
    return _SPOTIFY_ID.fullmatch(track_id) is not None


def links_for(
    track_id: str, title: str, artists: tuple[str, ...], *, preferred: MusicService
) -> tuple[Link, ...]:
    """Links to all services, the preferred one first."""
    urls = service_urls(track_id, title, artists)
    ordered = sorted(urls, key=lambda service: service is not preferred)
    return tuple(Link(SERVICE_NAMES[service], urls[service]) for service in ordered)


def player_url(track_id: str) -> str | None:
    """Spotify's player for a frame; None where the id is not theirs."""
    if not is_on_spotify(track_id):
        return None
    return f"https://open.spotify.com/embed/track/{track_id}"
