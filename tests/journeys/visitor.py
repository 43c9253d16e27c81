"""A visitor of the page without a browser."""

import json
from uuid import uuid4

import aiohttp

HEARD_WITHIN_S = 30


class Page:
    """What the page's script does, without a browser; it survives a restart of the server."""

    def __init__(self, http: aiohttp.ClientSession) -> None:
        self._http = http
        self.socket: aiohttp.ClientWebSocketResponse
        self.photos: dict[str, bytes] = {}
        self._page_id = str(uuid4())

    async def load(self, url: str) -> None:
        async with self._http.get(url) as response:
            assert response.status == 200
        await self.connect(url)

    async def connect(self, url: str, *, seen: int | None = None) -> None:
        self.socket = await self._http.ws_connect(f"{url}/chat", headers={"Origin": url})
        holding = [*self.photos]
        await self.say("hello", request_id=self._page_id, holding=holding, seen=seen, locale="en")

    async def say(self, kind: str, **fields: object) -> None:
        request_id = fields.pop("request_id", None) or str(uuid4())
        await self.socket.send_json({"type": kind, "request_id": request_id, **fields})

    async def photo(self, data: bytes) -> str:
        request_id = str(uuid4())
        self.photos[request_id] = data
        await self.say("photo", request_id=request_id, size=len(data))
        return request_id

    async def document(self, data: bytes, *, name: str) -> None:
        request_id = str(uuid4())
        self.photos[request_id] = data
        await self.say("document", request_id=request_id, size=len(data), name=name)

    async def press(self, label: str, reply: dict) -> None:
        found = [one for row in reply["buttons"] for one in row if label in one["label"]]
        await self.say("press", action=found[0]["action"], message_id=reply["id"])

    async def hears(self, words: str) -> dict:
        """The next reply with these words; bytes that are asked for are sent meanwhile."""
        while True:
            message = await self.next()
            if message["type"] == "reply" and words in json.dumps(message, ensure_ascii=False):
                return message
            if message["type"] == "send_photo":
                await self.upload(message["request_id"])

    async def hears_sign(self, kind: str) -> dict:
        while True:
            message = await self.next()
            if message["type"] == kind:
                return message

    async def next(self) -> dict:
        return json.loads(await self.socket.receive_str(timeout=HEARD_WITHIN_S))

    async def upload(self, request_id: str) -> None:
        await self.socket.send_bytes(request_id.encode() + self.photos[request_id])

    async def agree(self) -> None:
        await self.press("I agree", await self.hears("I agree"))
        await self.hears("Thank you")
