"""One open page."""

from __future__ import annotations

import asyncio
from collections import deque

from aiohttp import WSCloseCode, web

from adapters.chat.web.frames import sign_json
from adapters.chat.web.protocol import MOST_HELD_PHOTOS, REQUEST_ID_BYTES


class Tab:
    """A websocket, the photos that its page holds, and at most one upload at a time."""

    def __init__(self, socket: web.WebSocketResponse, *, send_timeout_s: float) -> None:
        self.socket = socket
        self.locale: str | None = None
        self.hello_id: str | None = None
        self._greeted = False
        self._held: deque[str] = deque(maxlen=MOST_HELD_PHOTOS)
        self._asked: deque[str] = deque(maxlen=MOST_HELD_PHOTOS)
        self._send_timeout_s = send_timeout_s
        # One upload at a time: it bounds memory, and a frame that is too large has one owner.
        self._turn = asyncio.Lock()
        self._awaited: tuple[str, asyncio.Future[bytes | None]] | None = None

    def hold(self, *photo_ids: str) -> None:
        """The page has these photos at hand."""
        self._held.extend(each for each in photo_ids if each not in self._held)

    def greet(self, hello_id: str, *photo_ids: str) -> None:
        """The page has said which photos of before it has: no others."""
        self.hello_id = hello_id
        self._greeted = True
        self.hold(*photo_ids)

    @property
    def held(self) -> tuple[str, ...]:
        """The photos that it has, as far as known."""
        return tuple(self._held)

    @property
    def has_told(self) -> bool:
        """Whether what it does not hold is not in its page either."""
        return self._greeted and not self.socket.closed

    def drop(self, photo_id: str) -> None:
        """The page no longer has this photo."""
        if photo_id in self._held:
            self._held.remove(photo_id)
        if photo_id in self._asked:
            self._asked.remove(photo_id)
        if self._awaited and self._awaited[0] == photo_id:
            self._settle(None)

    def holds(self, photo_id: str) -> bool:
        """Whether the photo can be asked for here."""
        return not self.socket.closed and photo_id in self._held

    async def tell(self, frame: str) -> bool:
        """Whether it went out; a page that does not read in time counts as gone."""
        try:
            async with asyncio.timeout(self._send_timeout_s):
                await self.socket.send_str(frame)
        except (ConnectionError, TimeoutError):
            return False
        return True

    async def upload(self, photo_id: str) -> bytes | None:
        """The photo's bytes; None if the page left or lost it meanwhile."""
        async with self._turn:
            if not self.holds(photo_id):
                return None
            arrival: asyncio.Future[bytes | None] = asyncio.get_running_loop().create_future()
            self._awaited = (photo_id, arrival)
            self._asked.append(photo_id)
            try:
                if not await self.tell(sign_json("send_photo", photo_id)):
                    # Asked again at once, a connection that just broke would never get to end.
                    self.drop(photo_id)
                    self._greeted = False
                return await arrival
            finally:
                self._awaited = None

    def take(self, frame: bytes) -> bool:
        """Whether this binary frame was asked for; if nobody waits any more, it is dropped."""
        photo_id = frame[:REQUEST_ID_BYTES].decode("ascii", errors="replace")
        if photo_id not in self._asked:
            return False
        self._asked.remove(photo_id)
        if self._awaited and self._awaited[0] == photo_id:
            self._settle(frame[REQUEST_ID_BYTES:])
        return True

    def leave(self, error: Exception | None = None) -> None:
        """The page is gone, because of `error` if it sent too much."""
        self._held.clear()
        self._settle(error)

    async def close(self, code: WSCloseCode) -> None:
        """Ends the connection politely."""
        await self.socket.close(code=code)

    def _settle(self, outcome: bytes | Exception | None) -> None:
        if self._awaited is None or self._awaited[1].done():
            return
        if isinstance(outcome, Exception):
            self._awaited[1].set_exception(outcome)
        else:
            self._awaited[1].set_result(outcome)
