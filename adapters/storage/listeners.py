"""Listeners: who they are, what they agreed to, and that they can be forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

from adapters.chat.message import Account
from adapters.errors import StorageError
from adapters.storage.database import Database, table_of
from adapters.storage.exports import export_of
from adapters.storage.forgetting import drop_last, drop_span
from adapters.storage.imports import add_export
from adapters.storage.keys import IdentityHasher
from adapters.storage.past import drop_past, keeps_history
from adapters.storage.records import consent_of, settings_of
from adapters.values import (
    Added,
    Consent,
    ListenerExport,
    ListenerId,
    ListenerProfile,
    ListenerSettings,
    Span,
)
from models import ConsentRecord, ListenerRecord

# Put together once, and read without records: every event asks who it came from.
_LISTENERS, _CONSENTS = table_of(ListenerRecord), table_of(ConsentRecord)
_BY_ACCOUNT = select(_LISTENERS).where(_LISTENERS.c.account_hash == bindparam("account"))
_BY_ID = select(_LISTENERS).where(_LISTENERS.c.id == bindparam("listener"))
# The weaker lock lets rows that only refer to the listener be written meanwhile.
_LOCKED = (
    select(_LISTENERS.c.id)
    .where(_LISTENERS.c.id == bindparam("listener"))
    .with_for_update(key_share=True)
)
_NEWEST_CONSENT = (
    select(_CONSENTS)
    .where(_CONSENTS.c.listener_id == bindparam("listener"))
    .order_by(_CONSENTS.c.given_at.desc(), _CONSENTS.c.id.desc())
    .limit(1)
)


class ListenerStore:
    """Fits the port `Listeners`."""

    def __init__(self, database: Database, *, hasher: IdentityHasher) -> None:
        self._database = database
        self._hasher = hasher

    async def welcome(self, account: Account, *, language: str | None = None) -> ListenerProfile:
        """The listener with this account, made where there was none; their app's language kept."""
        account_hash = self._hasher.account(account)
        welcomed = partial(_welcomed, account_hash=account_hash, language=language)
        known = await self._database.run(welcomed)
        if known is not None:
            return known
        async with self._database.transaction() as session:
            await _make(session, account_hash)
        made = await self._database.run(welcomed)
        if made is None:
            raise StorageError("the listener was forgotten a moment ago")
        return made

    async def known(self, account: Account) -> ListenerProfile | None:
        """The listener with this account; None, and none is made, where there is none."""
        by_account = {"account": self._hasher.account(account)}
        return await self._database.run(partial(_profile, wanted=_BY_ACCOUNT, by=by_account))

    async def profile(self, listener_id: ListenerId) -> ListenerProfile | None:
        """The listener as they are now; None if forgotten."""
        by_id = {"listener": listener_id}
        return await self._database.run(partial(_profile, wanted=_BY_ID, by=by_id))

    async def record_consent(self, listener_id: ListenerId, consent: Consent) -> None:
        """The newest answer counts; earlier ones are kept as proof."""
        record = ConsentRecord(
            listener_id=listener_id,
            version=consent.version,
            faces=consent.faces,
            given_at=consent.given_at,
        )
        async with self._database.transaction() as session:
            session.add(record)

    async def change_settings(self, listener_id: ListenerId, settings: ListenerSettings) -> None:
        """Takes the place of the settings; where no history is to be kept any more, it goes too."""
        this = ListenerRecord.id == listener_id
        change = update(ListenerRecord).where(this).values(asdict(settings))
        async with self._database.transaction() as session:
            kept = await session.run_sync(keeps_history, listener_id)
            await session.execute(change)
            goes = kept and not settings.keeps_history
            if goes:
                await session.run_sync(drop_past, listener_id)
        if goes:
            await self._database.truncate_log()

    async def export(self, listener_id: ListenerId) -> ListenerExport | None:
        """All that is kept of the listener, as it stands at one moment; None if forgotten."""
        async with self._database.transaction() as session:
            return await export_of(session, listener_id)

    async def take_in(
        self, listener_id: ListenerId, export: ListenerExport, *, since: datetime
    ) -> Added:
        """Adds what is not here yet of an exported file; answers from before `since` are left."""
        async with self._database.transaction() as session:
            await lock_listener(session, listener_id)
            return await session.run_sync(add_export, listener_id, export, since=since)

    async def forget(self, listener_id: ListenerId) -> None:
        """Leaves no row of this listener in any table; the tables' foreign keys see to it."""
        async with self._database.transaction() as session:
            await session.execute(delete(ListenerRecord).where(ListenerRecord.id == listener_id))
        await self._database.truncate_log()

    async def forget_span(self, listener_id: ListenerId, span: Span) -> None:
        """Leaves no row from then, nor what was learned from an answer of then; settings stay."""
        async with self._database.transaction() as session:
            await lock_listener(session, listener_id)
            await drop_span(session, listener_id, span)
        await self._database.truncate_log()

    async def forget_last(self, listener_id: ListenerId) -> bool:
        """Leaves nothing of the newest answer; False if there is none."""
        async with self._database.transaction() as session:
            await lock_listener(session, listener_id)
            found = await drop_last(session, listener_id)
        await self._database.truncate_log()
        return found


def lock(connection: Connection | Session, listener_id: ListenerId) -> None:
    """Lets one listener's changes pass one after the other; StorageError if there is none.

    SQLite has one writer at a time anyway; PostgreSQL needs to be told.
    """
    if connection.scalar(_LOCKED, {"listener": listener_id}) is None:
        raise StorageError("no such listener")


async def lock_listener(session: AsyncSession, listener_id: ListenerId) -> None:
    """The same for what goes on step by step."""
    await session.run_sync(lock, listener_id)


async def _make(session: AsyncSession, account_hash: str) -> None:
    # Two first events of one person at once: the other one may have made the row.
    with suppress(IntegrityError):
        async with session.begin_nested():
            columns = asdict(ListenerSettings())
            session.add(ListenerRecord(account_hash=account_hash, **columns))


def _welcomed(
    connection: Connection, *, account_hash: str, language: str | None
) -> ListenerProfile | None:
    known = _profile(connection, wanted=_BY_ACCOUNT, by={"account": account_hash})
    if known is None or language in (None, known.app_language):
        return known
    this = _LISTENERS.c.id == known.listener_id
    connection.execute(update(_LISTENERS).where(this).values(app_language=language))
    return replace(known, app_language=language)


def _profile(
    connection: Connection, *, wanted: Select[Any], by: Mapping[str, object]
) -> ListenerProfile | None:
    listener = connection.execute(wanted, by).one_or_none()
    if listener is None:
        return None
    consent = connection.execute(_NEWEST_CONSENT, {"listener": listener.id}).one_or_none()
    return ListenerProfile(
        listener_id=ListenerId(listener.id),
        consent=consent_of(consent) if consent else None,
        settings=settings_of(listener),
        app_language=listener.app_language,
    )
