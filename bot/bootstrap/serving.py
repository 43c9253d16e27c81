"""Builds each part once, runs the platforms, closes in reverse order."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from aiohttp import web

from adapters.chat.message import Platform, Receiver
from adapters.errors import PlatformError
from adapters.http import HttpServer
from adapters.metrics import Metrics
from adapters.operations import Check, operations_routes
from adapters.storage.keys import Keys
from adapters.storage.storage import Storage, open_storage
from bot.bootstrap.chats import ForChats, chats_of
from bot.bootstrap.conversation import Lasting, conversation_of
from bot.bootstrap.features import song_describer
from bot.bootstrap.spotify import spotify_desk, spotify_routes
from bot.conversation.admission import Admission, GuestList
from bot.conversation.commands import command_specs
from bot.conversation.completions import Completions
from bot.conversation.endings import Endings
from bot.conversation.inbox import Inbox
from bot.conversation.inline import InlineSongs
from bot.conversation.live import Live
from bot.conversation.overload import Overload
from bot.conversation.room import Room
from bot.conversation.spotify.desk import SpotifyDesk
from bot.housekeeping import Housekeeping
from bot.loop_watch import LoopWatch
from bot.metering import MeteredAnswerer, MeteredChat, MeteredReaders, MeteredRecommender
from bot.pace import Pace
from bot.ports import Chat
from bot.settings import Settings
from bot.shelf import Shelf, Voices
from engine.catalogue import Catalogue
from engine.face_packages import missing_face_packages

TOLD_OF_A_RESTART_FOR = timedelta(hours=1)  # nobody waits longer for an answer to words

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ready:
    """What `serve` tells once everything runs."""

    page_url: str
    operations_url: str
    platforms: tuple[Platform, ...]


@dataclass(frozen=True, slots=True)
class _Parts:
    """What runs, and where it can be reached."""

    chats: Mapping[Platform, Chat]
    inbox: Inbox
    admission: Admission
    shelf: Shelf
    house: Housekeeping
    loop_watch: LoopWatch
    spotify: SpotifyDesk | None
    page_url: str
    operations_url: str


async def serve(
    settings: Settings, keys: Keys, *, stop: asyncio.Event, ready: Callable[[Ready], None]
) -> None:
    """Runs every platform that is set up until `stop`; PlatformError if one cannot go on."""
    async with _parts(settings, keys) as parts, asyncio.TaskGroup() as group:
        await parts.inbox.resume(told_since=_now() - TOLD_OF_A_RESTART_FOR)
        receive = parts.admission.receive
        runs = [
            group.create_task(_run(chat, receive, goes_on=settings.keep_running))
            for chat in parts.chats.values()
        ]
        keeping = parts.house.keep(sweep=lambda: _sweep(parts))
        others = (parts.shelf.watch(), keeping, parts.loop_watch.watch())
        runs += [group.create_task(work) for work in others]
        _keep_for_good()
        ready(Ready(parts.page_url, parts.operations_url, tuple(parts.chats)))
        await stop.wait()
        log.info("stopping")
        await _finish(parts, grace_s=settings.grace_s)
        for run in runs:
            run.cancel()


async def _sweep(parts: _Parts) -> None:
    """What nobody else would look at again; StorageError."""
    await parts.inbox.sweep(now=_now())
    if parts.spotify is not None:
        await parts.spotify.accounts.drop_old_links(_now())


async def _finish(parts: _Parts, *, grace_s: float) -> None:
    """Ends what is being answered, while it can still be told."""
    async with asyncio.TaskGroup() as group:
        group.create_task(parts.inbox.close(grace_s=grace_s))
        group.create_task(parts.admission.close(grace_s=grace_s))
        if parts.spotify is not None:
            group.create_task(parts.spotify.close(grace_s=grace_s))


async def _run(chat: Chat, receive: Receiver, *, goes_on: bool) -> None:
    """One platform; `goes_on` leaves the others running where this one cannot."""
    try:
        await chat.run(receive)
    except PlatformError as error:
        if not goes_on:
            raise
        log.error("%s is off until the next start: %s", chat.platform, error)  # noqa: TRY400


def _checks(storage: Storage, chats: Mapping[Platform, Chat]) -> Mapping[str, Check]:
    platforms = {platform.value: chat.is_connected for platform, chat in chats.items()}
    return {"database": storage.database.answers, **platforms}


@asynccontextmanager
async def _parts(settings: Settings, keys: Keys) -> AsyncIterator[_Parts]:
    async with AsyncExitStack() as stack:
        metrics = Metrics()
        storage = await open_storage(settings.storage_url, keys)
        stack.push_async_callback(storage.close)
        house = Housekeeping(
            storage.requests,
            storage.history,
            kept=timedelta(days=settings.retention_days),
            clock=_now,
        )
        # Before anything is taken up again: what waited for too long must not be answered.
        await house.give_up_old_pictures()
        readers = await _started_readers(settings, metrics, stack=stack)
        endings = Endings(storage.requests)
        desk = await spotify_desk(
            settings, storage, endings=endings, stack=stack, meter=metrics, clock=_now
        )
        describer = await song_describer(settings, storage, stack=stack, meter=metrics, clock=_now)
        commands = command_specs(spotify=desk is not None, faces=readers is not None)
        pace = Pace(settings.photos_at_once)
        lasting = Lasting(settings, storage, readers, pace=pace, describer=describer, spotify=desk)
        voices_of = partial(_voices, lasting, metrics)
        shelf = Shelf(settings, voices_of, guests=lambda: describer.songs)
        parts = ForChats(
            commands,
            shelf.complete,
            shelf.answer_inline,
            _guests(settings).admits,
            storage.places.move,
            Live(readers, storage=storage).look if readers else None,
        )
        plain_chats, page_routes = chats_of(settings, parts)
        chats = {platform: MeteredChat(chat, metrics) for platform, chat in plain_chats.items()}
        room = Room(pace=pace, overload=Overload(at_once=settings.photos_at_once))
        inbox = Inbox(
            shelf,
            chats=chats,
            storage=storage,
            endings=endings,
            room=room,
            on_repeat=metrics.repeated,
        )
        admission = Admission(
            inbox.receive, chats=chats, guests=_guests(settings), listeners=storage.listeners
        )
        metrics.watch_queue(depth=inbox.depth, oldest_s=inbox.oldest_s)
        routes = (*page_routes, *(spotify_routes(desk, chats) if desk else ()))
        page_port = await _serve(stack, settings.web_host, settings.web_port, routes)
        operations_port = await _serve(
            stack,
            settings.operations_host,
            settings.operations_port_beside,
            operations_routes(metrics, checks=_checks(storage, chats)),
        )
        # Where a platform ended everything, nothing was closed before.
        for part in (inbox, admission, *((desk,) if desk else ())):
            stack.push_async_callback(part.close, grace_s=0)
        yield _Parts(
            chats,
            inbox,
            admission,
            shelf,
            house,
            LoopWatch(metrics.loop_was_late),
            desk,
            settings.page_url_at(page_port),
            settings.operations_url_at(operations_port),
        )


def _voices(lasting: Lasting, metrics: Metrics, catalogue: Catalogue) -> Voices:
    recommender = MeteredRecommender(catalogue, meter=metrics)
    conversation = conversation_of(lasting, recommender=recommender, catalogue=catalogue)
    inline = InlineSongs(recommender, catalogue)
    answer = MeteredAnswerer(conversation, metrics).answer
    return Voices(answer, Completions(catalogue).complete, inline.answer)


async def _serve(
    stack: AsyncExitStack, host: str, port: int, routes: Iterable[web.AbstractRouteDef]
) -> int:
    """Serves these until the stack unwinds; the port it has."""
    server = HttpServer(host, port, routes)
    await server.start()
    stack.push_async_callback(server.close)
    return server.port


async def _started_readers(
    settings: Settings, metrics: Metrics, *, stack: AsyncExitStack
) -> MeteredReaders | None:
    """None where the host left out what reads faces; AssetError if it cannot read."""
    missing = missing_face_packages()
    if missing:
        log.warning("no faces are read: %s not installed", ", ".join(missing))
        return None
    # Only now: they load what may not be there.
    from bot.workers import Allowance, MoodReaderProcesses
    from engine.media import MediaLimits
    from engine.mood_reader import load_mood_reader

    limits = MediaLimits(size_bytes=settings.photo_limit_mb * 2**20)
    pool = MoodReaderProcesses(
        partial(load_mood_reader, detector=settings.detector, limits=limits),
        processes=settings.workers,
        allowance=Allowance(settings.reading_limit_s, settings.reading_memory_mb * 2**20),
    )
    stack.callback(pool.close)
    await pool.start()
    return MeteredReaders(pool, metrics)


def _keep_for_good() -> None:
    """What is loaded by now stays: looking through it for garbage held the loop up for 80 ms."""
    gc.collect()
    gc.freeze()


def _now() -> datetime:
    return datetime.now(UTC)


def _guests(settings: Settings) -> GuestList:
    return GuestList(settings.allowed_people, settings.allowed_places)
