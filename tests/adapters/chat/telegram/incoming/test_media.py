"""Pictures, clips and files: which are looked at, and of which it is said why not."""

from __future__ import annotations

import pytest

from adapters.chat.message import (
    IncomingDocument,
    IncomingPhoto,
    IncomingUnread,
    MediaReference,
    Platform,
    Unread,
)
from tests.adapters.chat.telegram.incoming.conftest import NOW, heard, media, message, photo


def clip(file_id, **more):
    return media(file_id, width=320, height=320, duration=3, **more)


def test_the_largest_size_of_a_photo_is_taken():
    sizes = [
        media("small", width=90, height=90),
        media("large", width=1280, height=960),
        media("middle", width=320, height=240),
    ]

    (photo,) = heard(message=message(photo=sizes))

    assert isinstance(photo, IncomingPhoto)
    assert photo.media == MediaReference("large", 900)


def test_an_event_says_who_where_and_when():
    (photo,) = heard(message=message(video=clip("clip")))

    assert photo.event_id == "31"
    assert (photo.account.platform, photo.account.account_id) == (Platform.TELEGRAM, "1001")
    assert (photo.address.chat_id, photo.address.private) == ("1001", True)
    assert (photo.received_at, photo.locale) == (NOW, "en-GB")


def test_a_gif_is_one_event_although_its_document_is_set_too():
    gif = message(animation=clip("gif"), document=media("gif-document", mime_type="video/mp4"))

    events = heard(message=gif)

    assert [event.media.key for event in events] == ["gif"]


@pytest.mark.parametrize(
    "content",
    [
        {"video": clip("it")},
        {"video_note": media("it", length=240, duration=3)},
        {"document": media("it", mime_type="image/heic")},
        {"document": media("it", mime_type="video/webm")},
    ],
)
def test_clips_round_videos_and_picture_files_are_photos(content):
    (photo,) = heard(message=message(**content))

    assert isinstance(photo, IncomingPhoto)
    assert photo.media.key == "it"


@pytest.mark.parametrize(
    "content",
    [
        {"document": media("it", mime_type="text/csv", file_name="songs.csv")},
        {"document": media("it", file_name="songs.csv")},
        {"audio": {**media("it", file_name="songs.csv"), "duration": 0}},
    ],
    ids=["typed", "without a type", "taken for music"],
)
def test_a_file_that_may_hold_text_is_a_document(content):
    (event,) = heard(message=message(**content))

    assert isinstance(event, IncomingDocument)
    assert (event.media.key, event.name) == ("it", "songs.csv")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ({"voice": {**media("it"), "duration": 3}}, Unread.VOICE),
        ({"audio": {**media("it"), "duration": 3}}, Unread.VOICE),
        ({"document": media("it", mime_type="application/pdf")}, Unread.OTHER_FILE),
        ({"document": media("it")}, Unread.OTHER_FILE),
        ({"location": {"latitude": 1.0, "longitude": 2.0}}, Unread.OTHER_FILE),
        ({"dice": {"emoji": "🎲", "value": 3}}, Unread.OTHER_FILE),
    ],
    ids=["voice", "audio", "pdf", "nameless file", "location", "dice"],
)
def test_what_is_not_looked_at_is_said_why(content, reason):
    (unread,) = heard(message=message(**content))

    assert isinstance(unread, IncomingUnread)
    assert unread.reason is reason


def test_the_pictures_of_an_album_share_its_id():
    (first,) = heard(message=message(photo=photo("a"), media_group_id="g"))
    (second,) = heard(message=message(video=clip("b"), media_group_id="g"))
    (alone,) = heard(message=message(photo=photo("c")))

    assert (first.album_id, second.album_id, alone.album_id) == ("g", "g", None)
