"""People on Telegram who agreed, and a Telegram around the real program."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial

import pytest
from aiohttp.test_utils import TestServer

from adapters.chat.message import Account, Platform
from engine.taste import FeedbackKind
from tests.adapters.chat.telegram.fake_telegram import BOT, TOKEN, BotApi
from tests.adapters.chat.telegram.fake_telegram import message as telegram_message
from tests.journeys.conftest import Program
from tests.journeys.trial import HEARD_WITHIN_S, PHOTOS, Folder


@dataclass
class Crowd:
    """Listeners who agreed, each with one photo; they do what they are asked to do.

    Every other one likes the first song at once.
    """

    api: BotApi
    folder: Folder
    selfie: bytes
    asked: int = 0
    taps: Counter[int] = field(default_factory=Counter)
    liked: set[int] = field(default_factory=set)

    async def send(self, count: int) -> None:
        for number in range(self.asked, self.asked + count):
            self.api.sends_photo(self.selfie, sender=person(number), chat=chat(number))
        self.asked += count

    def sets(self) -> Counter[int]:
        """How many each of them has on the screen."""
        return Counter(one["chat_id"] for one in self.api.called("sendMessage") if is_set(one))

    def told(self) -> dict[int, list[dict]]:
        """What each of those who have no set yet was told."""
        told: dict[int, list[dict]] = {number: [] for number in range(self.asked)}
        for one in self.api.called("sendMessage"):
            told[one["chat_id"]].append(one)
        sets = self.sets()
        return {number: lines for number, lines in told.items() if not sets[number]}

    def tap(self) -> None:
        """Whoever is asked whether the answer came says that it did not, as often as needed."""
        for number, lines in self.told().items():
            asked = [one for one in lines if is_question(one)]
            if len(asked) > self.taps[number]:
                self.taps[number] += 1
                self._press(number, "again", asked[0], "Look again")

    def like(self) -> None:
        """Once and never again, whatever comes of it."""
        for shown in self.api.called("sendMessage"):
            number = shown["chat_id"]
            if is_set(shown) and number % 2 and number not in self.liked:
                self.liked.add(number)
                self._press(number, "like", shown, "👍 1")

    def asked_whether_it_came(self) -> bool:
        return any(is_question(one) for one in self.api.called("sendMessage"))

    async def hear(self, sets: int) -> None:
        for wanted in range(len(self.sets()) + 1, sets + 1):
            try:
                await self.api.wait_for(partial(self._have, wanted), within_s=HEARD_WITHIN_S)
            except TimeoutError:
                pytest.fail(f"no set after {self.told()}\n{self.folder.log[-3000:]}")

    async def everything_arrives(self) -> None:
        async with asyncio.timeout(HEARD_WITHIN_S):
            while self.api.updates:  # noqa: ASYNC110 - one look more is cheap
                await asyncio.sleep(0.05)

    def _have(self, wanted: int) -> bool:
        self.tap()
        self.like()
        return len(self.sets()) >= wanted

    def _press(self, number: int, what: str, on: dict, label: str) -> None:
        keys = [key for row in on["reply_markup"]["inline_keyboard"] for key in row]
        data = next(key["callback_data"] for key in keys if label in key["text"])
        where = telegram_message(sender=BOT, text="five songs", chat=chat(number))
        query = {"id": f"{number} {what} {self.taps[number]}", "from": person(number)}
        pressed = {"data": data, "message": where, "chat_instance": "c"}
        self.api.happens(callback_query={**query, **pressed})

    def program(
        self, through: Sequence[str] = (), **settings: str
    ) -> AbstractAsyncContextManager[Program]:
        return self.folder.program(
            through=through,
            **settings,
            MIEN_TELEGRAM_TOKEN=TOKEN,
            MIEN_TELEGRAM_BASE_URL=f"{self.api.address}/bot",
            MIEN_TELEGRAM_BASE_FILE_URL=f"{self.api.address}/file/bot",
        )

    async def likes(self) -> dict[int, int]:
        """How many signs each of those has given who gave any."""
        given = {number: await self.folder.given_by(account(number)) for number in range(PHOTOS)}
        assert all(one.kind is FeedbackKind.LIKE for signs in given.values() for one in signs)
        return {number: len(signs) for number, signs in given.items() if signs}


def is_set(sent: dict) -> bool:
    return sent["text"].count("open.spotify.com/track/") == 5


def is_question(sent: dict) -> bool:
    return "tap and I look again" in sent["text"]


def account(number: int) -> Account:
    return Account(Platform.TELEGRAM, str(number))


def person(number: int) -> dict:
    return {"id": number, "is_bot": False, "first_name": "Ada", "language_code": "en"}


def chat(number: int) -> dict:
    return {"id": number, "type": "private", "first_name": "Ada"}


@asynccontextmanager
async def crowd_on(folder: Folder, selfie: bytes, *, people: int) -> AsyncIterator[Crowd]:
    """So many of them, none of whom has sent anything."""
    api = BotApi()
    server = TestServer(api.app(), host="127.0.0.1")
    await server.start_server(shutdown_timeout=0, access_log=None)
    api.address = f"http://127.0.0.1:{server.port}"
    crowd = Crowd(api, folder, selfie)
    await crowd.folder.agree(account(number) for number in range(people))
    yield crowd
    await server.close()
