"""The source that a host switches on is asked over HTTP; without a choice nobody is."""

from contextlib import AsyncExitStack
from datetime import UTC, datetime

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from adapters.metrics import Metrics
from adapters.storage import migrate
from adapters.storage.keys import load_or_create_keys
from adapters.storage.storage import open_storage
from bot.bootstrap.features import song_describer
from bot.settings import Settings
from engine.tracks import FEATURE_NAMES

SONG = "4uLU6hMCjMI75M1A2tKUQC"


def now():
    return datetime(2026, 11, 20, tzinfo=UTC)


@pytest.fixture
async def stack():
    async with AsyncExitStack() as stack:
        yield stack


@pytest.fixture
async def storage(tmp_path, stack):
    url = f"sqlite+aiosqlite:///{tmp_path / 'mien.sqlite3'}"
    migrate.upgrade(url)
    storage = await open_storage(url, load_or_create_keys(tmp_path / "key"))
    stack.push_async_callback(storage.close)
    return storage


async def answer(request):
    told = {
        "href": f"https://open.spotify.com/track/{SONG}",
        "trackTitle": "A Song",
        "artists": [{"name": "Somebody"}],
        **dict.fromkeys(FEATURE_NAMES, 0.5),
        "tempo": 120,
        "loudness": -7.5,
    }
    return web.json_response({"content": [told]})


async def test_what_the_source_says_outlives_the_program(tmp_path, storage, stack):
    app = web.Application()
    app.router.add_get("/v1/{what}", answer)
    server = await stack.enter_async_context(TestServer(app))
    settings = Settings(
        _env_file=None,
        key_file=tmp_path / "key",
        data_dir=tmp_path / "data",
        feature_source="reccobeats",
        reccobeats_url=str(server.make_url("/v1")),
    )
    metrics = Metrics()
    describer = await song_describer(settings, storage, stack=stack, meter=metrics, clock=now)
    described = await describer.describe([SONG])
    off = Settings(_env_file=None, key_file=tmp_path / "key", data_dir=tmp_path / "data")
    later = await song_describer(off, storage, stack=stack, meter=metrics, clock=now)

    assert described.songs[SONG].title == "A Song"
    assert describer.source_name == "ReccoBeats"
    told = metrics.exposition().decode()
    assert 'mien_asked_total{outcome="answered",service="reccobeats"} 1.0' in told
    assert [song.track_id for song in later.songs] == [SONG]
    assert later.source_name is None
    assert await later.describe([SONG]) is None
