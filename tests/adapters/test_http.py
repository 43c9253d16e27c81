from __future__ import annotations

import asyncio
import socket

import aiohttp
import pytest
from aiohttp import web

from adapters.errors import PlatformError
from adapters.http import HttpServer


async def say_hello(_request):
    return web.Response(text="hello")


async def fail(_request):
    raise web.HTTPForbidden


async def listen(request):
    websocket = web.WebSocketResponse(timeout=0.1)
    await websocket.prepare(request)
    try:
        async for _ in websocket:
            pass
    finally:
        await websocket.close(code=aiohttp.WSCloseCode.GOING_AWAY)
    return websocket


ROUTES = (web.get("/", say_hello), web.get("/no", fail), web.get("/socket", listen))


@pytest.fixture
async def server():
    server = HttpServer("127.0.0.1", 0, ROUTES)
    await server.start()
    yield server
    await server.close()


@pytest.fixture
async def client(server):
    async with aiohttp.ClientSession(f"http://127.0.0.1:{server.port}") as client:
        yield client


async def test_port_zero_tells_the_port_it_found(server, client):
    async with client.get("/") as response:
        assert await response.text() == "hello"
    assert server.port > 0


@pytest.mark.parametrize("path", ["/", "/no", "/missing"])
async def test_every_answer_forbids_foreign_scripts_and_frames(client, path):
    async with client.get(path) as response:
        policy = response.headers["Content-Security-Policy"].split("; ")
        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
        assert "frame-src https://open.spotify.com" in policy
        assert "frame-ancestors 'none'" in policy
        assert not any("unsafe" in each or "*" in each for each in policy)
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert response.headers["Permissions-Policy"] == "camera=(self)"


async def test_answers_do_not_name_the_server_software(client):
    async with client.get("/") as response:
        assert "aiohttp" not in response.headers.get("Server", "")


async def test_a_taken_port_is_named_in_the_error():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PlatformError, match=str(port)):
            await HttpServer("127.0.0.1", port, ROUTES).start()


async def test_closing_ends_open_websockets(server, client):
    async with client.ws_connect("/socket") as websocket:
        closing = asyncio.create_task(server.close())
        message = await websocket.receive(timeout=5)
        await closing
    assert message.type is aiohttp.WSMsgType.CLOSE
    assert message.data == aiohttp.WSCloseCode.GOING_AWAY


async def test_a_closed_server_takes_no_more(client, server):
    await server.close()

    with pytest.raises(aiohttp.ClientConnectionError):
        await client.get("/")


async def test_a_name_that_cannot_be_a_host_is_a_platform_error():
    server = HttpServer("x" * 64 + ".example", 0, [])

    with pytest.raises(PlatformError, match="cannot listen on"):
        await server.start()
