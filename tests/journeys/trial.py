"""What the trials have in common in which the program is killed again and again.

TESTS_KILLED_PHOTOS=200 makes long trials of them.
"""

import asyncio
import os
import random
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from sqlalchemy import select

from adapters.chat.message import Account, Platform
from adapters.storage import migrate
from adapters.storage.keys import IdentityHasher, Keys, load_or_create_keys
from adapters.storage.storage import Storage, open_storage
from adapters.values import Consent, RequestState
from bot.replies.consent import NOTICE_VERSION
from engine.taste import Feedback
from models import FeedbackRecord, RequestRecord
from tests.journeys.conftest import Program, start

PHOTOS = int(os.environ.get("TESTS_KILLED_PHOTOS", "30"))
BETWEEN_KILLS = 6
AFTER_A_SET_S = 0.4  # about what two photos take: every stage is hit
BEFORE_A_SET_S = 0.2
HEARD_WITHIN_S = 180  # only what fails waits for so long, or a machine that stood still
SEED = 20261121
AGREED_AT = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Folder:
    """What a program that was killed leaves to the next one."""

    path: Path
    database: str | None = None

    @property
    def url(self) -> str:
        return self.database or f"sqlite+aiosqlite:///{self.file}"

    @property
    def file(self) -> Path:
        return self.path / "data" / "mien.sqlite3"

    @property
    def keys(self) -> Keys:
        return load_or_create_keys(self.path / "keys" / "key")

    @property
    def log(self) -> str:
        return (self.path / "log").read_text()

    async def agree(self, accounts: Iterable[Account]) -> None:
        """An empty database in which these people have said yes."""
        (self.path / "data").mkdir(exist_ok=True)
        await asyncio.to_thread(migrate.upgrade, self.url)
        consent = Consent(NOTICE_VERSION, faces=True, given_at=AGREED_AT)
        async with self.storage() as storage:
            for account in accounts:
                profile = await storage.listeners.welcome(account)
                await storage.listeners.record_consent(profile.listener_id, consent)

    @asynccontextmanager
    async def storage(self) -> AsyncIterator[Storage]:
        storage = await open_storage(self.url, self.keys)
        yield storage
        await storage.close()

    async def waiting(self) -> int:
        """How many photos still wait for an answer."""
        states = (RequestState.ACCEPTED, RequestState.TELLING, RequestState.AWAITING_TAP)
        async with self.storage() as storage:
            return sum([len(await storage.requests.photos(state)) for state in states])

    async def stored(self, platform: Platform, event_ids: Iterable[str]) -> set[str]:
        """Which of these events were accepted."""
        hasher = IdentityHasher(self.keys)
        async with self.storage() as storage, storage.database.statements() as connection:
            known = {*await connection.scalars(select(RequestRecord.event_hash))}
        return {one for one in event_ids if hasher.event(platform, one) in known}

    async def given_by(self, account: Account) -> list[Feedback]:
        async with self.storage() as storage:
            listener = await storage.listeners.welcome(account)
            return list(await storage.feedback.given(listener.listener_id))

    async def signs(self) -> list[str]:
        """The kinds of all that were ever given."""
        async with self.storage() as storage, storage.database.statements() as connection:
            return list(await connection.scalars(select(FeedbackRecord.kind)))

    @asynccontextmanager
    async def program(
        self, *, through: Sequence[str] = (), **settings: str
    ) -> AsyncIterator[Program]:
        """Killed at the end, if it has not ended."""
        settings = {"MIEN_WORKERS": "1", **settings}
        program = await asyncio.to_thread(start, self.path, through=through, **settings)
        try:
            yield program
        finally:
            await asyncio.to_thread(program.kill)


class Senders(Protocol):
    """People with photos, and what they do while the program lives."""

    asked: int

    def program(self) -> AbstractAsyncContextManager[Program]:
        """A running one, killed at the end."""

    async def send(self, count: int) -> None:
        """So many more photos."""

    async def hear(self, sets: int) -> None:
        """Until so many photos have their set."""


async def killed_at_random_moments(
    people: Senders, *, photos: int = PHOTOS, at_once: int = BETWEEN_KILLS
) -> None:
    """Each photo is sent once; some programs are killed before anything was heard of them."""
    moments = random.Random(SEED)  # noqa: S311 - nobody must be unable to guess them
    heard_nothing = False
    while people.asked < photos:
        before = people.asked
        # Three tries is all a photo gets, so it must not be hit by every kill.
        heard_nothing = not heard_nothing and moments.random() < 0.4
        async with people.program():
            if not heard_nothing:
                await people.hear(before)
            await people.send(min(at_once, photos - before))
            if not heard_nothing:
                await people.hear(before + 1)
            await asyncio.sleep(
                moments.uniform(0, BEFORE_A_SET_S if heard_nothing else AFTER_A_SET_S)
            )
    async with people.program() as last:
        await people.hear(photos)
        assert await asyncio.to_thread(last.stop) == 0
