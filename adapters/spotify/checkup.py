"""What Spotify says of the host's application, asked once by `mien doctor`."""

from __future__ import annotations

import asyncio

from spotipy import SpotifyClientCredentials

from adapters.spotify.api import Application, TokenInHand, silence
from adapters.spotify.refusals import translated_refusals


async def check_application(application: Application) -> None:
    """SpotifySetupError if id and secret do not belong together; SpotifyError without answer."""
    await asyncio.to_thread(_check, application)


def _check(application: Application) -> None:
    silence()
    door = SpotifyClientCredentials(
        client_id=application.client_id,
        client_secret=application.client_secret,
        requests_timeout=application.timeouts,
        cache_handler=TokenInHand(),
    )
    door.OAUTH_TOKEN_URL = application.token_url
    with translated_refusals():
        door.get_access_token(as_dict=False, check_cache=False)
