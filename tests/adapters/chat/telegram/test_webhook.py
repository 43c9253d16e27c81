"""Updates that Telegram brings, over real HTTP both ways."""

from __future__ import annotations

import asyncio
import json
from io import BytesIO
from itertools import count

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from adapters.chat.message import Card, IncomingPhoto, Link, Reply, ReplyKind
from adapters.chat.telegram import Webhook
from adapters.chat.telegram.webhook import MOST_BYTES, PATH, SECRET_HEADER
from engine.errors import MediaTooLargeError
from tests.adapters.chat.telegram.fake_telegram import BOT, GROUP, PRIVATE, SECRET, USER, message

HOOK = Webhook("https://mien.example/telegram", SECRET)
PRESS_GRACE_S = 1.5
TOO_LARGE = 20_000_001
AFTER_THE_END_OF_TIME = json.dumps({"update_id": 1, "message": {**message(), "date": 10**20}})


class Telegram:
    """Brings updates to the bot, as Telegram does."""

    def __init__(self, http, url) -> None:
        self._http = http
        self._url = url
        self._update_ids = count(9000)

    async def brings(self, **content) -> int:
        """The status it is answered with."""
        return await self.brings_again({"update_id": next(self._update_ids), **content})

    async def brings_again(self, update) -> int:
        return await self.posts(json.dumps(update))

    async def posts(self, body, *, secret=SECRET) -> int:
        headers = {SECRET_HEADER: secret} if secret is not None else {}
        async with self._http.post(self._url, data=body, headers=headers) as response:
            return response.status


@pytest.fixture
async def bot(chat_of):
    """A bot with a webhook, not yet running."""
    return chat_of(webhook=HOOK)


@pytest.fixture
async def telegram(bot):
    app = web.Application()
    app.add_routes(bot.routes())
    server = TestServer(app, host="127.0.0.1")
    await server.start_server(shutdown_timeout=0, access_log=None)
    async with ClientSession() as http:
        yield Telegram(http, str(server.make_url(PATH)))
    await server.close()


@pytest.fixture
async def chat(bot, api, inbox):
    running = asyncio.create_task(bot.run(inbox.receive))
    await api.wait_for_call("setWebhook")
    yield bot
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


def photo(size):
    ids = {"file_id": "large", "file_unique_id": "u", "file_size": size}
    return [{**ids, "width": 960, "height": 960}]


def reaction(*, old="", new=""):
    kinds = [[{"type": "emoji", "emoji": one} for one in emoji] for emoji in (old, new)]
    where = {"chat": PRIVATE, "message_id": 500, "user": USER, "date": 1795262400}
    return {**where, "old_reaction": kinds[0], "new_reaction": kinds[1]}


async def test_telegram_is_told_where_we_are(chat, api):
    (told,) = api.called("setWebhook")

    assert told["url"] == "https://mien.example/telegram"
    assert told["secret_token"] == SECRET
    assert set(told["allowed_updates"]) == {
        "message",
        "callback_query",
        "message_reaction",
        "inline_query",
    }
    assert told["max_connections"] == 1
    assert "getUpdates" not in {call.method for call in api.calls}


def test_the_secret_is_in_no_repr():
    assert SECRET not in repr(HOOK)


def test_without_a_webhook_there_is_no_route(chat_of):
    assert list(chat_of().routes()) == []


async def test_from_a_photo_to_a_reaction_taken_back(chat, api, inbox, telegram, naps):
    naps.hold(PRESS_GRACE_S)
    api.files["large"] = b"jpeg bytes"
    card = Card("Song", ("Somebody",), "fits", links=(Link("Spotify", "https://a.test"),))

    assert await telegram.brings(message=message(photo=photo(10))) == 200
    (sent,) = inbox.events
    data = await chat.fetch(sent.media, sent.address, limit_bytes=1000)
    shown = await chat.send(sent.address, Reply("You look happy.", cards=(card,)))
    ours = message(sender=BOT, message_id=int(shown), text="five songs")
    query = {"id": "q1", "from": USER, "chat_instance": "c", "data": "like:3:1", "message": ours}
    assert await telegram.brings(callback_query=query) == 200
    await chat.send(inbox.events[1].address, Reply("Noted", kind=ReplyKind.TOAST))
    assert await telegram.brings(message_reaction=reaction(new="👍")) == 200
    assert await telegram.brings(message_reaction=reaction(old="👍")) == 200

    assert data == b"jpeg bytes"
    assert [sent["chat_id"] for sent in api.called("sendMessage")] == [1001]
    assert api.called("answerCallbackQuery") == [{"callback_query_id": "q1", "text": "Noted"}]
    assert inbox.events[1].action == "like:3:1"
    assert [event.added for event in inbox.events[2:]] == [True, False]


async def test_a_gif_an_album_and_what_is_too_large(chat, api, inbox, telegram):
    gif = {"file_id": "gif", "file_unique_id": "u", "width": 9, "height": 9, "duration": 3}
    document = {"file_id": "d", "file_unique_id": "v", "mime_type": "video/mp4"}
    await telegram.brings(message=message(animation=gif, document=document))
    for size in (10, TOO_LARGE):
        await telegram.brings(message=message(photo=photo(size), media_group_id="g"))

    events = inbox.events
    assert all(isinstance(event, IncomingPhoto) for event in events)
    assert [event.media.key for event in events] == ["gif", "large", "large"]
    assert [event.album_id for event in events] == [None, "g", "g"]
    with pytest.raises(MediaTooLargeError):
        await chat.fetch(events[2].media, events[2].address, limit_bytes=TOO_LARGE)
    assert api.called("getFile") == []


async def test_a_mention_in_a_group_is_heard(chat, inbox, telegram):
    entity = {"type": "mention", "offset": 0, "length": 8}
    asked = message(chat=GROUP, text="@MienBot calm", entities=[entity])

    assert await telegram.brings(message=asked) == 200
    assert [event.text for event in inbox.events] == ["calm"]


async def test_an_inline_query_is_answered(chat, api, telegram, inbox):
    query = {"id": "i1", "from": USER, "query": "calm piano", "offset": ""}

    assert await telegram.brings(inline_query=query) == 200
    (answer,) = await api.wait_for_call("answerInlineQuery")
    assert answer["inline_query_id"] == "i1"
    assert inbox.events == []


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", "é"])
async def test_whoever_does_not_know_the_secret_is_turned_away(chat, inbox, telegram, secret):
    update = json.dumps({"update_id": 1, "message": message(text="hello")})

    assert await telegram.posts(update, secret=secret) == 403
    assert inbox.events == []


@pytest.mark.parametrize(
    "body",
    ["", "{", "[]", "null", "7", '{"update_id": "1"}', '{"message": 3}', "{}"],
)
async def test_what_is_no_update_is_refused(chat, inbox, telegram, body):
    assert await telegram.posts(body) == 400
    assert inbox.events == []


@pytest.mark.parametrize("body", ['{"update_id": 1, "message": 3}', AFTER_THE_END_OF_TIME])
async def test_an_update_that_cannot_be_read_is_not_asked_for_again(chat, inbox, telegram, body):
    assert await telegram.posts(body) == 200
    assert inbox.events == []


async def test_bytes_that_are_no_text_are_refused(chat, inbox, telegram):
    assert await telegram.posts(b"\xff\xfe\x00\xd8") == 400


async def test_what_is_too_large_is_refused(chat, telegram):
    assert await telegram.posts(BytesIO(b" " * (MOST_BYTES + 1))) == 413


async def test_what_is_not_stored_is_brought_again_with_the_same_id(chat, inbox, telegram):
    inbox.failures = 1
    update = {"update_id": 9500, "message": message(text="hello")}

    assert await telegram.brings_again(update) == 500
    assert await telegram.brings_again(update) == 200
    assert await telegram.brings_again(update) == 200
    assert {event.event_id for event in inbox.events} == {"9500"}


async def test_after_three_failures_it_is_given_up_with_an_apology(chat, api, inbox, telegram):
    inbox.failures = 3
    update = {"update_id": 9500, "message": message(text="poison")}

    assert [await telegram.brings_again(update) for _ in range(3)] == [500, 500, 200]
    assert [sent["text"] for sent in api.called("sendMessage")] == ["sorry"]


async def test_an_update_is_confirmed_only_after_it_was_stored(chat, inbox, telegram):
    inbox.gate = asyncio.Event()
    bringing = asyncio.create_task(telegram.brings(message=message(text="hello")))
    await inbox.next_events()
    confirmed_before = bringing.done()

    inbox.gate.set()

    assert (confirmed_before, await bringing) == (False, 200)


async def test_before_the_start_updates_wait_at_telegram(telegram, inbox):
    assert await telegram.brings(message=message(text="hello")) == 503
    assert inbox.events == []


async def test_at_the_end_the_webhook_stays_and_what_is_not_stored_is_brought_again(
    bot, api, inbox, telegram
):
    inbox.gate = asyncio.Event()
    running = asyncio.create_task(bot.run(inbox.receive))
    await api.wait_for_call("setWebhook")
    bringing = asyncio.create_task(telegram.brings(message=message(text="hello")))
    await inbox.next_events()

    running.cancel()
    await asyncio.gather(running, return_exceptions=True)

    assert await bringing == 503
    assert api.webhook_url == "https://mien.example/telegram"
    assert api.called("deleteWebhook") == []


async def test_it_is_connected_once_telegram_knows_where_we_are(bot, api, inbox):
    before = await bot.is_connected()
    running = asyncio.create_task(bot.run(inbox.receive))
    async with asyncio.timeout(5):
        while not await bot.is_connected():  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0)
    registered = api.webhook_url
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)

    assert not before
    assert registered == "https://mien.example/telegram"
    assert not await bot.is_connected()
