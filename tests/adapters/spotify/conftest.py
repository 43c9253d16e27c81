"""A client on loopback."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from adapters.spotify import SpotifyClient
from adapters.spotify.api import Application, Patience
from adapters.streaming import Access
from tests.adapters.spotify.fake_spotify import (
    CLIENT_ID,
    CLIENT_SECRET,
    FakeSpotify,
    running_spotify,
)
from tests.specifications import SpotifyRequests

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


# However busy the machine of the tests is.
PATIENT = Patience(connect_s=300, answer_s=300, longest_s=300)


def application_at(url: str, *, secret: str = CLIENT_SECRET) -> Application:
    callback = "http://127.0.0.1:8080/spotify/callback"
    return Application(CLIENT_ID, secret, callback, f"{url}/v1", f"{url}/", PATIENT)


def lose_patience(client: SpotifyClient) -> None:
    """From now on it waits for nothing that hangs."""
    client._threads._longest_s = 0.05


@pytest.fixture
async def spotify(spotify_requests: SpotifyRequests) -> AsyncIterator[FakeSpotify]:
    async with running_spotify(spotify_requests) as fake:
        yield fake


@pytest.fixture
async def client(spotify: FakeSpotify) -> AsyncIterator[SpotifyClient]:
    client = SpotifyClient(application_at(spotify.url), clock=lambda: NOON)
    yield client
    client.close()


@pytest.fixture
async def access(spotify: FakeSpotify, client: SpotifyClient) -> Access:
    """Ada's."""
    spotify.person()
    return await client.redeem(spotify.code())
