"""The HTTP server: one port for every part that brings routes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable

from aiohttp import web
from aiohttp.http import HttpProcessingError
from aiohttp.typedefs import Handler

from adapters.errors import PlatformError

SHUTDOWN_TIMEOUT_S = 5.0

_CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob: data:",
        "media-src blob:",
        "connect-src 'self'",
        # The one player that a listener may open inside the page.
        "frame-src https://open.spotify.com",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_SECURITY_HEADERS = {
    "Content-Security-Policy": _CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(self)",
}
# The library's loggers that write down first from which address a request came.
_NAMING_WHO_ASKED = ("aiohttp.server", "aiohttp.websocket")


class HttpServer:
    """Serves `routes` on `host`; port 0 takes any free one, `port` then tells which."""

    def __init__(self, host: str, port: int, routes: Iterable[web.AbstractRouteDef]) -> None:
        _keep_people_out_of_logs()
        self._host = host
        self._port = port
        self._sockets: set[asyncio.Task[object]] = set()
        app = web.Application(middlewares=[self._remember_socket])
        app.add_routes(routes)
        app.on_response_prepare.append(_secure)
        app.on_shutdown.append(self._leave_sockets)
        # The access log would write down who came from where.
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=SHUTDOWN_TIMEOUT_S)

    @property
    def port(self) -> int:
        """The port it listens on; before `start`, the one that was asked for."""
        addresses = self._runner.addresses
        return int(addresses[0][1]) if addresses else self._port

    async def start(self) -> None:
        """Listens from now on. PlatformError if the port cannot be had."""
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._host, self._port).start()
        except (OSError, UnicodeError) as error:  # a host name no encoder takes is a UnicodeError
            await self._runner.cleanup()
            why = error.strerror if isinstance(error, OSError) else "not a host name"
            reason = f"cannot listen on {self._host} port {self._port}: {why}"
            raise PlatformError(reason) from error

    async def close(self) -> None:
        """Takes no more, ends open websockets and lets running answers finish."""
        await self._runner.cleanup()

    @web.middleware
    async def _remember_socket(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        task = asyncio.current_task()
        if task is None or request.headers.get("Upgrade", "").lower() != "websocket":
            return await handler(request)
        self._sockets.add(task)
        try:
            return await handler(request)
        finally:
            self._sockets.discard(task)

    async def _leave_sockets(self, _app: web.Application) -> None:
        # A websocket's handler never ends by itself and would use up the whole timeout.
        sockets = tuple(self._sockets)
        for task in sockets:
            task.cancel()
        await asyncio.gather(*sockets, return_exceptions=True)


def _keep_people_out_of_logs() -> None:
    for name in _NAMING_WHO_ASKED:
        logging.getLogger(name).addFilter(_names_nobody)


def _names_nobody(record: logging.LogRecord) -> bool:
    """Makes it so; False where that cannot be done."""
    match record.args:
        case (_, *others):
            record.args = ("somebody", *others)
    # Over what is no HTTP the trace repeats what was sent, a cookie too. Who sent it is told.
    return record.exc_info is None or not isinstance(record.exc_info[1], HttpProcessingError)


async def _secure(_request: web.Request, response: web.StreamResponse) -> None:
    for name, value in _SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.pop("Server", None)
