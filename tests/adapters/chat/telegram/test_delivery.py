"""What differs where others read."""

from __future__ import annotations

import asyncio

import pytest

from adapters.chat.message import (
    Address,
    Audience,
    Button,
    File,
    Picture,
    Platform,
    Reply,
    ReplyKind,
)
from adapters.chat.telegram.deep_links import DeepLinks
from adapters.errors import PlatformError
from tests.adapters.chat.telegram.fake_telegram import GROUP

PRESS_GRACE_S = 1.5
IN_GROUP = Address(Platform.TELEGRAM, "-1005", Audience.EVERYONE, "/77/9", place_id="-1005")
SEE = ((Button("See it privately", "see:12", opens_private=True),),)


async def test_an_answer_in_a_group_replies_to_the_question_in_its_topic(chat, api):
    picture, file = Picture(b"png"), File("a.csv", "text/csv", b"a")

    await chat.send(IN_GROUP, Reply("Here.", pictures=(picture,), files=(file,)))

    for method in ("sendPhoto", "sendDocument", "sendMessage"):
        (sent,) = api.called(method)
        reply = {"message_id": 77, "allow_sending_without_reply": True}
        assert (sent["chat_id"], sent["message_thread_id"]) == (-1005, 9)
        assert sent["reply_parameters"] == reply


async def test_a_button_that_opens_the_private_chat_is_a_link_in_a_group(chat, api, token):
    await chat.send(IN_GROUP, Reply("I have an answer for you.", buttons=SEE))

    ((key,),) = api.called("sendMessage")[0]["reply_markup"]["inline_keyboard"]
    payload = DeepLinks(token).payload_of("see:12")
    assert key["text"] == "See it privately"
    assert key["url"] == f"https://t.me/MienBot?start={payload}"
    assert "callback_data" not in key


async def test_a_link_needs_no_bot_that_has_started(chat_of, api, inbox):
    telegram = chat_of()
    await telegram.send(IN_GROUP, Reply("I have an answer for you.", buttons=SEE))
    # Only what has run is closed again.
    running = asyncio.create_task(telegram.run(inbox.receive))
    await api.wait_for_call("getUpdates")
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)

    ((key,),) = api.called("sendMessage")[0]["reply_markup"]["inline_keyboard"]
    assert key["url"].startswith("https://t.me/MienBot?start=")


async def test_the_same_button_is_an_ordinary_one_in_private(chat, api):
    await chat.send(Address(Platform.TELEGRAM, "1001"), Reply("Yours.", buttons=SEE))

    ((key,),) = api.called("sendMessage")[0]["reply_markup"]["inline_keyboard"]
    assert key == {"text": "See it privately", "callback_data": "see:12"}


async def test_typing_is_shown_in_the_topic(chat, api):
    await chat.show_working(IN_GROUP, "31")

    (typing, *_) = await api.wait_for_call("sendChatAction")
    assert (typing["chat_id"], typing["message_thread_id"]) == (-1005, 9)


async def test_a_group_that_became_a_supergroup_is_answered_under_its_new_id(chat, api):
    api.moved[-1005] = -2007

    message_id = await chat.send(IN_GROUP, Reply("Here."))

    assert [sent["chat_id"] for sent in api.called("sendMessage")] == [-1005, -2007]
    assert message_id == "500"


async def test_messages_to_one_group_keep_apart(chat, api, naps):
    for _ in range(3):
        await chat.send(IN_GROUP, Reply("one card"))

    assert [length for length in naps.lengths_s if length in (1.0, 2.0)] == [1.0, 2.0]


async def test_messages_to_one_listener_need_not(chat, api, naps):
    for _ in range(5):
        await chat.send(Address(Platform.TELEGRAM, "1001"), Reply("one card"))

    assert 1.0 not in naps.lengths_s


async def test_what_one_alone_may_read_is_not_sent_to_a_group(chat, api):
    with pytest.raises(PlatformError, match="everyone"):
        await chat.send(IN_GROUP.read_by(Audience.SENDER), Reply("You look sad."))

    assert api.called("sendMessage") == []


async def test_a_toast_in_a_group_is_shown_to_the_one_who_pressed(chat, api, inbox, naps):
    naps.hold(PRESS_GRACE_S)
    api.presses("like:3:1", query_id="q1", chat=GROUP)
    (pressed,) = await inbox.next_events()

    await chat.send(pressed.address, Reply("x" * 300, kind=ReplyKind.TOAST))

    (answer,) = api.called("answerCallbackQuery")
    assert answer["text"] == "x" * 199 + "…"
    assert api.called("sendMessage") == []


async def test_a_toast_in_a_group_that_comes_too_late_is_not_told_to_all(chat, api, inbox):
    api.presses("like:3:1", query_id="q1", chat=GROUP)
    await api.wait_for_call("answerCallbackQuery")

    shown = await chat.send(inbox.events[0].address, Reply("Noted", kind=ReplyKind.TOAST))

    assert shown is None
    assert api.called("sendMessage") == []


async def test_a_reaction_to_our_message_in_a_group_is_heard(chat, api, inbox):
    message_id = int(await chat.send(IN_GROUP, Reply("five songs")))
    api.reacts(new="👍", chat=GROUP, message_id=message_id)
    api.reacts(old="👍", chat=GROUP, message_id=message_id)

    added, removed = await inbox.next_events(2)

    assert (added.message_id, added.added, removed.added) == (str(message_id), True, False)


async def test_nobody_hears_of_a_reaction_that_cannot_be_stored(chat, api, inbox):
    message_id = int(await chat.send(IN_GROUP, Reply("five songs")))
    inbox.failures = 3
    api.reacts(new="👍", chat=GROUP, message_id=message_id)
    api.says(text="hello")

    events = await inbox.next_events(4)

    assert [type(event).__name__ for event in events] == [*["IncomingReaction"] * 3, "IncomingText"]
    assert [sent["text"] for sent in api.called("sendMessage")] == ["five songs"]


async def test_a_reaction_to_somebody_elses_message_leaves_no_trace(chat, api, inbox):
    await chat.send(IN_GROUP, Reply("five songs"))
    api.reacts(new="👍", chat=GROUP, message_id=4000)
    api.says(text="hello")

    events = await inbox.next_events()

    assert [type(event).__name__ for event in events] == ["IncomingText"]
