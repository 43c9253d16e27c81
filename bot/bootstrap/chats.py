"""The chats that are set up, and what they add to our server."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_network

from aiohttp import web
from pydantic import SecretStr

from adapters.chat.message import (
    Admits,
    CommandSpec,
    Completer,
    InlineAnswerer,
    Looker,
    PlaceMoved,
    Platform,
)
from adapters.chat.web import Asides, Door, WebChat, WebLimits
from adapters.values import DiscordState, TelegramState
from bot.ports import Chat
from bot.replies.commands import picture_menu, profile_description, profile_line
from bot.replies.errors import apology_in
from bot.replies.page import page_texts
from bot.settings import Settings, SettingsError


@dataclass(frozen=True, slots=True)
class ForChats:
    """What the other parts do for the chats."""

    commands: tuple[CommandSpec, ...]
    complete: Completer
    answer_inline: InlineAnswerer
    admits_inline: Admits
    place_moved: PlaceMoved
    look: Looker | None


def chats_of(
    settings: Settings, parts: ForChats
) -> tuple[dict[Platform, Chat], Sequence[web.AbstractRouteDef]]:
    """The page, and each other chat that has a token; with the routes they need.

    A platform without a token is off, and its library is not even loaded. SettingsError where the
    page needs a secret and has none.
    """
    page = WebChat(
        page_texts(),
        commands=parts.commands,
        asides=Asides(parts.complete, parts.look, camera=parts.look is not None),
        allowed_hosts=_page_hosts(settings),
        limits=WebLimits(photo_bytes=settings.photo_limit_mb * 2**20),
        door=_door_of(settings),
    )
    chats: dict[Platform, Chat] = {Platform.WEB: page}
    routes: list[web.AbstractRouteDef] = [*page.routes()]
    if settings.telegram_token is not None:
        chats[Platform.TELEGRAM], more = _telegram(settings, parts)
        routes += more
    if settings.discord_token is not None:
        chats[Platform.DISCORD] = _discord(settings, parts)
    return chats, routes


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


def _door_of(settings: Settings) -> Door:
    """SettingsError where strangers would find the page open."""
    if settings.page_is_for_all:
        raise SettingsError(
            "the page would be open to everybody who reaches it: set MIEN_WEB_SECRET, which is "
            "asked for first, or have MIEN_WEB_HOST and MIEN_WEB_NAMES name this machine alone"
        )
    proxies = tuple(ip_network(each) for each in settings.web_proxies)
    return Door(_secret(settings.web_secret) or None, proxies=proxies)


def _page_hosts(settings: Settings) -> frozenset[str]:
    return frozenset({"127.0.0.1", "localhost", "::1", settings.web_host, *settings.web_names})


def _telegram(settings: Settings, parts: ForChats) -> tuple[Chat, Sequence[web.AbstractRouteDef]]:
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


def _discord(settings: Settings, parts: ForChats) -> Chat:
    from adapters.chat.discord import DiscordChat

    return DiscordChat(
        _secret(settings.discord_token),
        commands=parts.commands,
        complete=parts.complete,
        api_url=settings.discord_api_url,
        gateway_url=settings.discord_gateway_url,
        media_hosts=settings.discord_media_hosts,
        picture_menu=picture_menu(),
        apology=apology_in,
    )


def _secret(token: SecretStr | None) -> str:
    return token.get_secret_value() if token else ""
