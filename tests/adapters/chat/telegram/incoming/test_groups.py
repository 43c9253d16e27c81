"""In a group only what is addressed is heard: by a command, a mention or a reply."""

from __future__ import annotations

import pytest

from adapters.chat.message import (
    Address,
    Audience,
    IncomingCommand,
    IncomingOpened,
    IncomingText,
    Platform,
    Unread,
)
from adapters.chat.telegram.reply_token import ReplyToken
from tests.adapters.chat.telegram.fake_telegram import BOT, GROUP
from tests.adapters.chat.telegram.incoming.conftest import (
    FRIEND,
    LINKS,
    heard,
    in_group,
    media,
    message,
    photo,
)


def test_a_deep_link_presses_nothing_in_a_group():
    (opened,) = in_group(f"/start@MienBot {LINKS.payload_of('see:12')}")

    assert isinstance(opened, IncomingOpened)


@pytest.mark.parametrize(
    "text", ["hello", "hello @OtherBot", "/mood@OtherBot happy", "/dance", "@MienBotany hi"]
)
def test_in_a_group_what_is_not_addressed_is_left_alone(text):
    assert in_group(text) == ()


def test_in_a_group_a_photo_that_is_not_addressed_is_left_alone():
    assert in_group(photo=photo(), caption="me today") == ()


def test_an_answer_in_a_group_is_read_by_everyone_and_replies_to_the_question():
    (command,) = in_group("/mood happy")

    assert command.address == Address(
        Platform.TELEGRAM, "-1005", Audience.EVERYONE, reply_token="/77", place_id="-1005"
    )


def test_a_topic_of_a_forum_is_answered_there():
    (command,) = in_group("/mood happy", message_thread_id=9, is_topic_message=True)
    (chained,) = in_group("/mood happy", message_thread_id=9)

    assert (command.address.chat_id, command.address.reply_token) == ("-1005", "/77/9")
    assert ReplyToken.decode(chained.address.reply_token) == ReplyToken(message_id=77)


@pytest.mark.parametrize(
    ("text", "name", "argument"),
    [
        ("/mood happy", "mood", "happy"),
        ("/mood@mienbot happy", "mood", "happy"),
        ("/dance@MienBot", "dance", ""),
        ("@MienBot /mood happy", "mood", "happy"),
    ],
)
def test_commands_in_a_group(text, name, argument):
    (command,) = in_group(text)

    assert isinstance(command, IncomingCommand)
    assert (command.name, command.argument) == (name, argument)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("@MienBot tired but hopeful", "tired but hopeful"),
        ("🎹🎹 calm, @mienbot", "🎹🎹 calm,"),
        ("so @MienBot sad @MienBot", "so  sad"),
    ],
)
def test_a_mention_is_not_part_of_the_words(text, words):
    (event,) = in_group(text)

    assert isinstance(event, IncomingText)
    assert event.text == words


def test_a_reply_to_one_of_our_messages_is_addressed():
    (words,) = in_group("happy", reply_to_message=message(GROUP, BOT, text="five songs"))

    assert words.text == "happy"


def test_a_reply_to_somebody_else_is_not_addressed():
    assert in_group("happy", reply_to_message=message(GROUP, FRIEND, text="hi")) == ()


def test_what_stands_in_a_topic_that_we_opened_is_not_addressed():
    opened = {"name": "Songs", "icon_color": 1}
    opening = message(GROUP, BOT, forum_topic_created=opened)

    assert in_group("happy", reply_to_message=opening) == ()


@pytest.mark.parametrize("content", [{}, {"reply_to_message": message(GROUP, text="no picture")}])
def test_a_selfie_in_a_group_needs_a_picture(content):
    (unread,) = in_group("/selfie", **content)

    assert unread.reason is Unread.NO_PICTURE


def test_our_name_alone_opens_the_conversation():
    (opened,) = in_group("@MienBot")

    assert isinstance(opened, IncomingOpened)


@pytest.mark.parametrize(
    "content",
    [
        {"sender_chat": GROUP, "sender": {**FRIEND, "id": 1087968824, "is_bot": True}},
        {"sender_chat": {"id": -9, "type": "channel", "title": "News"}},
        {"sender": {**FRIEND, "is_bot": True}},
    ],
    ids=["anonymous admin", "channel", "bot"],
)
def test_who_has_no_private_chat_is_not_answered(content):
    text = "/mood@MienBot happy"

    assert heard(message=message(GROUP, text=text, **content)) == ()


def test_files_in_a_group_are_left_alone_even_if_addressed():
    ours = message(GROUP, BOT, text="hello")

    pdf = in_group(document=media("it", mime_type="application/pdf"), reply_to_message=ours)
    voice = in_group(voice={**media("it"), "duration": 3}, reply_to_message=ours)

    assert pdf == ()
    assert [each.reason for each in voice] == [Unread.VOICE]
