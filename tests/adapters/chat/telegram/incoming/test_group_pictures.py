"""Pictures in a group: those addressed, and of whom."""

from __future__ import annotations

import pytest

from adapters.chat.message import Audience, IncomingPhoto, Unread
from adapters.chat.telegram.reply_token import ReplyToken
from tests.adapters.chat.telegram.fake_telegram import BOT, GROUP, entities_of
from tests.adapters.chat.telegram.incoming.conftest import FRIEND, in_group, message, photo


def test_a_photo_in_a_group_is_addressed_by_its_caption_or_as_a_reply():
    caption = "look @MienBot"
    (mentioned,) = in_group(
        photo=photo("a"), caption=caption, caption_entities=entities_of(caption)
    )
    (replied,) = in_group(photo=photo("b"), reply_to_message=message(GROUP, BOT, text="hello"))
    (commanded,) = in_group(photo=photo("c"), caption="/selfie@MienBot")

    assert [each.media.key for each in (mentioned, replied, commanded)] == ["a", "b", "c"]
    assert mentioned.address.audience is Audience.EVERYONE


@pytest.mark.parametrize("text", ["/selfie", "/selfie@MienBot", "@MienBot"])
def test_ones_own_picture_is_looked_at_where_one_asks_for_it(text):
    (selfie,) = in_group(text, reply_to_message=message(GROUP, photo=photo("before")))

    assert isinstance(selfie, IncomingPhoto)
    assert selfie.media.key == "before"
    assert ReplyToken.decode(selfie.address.reply_token) == ReplyToken(message_id=77)


def test_somebody_elses_picture_is_not_looked_at():
    (unread,) = in_group("/selfie", reply_to_message=message(GROUP, FRIEND, photo=photo()))

    assert unread.reason is Unread.NOT_YOUR_PICTURE


def test_a_picture_that_a_channel_sent_under_ones_name_is_not_ones_own():
    channel = {"id": -9, "type": "channel", "title": "News"}
    post = message(GROUP, photo=photo(), sender_chat=channel)

    (unread,) = in_group("/selfie", reply_to_message=post)

    assert unread.reason is Unread.NOT_YOUR_PICTURE
