"""Updates as the Bot API writes them, and what the conversation hears."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from telegram import Update

from adapters.chat.message import (
    Address,
    Audience,
    IncomingCommand,
    IncomingDocument,
    IncomingOpened,
    IncomingPhoto,
    IncomingPress,
    IncomingReaction,
    IncomingText,
    IncomingUnread,
    MediaReference,
    Platform,
    Unread,
)
from adapters.chat.telegram.addressing import Me
from adapters.chat.telegram.deep_links import DeepLinks
from adapters.chat.telegram.incoming import incoming_of
from adapters.chat.telegram.reply_token import ReplyToken
from tests.adapters.chat.telegram.conftest import BOT, GROUP, PRIVATE, USER, entities_of

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
FRIEND = {"id": 1002, "is_bot": False, "first_name": "Bea"}
LINKS = DeepLinks("4242:secret")
ME = Me(4242, "MienBot", frozenset({"mood", "selfie"}), LINKS)


def message(chat=PRIVATE, sender=USER, **content):
    return {"message_id": 77, "date": 1795262400, "chat": chat, "from": sender, **content}


def heard(**content):
    update = Update.de_json({"update_id": 31, **content}, None)
    return incoming_of(update, me=ME, received_at=NOW)


def in_group(text="", **content):
    """What is heard of a message in a group, with the words marked as Telegram marks them."""
    if text:
        content |= {"text": text, "entities": entities_of(text)}
    return heard(message=message(GROUP, **content))


def photo(file_id="it"):
    return [media(file_id, width=640, height=480)]


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


def test_the_pictures_of_an_album_share_its_id():
    (first,) = heard(message=message(photo=photo("a"), media_group_id="g"))
    (second,) = heard(message=message(video=clip("b"), media_group_id="g"))
    (alone,) = heard(message=message(photo=photo("c")))

    assert (first.album_id, second.album_id, alone.album_id) == ("g", "g", None)


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


@pytest.mark.parametrize("content", [{}, {"reply_to_message": message(GROUP, text="no picture")}])
def test_a_selfie_in_a_group_needs_a_picture(content):
    (unread,) = in_group("/selfie", **content)

    assert unread.reason is Unread.NO_PICTURE


def test_a_selfie_in_private_without_a_picture_is_a_command():
    (command,) = heard(message=message(text="/selfie"))

    assert isinstance(command, IncomingCommand)


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


def test_a_press_in_a_group_stays_in_its_topic():
    where = message(GROUP, BOT, text="five", message_thread_id=9, is_topic_message=True)

    (pressed,) = heard(callback_query=press(message=where))

    assert pressed.address == Address(
        Platform.TELEGRAM, "-1005", Audience.EVERYONE, reply_token="q1//9", place_id="-1005"
    )


def test_a_reaction_in_a_group_is_answered_under_the_message():
    (reacted,) = heard(message_reaction=reaction("", "👍", chat=GROUP))

    assert (reacted.address.chat_id, reacted.address.reply_token) == ("-1005", "/500")
    assert reacted.address.audience is Audience.EVERYONE


def test_a_reaction_without_a_name_is_left_alone():
    nameless = {**reaction("", "👍", chat=GROUP), "actor_chat": GROUP}
    del nameless["user"]

    assert heard(message_reaction=nameless) == ()
