"""What is said to a listener, and on which of their pages it is seen."""

from __future__ import annotations

from adapters.chat.message import Address, IncomingOpened, IncomingText, Reply, ReplyKind
from adapters.chat.web.limits import WebLimits
from tests.adapters.chat.web.chat.conftest import settled


async def test_what_answers_a_hello_is_only_for_the_page_that_said_it(site):
    async with site.opened() as (browser, one), browser.tab() as two:
        for tab, words in ((one, "shown to one"), (two, "shown to two")):
            await tab.hello()
            event = await site.listening.next(IncomingOpened)
            await site.chat.send(event.address, Reply(words, answers=event.event_id))
        await site.chat.send(event.address, Reply("shown to both"))

        heard = [[(await tab.hears("reply"))["text"] for _ in range(2)] for tab in (one, two)]
    assert heard == [["shown to one", "shown to both"], ["shown to two", "shown to both"]]


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
