"""What the conversation needs where the host set Spotify up. Adapters fit by shape."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from adapters.streaming import (
    Access,
    Device,
    LibraryTrack,
    LinkedAccount,
    Page,
    PendingLink,
    StreamingPlaylist,
    StreamingUser,
)
from adapters.values import ListenerId
from engine.moods import MoodName


class Spotify(Protocol):
    """The host's application there. Every method that waits may raise SpotifyError."""

    def authorize_url(self, state: str) -> str:
        """Where a browser asks its owner for their yes."""

    async def redeem(self, code: str) -> Access:
        """What a yes is worth. SpotifyRevokedError if the code is used up, or none of ours."""

    async def renew(self, access: Access) -> Access:
        """Access for another hour. SpotifyRevokedError if the yes was taken back or ran out."""

    async def user(self, access: Access) -> StreamingUser:
        """Whose account it is."""

    async def liked(self, access: Access, start: int) -> Page[LibraryTrack]:
        """Liked songs from that one on, the newest first."""

    async def playlists(
        self, access: Access, user: StreamingUser, start: int
    ) -> Page[StreamingPlaylist]:
        """Playlists of the account from that one on."""

    async def songs(self, access: Access, playlist_id: str, start: int) -> Page[LibraryTrack]:
        """Songs of a playlist from that one on. SpotifyMissingError if it is not theirs."""

    async def create(self, access: Access, name: str, description: str) -> str:
        """The id of a new playlist that nobody else sees."""

    async def add(self, access: Access, playlist_id: str, track_ids: Sequence[str]) -> None:
        """Appends at most a hundred songs. SpotifyMissingError if the playlist is gone."""

    async def devices(self, access: Access) -> Sequence[Device]:
        """What could play now."""

    async def play(self, access: Access, track_ids: Sequence[str], device: Device) -> None:
        """Plays these there. SpotifyPremiumError, SpotifyNoDeviceError, SpotifyNotNowError."""

    async def pause(self, access: Access) -> None:
        """Where it plays; errors as for `play`."""

    async def skip(self, access: Access) -> None:
        """To the next song where it plays; errors as for `play`."""


class SpotifyAccounts(Protocol):
    """The linked accounts."""

    async def begin(self, link: PendingLink, state: str, *, now: datetime, until: datetime) -> None:
        """Somebody will come back with this state until then; an earlier one of theirs is off."""

    async def waiting(self, state: str, *, now: datetime) -> PendingLink | None:
        """Who will; None if nobody, or no longer."""

    async def take(self, state: str, *, now: datetime) -> PendingLink | None:
        """The same, once."""

    async def drop_old_links(self, now: datetime) -> None:
        """Nothing is kept of links that ran out."""

    async def link(self, listener_id: ListenerId, account: LinkedAccount) -> None:
        """In the place of an earlier one; playlists of another account are no longer known."""

    async def account(self, listener_id: ListenerId) -> LinkedAccount | None:
        """None if they linked none."""

    async def renew(self, listener_id: ListenerId, before: Access, after: Access) -> None:
        """Nothing happens where `before` is no longer what opens the account."""

    async def unlink(self, listener_id: ListenerId) -> bool:
        """False if there was none. What is known of its playlists goes too."""

    async def playlist(self, listener_id: ListenerId, mood: MoodName) -> str | None:
        """The one that songs of this mood go to."""

    async def keep_playlist(
        self, listener_id: ListenerId, mood: MoodName, playlist_id: str
    ) -> None:
        """Songs of this mood go there from now on."""
