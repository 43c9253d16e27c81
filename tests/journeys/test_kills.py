"""The program is killed again and again while photos arrive: each gets its set, and gets it once.

TESTS_KILLED_PHOTOS=200 makes a long trial of it.
"""

import asyncio
import os
import random
import signal
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from aiohttp.test_utils import TestServer

from adapters.chat.message import Account, Platform
from adapters.storage import migrate
from adapters.storage.keys import Keys, load_or_create_keys
from adapters.storage.storage import open_storage
from adapters.values import Consent, RequestState
from bot.replies.consent import NOTICE_VERSION
from tests.adapters.chat.telegram.conftest import BOT, TOKEN, BotApi
from tests.adapters.chat.telegram.conftest import message as telegram_message
from tests.journeys.conftest import Program, start

PHOTOS = int(os.environ.get("TESTS_KILLED_PHOTOS", "12"))
BETWEEN_KILLS = 3
AFTER_A_SET_S = 0.4  # about what two photos take: every stage is hit
HEARD_WITHIN_S = 60
SEED = 20261121


@dataclass
class Crowd:
    """Listeners who agreed, each with one photo; they do what they are asked to do."""

    api: BotApi
    folder: Path
    selfie: bytes
    asked: int = 0
    taps: Counter[int] = field(default_factory=Counter)

    @property
    def url(self) -> str:
        return f"sqlite+aiosqlite:///{self.folder / 'data' / 'mien.sqlite3'}"

    @property
    def keys(self) -> Keys:
        return load_or_create_keys(self.folder / "keys" / "key")

    async def agree(self, count: int) -> None:
        (self.folder / "data").mkdir()
        await asyncio.to_thread(migrate.upgrade, self.url)
        storage = await open_storage(self.url, self.keys)
        for number in range(count):
            account = Account(Platform.TELEGRAM, str(number))
            profile = await storage.listeners.welcome(account)
            consent = Consent(NOTICE_VERSION, faces=True, given_at=datetime(2026, 1, 1, tzinfo=UTC))
            await storage.listeners.record_consent(profile.listener_id, consent)
        await storage.close()

    def send(self, count: int) -> None:
        for number in range(self.asked, self.asked + count):
            self.api.sends_photo(self.selfie, sender=person(number), chat=chat(number))
        self.asked += count

    def sets(self) -> Counter[int]:
        """How many each of them has on the screen."""
        sent = self.api.called("sendMessage")
        return Counter(
            one["chat_id"] for one in sent if one["text"].count("open.spotify.com/track/") == 5
        )

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
            asked = [one for one in lines if "I was restarted" in one["text"]]
            if len(asked) > self.taps[number]:
                self.taps[number] += 1
                [[key]] = asked[0]["reply_markup"]["inline_keyboard"]
                where = telegram_message(sender=BOT, text="asked", chat=chat(number))
                query = {"id": f"{number} {self.taps[number]}", "from": person(number)}
                pressed = {"data": key["callback_data"], "message": where, "chat_instance": "c"}
                self.api.happens(callback_query={**query, **pressed})

    def asked_whether_it_came(self) -> bool:
        return any("I was restarted" in one["text"] for one in self.api.called("sendMessage"))

    async def hear(self, sets: int) -> None:
        """Until so many of them have theirs."""
        for wanted in range(len(self.sets()) + 1, sets + 1):
            try:
                await self.api.wait_for(partial(self._have, wanted), within_s=HEARD_WITHIN_S)
            except TimeoutError:
                pytest.fail(f"no set after {self.told()}")

    def _have(self, wanted: int) -> bool:
        self.tap()
        return len(self.sets()) >= wanted

    @asynccontextmanager
    async def program(self) -> AsyncIterator[Program]:
        """Killed at the end, if it has not ended."""
        settings = {
            "MIEN_TELEGRAM_TOKEN": TOKEN,
            "MIEN_TELEGRAM_BASE_URL": f"{self.api.address}/bot",
            "MIEN_TELEGRAM_BASE_FILE_URL": f"{self.api.address}/file/bot",
            "MIEN_WORKERS": "1",
        }
        program = await asyncio.to_thread(start, self.folder, **settings)
        try:
            yield program
        finally:
            program.stop(signal.SIGKILL)

    async def is_answered(self) -> bool:
        """Whether nothing waits any more."""
        storage = await open_storage(self.url, self.keys)
        states = (RequestState.ACCEPTED, RequestState.TELLING, RequestState.AWAITING_TAP)
        waiting = [len(await storage.requests.photos(state)) for state in states]
        await storage.close()
        return sum(waiting) == 0


def person(number: int) -> dict:
    return {"id": number, "is_bot": False, "first_name": "Ada", "language_code": "en"}


def chat(number: int) -> dict:
    return {"id": number, "type": "private", "first_name": "Ada"}


@pytest.fixture
async def crowd(tmp_path: Path, selfie: bytes) -> AsyncIterator[Crowd]:
    api = BotApi()
    server = TestServer(api.app(), host="127.0.0.1")
    await server.start_server(shutdown_timeout=0, access_log=None)
    api.address = f"http://127.0.0.1:{server.port}"
    crowd = Crowd(api, tmp_path, selfie)
    await crowd.agree(PHOTOS)
    yield crowd
    await server.close()


async def test_every_photo_gets_its_set_and_none_gets_two(crowd: Crowd):
    moments = random.Random(SEED)  # noqa: S311 - nobody must be unable to guess them
    while crowd.asked < PHOTOS:
        async with crowd.program():
            crowd.send(min(BETWEEN_KILLS, PHOTOS - crowd.asked))
            await crowd.hear(len(crowd.sets()) + 1)
            await asyncio.sleep(moments.uniform(0, AFTER_A_SET_S))

    async with crowd.program() as last:
        await crowd.hear(PHOTOS)
        assert last.stop() == 0

    assert crowd.sets() == dict.fromkeys(range(PHOTOS), 1)


@pytest.mark.parametrize("heard", [True, False])
async def test_killed_while_it_answers_it_asks_whether_the_answer_came(crowd: Crowd, heard: bool):
    killed = asyncio.Event()
    async with crowd.program() as program:

        def kill(method: str, params: dict) -> None:
            if method == "sendMessage" and not killed.is_set():
                program.process.kill()
                killed.set()
                if not heard:
                    raise ConnectionResetError

        crowd.api.on_call = kill
        crowd.send(1)
        async with asyncio.timeout(HEARD_WITHIN_S):
            await killed.wait()

    async with crowd.program() as again:
        await crowd.api.wait_for(crowd.asked_whether_it_came, within_s=HEARD_WITHIN_S)
        await crowd.hear(1)
        assert again.stop() == 0

    assert crowd.sets() == {0: 1}
    assert crowd.taps == ({} if heard else {0: 1})
    assert await crowd.is_answered() is not heard
