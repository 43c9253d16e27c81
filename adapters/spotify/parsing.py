"""Spotify's answers as values; KeyError, TypeError or ValueError where they are none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from adapters.streaming import (
    Access,
    Device,
    LibraryTrack,
    Page,
    StreamingPlaylist,
    StreamingUser,
)

Item = TypeVar("Item")

_LONGEST_NAME = 100


def access_of(token: Mapping[str, Any], *, now: datetime) -> Access:
    """Tokens; a refreshed one need not name the refresh token, which then stays."""
    until = now.astimezone(UTC) + timedelta(seconds=int(token["expires_in"]))
    return Access(str(token["access_token"]), str(token["refresh_token"]), until)


def user_of(account: Mapping[str, Any]) -> StreamingUser:
    """Whose account it is."""
    return StreamingUser(str(account["id"]), _name(account.get("display_name")))


def devices_of(answer: Mapping[str, Any]) -> list[Device]:
    """Those that take commands."""
    return [
        Device(str(one["id"]), _name(one["name"]), bool(one["is_active"]))
        for one in answer["devices"]
        if one["id"] and not one.get("is_restricted")
    ]


def playlists_of(answer: Mapping[str, Any], user_id: str) -> Page[StreamingPlaylist]:
    """A page of playlists. Only songs of one's own, and of those made with others, are told."""

    def playlist_of(one: Mapping[str, Any]) -> StreamingPlaylist:
        owner = str(one["owner"]["id"])
        songs = one.get("items") or one.get("tracks") or {}
        readable = owner == user_id or bool(one.get("collaborative"))
        return StreamingPlaylist(
            str(one["id"]), _name(one["name"]), owner, int(songs.get("total") or 0), readable
        )

    return _page(answer, playlist_of)


def songs_of(answer: Mapping[str, Any]) -> Page[LibraryTrack]:
    """A page of liked songs, or of a playlist's; episodes and what is gone are left out."""
    return _page(answer, _song_of)


def _page(
    answer: Mapping[str, Any], item_of: Callable[[Mapping[str, Any]], Item | None]
) -> Page[Item]:
    found = (item_of(one) for one in answer["items"] if one)
    behind = int(answer["offset"]) + len(answer["items"])
    more = answer.get("next") is not None and answer["items"]
    items = tuple(one for one in found if one is not None)
    return Page(items, int(answer["total"]), behind if more else None)


def _song_of(saved: Mapping[str, Any]) -> LibraryTrack | None:
    song = saved.get("item") or saved.get("track")
    if not song or song.get("type", "track") != "track":
        return None
    own = song.get("linked_from") or song
    track_id = None if song.get("is_local") else own.get("id")
    artists = tuple(_name(one.get("name")) for one in song.get("artists") or ())
    return LibraryTrack(track_id, _name(song.get("name")), artists or ("",))


def _name(text: object) -> str:
    return str(text or "")[:_LONGEST_NAME]
