"""Spotify, where the host set it up: what waits for it, its use cases and its two pages."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from aiohttp import web

from adapters.chat.message import Platform
from adapters.storage.storage import Storage
from bot.conversation.collection import SongCollection
from bot.conversation.endings import Endings
from bot.conversation.spotify.desk import SpotifyDesk
from bot.conversation.spotify.doorstep import Doorstep
from bot.conversation.spotify.library import Library
from bot.conversation.spotify.linking import Linking
from bot.conversation.spotify.playing import Playing
from bot.conversation.spotify.saving import Saving
from bot.conversation.turn import UseCase
from bot.metering import Meter, asked_of
from bot.ports import Chat
from bot.settings import Settings

if TYPE_CHECKING:
    from adapters.spotify import Application

STATE_BYTES = 32


async def spotify_desk(
    settings: Settings,
    storage: Storage,
    *,
    endings: Endings,
    stack: AsyncExitStack,
    meter: Meter,
    clock: Callable[[], datetime],
) -> SpotifyDesk | None:
    """None where Spotify is not set up: then its library is not even loaded."""
    if settings.spotify_client_id is None:
        return None
    from adapters.spotify import SpotifyClient

    client = SpotifyClient(_application(settings), around=partial(asked_of, "spotify", meter))
    stack.callback(client.close)
    await storage.spotify.drop_old_links(clock())
    return SpotifyDesk(client, storage.spotify, storage=storage, endings=endings, clock=clock)


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


async def check_spotify(settings: Settings) -> None:
    """Whether the application is one of Spotify's; SpotifyError says why not."""
    from adapters.spotify import check_application

    await check_application(_application(settings))


def _application(settings: Settings) -> Application:
    from adapters.spotify import Application

    secret = settings.spotify_client_secret
    return Application(
        settings.spotify_client_id or "",
        secret.get_secret_value() if secret else "",
        callback_url=f"{settings.public_address}/spotify/callback",
        api_url=settings.spotify_api_url,
        accounts_url=settings.spotify_accounts_url,
    )
