"""Which parts of a message are pictures."""

from __future__ import annotations

import pytest
from telegram import Message

from adapters.chat.message import MediaReference, Unread
from adapters.chat.telegram.media import media_of, unread_in
from tests.adapters.chat.telegram.fake_telegram import message


def message_with(**content):
    return Message.de_json(message(**content), None)


def sticker(**kind):
    kinds = {"is_animated": False, "is_video": False, **kind}
    ids = {"file_id": "sticker", "file_unique_id": "u", "file_size": 900}
    return {**ids, "type": "regular", "width": 512, "height": 512, **kinds}


@pytest.mark.parametrize("kind", [{}, {"is_video": True}], ids=["still", "video"])
def test_stickers_that_are_pictures_are_read(kind):
    sent = message_with(sticker=sticker(**kind))

    assert media_of(sent) == MediaReference("sticker", 900)


def test_a_sticker_that_is_a_drawing_in_motion_is_kindly_refused():
    sent = message_with(sticker=sticker(is_animated=True))

    assert media_of(sent) is None
    assert unread_in(sent) is Unread.STICKER


def test_words_and_service_messages_are_neither():
    for sent in (message_with(text="hello"), message_with(new_chat_title="Friends")):
        assert (media_of(sent), unread_in(sent)) == (None, None)


def test_a_live_photo_is_read_as_the_photo_that_comes_with_it():
    ids = {"file_unique_id": "u", "file_size": 900, "width": 640, "height": 480}
    moving = {**ids, "file_id": "moving", "duration": 2}

    sent = message_with(photo=[{**ids, "file_id": "still"}], live_photo=moving)

    assert media_of(sent) == MediaReference("still", 900)
