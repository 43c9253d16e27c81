"""One listener's way on Telegram, with the page in the same loop: photo, words, press, reaction."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from aiohttp.test_utils import TestServer
from pydantic import SecretStr

from adapters.chat.message import Account, Platform
from adapters.storage.keys import Keys
from adapters.storage.storage import open_storage
from bot.bootstrap import Ready, prepare, serve
from bot.settings import Settings
from engine.taste import Feedback, FeedbackKind
from tests.adapters.chat.telegram.fake_telegram import (
    BOT,
    GROUP,
    PRIVATE,
    SECRET,
    TOKEN,
    USER,
    USER_ID,
    BotApi,
    Refusal,
    entities_of,
)
from tests.adapters.chat.telegram.fake_telegram import message as telegram_message
from tests.journeys.conftest import start


@dataclass
class Journey:
    """A running program, and a listener on the loopback Bot API."""

    api: BotApi
    settings: Settings
    keys: Keys
    stop: asyncio.Event
    ready: Ready
    running: asyncio.Task[None]

    async def hears(self, words: str, *, times: int = 1) -> dict:
        """The newest message with these words, once there are so many."""
        found: list[dict] = []

        def heard() -> bool:
            found[:] = [one for one in self.api.called("sendMessage") if words in one["text"]]
            return len(found) >= times

        await self.api.wait_for(heard)
        return found[-1]

    def id_of(self, sent: dict) -> int:
        return 500 + self.api.called("sendMessage").index(sent)

    def presses(self, label: str, on: dict) -> None:
        rows = on["reply_markup"]["inline_keyboard"]
        data = next(key["callback_data"] for row in rows for key in row if key["text"] == label)
        where = telegram_message(sender=BOT, message_id=self.id_of(on), text=on["text"])
        query = {"id": f"q {label}", "from": USER, "chat_instance": "c", "data": data}
        self.api.happens(callback_query={**query, "message": where})

    async def reacts(self, emoji: str, on: dict) -> None:
        reaction = {
            "chat": PRIVATE,
            "message_id": self.id_of(on),
            "user": USER,
            "date": telegram_message()["date"],
            "old_reaction": [],
            "new_reaction": [{"type": "emoji", "emoji": emoji}],
        }
        update = self.api.happens(message_reaction=reaction)
        # Confirmed is what was stored.
        await self.api.wait_for(lambda: self.api.offsets[-1] > update["update_id"])

    async def end(self) -> list[Feedback]:
        """Ends the program; what it remembers that this listener said."""
        self.stop.set()
        await self.running
        storage = await open_storage(self.settings.storage_url, self.keys)
        listener = await storage.listeners.welcome(Account(Platform.TELEGRAM, str(USER_ID)))
        given = await storage.feedback.given(listener.listener_id)
        await storage.close()
        return list(given)


@pytest.fixture
async def api(telegram_requests) -> AsyncIterator[BotApi]:
    bot_api = BotApi()
    bot_api.on_call = telegram_requests.check
    server = TestServer(bot_api.app(), host="127.0.0.1")
    await server.start_server(shutdown_timeout=0, access_log=None)
    bot_api.address = f"http://127.0.0.1:{server.port}"
    yield bot_api
    await server.close()


@asynccontextmanager
async def running_journey(api: BotApi, folder: Path, **changes: object) -> AsyncIterator[Journey]:
    settings = Settings(
        _env_file=None,
        data_dir=folder / "data",
        key_file=folder / "keys" / "key",
        web_port=0,
        workers=1,
        telegram_token=SecretStr(TOKEN),
        telegram_base_url=f"{api.address}/bot",
        telegram_base_file_url=f"{api.address}/file/bot",
        **changes,
    )
    keys, stop = prepare(settings), asyncio.Event()
    told = asyncio.get_running_loop().create_future()
    running = asyncio.create_task(serve(settings, keys, stop=stop, ready=told.set_result))
    await asyncio.wait({running, told}, return_when=asyncio.FIRST_COMPLETED)
    yield Journey(api, settings, keys, stop, told.result(), running)
    stop.set()
    await running


@pytest.fixture
async def journey(api: BotApi, tmp_path: Path) -> AsyncIterator[Journey]:
    async with running_journey(api, tmp_path) as journey:
        yield journey


async def test_from_a_photo_to_songs_and_feedback(journey: Journey, selfie: bytes):
    api = journey.api
    api.sends_photo(selfie)
    journey.presses("👍 I agree", await journey.hears("Your picture waits"))
    songs = await journey.hears("You look happy")
    assert songs["text"].count("https://open.spotify.com/track/") == 5
    assert api.downloads == ["large"]

    api.says(text="/mood happy")
    more = await journey.hears("https://open.spotify.com/track/", times=2)
    assert more["text"].count("https://open.spotify.com/track/") == 5

    journey.presses("👎 2", songs)
    await api.wait_for_call("answerCallbackQuery", times=2)
    [edit] = await api.wait_for_call("editMessageText")
    assert edit["message_id"] == journey.id_of(songs)
    keys = [key["text"] for row in edit["reply_markup"]["inline_keyboard"] for key in row]
    assert "✓ 👎 2" in keys

    await journey.reacts("👍", more)
    given = await journey.end()

    dislikes = [sign for sign in given if sign.kind is FeedbackKind.DISLIKE]
    likes = [sign for sign in given if sign.kind is FeedbackKind.LIKE]
    assert [sign.weight for sign in dislikes] == [1.0]
    assert [sign.weight for sign in likes] == [0.25] * 5
    assert dislikes[0].track_id in songs["text"]
    assert all(sign.track_id in more["text"] for sign in likes)


async def test_a_clip_brings_its_curve_and_a_group_its_faces(
    journey: Journey, clip: bytes, two_of_her: bytes
):
    api = journey.api
    api.sends_photo(clip)
    journey.presses("👍 I agree", await journey.hears("Your picture waits"))
    await api.wait_for_call("sendPhoto")
    assert "in this order: happy" in api.called("sendPhoto")[0]["caption"]

    api.sends_photo(two_of_her)
    question = await journey.hears("Did everyone in the picture agree")
    journey.presses("👥 Everyone agreed", question)
    songs = await journey.hears("I looked at 2 faces: happy (2).")
    await api.wait_for_call("sendPhoto", times=2)
    assert songs["text"].count("https://open.spotify.com/track/") == 5
    assert "1: happy, 2: happy" in api.called("sendPhoto")[1]["caption"]


async def test_the_page_answers_beside_it(journey: Journey):
    journey.api.says(text="/help")
    await journey.hears("/mood")

    async with httpx.AsyncClient() as http:
        page = await http.get(journey.ready.page_url)

    assert journey.ready.platforms == (Platform.WEB, Platform.TELEGRAM)
    assert "<title>Mien</title>" in page.text


async def test_in_a_group_the_answer_is_a_link_into_the_private_chat(
    journey: Journey, selfie: bytes
):
    api = journey.api
    api.says(text="/start")
    await journey.hears("Hello")
    caption = "@MienBot what now?"
    api.sends_photo(selfie, chat=GROUP, caption=caption, caption_entities=entities_of(caption))

    neutral = await journey.hears("answer privately")
    ((key,),) = neutral["reply_markup"]["inline_keyboard"]
    assert neutral["chat_id"] == GROUP["id"]
    assert neutral["reply_parameters"]["message_id"] == 77
    assert key["url"].startswith("https://t.me/MienBot?start=")

    api.says(text=f"/start {key['url'].partition('?start=')[2]}")
    journey.presses("👍 I agree", await journey.hears("Your picture waits"))
    songs = await journey.hears("You look happy")
    assert songs["chat_id"] == USER_ID
    assert [sent["chat_id"] for sent in api.called("sendMessage")].count(GROUP["id"]) == 1


async def test_a_command_about_oneself_in_a_group_is_answered_behind_the_link(journey: Journey):
    api = journey.api
    api.says_in_group("/settings")

    line = await journey.hears("answer you privately")
    ((key,),) = line["reply_markup"]["inline_keyboard"]
    api.says(text=f"/start {key['url'].partition('?start=')[2]}")

    settings = await journey.hears("Explicit songs are left out.")
    assert (line["chat_id"], settings["chat_id"]) == (GROUP["id"], USER_ID)


# The library warns of its own attribute where Telegram says how long to wait.
@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
async def test_members_of_the_one_invited_group_are_answered_past_a_stranger_who_must_wait(
    api: BotApi, tmp_path: Path
):
    stranger = {"id": 2002, "is_bot": False, "first_name": "Eve"}
    api.members[stranger["id"]] = "left"
    wait = Refusal(429, "Too Many Requests: retry after 30", {"retry_after": 30})
    api.refusals["sendMessage"] = [wait]
    only_here = {"allowed_places": (f"telegram:{GROUP['id']}",), "grace_s": 0}
    async with running_journey(api, tmp_path, **only_here) as journey:
        api.says(text="let me in", sender=stranger, chat={**PRIVATE, "id": stranger["id"]})
        await api.wait_for_call("sendMessage")
        api.says_in_group("/mood@MienBot happy")
        ((key,),) = (await journey.hears("answer you privately"))["reply_markup"]["inline_keyboard"]
        api.says(text=f"/start {key['url'].partition('?start=')[2]}")

        songs = await journey.hears("https://open.spotify.com/track/")
        assert songs["chat_id"] == USER_ID


async def test_by_webhook_a_photo_is_answered_and_a_repeat_is_not(
    api: BotApi, tmp_path: Path, selfie: bytes
):
    url, secret = "https://mien.example/telegram", SecretStr(SECRET)
    changes = {"telegram_webhook_url": url, "telegram_webhook_secret": secret}
    async with running_journey(api, tmp_path, **changes) as journey, httpx.AsyncClient() as http:
        [told] = await api.wait_for_call("setWebhook")
        route = f"{journey.ready.page_url}/telegram"
        headers = {"X-Telegram-Bot-Api-Secret-Token": told["secret_token"]}

        stranger = await http.post(route, json=api.sends_photo(selfie))
        [update] = api.updates
        arrived = [await http.post(route, json=update, headers=headers) for _ in range(2)]
        notice = await journey.hears("Your picture waits")
        journey.presses("👍 I agree", notice)
        await http.post(route, json=api.updates[-1], headers=headers)
        await journey.hears("You look happy")
        await http.post(route, json=api.says(text="/help"), headers=headers)
        await journey.hears("/mood")

    texts = [sent["text"] for sent in api.called("sendMessage")]
    assert stranger.status_code == 403
    assert [response.status_code for response in arrived] == [200, 200]
    assert sum("You look happy" in text for text in texts) == 1
    assert sum("Your picture waits" in text for text in texts) == 1
    assert told["url"] == url
    assert api.called("getUpdates") == []


async def test_a_photo_that_was_fetched_before_a_kill_is_answered_by_the_next_process(
    api: BotApi, tmp_path: Path, selfie: bytes
):
    settings = {
        "MIEN_TELEGRAM_TOKEN": TOKEN,
        "MIEN_TELEGRAM_BASE_URL": f"{api.address}/bot",
        "MIEN_TELEGRAM_BASE_FILE_URL": f"{api.address}/file/bot",
    }
    killed = await asyncio.to_thread(start, tmp_path, **settings)
    api.says(text="/start")
    await api.wait_for_call("sendMessage")
    api.presses("agree", query_id="q1")
    await api.wait_for_call("sendMessage", times=2)
    api.hold_downloads = asyncio.Event()
    update = api.sends_photo(selfie)
    await api.wait_for(lambda: api.downloads and api.offsets[-1] > update["update_id"])
    killed.stop(signal.SIGKILL)
    answered_before = len(api.called("sendMessage"))
    api.hold_downloads.set()

    again = await asyncio.to_thread(start, tmp_path, **settings)
    try:
        sent = await api.wait_for_call("sendMessage", times=answered_before + 1)
    finally:
        again.stop()

    songs = [one["text"] for one in sent if "You look happy" in one["text"]]
    assert len(songs) == 1
    assert songs[0].count("https://open.spotify.com/track/") == 5
