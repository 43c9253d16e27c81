"""Spotify: who linked which account, sealed; and links that wait to be used."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.chat.message import Address
from adapters.storage.database import Database
from adapters.storage.deliveries import address_in, address_json
from adapters.storage.keys import Cipher, IdentityHasher
from adapters.storage.listeners import lock_listener
from adapters.streaming import Access, LinkedAccount, PendingLink, StreamingUser
from adapters.values import ListenerId
from engine.moods import MoodName
from models import SpotifyAccountRecord, SpotifyLinkRecord, SpotifyPlaylistRecord


class SpotifyStore:
    """Fits the port `SpotifyAccounts`."""

    def __init__(self, database: Database, *, hasher: IdentityHasher, cipher: Cipher) -> None:
        self._database = database
        self._hasher = hasher
        self._cipher = cipher

    async def begin(self, link: PendingLink, state: str, *, now: datetime, until: datetime) -> None:
        """Somebody will come back with this state until then; an earlier one of theirs is off."""
        delivery = {"address": address_json(link.address), "language": link.language}
        record = SpotifyLinkRecord(
            listener_id=link.listener_id,
            state_hash=self._hasher.link(state),
            sealed_delivery=self._cipher.seal(json.dumps(delivery)),
            expires_at=until,
        )
        async with self._database.transaction() as session:
            await lock_listener(session, link.listener_id)
            await _drop_old_links(session, now)
            mine = SpotifyLinkRecord.listener_id == link.listener_id
            await session.execute(delete(SpotifyLinkRecord).where(mine))
            session.add(record)

    async def waiting(self, state: str, *, now: datetime) -> PendingLink | None:
        """Who will; None if nobody, or no longer."""
        async with self._database.transaction() as session:
            record = await session.scalar(self._of_state(state))
        return self._pending(record, now)

    async def take(self, state: str, *, now: datetime) -> PendingLink | None:
        """The same, once."""
        async with self._database.transaction() as session:
            record = await session.scalar(self._of_state(state).with_for_update())
            if record is not None:
                await session.delete(record)
        return self._pending(record, now)

    async def link(self, listener_id: ListenerId, account: LinkedAccount) -> None:
        """In the place of an earlier one; playlists of another account are no longer known."""
        async with self._database.transaction() as session:
            await lock_listener(session, listener_id)
            record = await session.scalar(_account_of(listener_id))
            if record is None:
                record = SpotifyAccountRecord(listener_id=listener_id)
                session.add(record)
            elif self._opened(record).user.user_id != account.user.user_id:
                await _drop_playlists(session, listener_id)
            record.sealed_account = self._sealed(account.user, account.access)
            record.linked_at = account.linked_at

    async def account(self, listener_id: ListenerId) -> LinkedAccount | None:
        """None if they linked none."""
        async with self._database.transaction() as session:
            record = await session.scalar(_account_of(listener_id))
        return None if record is None else self._opened(record)

    async def renew(self, listener_id: ListenerId, before: Access, after: Access) -> None:
        """Nothing happens where `before` is no longer what opens the account."""
        async with self._database.transaction() as session:
            record = await session.scalar(_account_of(listener_id).with_for_update())
            # Unlinked, or linked anew, while Spotify was asked: that holds.
            if record is None:
                return
            account = self._opened(record)
            if account.access == before:
                record.sealed_account = self._sealed(account.user, after)

    async def unlink(self, listener_id: ListenerId) -> bool:
        """False if there was none. What is known of its playlists goes too, and links that wait."""
        links = delete(SpotifyLinkRecord).where(SpotifyLinkRecord.listener_id == listener_id)
        mine = delete(SpotifyAccountRecord).where(SpotifyAccountRecord.listener_id == listener_id)
        async with self._database.transaction() as session:
            await lock_listener(session, listener_id)
            found = await session.scalar(mine.returning(SpotifyAccountRecord.id))
            await session.execute(links)
            await _drop_playlists(session, listener_id)
        await self._database.truncate_log()
        return found is not None

    async def playlist(self, listener_id: ListenerId, mood: MoodName) -> str | None:
        """The one that songs of this mood go to."""
        async with self._database.transaction() as session:
            record = await session.scalar(_playlist_of(listener_id, mood))
        return None if record is None else self._cipher.open(record.sealed_playlist)

    async def keep_playlist(
        self, listener_id: ListenerId, mood: MoodName, playlist_id: str
    ) -> None:
        """Songs of this mood go there from now on; nothing is kept without an account."""
        async with self._database.transaction() as session:
            await lock_listener(session, listener_id)
            if await session.scalar(_account_of(listener_id)) is None:
                return
            record = await session.scalar(_playlist_of(listener_id, mood))
            if record is None:
                record = SpotifyPlaylistRecord(listener_id=listener_id, mood_name=mood)
                session.add(record)
            record.sealed_playlist = self._cipher.seal(playlist_id)

    async def drop_old_links(self, now: datetime) -> None:
        """Nothing is kept of links that ran out."""
        async with self._database.transaction() as session:
            await _drop_old_links(session, now)

    async def seal_anew(self) -> int:
        """Seals all that is sealed with the newest key; how many rows that were."""
        async with self._database.transaction() as session:
            accounts = (await session.scalars(select(SpotifyAccountRecord))).all()
            for account in accounts:
                account.sealed_account = self._cipher.renewed(account.sealed_account)
            links = (await session.scalars(select(SpotifyLinkRecord))).all()
            for link in links:
                link.sealed_delivery = self._cipher.renewed(link.sealed_delivery)
            playlists = (await session.scalars(select(SpotifyPlaylistRecord))).all()
            for playlist in playlists:
                playlist.sealed_playlist = self._cipher.renewed(playlist.sealed_playlist)
        return len(accounts) + len(links) + len(playlists)

    def _of_state(self, state: str) -> Select[SpotifyLinkRecord]:
        return select(SpotifyLinkRecord).where(
            SpotifyLinkRecord.state_hash == self._hasher.link(state)
        )

    def _pending(self, record: SpotifyLinkRecord | None, now: datetime) -> PendingLink | None:
        if record is None or record.expires_at <= now:
            return None
        delivery: dict[str, Any] = json.loads(self._cipher.open(record.sealed_delivery))
        address: Address = address_in(delivery)
        return PendingLink(ListenerId(record.listener_id), address, delivery["language"])

    def _sealed(self, user: StreamingUser, access: Access) -> str:
        tokens = {**asdict(access), "expires_at": access.expires_at.isoformat()}
        return self._cipher.seal(json.dumps({"user": asdict(user), "access": tokens}))

    def _opened(self, record: SpotifyAccountRecord) -> LinkedAccount:
        stored: dict[str, Any] = json.loads(self._cipher.open(record.sealed_account))
        tokens = stored["access"]
        until = datetime.fromisoformat(tokens["expires_at"])
        access = Access(tokens["token"], tokens["refresh_token"], until)
        return LinkedAccount(StreamingUser(**stored["user"]), access, record.linked_at)


def _account_of(listener_id: ListenerId) -> Select[SpotifyAccountRecord]:
    return select(SpotifyAccountRecord).where(SpotifyAccountRecord.listener_id == listener_id)


def _playlist_of(listener_id: ListenerId, mood: MoodName) -> Select[SpotifyPlaylistRecord]:
    return select(SpotifyPlaylistRecord).where(
        SpotifyPlaylistRecord.listener_id == listener_id, SpotifyPlaylistRecord.mood_name == mood
    )


async def _drop_old_links(session: AsyncSession, now: datetime) -> None:
    await session.execute(delete(SpotifyLinkRecord).where(SpotifyLinkRecord.expires_at <= now))


async def _drop_playlists(session: AsyncSession, listener_id: ListenerId) -> None:
    theirs = SpotifyPlaylistRecord.listener_id == listener_id
    await session.execute(delete(SpotifyPlaylistRecord).where(theirs))
