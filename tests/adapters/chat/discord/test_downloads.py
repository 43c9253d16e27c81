import json
from types import SimpleNamespace

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from adapters.chat.discord.downloads import (
    MEDIA_HOSTS,
    DeadLinkError,
    HttpDownload,
    PictureKey,
    fetch_picture,
    is_media_host,
)
from adapters.chat.message import MediaReference
from adapters.errors import MediaGoneError, PlatformError
from bot.settings import Settings
from engine.errors import MediaTooLargeError

PICTURE = b"x" * 100


class MediaHost:
    """Hands out one picture in the ways that hosts have."""

    def __init__(self):
        self.written = 0

    def app(self):
        app = web.Application()
        app.router.add_get("/whole", self.whole)
        app.router.add_get("/endless", self.endless)
        app.router.add_get("/moved", self.moved)
        app.router.add_get("/{status:\\d+}", self.refused)
        return app

    async def whole(self, request):
        assert request.headers["Accept-Encoding"] == "identity"
        return web.Response(body=PICTURE)

    async def endless(self, request):
        response = web.StreamResponse()
        response.enable_chunked_encoding()
        await response.prepare(request)
        try:
            while True:
                await response.write(b"x" * 1000)
                self.written += 1000
        except ConnectionError:
            return response

    async def moved(self, request):
        raise web.HTTPFound("/whole")

    async def refused(self, request):
        return web.Response(status=int(request.match_info["status"]))


@pytest.fixture
def media_host():
    return MediaHost()


@pytest.fixture
async def address(media_host):
    server = TestServer(media_host.app(), host="127.0.0.1")
    await server.start_server(shutdown_timeout=0, access_log=None)
    yield f"http://127.0.0.1:{server.port}"
    await server.close()


@pytest.fixture
async def download():
    download = HttpDownload()
    yield download
    await download.close()


async def test_what_fits_is_read_whole(address, download):
    assert await download(f"{address}/whole", 100) == PICTURE


async def test_what_announces_too_much_is_not_read(address, download):
    with pytest.raises(MediaTooLargeError) as error:
        await download(f"{address}/whole", 99)

    assert (error.value.size, error.value.limit) == (100, 99)


async def test_what_announces_nothing_is_cut_off(address, download):
    with pytest.raises(MediaTooLargeError) as error:
        await download(f"{address}/endless", 5000)

    assert error.value.limit == 5000
    assert error.value.size <= 5000 + 2**16


@pytest.mark.parametrize("status", [403, 404, 410])
async def test_what_is_gone_is_a_dead_link(address, download, status):
    with pytest.raises(DeadLinkError):
        await download(f"{address}/{status}", 100)


async def test_other_answers_are_a_platform_error(address, download):
    with pytest.raises(PlatformError, match="503"):
        await download(f"{address}/503", 100)


async def test_nobody_is_followed_elsewhere(address, download):
    with pytest.raises(PlatformError, match="302"):
        await download(f"{address}/moved", 100)


async def test_a_closed_download_opens_again(address, download):
    await download(f"{address}/whole", 100)
    await download.close()

    assert await download(f"{address}/whole", 100) == PICTURE


@pytest.mark.parametrize(
    ("url", "is_one"),
    [
        ("https://cdn.discordapp.com/attachments/1/2/me.png?ex=1", True),
        ("https://images-ext-1.discordapp.net/external/a/https/media.tenor.com/1.mp4", True),
        ("https://cdn.discordapp.com.evil.example/me.png", False),
        ("https://cdn.discordapp.com@evil.example/me.png", False),
        ("https://evil.example/#@cdn.discordapp.com", False),
        ("/attachments/1", False),
        ("http://cdn.discordapp.com/attachments/1/2/me.png", False),
        ("ftp://cdn.discordapp.com/me.png", False),
        ("//cdn.discordapp.com/me.png", False),
    ],
)
def test_only_discords_own_hosts_are_media_hosts(url, is_one):
    assert is_media_host(url, MEDIA_HOSTS) is is_one


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
def test_what_never_leaves_this_machine_needs_no_encryption(host):
    assert is_media_host(f"http://{host}:9000/me.png", [host.strip("[]")])
    assert not is_media_host(f"http://{host}:9000/me.png", MEDIA_HOSTS)
    assert not is_media_host(f"ftp://{host}/me.png", [host.strip("[]")])


def test_the_hosts_setting_begins_with_the_same_hosts():
    assert Settings.model_fields["discord_media_hosts"].default == MEDIA_HOSTS


async def test_a_link_without_a_message_cannot_be_had_again():
    async def dead(url, limit_bytes):
        raise DeadLinkError

    media = PictureKey("https://cdn.discordapp.com/1.png", 5).reference(None)

    with pytest.raises(MediaGoneError):
        await fetch_picture(
            SimpleNamespace(), media, limit_bytes=100, hosts=MEDIA_HOSTS, download=dead
        )


def test_references_of_earlier_versions_are_understood():
    stored = {"url": "https://a", "attachment_id": 1, "channel_id": 2, "message_id": None}

    assert PictureKey.of(MediaReference(json.dumps(stored))) == PictureKey("https://a", 1, 2)
