"""The composition root: builds each part once, runs the platforms, closes in reverse order."""

from __future__ import annotations

import asyncio
import logging
import os
import tempfile
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from aiohttp import web
from pydantic import SecretStr

from adapters.chat.message import (
    Admits,
    CommandSpec,
    Completer,
    InlineAnswerer,
    PlaceMoved,
    Platform,
    Receiver,
)
from adapters.chat.web import WebChat, WebLimits
from adapters.errors import PlatformError
from adapters.http import HttpServer
from adapters.storage import backup, migrate
from adapters.storage import keys as key_file
from adapters.storage.keys import IdentityHasher, Keys
from adapters.storage.storage import open_storage
from adapters.values import DiscordState, TelegramState
from bot.conversation.admission import Admission, GuestList
from bot.conversation.commands import command_specs
from bot.conversation.company import Company, Discretion
from bot.conversation.completions import Completions
from bot.conversation.diary import Diary
from bot.conversation.inbox import Inbox
from bot.conversation.inline import InlineSongs
from bot.conversation.offers import Offers
from bot.conversation.opening import Opening
from bot.conversation.photos import Photos
from bot.conversation.pictures import Pictures
from bot.conversation.places import Places
from bot.conversation.playlists import Playlists
from bot.conversation.preferences import Preferences
from bot.conversation.reactions import Reactions
from bot.conversation.rights import Rights
from bot.conversation.router import Router
from bot.conversation.seeds import Seeds
from bot.conversation.taste import Taste
from bot.conversation.words import Words
from bot.housekeeping import give_up_old_pictures, keep_house
from bot.pace import Pace
from bot.ports import Chat, MoodReaders, Storage
from bot.replies.commands import picture_menu, profile_description, profile_line
from bot.replies.errors import apology_in
from bot.replies.page import page_texts
from bot.settings import Settings
from bot.shelf import Shelf, Voices
from bot.workers import MoodReaderThreads
from engine.catalogue import Catalogue
from engine.frames import MediaLimits
from engine.mood_reader import load_mood_reader
from engine.recommender import Recommender

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ready:
    """What `serve` tells once everything runs."""

    page_url: str
    platforms: tuple[Platform, ...]


@dataclass(frozen=True, slots=True)
class _ForChats:
    """What the other parts do for the chats."""

    commands: tuple[CommandSpec, ...]
    complete: Completer
    answer_inline: InlineAnswerer
    admits_inline: Admits
    place_moved: PlaceMoved


def prepare(settings: Settings) -> Keys:
    """Data folder, key file and newest tables; StorageError says what is wrong and what to do.

    Synchronous: migrations run before there is an event loop.
    """
    os.umask(0o077)  # what Mien writes is for its own account alone
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    keys = key_file.load_or_create_keys(settings.key_file)
    migrate.upgrade(settings.storage_url, copies=settings.backup_dir)
    return keys


def existing_keys(settings: Settings) -> Keys | None:
    """The keys in the key file, None where there is none yet; StorageError. Makes nothing."""
    if not settings.key_file.exists():
        return None
    return key_file.load_or_create_keys(settings.key_file)


async def serve(
    settings: Settings, keys: Keys, *, stop: asyncio.Event, ready: Callable[[Ready], None]
) -> None:
    """Runs every platform that is set up until `stop`; PlatformError if one cannot go on."""
    async with (
        _parts(settings, keys) as (chats, inbox, shelf, page_url),
        asyncio.TaskGroup() as group,
    ):
        await inbox.resume()
        admission = Admission(inbox.receive, chats=chats, guests=_guests(settings))
        runs = [
            group.create_task(_run(chat, admission.receive, goes_on=settings.keep_running))
            for chat in chats.values()
        ]
        runs.append(group.create_task(shelf.watch()))
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
) -> AsyncIterator[tuple[Mapping[Platform, Chat], Inbox, Shelf, str]]:
    async with AsyncExitStack() as stack:
        storage = await open_storage(settings.storage_url, keys)
        stack.push_async_callback(storage.close)
        clock = partial(datetime.now, UTC)
        await give_up_old_pictures(storage.requests, now=clock())
        house = asyncio.create_task(keep_house(storage.requests, clock=clock))
        stack.callback(house.cancel)
        limits = MediaLimits(size_bytes=settings.photo_limit_mb * 2**20)
        reader = load_mood_reader(detector=settings.detector, limits=limits)
        readers = MoodReaderThreads(reader, threads=settings.workers)
        stack.callback(readers.close)
        commands = command_specs()
        pace = Pace(settings.photos_at_once)

        def voices_of(catalogue: Catalogue) -> Voices:
            conversation = _conversation(
                settings, storage, readers, catalogue=catalogue, commands=commands, pace=pace
            )
            inline = InlineSongs(Recommender(catalogue), catalogue)
            return Voices(conversation.answer, Completions(catalogue).complete, inline.answer)

        shelf = Shelf(settings, voices_of)
        parts = _ForChats(
            commands,
            shelf.complete,
            shelf.answer_inline,
            _guests(settings).admits,
            storage.places.move,
        )
        page = WebChat(
            page_texts(),
            commands=commands,
            complete=parts.complete,
            allowed_hosts=_page_hosts(settings),
            limits=WebLimits(photo_bytes=limits.size_bytes),
        )
        others, routes = _other_chats(settings, parts)
        chats = {Platform.WEB: page, **others}
        inbox = Inbox(shelf, chats=chats, storage=storage, pace=pace)
        server = HttpServer(settings.web_host, settings.web_port, [*page.routes(), *routes])
        await server.start()
        stack.push_async_callback(server.close)
        # Where a platform ended everything, nothing was closed before.
        stack.push_async_callback(inbox.close, grace_s=0)
        yield chats, inbox, shelf, settings.page_url_at(server.port)


def _conversation(
    settings: Settings,
    storage: Storage,
    readers: MoodReaders,
    *,
    catalogue: Catalogue,
    commands: tuple[CommandSpec, ...],
    pace: Pace,
) -> Discretion:
    recommender = Recommender(catalogue)
    clock = partial(datetime.now, UTC)
    offers = Offers(recommender, storage=storage, clock=clock)
    pictures = Pictures(
        readers,
        at_once=settings.photos_at_once,
        largest_bytes=settings.photo_limit_mb * 2**20,
        pace=pace,
    )
    company = Company(offers, storage=storage, help_url=settings.help_url)
    router = Router(
        photos=Photos(pictures, offers, storage=storage, clock=clock),
        words=Words(offers, help_url=settings.help_url),
        reactions=Reactions(offers, recommender, storage=storage, clock=clock),
        opening=Opening(offers, storage=storage, commands=commands),
        others=(
            company,
            Seeds(catalogue, storage=storage, clock=clock),
            Taste(catalogue, storage=storage),
            Preferences(storage),
            Diary(storage, clock=clock),
            Playlists(storage, help_url=settings.help_url),
            Places(storage),
            Rights(storage, clock=clock),
        ),
        commands=commands,
    )
    return Discretion(router, company)


def _page_hosts(settings: Settings) -> frozenset[str]:
    return frozenset({"127.0.0.1", "localhost", "::1", settings.web_host, *settings.web_names})


def _other_chats(
    settings: Settings, parts: _ForChats
) -> tuple[dict[Platform, Chat], Sequence[web.AbstractRouteDef]]:
    """The chats, and what they add to our server.

    A platform without a token is off, and its library is not even loaded.
    """
    chats: dict[Platform, Chat] = {}
    routes: Sequence[web.AbstractRouteDef] = ()
    if settings.telegram_token is not None:
        chats[Platform.TELEGRAM], routes = _telegram(settings, parts)
    if settings.discord_token is not None:
        from adapters.chat.discord import DiscordChat

        chats[Platform.DISCORD] = DiscordChat(
            settings.discord_token.get_secret_value(),
            commands=parts.commands,
            complete=parts.complete,
            api_url=settings.discord_api_url,
            gateway_url=settings.discord_gateway_url,
            media_hosts=settings.discord_media_hosts,
            picture_menu=picture_menu(),
            apology=apology_in,
        )
    return chats, routes


def _guests(settings: Settings) -> GuestList:
    return GuestList(settings.allowed_people, settings.allowed_places)


def _telegram(settings: Settings, parts: _ForChats) -> tuple[Chat, Sequence[web.AbstractRouteDef]]:
    from adapters.chat.telegram import TelegramChat, Webhook

    url, secret = settings.telegram_webhook_url, settings.telegram_webhook_secret
    chat = TelegramChat(
        _secret(settings.telegram_token),
        commands=parts.commands,
        apology=apology_in,
        description=profile_description(),
        short_description=profile_line(),
        base_url=settings.telegram_base_url,
        base_file_url=settings.telegram_base_file_url,
        webhook=Webhook(url, _secret(secret)) if url and secret else None,
        answer_inline=parts.answer_inline,
        admits_inline=parts.admits_inline,
        place_moved=parts.place_moved,
    )
    return chat, chat.routes()


async def telegram_state(settings: Settings) -> TelegramState:
    """What Telegram says of the bot of this token; PlatformError."""
    from adapters.chat.telegram.checkup import telegram_state

    return await telegram_state(
        _secret(settings.telegram_token),
        base_url=settings.telegram_base_url,
        base_file_url=settings.telegram_base_file_url,
    )


async def discord_state(settings: Settings) -> DiscordState:
    """What Discord says of the application of this token; PlatformError."""
    from adapters.chat.discord.checkup import discord_state

    return await discord_state(_secret(settings.discord_token), api_url=settings.discord_api_url)


def _secret(token: SecretStr | None) -> str:
    return token.get_secret_value() if token else ""


def database_state(settings: Settings) -> tuple[str | None, str | None]:
    """The revision the database has, and the one that is needed; StorageError. Makes nothing."""
    return migrate.current(settings.storage_url), migrate.newest()


def save_backup(settings: Settings, target: Path | None) -> Path:
    """Where the copy of the database is now: `target`, or a new file in the data folder.

    BackupError says why there is none.
    """
    if target is None:
        now = datetime.now(UTC)
        target = settings.backup_dir / f"mien-{now:%Y-%m-%dT%H-%M-%S}.backup"
    backup.save(settings.storage_url, target)
    return target


def restore_backup(settings: Settings, source: Path) -> Path | None:
    """Where the database that was there before is now; None if there was none. BackupError."""
    keys = existing_keys(settings)
    fingerprint = IdentityHasher(keys).fingerprint() if keys else None
    backup.check(settings.storage_url, source, fingerprint=fingerprint)
    has, _ = database_state(settings)
    saved = save_backup(settings, None) if has else None
    backup.put_back(settings.storage_url, source)
    return saved


def differences_after_upgrade() -> list[str]:
    """What a freshly migrated database lacks against the models; empty where they agree."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{folder}/check.sqlite3"
        migrate.upgrade(url)
        return migrate.check(url)
