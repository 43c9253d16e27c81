from __future__ import annotations

import asyncio
import json
import os
import tempfile
import weakref
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

import aiohttp
import pytest

from adapters.chat.message import (
    Address,
    Incoming,
    IncomingCommand,
    IncomingDocument,
    IncomingOpened,
    IncomingPhoto,
    IncomingPress,
    IncomingReaction,
    IncomingText,
    MediaReference,
    Platform,
    Reply,
    ReplyKind,
)
from adapters.chat.web.limits import WebLimits
from adapters.chat.web.tab import Tab
from adapters.errors import MediaGoneError, PlatformError
from engine.errors import MediaTooLargeError

MIB = 2**20


async def test_the_page_gives_a_cookie_that_scripts_and_other_sites_cannot_use(site):
    async with site.browser() as browser:
        await browser.load_page()

        cookie = browser.cookie
    assert len(cookie.value) >= 43
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert cookie["path"] == "/"
    assert not cookie["secure"]
    assert int(cookie["max-age"]) > 30 * 24 * 3600


async def test_the_page_comes_in_the_browsers_language(site):
    async with site.browser() as browser:
        headers = {"Accept-Language": "fr;q=0.4, de-AT"}
        async with browser.http.get(site.url, headers=headers) as response:
            page = await response.text()

    assert '<html lang="de">' in page
    assert "Lieder zu einer Stimmung in Worten" in page
    assert response.headers["Vary"] == "Accept-Language"
    assert response.headers["Content-Language"] == "de"


async def test_behind_https_the_cookie_is_secure(site):
    async with site.browser() as browser:
        headers = {"X-Forwarded-Proto": "https"}
        async with browser.http.get(site.url, headers=headers) as response:
            assert "Secure" in response.headers["Set-Cookie"]


async def test_a_reload_keeps_the_listener(site):
    async with site.opened() as (browser, tab):
        await tab.hello()
        first = await site.listening.next(IncomingOpened)
        await browser.load_page()
        async with browser.tab() as reloaded:
            await reloaded.hello()
            second = await site.listening.next(IncomingOpened)
    assert first.account == second.account
    assert first.event_id != second.event_id
    assert browser.cookie.value not in first.account.account_id


async def test_two_browsers_are_two_listeners(site):
    async with site.opened() as (_, one), site.opened() as (_, other):
        await one.hello()
        await other.hello()
        accounts = {(await site.listening.next(IncomingOpened)).account for _ in range(2)}
    assert len(accounts) == 2


@pytest.mark.parametrize(
    "origin", ["https://elsewhere.example", "http://127.0.0.1:1", "null", "http://["]
)
async def test_a_page_of_another_site_is_refused(site, origin):
    async with site.browser() as browser:
        await browser.load_page()
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            async with browser.tab(Origin=origin):
                pass
    assert refused.value.status == 403


async def test_a_foreign_name_for_our_address_is_refused(site):
    name = "rebound.example"
    async with site.browser() as browser:
        async with browser.http.get(site.url, headers={"Host": name}) as response:
            assert response.status == 403
            assert "Set-Cookie" not in response.headers
        await browser.load_page()
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            async with browser.tab(Host=name, Origin=f"http://{name}"):
                pass
    assert refused.value.status == 403


async def test_without_the_page_there_is_no_chat(site):
    async with site.browser() as browser:
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            async with browser.tab():
                pass
    assert refused.value.status == 403


async def test_a_photo_is_announced_and_fetched_when_wanted(site):
    async with site.opened() as (_, tab):
        request_id = await tab.photo(b"picture")
        event = await site.listening.next(IncomingPhoto)
        fetching = asyncio.create_task(site.chat.fetch(event.media, event.address, limit_bytes=MIB))
        assert (await tab.hears("send_photo"))["request_id"] == request_id
        await tab.upload(request_id, b"picture")

        assert await fetching == b"picture"
    assert event.media == MediaReference(request_id, 7)
    assert event.event_id.endswith(request_id)


async def test_a_document_is_announced_and_fetched_like_a_photo(site):
    async with site.opened() as (_, tab):
        request_id = await tab.say("document", size=9, name="mine.csv")
        event = await site.listening.next(IncomingDocument)
        fetched = asyncio.create_task(site.chat.fetch(event.media, event.address, limit_bytes=MIB))
        await tab.upload((await tab.hears("send_photo"))["request_id"], b"its bytes")

        assert (event.name, event.media.key) == ("mine.csv", request_id)
        assert await fetched == b"its bytes"


async def test_a_photo_waits_in_a_page_that_reconnects(site):
    async with site.browser() as browser:
        await browser.load_page()
        async with browser.tab() as tab:
            request_id = await tab.photo(b"picture")
            event = await site.listening.next(IncomingPhoto)
        fetching = asyncio.create_task(site.chat.fetch(event.media, event.address, limit_bytes=MIB))
        async with browser.tab() as tab:
            await tab.hello(holding=(request_id,))
            await tab.hears("send_photo")
            await tab.upload(request_id, b"picture")

            assert await fetching == b"picture"


async def test_an_announcement_repeated_after_a_reconnect_has_the_same_event_id(site):
    async with site.opened() as (_, tab):
        request_id = await tab.photo(b"picture")
        await tab.say("photo", request_id, size=7)

        first, second = [await site.listening.next(IncomingPhoto) for _ in range(2)]
    assert first.event_id == second.event_id


def of_two(first: bytes, second: bytes) -> dict[str, object]:
    others = [{"id": str(uuid4()), "size": len(second)}]
    return {"size": len(first), "others": others}


async def test_photos_that_were_chosen_together_are_one_event(site):
    async with site.opened() as (_, tab):
        said = of_two(b"one", b"other")
        first = await tab.say("photo", **said)
        event = await site.listening.next(IncomingPhoto)
        second = said["others"][0]["id"]
        got = []
        for media, data in ((event.media, b"one"), (event.others[0], b"other")):
            fetching = asyncio.create_task(site.chat.fetch(media, event.address, limit_bytes=MIB))
            await tab.upload((await tab.hears("send_photo"))["request_id"], data)
            got.append(await fetching)

    assert got == [b"one", b"other"]
    assert event.event_id.endswith(first)
    assert (event.media, event.others) == (MediaReference(first, 3), (MediaReference(second, 5),))


async def test_more_photos_than_fit_into_a_message_are_no_message(site_with):
    async with site_with(WebLimits(photos_at_once=1)) as site, site.opened() as (_, tab):
        await tab.say("photo", **of_two(b"one", b"other"))
        await tab.photo(b"alone")

        assert (await site.listening.next(IncomingPhoto)).media.size_bytes == 5


@asynccontextmanager
async def left_behind(site):
    """A tab that is asked for the photo of a closed one: the tab, the photo, who fetches it."""
    async with site.browser() as browser:
        await browser.load_page()
        async with browser.tab() as stays:
            await stays.hello()
            async with browser.tab() as leaves:
                request_id = await leaves.photo(b"picture")
                event = await site.listening.next(IncomingPhoto)
            fetching = asyncio.create_task(
                site.chat.fetch(event.media, event.address, limit_bytes=MIB)
            )
            assert (await stays.hears("send_photo"))["request_id"] == request_id
            yield stays, request_id, fetching


async def test_a_photo_of_a_closed_tab_is_asked_of_one_that_was_open_beside_it(site):
    async with left_behind(site) as (stays, request_id, fetching):
        await stays.upload(request_id, b"picture")

        assert await fetching == b"picture"


async def test_a_photo_of_a_closed_tab_that_no_other_has_is_gone(site):
    async with left_behind(site) as (stays, request_id, fetching):
        await stays.say("photo_gone", request_id)

        with pytest.raises(MediaGoneError):
            await fetching


async def test_a_large_photo_is_refused_by_its_announced_size(site):
    async with site.opened() as (_, tab):
        await tab.photo(b"", size=50 * MIB)
        event = await site.listening.next(IncomingPhoto)

        with pytest.raises(MediaTooLargeError) as refused:
            await site.chat.fetch(event.media, event.address, limit_bytes=10 * MIB)
    assert (refused.value.size, refused.value.limit) == (50 * MIB, 10 * MIB)


async def test_a_photo_larger_than_it_said_is_refused(site):
    async with site.opened() as (_, tab):
        request_id = await tab.photo(b"", size=1)
        event = await site.listening.next(IncomingPhoto)
        fetching = asyncio.create_task(site.chat.fetch(event.media, event.address, limit_bytes=9))
        await tab.hears("send_photo")
        await tab.upload(request_id, b"ten bytes!")

        with pytest.raises(MediaTooLargeError):
            await fetching


async def test_a_lie_beyond_the_frame_limit_is_not_read_and_the_chat_goes_on(site_with):
    limits = WebLimits(photo_bytes=1000)
    async with site_with(limits) as site, site.opened() as (browser, tab):
        request_id = await tab.photo(b"", size=1)
        event = await site.listening.next(IncomingPhoto)
        fetching = asyncio.create_task(site.chat.fetch(event.media, event.address, limit_bytes=MIB))
        await tab.hears("send_photo")
        await tab.upload(request_id, bytes(MIB))
        with pytest.raises(MediaTooLargeError):
            await fetching
        await tab.socket.receive(timeout=5)
        assert tab.socket.closed

        async with browser.tab() as again:
            await again.say("text", text="still there?")
            assert (await site.listening.next(IncomingText)).text == "still there?"


async def test_a_photo_of_a_closed_page_is_gone(site):
    async with site.opened() as (_, tab):
        await tab.photo(b"picture")
        event = await site.listening.next(IncomingPhoto)

    with pytest.raises(MediaGoneError):
        await site.chat.fetch(event.media, event.address, limit_bytes=MIB)


async def test_a_photo_that_the_page_lost_is_gone(site):
    async with site.opened() as (_, tab):
        request_id = await tab.photo(b"picture")
        event = await site.listening.next(IncomingPhoto)
        fetching = asyncio.create_task(site.chat.fetch(event.media, event.address, limit_bytes=MIB))
        await tab.hears("send_photo")
        await tab.say("photo_gone", request_id)

        with pytest.raises(MediaGoneError):
            await fetching


async def test_a_page_that_never_sends_the_bytes_is_not_waited_for(site_with):
    limits = WebLimits(upload_timeout_s=0.05)
    async with site_with(limits) as site, site.opened() as (_, tab):
        await tab.photo(b"picture")
        event = await site.listening.next(IncomingPhoto)

        with pytest.raises(MediaGoneError):
            await site.chat.fetch(event.media, event.address, limit_bytes=MIB)


async def test_a_photo_never_touches_the_disk(site, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    data = os.urandom(5 * MIB)
    async with site.opened() as (_, tab):
        request_id = await tab.photo(data)
        event = await site.listening.next(IncomingPhoto)
        fetching = asyncio.create_task(
            site.chat.fetch(event.media, event.address, limit_bytes=9 * MIB)
        )
        await tab.hears("send_photo")
        files_before = open_files()
        await tab.upload(request_id, data)

        assert await fetching == data
        assert open_files() <= files_before
    assert list(tmp_path.iterdir()) == []


def open_files() -> set[str]:
    """Regular files among the descriptors of this process, deleted ones too."""
    targets = set()
    for descriptor in Path("/proc/self/fd").iterdir():
        try:
            target = str(descriptor.readlink())
        except FileNotFoundError:
            continue
        if target.startswith("/") and not target.startswith(("/dev/", "/proc/")):
            targets.add(target)
    return targets


async def test_words_commands_presses_and_reactions_become_events(site):
    async with site.opened() as (_, tab):
        await tab.say("text", text="  a bit tired ")
        await tab.say("text", text="/Mood tired but hopeful")
        await tab.say("text", text="/unknown thing")
        await tab.say("press", action="like:1:2", message_id="m1")
        await tab.say("reaction", message_id="m1", emoji="👍", added=True)
        await tab.say("reaction", message_id="m1", emoji="👍", added=False)
        listening = site.listening

        assert (await listening.next(IncomingText)).text == "a bit tired"
        command = await listening.next(IncomingCommand)
        assert (command.name, command.argument) == ("mood", "tired but hopeful")
        unknown = await listening.next(IncomingCommand)
        assert (unknown.name, unknown.argument) == ("unknown", "thing")
        press = await listening.next(IncomingPress)
        assert (press.action, press.message_id) == ("like:1:2", "m1")
        added = [(await listening.next(IncomingReaction)).added for _ in range(2)]
    assert added == [True, False]


async def test_a_loaded_page_shows_nothing_yet_and_a_reconnected_one_does(site):
    async with site.opened() as (_, tab):
        await tab.hello()
        await tab.hello(seen=1)
        opened = [(await site.listening.next(IncomingOpened)).shows_nothing for _ in range(2)]

    assert opened == [True, False]


async def test_what_answers_a_hello_is_only_for_the_page_that_said_it(site):
    async with site.opened() as (browser, one), browser.tab() as two:
        for tab, words in ((one, "shown to one"), (two, "shown to two")):
            await tab.hello()
            event = await site.listening.next(IncomingOpened)
            await site.chat.send(event.address, Reply(words, answers=event.event_id))
        await site.chat.send(event.address, Reply("shown to both"))

        heard = [[(await tab.hears("reply"))["text"] for _ in range(2)] for tab in (one, two)]
    assert heard == [["shown to one", "shown to both"], ["shown to two", "shown to both"]]


async def test_the_browsers_language_comes_along(site):
    async with site.opened() as (_, tab):
        await tab.hello()
        assert (await site.listening.next(IncomingOpened)).locale == "en-GB"
        await tab.say("text", text="hello")
        assert (await site.listening.next(IncomingText)).locale == "en-GB"


async def test_all_tabs_of_a_listener_see_the_answer(site):
    async with site.opened() as (browser, one), browser.tab() as two:
        request_id = await one.say("text", text="hello")
        event = await site.listening.next(IncomingText)
        await site.chat.show_working(event.address, event.event_id)
        message_id = await site.chat.send(event.address, Reply("hi", answers=event.event_id))

        for tab in (one, two):
            assert (await tab.hears("working"))["request_id"] == request_id
            reply = await tab.hears("reply")
            assert (reply["id"], reply["text"]) == (message_id, "hi")
            assert reply["answers"] == request_id


async def test_nobody_else_sees_the_answer(site):
    async with site.opened() as (_, one), site.opened() as (_, stranger):
        await one.say("text", text="hello")
        event = await site.listening.next(IncomingText)
        await site.chat.send(event.address, Reply("private"))
        await stranger.say("text", text="and me?")
        other = await site.listening.next(IncomingText)
        await site.chat.send(other.address, Reply("yours"))

        assert (await stranger.hears("reply"))["text"] == "yours"


async def test_a_replacing_reply_keeps_the_message_id(site):
    async with site.opened() as (_, tab):
        await tab.say("text", text="hello")
        address = (await site.listening.next(IncomingText)).address
        first = await site.chat.send(address, Reply("one"))
        second = await site.chat.send(address, Reply("two", replaces=first))

        assert first == second
        assert [(await tab.hears("reply"))["id"] for _ in range(2)] == [first, first]


async def test_a_toast_has_no_message_id(site):
    async with site.opened() as (_, tab):
        await tab.say("text", text="hello")
        address = (await site.listening.next(IncomingText)).address

        assert await site.chat.send(address, Reply("Noted.", kind=ReplyKind.TOAST)) is None
        reply = await tab.hears("reply")
    assert (reply["kind"], reply["id"], reply["text"]) == ("toast", None, "Noted.")


async def address_of(site, browser) -> Address:
    async with browser.tab() as tab:
        await tab.say("text", text="where am I?")
        await tab.hears("stored")
    return (await site.listening.next(IncomingText)).address


async def test_replies_that_nobody_saw_come_with_the_next_page(site_with):
    limits = WebLimits(kept_replies=3)
    async with site_with(limits) as site, site.browser() as browser:
        await browser.load_page()
        address = await address_of(site, browser)
        await settled(site, address)
        for number in range(5):
            await site.chat.send(address, Reply(f"{number}"))

        async with browser.tab() as tab:
            await tab.hello()
            assert [(await tab.hears("reply"))["text"] for _ in range(3)] == ["2", "3", "4"]
        async with browser.tab() as tab:
            await tab.hello()
            await site.chat.send(address, Reply("new"))
            assert (await tab.hears("reply"))["text"] == "new"


async def settled(site, address) -> None:
    """Until the server has seen that no tab is open."""
    while site.chat._session(address).tabs:  # noqa: ASYNC110
        await asyncio.sleep(0)


async def test_a_reply_that_clears_leaves_nothing_of_before_for_a_page_that_was_away(site):
    async with site.opened() as (browser, tab):
        await tab.say("text", text="hello")
        address = (await site.listening.next(IncomingText)).address
        await site.chat.send(address, Reply("one"))
        await site.chat.send(address, Reply("forgotten", clears=True))
        async with browser.tab() as back:
            await back.hello(seen=1)

            assert (await back.hears("reply"))["text"] == "forgotten"


async def test_a_page_that_was_away_gets_what_another_tab_has_seen(site):
    async with site.opened() as (browser, tab):
        await tab.say("text", text="hello")
        address = (await site.listening.next(IncomingText)).address
        await site.chat.send(address, Reply("one"))
        seen = (await tab.hears("reply"))["order"]
        await site.chat.send(address, Reply("two"))
        async with browser.tab() as back:
            await back.hello(seen=seen)

            assert (await back.hears("reply"))["text"] == "two"


async def test_an_answer_for_a_listener_of_before_a_restart_waits_for_them(site_with):
    async with site_with() as first, first.opened() as (browser, tab):
        await tab.say("text", text="hello")
        address = (await first.listening.next(IncomingText)).address
        token = browser.cookie.value
    async with site_with() as second, second.browser() as browser:
        await second.chat.send(address, Reply("late, but here"))
        browser.http.cookie_jar.update_cookies({"mien_listener": token})
        async with browser.tab() as tab:
            await tab.hello(seen=1)

            assert (await tab.hears("reply"))["text"] == "late, but here"


async def test_a_stored_event_is_acknowledged_and_a_failed_one_refused(site_with, caplog):
    async def answer(_chat, incoming):
        if isinstance(incoming, IncomingText) and incoming.text == "fail":
            raise ValueError(incoming.event_id)

    async with site_with(answer=answer) as site, site.opened() as (_, tab):
        failing = await tab.say("text", text="fail")
        refused = await tab.hears("refused")
        going_on = await tab.say("text", text="go on")
        stored = await tab.hears("stored")
    assert (refused["request_id"], refused["reason"]) == (failing, "failed")
    assert stored["request_id"] == going_on
    assert "could not be taken" in caplog.text


async def test_a_slow_event_keeps_order_without_stopping_the_reading(site_with):
    free = asyncio.Event()
    taken: list[str] = []

    async def answer(chat, incoming):
        if incoming.text == "slow":
            await chat.fetch(photo.media, photo.address, limit_bytes=MIB)
            await free.wait()
        taken.append(incoming.text)

    async with site_with() as site, site.opened() as (_, tab):
        request_id = await tab.photo(b"picture")
        photo = await site.listening.next(IncomingPhoto)
        site.listening.answer = answer
        await tab.say("text", text="slow")
        await tab.say("text", text="quick")
        await tab.hears("send_photo")
        await tab.upload(request_id, b"picture")
        free.set()
        for _ in range(2):
            await tab.hears("stored")
    assert taken == ["slow", "quick"]


async def test_too_many_events_are_refused(site_with):
    limits = WebLimits(event_burst=3)
    async with site_with(limits) as site, site.opened() as (_, tab):
        sent = [await tab.say("text", text=f"{number}") for number in range(4)]
        refused = await tab.hears("refused")
    assert (refused["request_id"], refused["reason"]) == (sent[3], "too_fast")


async def test_too_many_waiting_events_are_refused(site_with):
    never = asyncio.Event()

    async def answer(_chat, _incoming):
        await never.wait()

    limits = WebLimits(waiting_events=2)
    async with site_with(limits, answer=answer) as site, site.opened() as (_, tab):
        sent = [await tab.say("text", text=f"{number}") for number in range(3)]
        assert (await tab.hears("refused"))["request_id"] == sent[2]


async def test_too_many_tabs_are_refused(site_with):
    limits = WebLimits(tabs_per_session=1)
    async with site_with(limits) as site, site.opened() as (browser, _):
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            async with browser.tab():
                pass
    assert refused.value.status == 429


async def test_sessions_are_bounded_and_open_ones_stay(site_with):
    limits = WebLimits(sessions=1)
    async with site_with(limits) as site, site.browser() as second:
        await second.load_page()
        async with site.opened() as (browser, _):
            with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
                async with second.tab():
                    pass
            assert refused.value.status == 503
            with pytest.raises(PlatformError):
                await site.chat.send(Address(Platform.WEB, "someone"), Reply("hello"))
        first = Address(Platform.WEB, next(iter(site.chat._sessions)).session_id)
        await settled(site, first)
        async with second.tab() as tab:
            await tab.say("text", text="now it fits")
            assert (await site.listening.next(IncomingText)).text == "now it fits"
        assert browser.cookie.value != second.cookie.value


async def test_newcomers_beyond_the_limit_are_refused_and_known_ones_stay(site_with):
    limits = WebLimits(new_sessions_per_minute=1)
    async with site_with(limits) as site, site.browser() as second:
        await second.load_page()
        async with site.opened() as (browser, _), browser.tab() as again:
            with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
                async with second.tab():
                    pass
            await again.say("text", text="I was here before")
            assert (await site.listening.next(IncomingText)).text == "I was here before"
    assert refused.value.status == 429


@pytest.mark.parametrize(
    "junk",
    [
        "",
        "nonsense",
        "[]",
        "[" * 20_000,
        '{"type": "hello"}',
        '{"type": ["hello"]}',
        json.dumps({"type": "text", "request_id": str(uuid4()), "text": 7}),
        json.dumps({"type": "text", "request_id": "short", "text": "hello"}),
        json.dumps({"type": "text", "request_id": str(uuid4()), "text": "x" * 2001}),
        json.dumps({"type": "photo", "request_id": str(uuid4()), "size": -1}),
        json.dumps({"type": "photo", "request_id": str(uuid4()), "size": True}),
        json.dumps({"type": "photo", "request_id": str(uuid4()), "size": 1, "others": 7}),
        json.dumps({"type": "photo", "request_id": str(uuid4()), "size": 1, "others": [{}]}),
        json.dumps({"type": "hello", "request_id": str(uuid4()), "holding": {"a": 1}}),
        json.dumps({"type": "press", "request_id": str(uuid4()), "action": "x" * 65}),
        json.dumps(
            {"type": "reaction", "request_id": str(uuid4()), "message_id": "m", "emoji": "👍"}
        ),
    ],
)
async def test_junk_is_ignored(site, caplog, junk):
    async with site.opened() as (_, tab):
        await tab.socket.send_str(junk)
        await tab.say("text", text="hello")

        event = await site.listening.next(Incoming)
    assert event.text == "hello"
    assert caplog.text == ""


@pytest.mark.parametrize("data", [b"", b"nobody asked for this", bytes(MIB)])
async def test_bytes_that_nobody_asked_for_end_the_connection_politely(site, caplog, data):
    async with site.opened() as (_, tab):
        request_id = await tab.photo(b"picture")
        await tab.upload(request_id, data)
        end = await end_of(tab)

    assert end.data == aiohttp.WSCloseCode.POLICY_VIOLATION
    assert caplog.text == ""


async def end_of(tab) -> aiohttp.WSMessage:
    """What closes the connection, after all that was said before."""
    while True:
        message = await tab.socket.receive(timeout=5)
        if message.type is not aiohttp.WSMsgType.TEXT:
            return message


async def test_an_answer_of_a_photo_is_taken_once(site):
    async with site.opened() as (_, tab):
        request_id = await tab.photo(b"picture")
        event = await site.listening.next(IncomingPhoto)
        fetching = asyncio.create_task(site.chat.fetch(event.media, event.address, limit_bytes=MIB))
        await tab.hears("send_photo")
        await tab.upload(request_id, b"picture")
        await fetching
        await tab.upload(request_id, b"picture")
        end = await end_of(tab)

    assert end.data == aiohttp.WSCloseCode.POLICY_VIOLATION


async def test_bytes_that_come_too_late_harm_nobody(site_with):
    limits = WebLimits(upload_timeout_s=0.05)
    async with site_with(limits) as site, site.opened() as (_, tab):
        request_id = await tab.photo(b"picture")
        event = await site.listening.next(IncomingPhoto)
        with pytest.raises(MediaGoneError):
            await site.chat.fetch(event.media, event.address, limit_bytes=MIB)
        await tab.upload(request_id, b"picture")
        await tab.say("text", text="still there?")

        assert (await site.listening.next(IncomingText)).text == "still there?"


async def test_bytes_are_not_kept_while_the_page_is_silent(site):
    socket = OneFrame()

    await site.chat._listen(None, Tab(socket, send_timeout_s=1))

    assert socket.forgotten


class Frame:
    """A binary frame whose end can be seen."""

    type = aiohttp.WSMsgType.BINARY
    data = b"nobody asked for this"


class OneFrame:
    """A socket that looks, when it is read again, whether its only frame is still kept."""

    def __init__(self) -> None:
        self.forgotten = False
        self._frame = None

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self._frame is not None:
            self.forgotten = self._frame() is None
            raise StopAsyncIteration
        frame = Frame()
        self._frame = weakref.ref(frame)
        return frame

    async def close(self, *, code):
        pass


async def test_a_huge_text_ends_the_connection_politely(site):
    async with site.opened() as (_, tab):
        await tab.say("text", text="x" * 100_000)
        message = await tab.socket.receive(timeout=5)
    assert message.data == aiohttp.WSCloseCode.MESSAGE_TOO_BIG


async def test_pages_are_let_in_only_while_someone_listens(site_with):
    async with site_with() as site, site.opened() as (browser, tab):
        running = asyncio.create_task(site.chat.run(site.listening))
        await asyncio.sleep(0)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

        assert (await tab.socket.receive(timeout=5)).data == aiohttp.WSCloseCode.GOING_AWAY
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            async with browser.tab():
                pass
    assert refused.value.status == 503
