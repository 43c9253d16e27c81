"""500 photos at once through inbox, reader, songs and SQLite, beside the engine alone.

python tests/benchmarks/benchmark_load.py [PHOTOS]

In the same run the engine reads the same picture as often, in the same processes, and chooses songs
as often: its share of time and CPU is what the rest is measured against.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from adapters.chat.message import (
    Account,
    Address,
    IncomingPhoto,
    MediaReference,
    Platform,
    Reply,
)
from adapters.storage import migrate
from adapters.storage.keys import load_or_create_keys
from adapters.storage.storage import Storage, open_storage
from adapters.values import Consent
from bot.bootstrap.conversation import Lasting, conversation_of
from bot.conversation.inbox import Inbox
from bot.conversation.overload import Overload
from bot.conversation.room import Room
from bot.pace import Pace
from bot.replies.consent import NOTICE_VERSION
from bot.settings import Settings
from bot.workers import MoodReaderProcesses
from engine.assets import read_manifest
from engine.catalogue import starter_catalogue
from engine.evaluation.benchmark import selfie_from
from engine.mood_reader import load_mood_reader
from engine.moods import MoodName, mood_named
from engine.recommender import RecommendationRequest, Recommender

PHOTOS = 500
NOW = datetime(2026, 5, 1, tzinfo=UTC)
SAMPLED_EVERY_S = 0.05
BLAS_THREADS = "OPENBLAS_NUM_THREADS"
TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Spent:
    """What a stretch took, and how much memory it needed at its peak beyond its beginning."""

    wall_s: float
    cpu_s: float
    grown_mb: float


class SilentChat:
    """Hands out a fresh copy of the picture, as a download would; counts answers with songs."""

    platform = Platform.TELEGRAM

    def __init__(self, selfie: bytes) -> None:
        self._selfie = selfie
        self.answered: set[str] = set()

    async def show_working(self, address: Address, event_id: str) -> None:
        """Nobody sees it."""

    async def send(self, address: Address, reply: Reply) -> str | None:
        """Nobody reads it."""
        if reply.cards:
            self.answered.add(address.chat_id)
        return f"message in {address.chat_id}"

    async def fetch(self, media: MediaReference, address: Address, *, limit_bytes: int) -> bytes:
        """The picture."""
        return bytes(bytearray(self._selfie))


def family() -> list[Path]:
    """Where the system tells of this process, its children and theirs."""
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            parents[int(folder.name)] = int(stat_of(folder)[1])
    found, ages = [os.getpid()], [os.getpid()]
    while ages:
        ages = [pid for pid, parent in parents.items() if parent in ages]
        found += ages
    return [Path("/proc", str(pid)) for pid in found]


def stat_of(folder: Path) -> list[str]:
    """The fields of proc(5) stat after the name; the state is the first."""
    return (folder / "stat").read_text().rpartition(")")[2].split()


def resident_bytes(folders: Sequence[Path]) -> int:
    """What these processes have in memory now."""
    pages = (int((folder / "statm").read_text().split()[1]) for folder in folders)
    return sum(pages) * PAGE_BYTES


def cpu_s(folders: Sequence[Path]) -> float:
    """What these processes have used until now, in the system's steps of mostly 10 ms."""
    ticks = sum(int(tick) for folder in folders for tick in stat_of(folder)[11:13])
    return ticks / TICKS_A_SECOND


async def measured(work: Callable[[], Awaitable[object]]) -> Spent:
    """Runs it while a thread looks at the memory."""
    folders = family()
    done, peak, before = threading.Event(), resident_bytes(folders), resident_bytes(folders)

    def watch() -> None:
        nonlocal peak
        while not done.wait(SAMPLED_EVERY_S):
            peak = max(peak, resident_bytes(folders))

    watcher = threading.Thread(target=watch)
    watcher.start()
    wall, cpu = time.perf_counter(), cpu_s(folders)
    await work()
    spent = time.perf_counter() - wall, cpu_s(folders) - cpu
    done.set()
    watcher.join()
    return Spent(*spent, grown_mb=(peak - before) / 2**20)


async def engine_alone(
    readers: MoodReaderProcesses, recommender: Recommender, selfie: bytes, photos: int, at_once: int
) -> tuple[Spent, Spent]:
    """As many readings, side by side as in the conversation; then as many choices of songs."""
    hands = asyncio.Semaphore(at_once)

    async def read() -> None:
        async with hands:
            await readers.read(selfie)

    async def read_all() -> None:
        await asyncio.gather(*(read() for _ in range(photos)))

    async def choose_all() -> None:
        for _ in range(photos):
            recommender.recommend(RecommendationRequest(mood_named(MoodName.HAPPY)))

    return await measured(read_all), await measured(choose_all)


@asynccontextmanager
async def storage_in(folder: Path) -> AsyncIterator[Storage]:
    """A fresh SQLite database."""
    url = f"sqlite+aiosqlite:///{folder / 'mien.sqlite3'}"
    storage = await open_storage(url, load_or_create_keys(folder / "keys" / "key"))
    yield storage
    await storage.close()


async def agreed(storage: Storage, count: int) -> list[Account]:
    """So many listeners who may be looked at."""
    accounts = [Account(Platform.TELEGRAM, str(number)) for number in range(count)]
    for account in accounts:
        profile = await storage.listeners.welcome(account)
        consent = Consent(NOTICE_VERSION, faces=True, given_at=NOW)
        await storage.listeners.record_consent(profile.listener_id, consent)
    return accounts


async def answer_all(inbox: Inbox, accounts: list[Account], size_bytes: int) -> None:
    """One photo of everyone, all at once."""
    photos = [
        IncomingPhoto(
            event_id=account.account_id,
            account=account,
            address=Address(Platform.TELEGRAM, account.account_id),
            received_at=NOW,
            media=MediaReference(account.account_id, size_bytes),
        )
        for account in accounts
    ]
    await asyncio.gather(*(inbox.receive(photo) for photo in photos))
    await inbox.idle()


async def compare(folder: Path, photos: int) -> dict[str, object]:
    """The engine alone, then the whole conversation."""
    processes = os.cpu_count() or 1
    at_once = 2 * processes
    selfie = selfie_from(read_manifest()["portrait"].load())
    readers = MoodReaderProcesses(load_mood_reader, processes=processes)
    catalogue = starter_catalogue()
    recommender = Recommender(catalogue)
    pace = Pace(at_once)
    chat = SilentChat(selfie)
    settings = Settings(_env_file=None, data_dir=folder, workers=processes)
    async with storage_in(folder) as storage:
        lasting = Lasting(settings, storage, readers, pace=pace)
        conversation = conversation_of(lasting, recommender=recommender, catalogue=catalogue)
        room = Room(pace=pace, overload=Overload(at_once=at_once))
        inbox = Inbox(conversation, chats={chat.platform: chat}, storage=storage, room=room)
        first, *accounts = await agreed(storage, photos + 1)
        # Whatever is loaded when it is first needed is needed by both.
        await answer_all(inbox, [first], len(selfie))
        reading, choosing = await engine_alone(readers, recommender, selfie, photos, at_once)
        whole = await measured(lambda: answer_all(inbox, accounts, len(selfie)))
    readers.close()
    engine_wall_s = reading.wall_s + choosing.wall_s
    engine_cpu_s = reading.cpu_s + choosing.cpu_s
    return {
        "photos": photos,
        "answered_with_songs": len(chat.answered) - 1,
        "processes": processes,
        "reading": asdict(reading),
        "choosing": asdict(choosing),
        "whole": asdict(whole),
        "wall_to_reading": whole.wall_s / reading.wall_s,
        "wall_to_engine": whole.wall_s / engine_wall_s,
        "grown_mb": whole.grown_mb,
        "cpu_beyond_engine_ms": (whole.cpu_s - engine_cpu_s) / photos * 1000,
        "cpu_beyond_reading_ms": (whole.cpu_s - reading.cpu_s) / photos * 1000,
    }


def main() -> None:
    """Prints it as JSON."""
    if BLAS_THREADS not in os.environ:
        # As `mien` does before numpy is loaded; here it is loaded already.
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, BLAS_THREADS: "1"})  # noqa: S606
    photos = int(sys.argv[1]) if len(sys.argv) > 1 else PHOTOS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        migrate.upgrade(f"sqlite+aiosqlite:///{folder / 'mien.sqlite3'}")
        found = asyncio.run(compare(folder, photos))
    rounded = json.loads(json.dumps(found), parse_float=lambda text: round(float(text), 2))
    sys.stdout.write(json.dumps(rounded, indent=2) + "\n")


if __name__ == "__main__":
    main()
