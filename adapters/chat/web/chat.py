"""Mien in a browser page."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from aiohttp import WebSocketError, WSCloseCode, WSMessage, WSMsgType, web

from adapters.chat.message import (
    Account,
    Address,
    CommandSpec,
    Incoming,
    MediaReference,
    Platform,
    Receiver,
    Reply,
    ReplyKind,
)
from adapters.chat.web.asides import Asides
from adapters.chat.web.camera import Camera
from adapters.chat.web.door import Door
from adapters.chat.web.entrance import Entrance
from adapters.chat.web.frames import completions_json, reply_json, sign_json
from adapters.chat.web.incoming import Sender, incoming_from, request_id_of
from adapters.chat.web.limits import WebLimits, check_size
from adapters.chat.web.page import Page
from adapters.chat.web.protocol import (
    LARGEST_TEXT_FRAME,
    REQUEST_ID_BYTES,
    DocumentAnnounced,
    Hello,
    PageMessage,
    PhotoGone,
    PhotosAnnounced,
    Typing,
    page_message,
)
from adapters.chat.web.sessions import Session, Sessions
from adapters.chat.web.suggestions import Suggestions
from adapters.chat.web.tab import Tab
from adapters.chat.web.visitors import (
    LOOPBACK_HOSTS,
    check_host,
    check_origin,
    session_id_of,
)
from adapters.errors import MediaGoneError, PlatformError
from adapters.failures import whatever_fails
from engine.errors import MediaTooLargeError

log = logging.getLogger(__name__)

_HEARTBEAT_S = 25.0
_FAREWELL_S = 2.0
_DEFAULT_LIMITS = WebLimits()
_NO_ASIDES = Asides()
_OPEN_DOOR = Door()


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class _Desk:
    receive: Receiver
    group: asyncio.TaskGroup


class WebChat:
    """The page, its websocket, and a session per listener, all in memory.

    `texts` are the page's own words by language, the first for browsers that ask for none of them;
    `allowed_hosts` the names under which the page may be opened, `door` who may open it.
    """

    def __init__(  # noqa: PLR0913 - each is a choice of its own, and most have a default
        self,
        texts: Mapping[str, Mapping[str, str]],
        *,
        commands: Sequence[CommandSpec] = (),
        asides: Asides = _NO_ASIDES,
        allowed_hosts: Collection[str] = LOOPBACK_HOSTS,
        limits: WebLimits = _DEFAULT_LIMITS,
        clock: Callable[[], float] = time.monotonic,
        door: Door = _OPEN_DOOR,
    ) -> None:
        self._door = door
        page = Page(texts, commands, limits, live=asides.look is not None, camera=asides.camera)
        self._suggestions = Suggestions(asides.complete, commands)
        self._allowed_hosts = frozenset(name.lower() for name in allowed_hosts)
        self._limits = limits
        self._entrance = Entrance(page, door, allowed_hosts=self._allowed_hosts)
        # Milliseconds, so that the orders of a restarted server are beyond those pages have seen.
        first_order = int(_now().timestamp() * 1000)
        self._sessions = Sessions(limits, clock=clock, first_order=first_order)
        self._camera = Camera(
            asides.look,
            self._sessions,
            allowed_hosts=self._allowed_hosts,
            limits=limits,
            door=door,
        )
        self._desk: _Desk | None = None

    @property
    def platform(self) -> Platform:
        """The web."""
        return Platform.WEB

    def routes(self) -> list[web.RouteDef]:
        """For the HTTP server: the page, its files and its websocket."""
        return [
            *self._entrance.routes(),
            web.get("/chat", self._talk),
            *self._camera.routes(),
        ]

    async def run(self, receive: Receiver) -> None:
        """Hands every event to `receive` until cancelled; pages are let in meanwhile."""
        async with asyncio.TaskGroup() as group:
            self._desk = _Desk(receive, group)
            try:
                await asyncio.Event().wait()
            finally:
                self._desk = None
                await self._sessions.close_tabs()

    async def is_connected(self) -> bool:
        """Whether pages are let in."""
        return self._desk is not None

    async def is_member(self, account: Account, place_id: str) -> bool:
        """Never: the page has no places."""
        return False

    async def show_working(self, address: Address, event_id: str) -> None:
        """The page shows it until an answer to the event comes."""
        await self._session(address).tell(sign_json("working", request_id_of(event_id)))

    async def send(self, address: Address, reply: Reply) -> str | None:
        """Shows the reply in every open tab, or in the next that opens."""
        fades = reply.kind is ReplyKind.TOAST
        message_id = None if fades else reply.replaces or uuid4().hex
        order = self._sessions.next_order()
        answers = request_id_of(reply.answers) if reply.answers else None
        settles = [request_id_of(event_id) for event_id in reply.settles]
        frame = reply_json(
            reply, message_id=message_id, order=order, answers=answers, settles=settles
        )
        session = self._session(address)
        session.language = reply.language or session.language
        if reply.clears:
            session.discard()
        await session.deliver(order, frame, answers=answers)
        return message_id

    async def fetch(self, media: MediaReference, address: Address, *, limit_bytes: int) -> bytes:
        """Asks the page that has it. MediaGoneError; MediaTooLargeError beyond the limit."""
        limit_bytes = min(limit_bytes, self._limits.photo_bytes)
        check_size(media.size_bytes or 0, limit_bytes)
        session = self._session(address)
        try:
            async with asyncio.timeout(self._limits.upload_timeout_s):
                data = await session.upload(media.key)
        except TimeoutError as error:
            raise MediaGoneError("no page has it") from error
        check_size(len(data), limit_bytes)
        return data

    def _session(self, address: Address) -> Session:
        session = self._sessions.of(address.chat_id)
        if session is None:
            raise PlatformError("too many pages are open")
        return session

    async def _talk(self, request: web.Request) -> web.StreamResponse:
        session = self._let_in(request)
        socket = web.WebSocketResponse(
            max_msg_size=self._limits.photo_bytes + REQUEST_ID_BYTES,
            heartbeat=_HEARTBEAT_S,
            timeout=_FAREWELL_S,
            compress=False,
        )
        tab = Tab(socket, send_timeout_s=self._limits.send_timeout_s)
        if not session.join(tab):
            raise web.HTTPTooManyRequests
        try:
            await socket.prepare(request)
            await self._listen(session, tab)
        finally:
            session.leave(tab)
            tab.leave()
            if socket.prepared:
                await tab.close(WSCloseCode.GOING_AWAY)
        return socket

    def _let_in(self, request: web.Request) -> Session:
        check_host(request, self._allowed_hosts)
        check_origin(request)
        self._door.check(request)
        session_id = session_id_of(request)
        if session_id is None:
            raise web.HTTPForbidden
        if self._desk is None:
            raise web.HTTPServiceUnavailable
        if not self._sessions.admits(session_id):
            raise web.HTTPTooManyRequests
        session = self._sessions.of(session_id)
        if session is None:
            raise web.HTTPServiceUnavailable
        return session

    async def _listen(self, session: Session, tab: Tab) -> None:
        async for message in tab.socket:
            if message.type is WSMsgType.BINARY:
                await _take(tab, message.data)
            elif message.type is WSMsgType.TEXT:
                await self._hear(session, tab, message.data)
            elif _was_too_big(message):
                limit = self._limits.photo_bytes
                # How much it was is not known: the frame was not read.
                tab.leave(MediaTooLargeError(limit + 1, limit=limit, unit="bytes"))
            # While an idle page says nothing more, its last photo would stay in memory.
            del message

    async def _hear(self, session: Session, tab: Tab, frame: str) -> None:
        if len(frame) > LARGEST_TEXT_FRAME:
            await tab.close(WSCloseCode.MESSAGE_TOO_BIG)
            return
        message = page_message(frame, limits=self._limits)
        if message is None or self._desk is None:
            return
        await self._note(session, tab, message)
        if isinstance(message, Typing):
            self._desk.group.create_task(self._suggest(session, tab, message))
            return
        sender = Sender(session.session_id, tab.locale)
        incoming = incoming_from(message, sender, at=_now())
        if incoming is None:
            return
        busy = session.waiting >= self._limits.waiting_events
        if busy or not session.rate.allows():
            await tab.tell(sign_json("refused", message.request_id, reason="too_fast"))
            return
        session.waiting += 1
        self._desk.group.create_task(self._hand_over(session, tab, incoming, self._desk.receive))

    async def _note(self, session: Session, tab: Tab, message: PageMessage) -> None:
        match message:
            case Hello():
                tab.locale = message.locale
                session.greet(tab, message.request_id, *message.holding)
                await session.catch_up(tab, message.seen)
            case PhotosAnnounced(photos=photos):
                kept = (each for each in photos if each.size_bytes <= self._limits.photo_bytes)
                session.hold(tab, *(each.photo_id for each in kept))
            case DocumentAnnounced(request_id, size_bytes):
                if size_bytes <= self._limits.photo_bytes:
                    session.hold(tab, request_id)
            case PhotoGone():
                tab.drop(message.request_id)

    async def _hand_over(
        self, session: Session, tab: Tab, incoming: Incoming, receive: Receiver
    ) -> None:
        async def receive_in_turn() -> str:
            async with session.turn:
                await receive(incoming)
            return sign_json("stored", request_id)

        request_id = request_id_of(incoming.event_id)
        failed = sign_json("refused", request_id, reason="failed")
        try:
            await tab.tell(await _outcome(receive_in_turn(), incoming.event_id, instead=failed))
        finally:
            session.waiting -= 1

    async def _suggest(self, session: Session, tab: Tab, asked: Typing) -> None:
        nothing = completions_json(asked.request_id, ())
        if not session.typing_rate.allows():
            await tab.tell(nothing)
            return
        found = self._suggestions.answer(asked, locale=session.language or tab.locale)
        await tab.tell(await _outcome(found, asked.request_id, instead=nothing))


async def _outcome(work: Awaitable[str], event: str, *, instead: str) -> str:
    """The frame that comes of it; whatever goes wrong, the page must learn that nothing will."""
    with whatever_fails(log, "an event could not be taken", event=event):
        return await work
    return instead


async def _take(tab: Tab, frame: bytes) -> None:
    if not tab.take(frame):
        await tab.close(WSCloseCode.POLICY_VIOLATION)


def _was_too_big(message: WSMessage) -> bool:
    error = message.data
    return isinstance(error, WebSocketError) and error.code == WSCloseCode.MESSAGE_TOO_BIG
