"""Fits the port `Spotify`: each method is one request, off the event loop."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from typing import Any, TypeVar
from urllib.parse import quote

from spotipy import SpotifyOAuth

from adapters.spotify.api import Application, TokenInHand, WebApi, sign_in
from adapters.spotify.parsing import access_of, devices_of, playlists_of, songs_of, user_of
from adapters.spotify.refusals import translated_refusals
from adapters.spotify.threads import SpotifyThreads
from adapters.streaming import (
    Access,
    Device,
    LibraryTrack,
    Page,
    StreamingPlaylist,
    StreamingUser,
)

Result = TypeVar("Result")

A_PAGE = 50  # the most that one request may ask for
MOST_ADDED = 100  # songs a request may add


def _now() -> datetime:
    return datetime.now(UTC)


class SpotifyClient:
    """The host's application at Spotify. Every method may raise SpotifyError."""

    def __init__(
        self,
        application: Application,
        *,
        clock: Callable[[], datetime] = _now,
        around: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        """Each request is waited for within what `around` makes."""
        self._application = application
        self._around = around
        self._authorize = sign_in(application, TokenInHand()).get_authorize_url
        self._threads = SpotifyThreads(longest_s=application.patience.longest_s)
        self._clock = clock
        self._own = threading.local()

    def authorize_url(self, state: str) -> str:
        """Where a browser asks its owner for their yes."""
        return str(self._authorize(state=state))

    async def redeem(self, code: str) -> Access:
        """What a yes is worth. SpotifyRevokedError if the code is used up, or none of ours."""
        return await self._signed_in(
            lambda door: door.get_access_token(code, as_dict=False, check_cache=False)
        )

    async def renew(self, access: Access) -> Access:
        """Access for another hour. SpotifyRevokedError if the yes was taken back or ran out."""
        return await self._signed_in(lambda door: door.refresh_access_token(access.refresh_token))

    async def user(self, access: Access) -> StreamingUser:
        """Whose account it is."""
        return await self._call(access, lambda api: user_of(api.me()))

    async def liked(self, access: Access, start: int) -> Page[LibraryTrack]:
        """Liked songs from that one on, the newest first."""
        return await self._call(
            access, lambda api: songs_of(api.current_user_saved_tracks(A_PAGE, start))
        )

    async def playlists(
        self, access: Access, user: StreamingUser, start: int
    ) -> Page[StreamingPlaylist]:
        """Playlists of the account from that one on."""
        return await self._call(
            access,
            lambda api: playlists_of(api.current_user_playlists(A_PAGE, start), user.user_id),
        )

    async def songs(self, access: Access, playlist_id: str, start: int) -> Page[LibraryTrack]:
        """Songs of a playlist from that one on. SpotifyMissingError if it is not theirs."""
        return await self._call(
            access,
            lambda api: songs_of(
                api.playlist_items(
                    playlist_id, limit=A_PAGE, offset=start, additional_types=("track",)
                )
            ),
        )

    async def create(self, access: Access, name: str, description: str) -> str:
        """The id of a new playlist that nobody else sees."""
        return await self._call(
            access,
            lambda api: str(
                api.current_user_playlist_create(name, public=False, description=description)["id"]
            ),
        )

    async def add(self, access: Access, playlist_id: str, track_ids: Sequence[str]) -> None:
        """Appends at most a hundred songs. SpotifyMissingError if the playlist is gone."""
        songs = [f"spotify:track:{one}" for one in track_ids[:MOST_ADDED]]
        await self._call(access, lambda api: api.playlist_add_items(playlist_id, songs))

    async def devices(self, access: Access) -> Sequence[Device]:
        """What could play now."""
        return await self._call(access, lambda api: devices_of(api.devices()))

    async def play(self, access: Access, track_ids: Sequence[str], device: Device) -> None:
        """Plays these there. SpotifyPremiumError, SpotifyNoDeviceError, SpotifyNotNowError."""
        songs = [f"spotify:track:{one}" for one in track_ids]
        there = quote(device.device_id, safe="")
        await self._call(access, lambda api: api.start_playback(there, uris=songs))

    async def pause(self, access: Access) -> None:
        """Where it plays; errors as for `play`."""
        await self._call(access, lambda api: api.pause_playback())

    async def skip(self, access: Access) -> None:
        """To the next song where it plays; errors as for `play`."""
        await self._call(access, lambda api: api.next_track())

    def close(self) -> None:
        """Takes no more calls."""
        self._threads.close()

    async def _signed_in(self, ask: Callable[[SpotifyOAuth], Any]) -> Access:
        def work() -> Access:
            with translated_refusals():
                hand = TokenInHand()
                ask(sign_in(self._application, hand))
                return access_of(hand.token, now=self._clock())

        return await self._waited_for(work)

    async def _call(self, access: Access, ask: Callable[[WebApi], Result]) -> Result:
        def work() -> Result:
            with translated_refusals():
                api = self._api()
                api.set_auth(access.token)
                return ask(api)

        return await self._waited_for(work)

    async def _waited_for(self, work: Callable[[], Result]) -> Result:
        with self._around():
            return await self._threads.run(work)

    def _api(self) -> WebApi:
        """This thread's own: its connection to Spotify stays open."""
        if not hasattr(self._own, "api"):
            self._own.api = WebApi(self._application)
        found: WebApi = self._own.api
        return found
