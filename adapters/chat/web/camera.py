"""What the page's camera sees, answered picture by picture; nothing of it is kept."""

from __future__ import annotations

import json
import logging
from collections.abc import Collection
from dataclasses import asdict

from aiohttp import web

from adapters.chat.message import Account, LiveView, Looker, Platform
from adapters.chat.web.door import Door
from adapters.chat.web.limits import WebLimits
from adapters.chat.web.sessions import Session, Sessions
from adapters.chat.web.visitors import check_host, check_origin, session_id_of
from adapters.errors import AdapterError

log = logging.getLogger(__name__)

_BUSY = LiveView(wait_s=1.0)


class Camera:
    """Looks at one picture of a page at a time: the next comes when it was answered."""

    def __init__(
        self,
        look: Looker | None,
        sessions: Sessions,
        *,
        allowed_hosts: Collection[str],
        limits: WebLimits,
        door: Door,
    ) -> None:
        self._look = look
        self._sessions = sessions
        self._allowed_hosts = allowed_hosts
        self._limits = limits
        self._door = door
        self._in_hand = 0

    def routes(self) -> list[web.RouteDef]:
        """None where nobody looks."""
        return [web.post("/look", self._answer)] if self._look else []

    async def _answer(self, request: web.Request) -> web.Response:
        """What is seen in the JPEG that was posted, as JSON; without one, whether it may come."""
        check_host(request, self._allowed_hosts)
        check_origin(request)
        self._door.check(request)
        session = self._open_session(request)
        picture = await self._picture(request)
        if session.is_watched or self._in_hand >= self._limits.cameras:
            return _said(_BUSY)
        session.is_watched = True
        self._in_hand += 1
        try:
            return _said(await self._seen(session, picture))
        finally:
            self._in_hand -= 1
            session.is_watched = False

    async def _seen(self, session: Session, picture: bytes) -> LiveView:
        if self._look is None:
            raise web.HTTPNotFound
        account = Account(Platform.WEB, session.session_id)
        try:
            return await self._look(account, picture, session.tabs[0].locale)
        except AdapterError:
            log.exception("the camera's picture was not looked at")
            return _BUSY

    def _open_session(self, request: web.Request) -> Session:
        """HTTPForbidden where no page is open that the picture could be of."""
        session_id = session_id_of(request)
        session = self._sessions.known(session_id) if session_id is not None else None
        if session is None or not session.tabs:
            raise web.HTTPForbidden
        return session

    async def _picture(self, request: web.Request) -> bytes:
        """In memory only. HTTPRequestEntityTooLarge."""
        limit, size = self._limits.camera_bytes, request.content_length
        if size is None:
            raise web.HTTPLengthRequired
        if size > limit:
            raise web.HTTPRequestEntityTooLarge(max_size=limit, actual_size=size)
        return await request.read()


def _said(view: LiveView) -> web.Response:
    headers = {"Cache-Control": "no-store"}
    text = json.dumps(asdict(view), ensure_ascii=False)
    return web.Response(text=text, content_type="application/json", headers=headers)
