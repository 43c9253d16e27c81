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


async def break_down(_request):
    raise OSError("a bug")


async def listen(request):
    websocket = web.WebSocketResponse(timeout=0.1)
    await websocket.prepare(request)
    try:
        async for _ in websocket:
            pass
    finally:
        await websocket.close(code=aiohttp.WSCloseCode.GOING_AWAY)
    return websocket


ROUTES = (
    web.get("/", say_hello),
    web.get("/no", fail),
    web.get("/bug", break_down),
    web.get("/socket", listen),
)


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


async def test_the_log_has_the_trace_of_a_bug_and_no_address_of_who_met_it(client, caplog):
    async with client.get("/bug") as response:
        assert response.status == 500

    assert "OSError: a bug" in caplog.text
    assert "127.0.0.1" not in caplog.text


@pytest.mark.parametrize("header", [b"bad header", b"Cookie: secret\1", b"Cookie: " + b"x" * 9000])
async def test_what_is_no_http_is_told_to_who_sent_it_and_to_no_log(server, caplog, header):
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    writer.write(b"GET / HTTP/1.1\r\n" + header + b"\r\n\r\n")

    assert b"400 Bad Request" in await reader.readline()
    writer.close()
    assert caplog.records == []


async def test_the_log_has_no_address_of_who_asks_for_an_unknown_protocol(client, caplog):
    async with client.ws_connect("/socket", protocols=["chat"]) as websocket:
        await websocket.close()

    assert "chat" in caplog.text
    assert "127.0.0.1" not in caplog.text


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
