"""A conversation with real storage, songs and sentences; only chat, reader and clock are fakes."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest

from adapters.chat.message import (
    Account,
    Address,
    Audience,
    Incoming,
    IncomingCommand,
    IncomingOpened,
    IncomingPhoto,
    IncomingPress,
    IncomingReaction,
    IncomingText,
    IncomingUnread,
    MediaReference,
    Platform,
    Receiver,
    Reply,
    ReplyKind,
    Unread,
)
from adapters.errors import MediaGoneError
from adapters.storage import migrate
from adapters.storage.keys import load_or_create_keys
from adapters.storage.storage import Storage, open_storage
from bot.conversation.albums import Albums
from bot.conversation.collection import SongCollection
from bot.conversation.commands import command_specs
from bot.conversation.company import Company, Discretion
from bot.conversation.diary import Diary
from bot.conversation.documents import Documents
from bot.conversation.endings import Endings
from bot.conversation.forgetting import Forgetting
from bot.conversation.imports import Imports
from bot.conversation.inbox import Inbox
from bot.conversation.offers import Offers
from bot.conversation.opening import Opening
from bot.conversation.own_songs import OwnSongs
from bot.conversation.photos import Photos
from bot.conversation.pictures import Pictures
from bot.conversation.places import Places
from bot.conversation.playlists import Playlists
from bot.conversation.preferences import Preferences
from bot.conversation.reactions import Reactions
from bot.conversation.rights import Rights
from bot.conversation.router import Listening, Router
from bot.conversation.seeds import Seeds
from bot.conversation.taste import Taste
from bot.conversation.turn import UseCase
from bot.conversation.words import Words
from bot.pace import Pace
from engine.catalogue import Catalogue, starter_catalogue
from engine.emotions import Emotion, EmotionDistribution
from engine.faces import BoundingBox, FaceDetection
from engine.mood_reader import FaceReading, MoodReading
from engine.moods import mood_of
from engine.recommender import RecommendationRequest, RecommendedSet, Recommender

LARGEST_BYTES = 1000
HELP_URL = "https://help.example"


class FakeChat:
    """Keeps what was said; `photos` holds what can be fetched."""

    def __init__(self, platform: Platform = Platform.WEB) -> None:
        self.platform = platform
        self.said: list[Reply] = []
        self.places: list[str] = []
        self.addresses: list[Address] = []
        self.message_ids: list[str | None] = []
        self.working: list[str] = []
        self.photos: dict[str, bytes] = {}
        self.fetched: list[str] = []
        self.members: set[tuple[str, str]] = set()

    async def run(self, receive: Receiver) -> None:
        """Nothing arrives by itself."""

    async def is_connected(self) -> bool:
        return True

    async def is_member(self, account: Account, place_id: str) -> bool:
        return (account.account_id, place_id) in self.members

    async def show_working(self, address: Address, event_id: str) -> None:
        self.working.append(event_id)

    async def send(self, address: Address, reply: Reply) -> str | None:
        self.said.append(reply)
        self.places.append(address.chat_id)
        self.addresses.append(address)
        message_id = reply.replaces or f"m{len(self.said)}"
        self.message_ids.append(None if reply.kind is ReplyKind.TOAST else message_id)
        return self.message_ids[-1]

    async def fetch(self, media: MediaReference, address: Address, *, limit_bytes: int) -> bytes:
        self.fetched.append(media.key)
        if media.key not in self.photos:
            raise MediaGoneError(media.key)
        return self.photos[media.key]

    @property
    def last(self) -> Reply:
        return self.said[-1]

    @property
    def heard_by(self) -> list[Audience]:
        return [address.audience for address in self.addresses]

    @property
    def sets(self) -> list[Reply]:
        return [reply for reply in self.said if len(reply.cards) == 5 and reply.heading]

    def id_of(self, reply: Reply) -> str:
        message_id = self.message_ids[self.said.index(reply)]
        assert message_id is not None
        return message_id


def reading_of(*, sure: bool = True, faces: int = 1, **shares: float) -> MoodReading:
    """What a reader would have seen: `reading_of(happy=.8, surprise=.2)`."""
    emotions = EmotionDistribution.of({Emotion(name): share for name, share in shares.items()})
    detection = FaceDetection(BoundingBox(10, 10, 50, 50), ((0, 0),) * 5, 0.99)
    others = [FaceReading(detection, None)] * (faces - 1)
    return MoodReading(
        frames=1,
        faces=(FaceReading(detection, emotions), *others),
        emotions=emotions,
        mood=mood_of(emotions),
        sure=sure,
        timings_ms={"total": 1.0},
    )


def everyone_read(reading: MoodReading) -> MoodReading:
    """The same where all agreed: the others look sad."""
    sad = EmotionDistribution.of({Emotion.SAD: 1.0})
    return replace(
        reading, faces=tuple(replace(one, emotions=one.emotions or sad) for one in reading.faces)
    )


class FakeReaders:
    """Reads a photo as what was put here under its bytes; an error is raised."""

    def __init__(self) -> None:
        self.readings: dict[bytes, MoodReading | Exception] = {}
        self.asked_for_all: list[bool] = []

    async def read(self, data: bytes, *, everyone: bool = False) -> MoodReading:
        found = self.readings[data]
        self.asked_for_all.append(everyone)
        if isinstance(found, Exception):
            raise found
        return found if not everyone else everyone_read(found)

    async def boxes(self, data: bytes, reading: MoodReading, *, words: Sequence[str]) -> bytes:
        """Tells in its bytes what would be drawn."""
        return b"|".join((data, *(word.encode() for word in words)))


@dataclass
class FakeClock:
    """Stands still until it is moved."""

    now: datetime = field(default_factory=lambda: datetime(2026, 5, 1, 12, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


class FakeTimer:
    """Seconds that pass when somebody sleeps; nobody wakes up while the gate is shut."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self.gate = asyncio.Event()
        self.gate.set()

    def __call__(self) -> float:
        return self.now_s

    async def sleep(self, seconds: float) -> None:
        await self.gate.wait()
        self.now_s += seconds


@dataclass
class Talk:
    """One listener's side of a conversation; every call waits for the answer.

    Where they are is `chat_id` with `audience`, in the server or group `place_id`.
    """

    inbox: Inbox
    chat: FakeChat
    readers: FakeReaders
    clock: FakeClock
    storage: Storage
    person: str = "ada"
    timer: FakeTimer = field(default_factory=FakeTimer)
    chat_id: str | None = None
    audience: Audience = Audience.PRIVATE
    place_id: str | None = None
    manages_place: bool = False
    locale: str | None = None
    events: Callable[[], int] = field(default_factory=lambda: itertools.count(1).__next__)

    def facts(self, event_id: str | None = None) -> dict[str, object]:
        return {
            "event_id": event_id or f"{self.person}-{self.events()}",
            "account": Account(self.chat.platform, self.person),
            "address": Address(
                self.chat.platform,
                self.chat_id or f"chat of {self.person}",
                self.audience,
                place_id=self.place_id,
            ),
            "received_at": self.clock(),
            "locale": self.locale,
            "manages_place": self.manages_place,
        }

    async def hand_over(self, incoming: Incoming) -> None:
        await self.inbox.receive(incoming)
        await self.inbox.idle()

    async def open(self, *, shows_nothing: bool = False) -> None:
        await self.hand_over(IncomingOpened(**self.facts(), shows_nothing=shows_nothing))

    async def photo(
        self,
        seen: MoodReading | Exception,
        *others: MoodReading | Exception,
        event_id: str | None = None,
        name: str = "photo",
    ) -> None:
        media = self.picture(name, seen)
        more = [self.picture(f"{name} {number}", one) for number, one in enumerate(others, 2)]
        await self.hand_over(IncomingPhoto(**self.facts(event_id), media=media, others=tuple(more)))

    def picture(self, name: str, seen: MoodReading | Exception) -> MediaReference:
        self.chat.photos[name] = name.encode()
        self.readers.readings[name.encode()] = seen
        return MediaReference(name, size_bytes=10)

    async def piece(self, album_id: str, name: str, seen: MoodReading | Exception) -> None:
        """Returns when it is stored: the answer waits for the timer."""
        media = self.picture(name, seen)
        await self.inbox.receive(IncomingPhoto(**self.facts(name), media=media, album_id=album_id))

    async def album(self, *seen: MoodReading | Exception, album_id: str = "album") -> None:
        """All of its pieces come before the timer runs out."""
        self.timer.gate.clear()
        for number, one in enumerate(seen, 1):
            await self.piece(album_id, f"{album_id} {number}", one)
        self.timer.gate.set()
        await self.inbox.idle()

    async def command(self, name: str, argument: str = "") -> None:
        await self.hand_over(IncomingCommand(**self.facts(), name=name, argument=argument))

    async def unread(self, reason: Unread) -> None:
        await self.hand_over(IncomingUnread(**self.facts(), reason=reason))

    async def text(self, text: str) -> None:
        await self.hand_over(IncomingText(**self.facts(), text=text))

    async def press(self, label: str, *, on: Reply | None = None) -> None:
        reply = on or next(one for one in reversed(self.chat.said) if has_button(one, label))
        action = button(reply, label).action
        message_id = self.chat.id_of(reply)
        await self.hand_over(IncomingPress(**self.facts(), action=action, message_id=message_id))

    async def press_action(self, action: str) -> None:
        await self.hand_over(IncomingPress(**self.facts(), action=action))

    async def react(self, emoji: str, *, on: Reply, added: bool = True) -> None:
        message_id = self.chat.id_of(on)
        await self.hand_over(
            IncomingReaction(**self.facts(), message_id=message_id, emoji=emoji, added=added)
        )

    async def agree(self) -> None:
        await self.open()
        await self.press("👍 I agree")

    def as_person(self, person: str) -> "Talk":
        return replace(self, person=person, events=itertools.count(1).__next__)

    def among(self, audience: Audience, *, place_id: str | None = "server") -> "Talk":
        """The same listener in a channel that others read."""
        return replace(self, chat_id="channel", audience=audience, place_id=place_id)

    async def change(self, **settings: object) -> None:
        """What the listener chooses."""
        profile = await self.storage.listeners.welcome(Account(self.chat.platform, self.person))
        changed = replace(profile.settings, **settings)
        await self.storage.listeners.change_settings(profile.listener_id, changed)


def buttons_of(reply: Reply):
    rows = [*reply.buttons, *(card.buttons for card in reply.cards)]
    return [one for row in rows for one in row]


def has_button(reply: Reply, label: str) -> bool:
    return any(one.label == label for one in buttons_of(reply))


def button(reply: Reply, label: str):
    return next(one for one in buttons_of(reply) if one.label == label)


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return starter_catalogue()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("migrated") / "mien.sqlite3"
    migrate.upgrade(f"sqlite+aiosqlite:///{path}")
    return path.read_bytes()


@pytest.fixture
async def storage(tmp_path, migrated: bytes) -> AsyncIterator[Storage]:
    path = tmp_path / "mien.sqlite3"
    path.write_bytes(migrated)
    opened = await open_storage(
        f"sqlite+aiosqlite:///{path}", load_or_create_keys(tmp_path / "keys" / "key")
    )
    yield opened
    await opened.close()


class RehearsedRecommender(Recommender):
    """Chance falls the same way each time a test is run."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__(catalogue)
        self._states = itertools.count()

    def recommend(self, request: RecommendationRequest) -> RecommendedSet:
        return super().recommend(replace(request, random_state=next(self._states)))


def conversation(
    storage: Storage,
    catalogue: Catalogue,
    *,
    platform: Platform = Platform.WEB,
    recommender: Recommender | None = None,
    of_spotify: Sequence[UseCase] = (),
    endings: Endings | None = None,
) -> Talk:
    """All parts of one process, on this storage."""
    chat, readers, clock, timer = FakeChat(platform), FakeReaders(), FakeClock(), FakeTimer()
    recommender = recommender or RehearsedRecommender(catalogue)
    collection = SongCollection(catalogue, storage=storage, clock=clock)
    offers = Offers(recommender, collection=collection, storage=storage, clock=clock)
    pictures = Pictures(readers, at_once=2, largest_bytes=LARGEST_BYTES, pace=Pace(2))
    company = Company(offers, storage=storage, help_url=HELP_URL)
    commands = command_specs(spotify=bool(of_spotify))
    imports = Imports(storage, clock=clock, kept_days=180)
    own_songs = OwnSongs(collection, storage=storage, clock=clock, help_url=HELP_URL)
    listening = Listening(
        photos=Photos(pictures, offers, storage=storage, clock=clock),
        documents=Documents((imports, own_songs)),
        own_songs=own_songs,
        words=Words(offers, help_url=HELP_URL),
        reactions=Reactions(
            offers, recommender, collection=collection, storage=storage, clock=clock
        ),
        opening=Opening(offers, storage=storage, commands=commands),
    )
    router = Router(
        listening,
        others=(
            company,
            Seeds(catalogue, storage=storage, clock=clock),
            Taste(catalogue, storage=storage),
            Preferences(storage),
            Diary(storage, clock=clock),
            Playlists(storage, help_url=HELP_URL),
            Places(storage),
            Rights(storage, clock=clock, kept_days=180),
            Forgetting(storage, clock=clock, accounts=storage.spotify),
            imports,
            *of_spotify,
        ),
        commands=commands,
    )
    inbox = Inbox(
        Discretion(router, company),
        chats={platform: chat},
        storage=storage,
        endings=endings,
        albums=Albums(sleep=timer.sleep, clock=timer),
    )
    return Talk(inbox, chat, readers, clock, storage, timer=timer)


@pytest.fixture
async def talk(storage: Storage, catalogue: Catalogue) -> AsyncIterator[Talk]:
    talk = conversation(storage, catalogue)
    yield talk
    await talk.inbox.close(grace_s=0)


@pytest.fixture
async def next_process(
    talk: Talk, storage: Storage, catalogue: Catalogue
) -> AsyncIterator[Callable[[], Talk]]:
    """What comes after a restart: the same people and pictures, nothing else in memory."""
    started: list[Talk] = []

    def start() -> Talk:
        again = conversation(storage, catalogue)
        again.readers.readings = talk.readers.readings
        again.chat.photos = talk.chat.photos
        again.events = talk.events
        started.append(again)
        return again

    yield start
    for again in started:
        await again.inbox.close(grace_s=0)
