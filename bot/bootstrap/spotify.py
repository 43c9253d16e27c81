"""Spotify, where the host set it up: what waits for it, its use cases and its two pages."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from datetime import datetime

from aiohttp import web

from adapters.chat.message import Platform
from adapters.storage.storage import Storage
from bot.conversation.collection import SongCollection
from bot.conversation.spotify.desk import SpotifyDesk
from bot.conversation.spotify.doorstep import Doorstep
from bot.conversation.spotify.library import Library
from bot.conversation.spotify.linking import Linking
from bot.conversation.spotify.playing import Playing
from bot.conversation.spotify.saving import Saving
from bot.conversation.turn import UseCase
from bot.ports import Chat
from bot.settings import Settings

STATE_BYTES = 32


async def spotify_desk(
    settings: Settings, storage: Storage, *, stack: AsyncExitStack, clock: Callable[[], datetime]
) -> SpotifyDesk | None:
    """None where Spotify is not set up: then its library is not even loaded."""
    if settings.spotify_client_id is None or settings.spotify_client_secret is None:
        return None
    from adapters.spotify import Application, SpotifyClient

    application = Application(
        settings.spotify_client_id,
        settings.spotify_client_secret.get_secret_value(),
        callback_url=f"{settings.public_address}/spotify/callback",
        api_url=settings.spotify_api_url,
        accounts_url=settings.spotify_accounts_url,
    )
    client = SpotifyClient(application)
    stack.callback(client.close)
    await storage.spotify.drop_old_links(clock())
    return SpotifyDesk(client, storage.spotify, storage=storage, clock=clock)


def spotify_talk(
    desk: SpotifyDesk, settings: Settings, collection: SongCollection
) -> Sequence[UseCase]:
    """What can be said and pressed."""
    return (
        Linking(
            desk,
            address=settings.public_address,
            make_state=lambda: secrets.token_urlsafe(STATE_BYTES),
        ),
        Saving(desk),
        Playing(desk),
        Library(desk, collection),
    )


def spotify_routes(
    desk: SpotifyDesk, chats: Mapping[Platform, Chat]
) -> Sequence[web.AbstractRouteDef]:
    """The pages that a browser sees before and after Spotify."""
    from adapters.spotify import doorstep_routes

    doorstep = Doorstep(desk, chats)
    return doorstep_routes(doorstep.leaving, doorstep.returning)
