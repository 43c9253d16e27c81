"""What an answer hangs on, through storage and back."""

from __future__ import annotations

import pytest

from adapters.chat.telegram.reply_token import ReplyToken


@pytest.mark.parametrize(
    ("token", "text"),
    [
        (ReplyToken(), None),
        (ReplyToken("q1"), "q1"),
        (ReplyToken(message_id=77), "/77"),
        (ReplyToken(topic_id=9), "//9"),
        (ReplyToken("q1", topic_id=9), "q1//9"),
        (ReplyToken(message_id=77, topic_id=9), "/77/9"),
    ],
)
def test_a_token_is_short_and_comes_back(token, text):
    assert token.encode() == text
    assert ReplyToken.decode(text) == token


def test_a_reply_is_sent_even_if_the_message_is_gone():
    place = ReplyToken(message_id=77, topic_id=9).place()

    assert place["message_thread_id"] == 9
    assert place["reply_parameters"].message_id == 77
    assert place["reply_parameters"].allow_sending_without_reply


def test_what_hangs_on_nothing_is_just_sent():
    assert ReplyToken("q1").place() == {}
