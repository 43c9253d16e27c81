"""Updates that Telegram brings to us, each confirmed only after it was stored."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from dataclasses import dataclass, field
from http import HTTPStatus

from aiohttp import web
from telegram import Bot, Update

from adapters.chat.message import Receiver
from adapters.chat.telegram.calls import persistently
from adapters.chat.telegram.intake import Intake
from adapters.chat.telegram.pace import Pace
from adapters.chat.telegram.updates import readable

PATH = "/telegram"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
MOST_BYTES = 2**20  # an update is a few kilobytes
# One after the other, as they happened: what a listener does next must not overtake what came
# before it. To store one takes milliseconds, so a single connection carries many a second.
CONNECTIONS = 1
_AWAY = HTTPStatus.SERVICE_UNAVAILABLE

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Webhook:
    """`url` is the public address of our route; `secret` proves that it is Telegram who calls."""

    url: str
    secret: str = field(repr=False)


class WebhookUpdates:
    """Takes updates from the route. Telegram repeats what is not answered with 200.

    `is_connected` once it knows where we are.
    """

    def __init__(self, bot: Bot, webhook: Webhook, *, intake: Intake, pace: Pace) -> None:
        self._bot = bot
        self._webhook = webhook
        self._intake = intake
        self._pace = pace
        self._receive: Receiver | None = None
        self.is_connected = False
        self._storing: set[asyncio.Task[object]] = set()

    def routes(self) -> list[web.RouteDef]:
        """The one that Telegram calls."""
        return [web.post(PATH, self._take)]

    async def run(self, receive: Receiver) -> None:
        """Tells Telegram where we are, then waits. At the end it stays told: updates wait there."""
        self._receive = receive
        try:
            await persistently(self._register, pace=self._pace)
            self.is_connected = True
            log.info("updates come to %s", self._webhook.url)
            await asyncio.Event().wait()
        finally:
            self._receive, self.is_connected = None, False
            # What is not stored by now is brought again to the next process.
            for task in self._storing:
                task.cancel()

    async def _register(self) -> None:
        await self._bot.set_webhook(
            self._webhook.url,
            secret_token=self._webhook.secret,
            allowed_updates=self._intake.wanted_updates,
            max_connections=CONNECTIONS,
            drop_pending_updates=False,
        )

    async def _take(self, request: web.Request) -> web.Response:
        if not self._is_telegram(request):
            log.warning("somebody else called the webhook")
            return web.Response(status=HTTPStatus.FORBIDDEN)
        body = await _body_of(request)
        if body is None:
            return web.Response(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        update = _update_of(body, self._bot)
        if update is None:
            return web.Response(status=HTTPStatus.BAD_REQUEST)
        return web.Response(status=await self._stored(update))

    def _is_telegram(self, request: web.Request) -> bool:
        given = request.headers.get(SECRET_HEADER, "")
        return hmac.compare_digest(given.encode(), self._webhook.secret.encode())

    async def _stored(self, update: Update) -> HTTPStatus:
        if self._receive is None:
            return _AWAY
        storing = asyncio.ensure_future(self._intake.take(update, self._receive))
        self._storing.add(storing)
        storing.add_done_callback(self._storing.discard)
        await asyncio.wait([storing])
        if storing.cancelled():
            return _AWAY
        return HTTPStatus.OK if storing.result() else HTTPStatus.INTERNAL_SERVER_ERROR


async def _body_of(request: web.Request) -> bytes | None:
    """None if it is too large."""
    body = bytearray()
    async for chunk in request.content.iter_any():
        body += chunk
        if len(body) > MOST_BYTES:
            return None
    return bytes(body)


def _update_of(body: bytes, bot: Bot) -> Update | None:
    """None for anything that is no update; one that cannot be read is empty, and so confirmed."""
    try:
        told = readable(json.loads(body))
    except (ValueError, RecursionError):
        log.warning("the webhook was brought something that is no JSON")
        return None
    return None if told is None else Update.de_json(told, bot)
