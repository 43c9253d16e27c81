"""One listener's Spotify for as long as one command takes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TypeVar

from adapters.errors import SpotifyExpiredError, SpotifyRevokedError
from adapters.streaming import Access, StreamingUser
from adapters.values import ListenerId
from bot.ports.spotify import Spotify, SpotifyAccounts

Answer = TypeVar("Answer")

RENEWED_BEFORE = timedelta(minutes=1)


class UnlinkedError(Exception):
    """The listener unlinked that account, or was forgotten, while Spotify was asked."""


class Visit:
    """Asks with access that is good, renewed where it is not; SpotifyError as Spotify says.

    Nothing more is asked of an account once it is unlinked: UnlinkedError.
    """

    def __init__(
        self,
        listener_id: ListenerId,
        user: StreamingUser,
        *,
        spotify: Spotify,
        accounts: SpotifyAccounts,
        clock: Callable[[], datetime],
    ) -> None:
        self.listener_id = listener_id
        self.user = user
        self.spotify = spotify
        self.accounts = accounts
        self._clock = clock

    async def ask(self, question: Callable[[Access], Awaitable[Answer]]) -> Answer:
        """What Spotify answers to it. SpotifyRevokedError where no access can be had any more."""
        access = await self._access()
        if access.expires_at - RENEWED_BEFORE <= self._clock():
            access = await self._renewed(access)
        try:
            return await question(access)
        except SpotifyExpiredError:
            access = await self._renewed(access)
        try:
            return await question(access)
        except SpotifyExpiredError as error:
            raise SpotifyRevokedError("new access is not taken either") from error

    async def check(self) -> None:
        """UnlinkedError if it is no longer this account that is linked."""
        await self._access()

    async def _access(self) -> Access:
        """As it is stored now: another command may have renewed it."""
        account = await self.accounts.account(self.listener_id)
        if account is None or account.user.user_id != self.user.user_id:
            raise UnlinkedError
        return account.access

    async def _renewed(self, before: Access) -> Access:
        try:
            after = await self.spotify.renew(before)
        except SpotifyRevokedError:
            # Whoever renewed it first may have been given another refresh token.
            kept = await self._access()
            if kept == before:
                raise
            return kept
        await self.accounts.renew(self.listener_id, before, after)
        return after
