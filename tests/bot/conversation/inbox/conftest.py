"""An inbox, and around it what a test can hold up, fail or look into."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest

from adapters.chat.message import (
    Account,
    Address,
    Incoming,
    IncomingPhoto,
    IncomingText,
    MediaReference,
    Platform,
    Reply,
)
from adapters.errors import PlatformError, StorageError
from adapters.storage.storage import Storage
from adapters.values import Consent, RequestState
from bot.conversation.inbox import Inbox
from bot.conversation.overload import Overload
from bot.conversation.room import Room
from bot.conversation.turn import Turn
from bot.pace import Pace
from bot.replies.consent import NOTICE_VERSION
from bot.replies.language import spoken_language
from tests.bot.conversation.conftest import FakeChat


def words(text: str, *, person: str = "ada", event_id: str | None = None) -> IncomingText:
    return IncomingText(**facts(text, person, event_id), text=text)


def photo(name: str, *, person: str = "ada") -> IncomingPhoto:
    return IncomingPhoto(**facts(name, person, None), media=MediaReference(name, size_bytes=10))


def facts(name: str, person: str, event_id: str | None) -> dict:
    return {
        "event_id": event_id or f"{person}: {name}",
        "account": Account(Platform.WEB, person),
        "address": Address(Platform.WEB, f"chat of {person}"),
        "received_at": datetime(2026, 5, 1, 12, tzinfo=UTC),
    }


def name_of(incoming: Incoming) -> str:
    return incoming.media.key if isinstance(incoming, IncomingPhoto) else incoming.text


class Answers:
    """Answers by name: waits at a gate, says something or raises, where a test has put one."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.ended: list[str] = []
        self.turns: list[Turn[Incoming]] = []
        self.gates: dict[str, asyncio.Event] = {}
        self.replies: dict[str, Reply] = {}
        self.errors: dict[str, Exception] = {}
        self._changed = asyncio.Event()

    async def answer(self, turn: Turn[Incoming]) -> RequestState:
        name = name_of(turn.incoming)
        self.begun.append(name)
        self.turns.append(turn)
        self._changed.set()
        if name in self.gates:
            await self.gates[name].wait()
        if name in self.replies:
            await turn.say(self.replies[name])
        if name in self.errors:
            raise self.errors[name]
        self.ended.append(name)
        return RequestState.ANSWERED

    def hold(self, *names: str) -> None:
        self.gates.update({name: asyncio.Event() for name in names})

    async def begin(self, *names: str) -> None:
        async with asyncio.timeout(5):
            while not set(names) <= set(self.begun):
                self._changed.clear()
                await self._changed.wait()


class StubbornChat(FakeChat):
    """Refuses so many messages."""

    refusals = 0

    def __init__(self) -> None:
        super().__init__()
        self.languages: list[str] = []

    async def send(self, address, reply):
        self.languages.append(spoken_language())
        if self.refusals:
            self.refusals -= 1
            raise PlatformError("blocked")
        return await super().send(address, reply)


class Requests:
    """The real ones, with a disk that is slow for one event, or full when something is marked."""

    def __init__(self, requests) -> None:
        self._requests = requests
        self.slow: dict[str, asyncio.Event] = {}
        self.disk_is_full = False
        self.marked: list[RequestState] = []

    async def accept(self, listener_id, incoming):
        if incoming.event_id in self.slow:
            await self.slow[incoming.event_id].wait()
        return await self._requests.accept(listener_id, incoming)

    async def mark(self, request_id, state):
        if self.disk_is_full:
            raise StorageError("no space left")
        self.marked.append(state)
        await self._requests.mark(request_id, state)

    async def move(self, request_ids, *, before, after):
        if self.disk_is_full:
            raise StorageError("no space left")
        await self._requests.move(request_ids, before=before, after=after)

    def __getattr__(self, name):
        return getattr(self._requests, name)


class Clock:
    """Seconds that pass when a test says so."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Desk:
    """An inbox, and everything around it."""

    inbox: Inbox
    answers: Answers
    chat: StubbornChat
    storage: Storage
    requests: Requests

    @classmethod
    def on(
        cls, storage: Storage, *, capacity: int = 256, overload: Overload | None = None
    ) -> "Desk":
        answers, chat, requests = Answers(), StubbornChat(), Requests(storage.requests)
        seen = replace(storage, requests=requests)
        chats = dict.fromkeys((Platform.WEB, Platform.TELEGRAM), chat)
        inbox = Inbox(
            answers, chats=chats, storage=seen, room=Room(capacity, pace=Pace(1), overload=overload)
        )
        return cls(inbox, answers, chat, storage, requests)

    async def agree(self, person: str = "ada") -> None:
        profile = await self.storage.listeners.welcome(Account(Platform.WEB, person))
        consent = Consent(NOTICE_VERSION, faces=True, given_at=datetime(2026, 5, 1, tzinfo=UTC))
        await self.storage.listeners.record_consent(profile.listener_id, consent)

    async def heard(self, count: int) -> list[Reply]:
        """All that was said, once it is so much."""
        async with asyncio.timeout(5):
            while len(self.chat.said) < count:  # noqa: ASYNC110 - one look more is cheap
                await asyncio.sleep(0)
        return self.chat.said

    async def names_in(self, state: RequestState) -> list[str]:
        return [request.media.key for request in await self.storage.requests.photos(state)]


@pytest.fixture
async def desk_with(storage: Storage) -> AsyncIterator[Callable[..., Desk]]:
    desks: list[Desk] = []

    def build(**options) -> Desk:
        desks.append(Desk.on(storage, **options))
        return desks[-1]

    yield build
    for desk in desks:
        await desk.inbox.close(grace_s=0)


@pytest.fixture
def desk(desk_with) -> Desk:
    return desk_with()
