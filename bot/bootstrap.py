"""The composition root: builds each part once, runs the platforms, closes in reverse order."""

from __future__ import annotations

import asyncio
import logging
import os
import tempfile
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from adapters.chat.message import CommandSpec, Platform, Receiver
from adapters.chat.web import WebChat, WebLimits
from adapters.errors import PlatformError
from adapters.http import HttpServer
from adapters.storage import keys as key_file
from adapters.storage import migrate
from adapters.storage.keys import Keys
from adapters.storage.storage import open_storage
from bot.conversation.commands import command_specs
from bot.conversation.inbox import Inbox
from bot.conversation.offers import Offers
from bot.conversation.opening import Opening
from bot.conversation.photos import Photos
from bot.conversation.preferences import Preferences
from bot.conversation.reactions import Reactions
from bot.conversation.rights import Rights
from bot.conversation.router import Router
from bot.conversation.seeds import Seeds
from bot.conversation.words import Words
from bot.ports import Chat, MoodReaders, Storage
from bot.replies.errors import apology_in
from bot.replies.page import page_texts
from bot.settings import Settings
from bot.workers import MoodReaderThreads
from engine.catalogue import Catalogue, load_catalogue, starter_catalogue
from engine.frames import MediaLimits
from engine.mood_reader import load_mood_reader
from engine.recommender import Recommender

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ready:
    """What `serve` tells once everything runs."""

    page_url: str
    platforms: tuple[Platform, ...]


def prepare(settings: Settings) -> Keys:
    """Data folder, key file and newest tables; StorageError says what is wrong and what to do.

    Synchronous: migrations run before there is an event loop.
    """
    os.umask(0o077)  # what Mien writes is for its own account alone
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    keys = key_file.load_or_create_keys(settings.key_file)
    migrate.upgrade(settings.storage_url)
    return keys


def existing_keys(settings: Settings) -> Keys | None:
    """The keys in the key file, None where there is none yet; StorageError. Makes nothing."""
    if not settings.key_file.exists():
        return None
    return key_file.load_or_create_keys(settings.key_file)


def open_catalogue(settings: Settings) -> Catalogue:
    """The host's own catalogue, or the starter catalogue; CatalogueError."""
    if settings.catalogue_dir is None:
        return starter_catalogue()
    return load_catalogue(settings.catalogue_dir)


async def serve(
    settings: Settings, keys: Keys, *, stop: asyncio.Event, ready: Callable[[Ready], None]
) -> None:
    """Runs every platform that is set up until `stop`; PlatformError if one cannot go on."""
    async with _parts(settings, keys) as (chats, inbox, page_url), asyncio.TaskGroup() as group:
        await inbox.resume()
        runs = [
            group.create_task(_run(chat, inbox.receive, goes_on=settings.keep_running))
            for chat in chats.values()
        ]
        ready(Ready(page_url, tuple(chats)))
        await stop.wait()
        log.info("stopping")
        await inbox.close(grace_s=settings.grace_s)
        for run in runs:
            run.cancel()


async def _run(chat: Chat, receive: Receiver, *, goes_on: bool) -> None:
    """One platform; `goes_on` leaves the others running where this one cannot."""
    try:
        await chat.run(receive)
    except PlatformError as error:
        if not goes_on:
            raise
        log.error("%s is off until the next start: %s", chat.platform, error)  # noqa: TRY400


@asynccontextmanager
async def _parts(
    settings: Settings, keys: Keys
) -> AsyncIterator[tuple[Mapping[Platform, Chat], Inbox, str]]:
    async with AsyncExitStack() as stack:
        storage = await open_storage(settings.storage_url, keys)
        stack.push_async_callback(storage.close)
        limits = MediaLimits(size_bytes=settings.photo_limit_mb * 2**20)
        reader = load_mood_reader(detector=settings.detector, limits=limits)
        readers = MoodReaderThreads(reader, threads=settings.workers)
        stack.callback(readers.close)
        commands = command_specs()
        page = WebChat(
            page_texts(),
            commands=commands,
            allowed_hosts=_page_hosts(settings),
            limits=WebLimits(photo_bytes=limits.size_bytes),
        )
        chats = {Platform.WEB: page, **_other_chats(settings, commands)}
        router = _router(settings, storage, readers, commands)
        inbox = Inbox(router, chats=chats, storage=storage)
        server = HttpServer(settings.web_host, settings.web_port, page.routes())
        await server.start()
        stack.push_async_callback(server.close)
        # Where a platform ended everything, nothing was closed before.
        stack.push_async_callback(inbox.close, grace_s=0)
        yield chats, inbox, settings.page_url_at(server.port)


def _router(
    settings: Settings,
    storage: Storage,
    readers: MoodReaders,
    commands: tuple[CommandSpec, ...],
) -> Router:
    catalogue = open_catalogue(settings)
    recommender = Recommender(catalogue)
    clock = partial(datetime.now, UTC)
    offers = Offers(recommender, storage=storage, clock=clock)
    photos = Photos(
        readers,
        offers,
        storage=storage,
        clock=clock,
        largest_bytes=settings.photo_limit_mb * 2**20,
    )
    return Router(
        photos=photos,
        words=Words(offers, help_url=settings.help_url),
        reactions=Reactions(offers, recommender, storage=storage, clock=clock),
        opening=Opening(offers, storage=storage, commands=commands),
        others=(
            Seeds(catalogue, storage=storage, clock=clock),
            Preferences(storage),
            Rights(storage),
        ),
        commands=commands,
    )


def _page_hosts(settings: Settings) -> frozenset[str]:
    return frozenset({"127.0.0.1", "localhost", "::1", settings.web_host, *settings.web_names})


def _other_chats(settings: Settings, commands: tuple[CommandSpec, ...]) -> dict[Platform, Chat]:
    """A platform without a token is off, and its library is not even loaded."""
    chats: dict[Platform, Chat] = {}
    if settings.telegram_token is not None:
        from adapters.chat.telegram import TelegramChat

        chats[Platform.TELEGRAM] = TelegramChat(
            settings.telegram_token.get_secret_value(),
            commands=commands,
            base_url=settings.telegram_base_url,
            base_file_url=settings.telegram_base_file_url,
            apology=apology_in,
        )
    if settings.discord_token is not None:
        from adapters.chat.discord import DiscordChat

        chats[Platform.DISCORD] = DiscordChat(
            settings.discord_token.get_secret_value(),
            commands=commands,
            api_url=settings.discord_api_url,
            gateway_url=settings.discord_gateway_url,
            media_hosts=settings.discord_media_hosts,
            apology=apology_in,
        )
    return chats


def database_state(settings: Settings) -> tuple[str | None, str | None]:
    """The revision the database has, and the one that is needed; StorageError. Makes nothing."""
    return migrate.current(settings.storage_url), migrate.newest()


def differences_after_upgrade() -> list[str]:
    """What a freshly migrated database lacks against the models; empty where they agree."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{folder}/check.sqlite3"
        migrate.upgrade(url)
        return migrate.check(url)
