import asyncio

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from adapters import operations
from adapters.errors import StorageError
from adapters.http import HttpServer
from adapters.metrics import Metrics
from adapters.operations import operations_routes


async def holds():
    return True


async def holds_not():
    return False


async def breaks():
    raise StorageError("the disk is full")


async def hangs():
    await asyncio.Event().wait()


@pytest.fixture
async def asked():
    """Asks a server with these checks for a path; status and response body."""
    servers = []

    async def answer(path, **checks):
        server = HttpServer("127.0.0.1", 0, operations_routes(Metrics(), checks=checks))
        await server.start()
        servers.append(server)
        url = f"http://127.0.0.1:{server.port}{path}"
        async with aiohttp.ClientSession() as session, session.get(url) as response:
            return response.status, await response.read(), response.headers["Content-Type"]

    yield answer
    for server in servers:
        await server.close()


async def test_a_loop_that_turns_is_alive_whatever_else_is_wrong(asked):
    status, _, _ = await asked("/healthz", database=breaks)

    assert status == 200


async def test_it_is_ready_when_every_check_holds(asked):
    status, body, _ = await asked("/readyz", database=holds, telegram=holds)

    assert status == 200
    assert body == b'{"ready": true, "database": true, "telegram": true}'


@pytest.mark.parametrize("check", [holds_not, breaks, hangs])
async def test_one_check_that_fails_breaks_or_hangs_is_named(asked, monkeypatch, check):
    monkeypatch.setattr(operations, "_CHECKED_WITHIN_S", 0.05)

    status, body, _ = await asked("/readyz", database=check, telegram=holds)

    assert status == 503
    assert body == b'{"ready": false, "database": false, "telegram": true}'


async def test_the_numbers_come_as_prometheus_reads_them(asked):
    status, body, content_type = await asked("/metrics")

    names = {family.name for family in text_string_to_metric_families(body.decode())}
    assert status == 200
    assert content_type.startswith("text/plain; version=")
    assert {"mien_photos", "mien_stage_seconds", "mien_queue_depth"} <= names
