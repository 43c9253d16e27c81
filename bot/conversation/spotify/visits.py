"""One listener's Spotify for as long as one command takes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TypeVar

from adapters.errors import SpotifyExpiredError, SpotifyRevokedError
from adapters.streaming import Access, LinkedAccount
from adapters.values import ListenerId
from bot.ports.spotify import Spotify, SpotifyAccounts

Answer = TypeVar("Answer")

RENEWED_BEFORE = timedelta(minutes=1)


class Visit:
    """Asks with access that is good, renewed where it is not; SpotifyError as Spotify says."""

    def __init__(
        self,
        listener_id: ListenerId,
        account: LinkedAccount,
        *,
        spotify: Spotify,
        accounts: SpotifyAccounts,
        clock: Callable[[], datetime],
    ) -> None:
        self.listener_id = listener_id
        self.user = account.user
        self.spotify = spotify
        self.accounts = accounts
        self._access = account.access
        self._clock = clock

    async def ask(self, question: Callable[[Access], Awaitable[Answer]]) -> Answer:
        """What Spotify answers to it. SpotifyRevokedError where no access can be had any more."""
        if self._access.expires_at - RENEWED_BEFORE <= self._clock():
            await self._renew()
        try:
            return await question(self._access)
        except SpotifyExpiredError:
            await self._renew()
        try:
            return await question(self._access)
        except SpotifyExpiredError as error:
            raise SpotifyRevokedError("new access is not taken either") from error

    async def _renew(self) -> None:
        before = self._access
        self._access = await self.spotify.renew(before)
        await self.accounts.renew(self.listener_id, before, self._access)
