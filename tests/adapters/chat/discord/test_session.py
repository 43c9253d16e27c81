"""Login and gateway over HTTP, against a server on loopback."""

import asyncio

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port
from discord.gateway import DiscordWebSocket
from discord.http import Route

from adapters.chat.discord.calls import TokenRefusedError
from adapters.chat.discord.chat import DiscordChat
from adapters.chat.message import LocalizedText
from adapters.errors import PlatformError

TOKEN = "a.good.token"  # noqa: S105 - not a secret
PICTURE_MENU = LocalizedText("Find my song")
IDENTIFY = 2
ME = {"id": "7", "username": "mien", "discriminator": "0", "avatar": None, "bot": True}
APPLICATION = {
    "id": "8",
    "name": "mien",
    "description": "",
    "icon": None,
    "rpc_origins": None,
    "summary": "",
    "verify_key": "",
    "flags": 0,
    "team": None,
    "bot_public": True,
    "bot_require_code_grant": False,
    "owner": ME,
}
GATEWAY = {
    "url": "ws://127.0.0.1:1/",
    "shards": 1,
    "session_start_limit": {
        "total": 1000,
        "remaining": 999,
        "reset_after": 0,
        "max_concurrency": 1,
    },
}
READY = {
    "op": 0,
    "t": "READY",
    "s": 1,
    "d": {
        "v": 10,
        "user": ME,
        "guilds": [],
        "session_id": "s",
        "resume_gateway_url": "ws://127.0.0.1:1/",
        "application": {"id": "8", "flags": 0},
    },
}


class FakeDiscord:
    """As much of Discord as a login needs."""

    def __init__(self):
        self.identified = asyncio.Event()
        self.closed = asyncio.Event()

    def app(self):
        app = web.Application()
        app.router.add_get("/users/@me", self._answer(ME))
        app.router.add_get("/oauth2/applications/@me", self._answer(APPLICATION))
        app.router.add_get("/applications/8/commands", self._answer([]))
        app.router.add_put("/applications/8/commands", self._answer([]))
        app.router.add_get("/gateway/bot", self._answer(GATEWAY))
        app.router.add_get("/gateway", self._gateway)
        return app

    def _answer(self, body):
        async def answer(request):
            if request.headers["Authorization"] != f"Bot {TOKEN}":
                return reply({"message": "401: Unauthorized", "code": 0}, status=401)
            return reply(body)

        return answer

    async def _gateway(self, request):
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": 45_000}})
        async for message in socket:
            if message.json()["op"] == IDENTIFY:
                await socket.send_json(READY)
                self.identified.set()
        self.closed.set()
        return socket


def reply(body, status=200):
    # The library compares the whole header, without a charset.
    response = web.json_response(body, status=status)
    response.headers["Content-Type"] = "application/json"
    return response


@pytest.fixture
async def server(monkeypatch):
    # Both addresses belong to the process: this puts them back afterwards.
    monkeypatch.setattr(Route, "BASE", Route.BASE)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", DiscordWebSocket.DEFAULT_GATEWAY)
    discord = FakeDiscord()
    async with TestServer(discord.app()) as started:
        started.discord = discord
        yield started


def chat_at(api_port, gateway_port, token=TOKEN):
    return DiscordChat(
        token,
        commands=(),
        picture_menu=PICTURE_MENU,
        apology=lambda _: "Sorry.",
        api_url=f"http://127.0.0.1:{api_port}",
        gateway_url=f"ws://127.0.0.1:{gateway_port}/gateway",
    )


async def ignore(event):
    raise AssertionError(event)


async def test_a_session_uses_the_given_addresses_and_closes_when_cancelled(server):
    running = asyncio.create_task(chat_at(server.port, server.port).run(ignore))
    async with asyncio.timeout(10):
        await server.discord.identified.wait()

        running.cancel()

        with pytest.raises(asyncio.CancelledError):
            await running
        await server.discord.closed.wait()


async def test_a_wrong_token_is_told_and_ends_the_run(server):
    with pytest.raises(TokenRefusedError) as error:
        await chat_at(server.port, server.port, "a.wrong.token").run(ignore)

    assert "wrong" not in str(error.value)


async def test_a_gateway_that_does_not_answer_is_a_platform_error(server, caplog):
    chat = chat_at(server.port, unused_port())

    with pytest.raises(PlatformError, match="gateway did not answer"):
        await chat.session(ignore)


async def test_an_api_that_does_not_answer_is_a_platform_error(server):
    with pytest.raises(PlatformError, match="not reached"):
        await chat_at(unused_port(), server.port).session(ignore)
