"""Words, commands and links in private, and what is no event at all."""

from __future__ import annotations

import pytest

from adapters.chat.message import (
    Address,
    IncomingCommand,
    IncomingOpened,
    IncomingPress,
    IncomingText,
    Platform,
)
from tests.adapters.chat.telegram.fake_telegram import BOT
from tests.adapters.chat.telegram.incoming.conftest import (
    FRIEND,
    LINKS,
    heard,
    media,
    message,
    photo,
    press,
)


@pytest.mark.parametrize(
    ("text", "name", "argument"),
    [
        ("/mood happy", "mood", "happy"),
        ("/mood@MienBot tired but hopeful", "mood", "tired but hopeful"),
        ("/Mood\n😌", "mood", "😌"),
        ("/taste", "taste", ""),
    ],
)
def test_words_behind_a_slash_are_a_command(text, name, argument):
    (command,) = heard(message=message(text=text))

    assert isinstance(command, IncomingCommand)
    assert (command.name, command.argument) == (name, argument)


def test_start_opens_the_conversation():
    (opened,) = heard(message=message(text="/start link"))

    assert isinstance(opened, IncomingOpened)


def test_other_words_are_words():
    (words,) = heard(message=message(text="hello / there"))

    assert isinstance(words, IncomingText)
    assert words.text == "hello / there"


@pytest.mark.parametrize(
    "content",
    [
        {"edited_message": message(text="/mood sad")},
        {"edited_message": message(photo=photo(), caption="other words")},
        {"channel_post": message(chat={"id": -9, "type": "channel"}, text="/mood sad")},
        {"message": message(new_chat_title="Friends")},
        {"message": message(pinned_message=message(text="before"))},
        {"message": message(document=media("it", mime_type="application/pdf"), media_group_id="a")},
        {"message": message(text="Song · Somebody", via_bot=BOT)},
        {"message": message(text="hello", sender={**FRIEND, "is_bot": True})},
        {"callback_query": press(message=None, inline_message_id="i")},
    ],
    ids=[
        "edited",
        "edited caption",
        "channel",
        "service message",
        "pinned",
        "file of an album",
        "our own inline answer",
        "another bot",
        "press under an inline answer",
    ],
)
def test_what_mien_has_no_answer_to_is_no_event(content):
    assert heard(**content) == ()


def test_a_topic_of_a_private_chat_is_answered_there():
    (words,) = heard(message=message(text="hello", message_thread_id=9, is_topic_message=True))

    assert words.address == Address(Platform.TELEGRAM, "1001", reply_token="//9")


def test_a_deep_link_is_a_press_in_the_private_chat():
    (pressed,) = heard(message=message(text=f"/start {LINKS.payload_of('see:12')}"))

    assert isinstance(pressed, IncomingPress)
    assert (pressed.action, pressed.message_id) == ("see:12", None)
    assert pressed.address == Address(Platform.TELEGRAM, "1001")


@pytest.mark.parametrize("words", ["/start", "/start inline", "/start forget-yes-AAAAAAAAAAA"])
def test_a_start_that_no_link_of_ours_made_opens_the_chat(words):
    (opened,) = heard(message=message(text=words))

    assert isinstance(opened, IncomingOpened)


def test_a_selfie_in_private_without_a_picture_is_a_command():
    (command,) = heard(message=message(text="/selfie"))

    assert isinstance(command, IncomingCommand)
