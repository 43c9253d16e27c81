"""Values of a streaming account that storage, Spotify and the conversation all speak."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar

from adapters.chat.message import Address
from adapters.values import ListenerId

Item = TypeVar("Item", covariant=True)


@dataclass(frozen=True, slots=True)
class Access:
    """What opens an account. Stored only encrypted, and never in a log."""

    token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class StreamingUser:
    """Whose account it is; `name` is what they call themselves there."""

    user_id: str = field(repr=False)
    name: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class LinkedAccount:
    """A listener's account."""

    user: StreamingUser
    access: Access
    linked_at: datetime


@dataclass(frozen=True, slots=True)
class PendingLink:
    """Who asked to link an account, and where they wait to hear of it."""

    listener_id: ListenerId
    address: Address
    language: str


@dataclass(frozen=True, slots=True)
class Device:
    """Something that can play."""

    device_id: str = field(repr=False)
    name: str
    active: bool


@dataclass(frozen=True, slots=True)
class StreamingPlaylist:
    """A playlist of an account. `readable`: its songs may be asked for."""

    playlist_id: str = field(repr=False)
    name: str
    owner_id: str = field(repr=False)
    songs: int
    readable: bool


@dataclass(frozen=True, slots=True)
class LibraryTrack:
    """A song of an account; the id is the service's own, None for a file of their own."""

    track_id: str | None
    title: str
    artists: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """Some of `total` things; `following` is where the next ones begin, None at the end."""

    items: tuple[Item, ...]
    total: int
    following: int | None = None


@dataclass(frozen=True, slots=True)
class DoorstepPage:
    """What a browser shows before and after Spotify. `onward`: the way there, if it is open."""

    language: str
    heading: str
    text: str
    onward: str | None = None
    onward_label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """What Spotify sent a browser back with. `here`: it is the one that left."""

    state: str = field(repr=False)
    code: str | None = field(repr=False)
    refused: str | None
    here: bool
    locale: str | None
