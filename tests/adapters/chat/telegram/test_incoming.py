"""Updates as the Bot API writes them, and what the conversation hears."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from telegram import Update

from adapters.chat.message import (
    Address,
    IncomingCommand,
    IncomingOpened,
    IncomingPhoto,
    IncomingPress,
    IncomingReaction,
    IncomingText,
    MediaReference,
    Platform,
)
from adapters.chat.telegram.incoming import incoming_of

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
USER = {"id": 1001, "is_bot": False, "first_name": "Ada", "language_code": "fr"}
PRIVATE = {"id": 1001, "type": "private"}
GROUP = {"id": -5, "type": "group", "title": "Friends"}


def message(chat=PRIVATE, **content):
    return {"message_id": 77, "date": 1795262400, "chat": chat, "from": USER, **content}


def heard(**content):
    update = Update.de_json({"update_id": 31, **content}, None)
    return incoming_of(update, received_at=NOW)


def media(file_id, **more):
    return {"file_id": file_id, "file_unique_id": f"u-{file_id}", "file_size": 900, **more}


def clip(file_id, **more):
    return media(file_id, width=320, height=320, duration=3, **more)


def reaction(old, new, chat=PRIVATE):
    return {
        "chat": chat,
        "message_id": 500,
        "user": USER,
        "date": 1795262400,
        "old_reaction": [{"type": "emoji", "emoji": emoji} for emoji in old],
        "new_reaction": [{"type": "emoji", "emoji": emoji} for emoji in new],
    }


def press(**changes):
    return {
        "id": "q1",
        "from": USER,
        "chat_instance": "c",
        "data": "like:3:2",
        "message": message(text="five songs"),
        **changes,
    }


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
    assert (photo.received_at, photo.locale) == (NOW, "fr")


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


def test_a_press_carries_its_action_its_message_and_a_token_to_answer():
    (pressed,) = heard(callback_query=press())

    assert isinstance(pressed, IncomingPress)
    assert (pressed.action, pressed.message_id) == ("like:3:2", "77")
    assert pressed.address == Address(Platform.TELEGRAM, "1001", reply_token="q1")


def test_a_press_under_a_message_too_old_to_read_still_counts():
    inaccessible = {"chat": PRIVATE, "message_id": 12, "date": 0}

    (pressed,) = heard(callback_query=press(message=inaccessible))

    assert pressed.message_id == "12"


def test_a_changed_reaction_is_one_taken_back_and_one_added_under_two_ids():
    events = heard(message_reaction=reaction("👍", "👎"))

    assert all(isinstance(event, IncomingReaction) for event in events)
    assert [(event.emoji, event.added) for event in events] == [("👍", False), ("👎", True)]
    assert [event.event_id for event in events] == ["31", "31.1"]
    assert {event.message_id for event in events} == {"500"}


def test_a_reaction_that_stays_is_no_event():
    events = heard(message_reaction=reaction("👍", "👍🔥"))

    assert [(event.emoji, event.added) for event in events] == [("🔥", True)]


def test_a_reaction_with_a_custom_emoji_is_left_alone():
    custom = reaction("", "")
    custom["new_reaction"] = [{"type": "custom_emoji", "custom_emoji_id": "9"}]

    assert heard(message_reaction=custom) == ()


@pytest.mark.parametrize(
    "content",
    [
        {"message": message(chat=GROUP, text="/mood happy")},
        {"callback_query": press(message=message(chat=GROUP, text="five songs"))},
        {"message_reaction": reaction("", "👍", chat=GROUP)},
    ],
    ids=["message", "press", "reaction"],
)
def test_groups_are_not_answered(content):
    assert heard(**content) == ()


@pytest.mark.parametrize(
    "content",
    [
        {"edited_message": message(text="/mood sad")},
        {"message": message(location={"latitude": 1.0, "longitude": 2.0})},
        {"message": message(document=media("it", mime_type="application/pdf"))},
    ],
    ids=["edited", "location", "document"],
)
def test_what_mien_has_no_answer_to_is_no_event(content):
    assert heard(**content) == ()
