"""What a host's own tools ask: is it alive, is it ready, and its numbers."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence

from aiohttp import web

from adapters.errors import AdapterError
from adapters.metrics import CONTENT_TYPE, Metrics

log = logging.getLogger(__name__)

Check = Callable[[], Awaitable[bool]]

_CHECKED_WITHIN_S = 5.0


def operations_routes(
    metrics: Metrics, *, checks: Mapping[str, Check]
) -> Sequence[web.AbstractRouteDef]:
    """`/healthz` (the loop turns), `/readyz` (all `checks` hold), `/metrics`."""

    async def health(_request: web.Request) -> web.Response:
        return web.json_response({"alive": True})

    async def readiness(_request: web.Request) -> web.Response:
        verdicts = await asyncio.gather(*(_holds(name, check) for name, check in checks.items()))
        ready = all(verdicts)
        body = {"ready": ready, **dict(zip(checks, verdicts, strict=True))}
        return web.json_response(body, status=200 if ready else 503)

    async def numbers(_request: web.Request) -> web.Response:
        return web.Response(body=metrics.exposition(), headers={"Content-Type": CONTENT_TYPE})

    return [
        web.get("/healthz", health),
        web.get("/readyz", readiness),
        web.get("/metrics", numbers),
    ]


async def _holds(name: str, check: Check) -> bool:
    try:
        async with asyncio.timeout(_CHECKED_WITHIN_S):
            return await check()
    except (AdapterError, TimeoutError) as error:
        log.warning("not ready: %s (%s)", name, type(error).__name__)
        return False
