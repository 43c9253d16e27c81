"""The whole adapter against a Bot API on 127.0.0.1."""

from __future__ import annotations

import asyncio
import logging
import traceback

import pytest

from adapters.chat.message import (
    Address,
    Button,
    Card,
    File,
    IncomingCommand,
    IncomingPhoto,
    IncomingReaction,
    Link,
    MediaReference,
    Picture,
    Platform,
    Reply,
    ReplyKind,
)
from adapters.chat.telegram.calls import PollingConflictError, TokenRefusedError
from adapters.chat.telegram.chat import TelegramChat
from adapters.errors import MediaGoneError, PlatformError
from engine.errors import MediaTooLargeError

HOME = Address(Platform.TELEGRAM, "1001")
PRESS_GRACE_S = 1.5
TYPING_EVERY_S = 4.0
LIMIT_BYTES = 10_000_000

flood_is_normal = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")


def five_songs(**changes):
    cards = tuple(
        Card(
            f"Song <{number}>",
            ("Somebody",),
            "it fits",
            links=(Link("Spotify", f"https://open.spotify.com/track/{number}"),),
            number=number,
            buttons=(Button("👍", f"like:3:{number}"), Button("👎", f"dislike:3:{number}")),
        )
        for number in range(1, 6)
    )
    return Reply("You look happy.", heading="Sunny side", cards=cards, **changes)


def toast(text="Noted"):
    return Reply(text, kind=ReplyKind.TOAST)


async def test_a_photo_is_fetched_and_answered_with_a_set(chat, api, inbox):
    update = api.sends_photo(b"jpeg bytes")
    (photo,) = await inbox.next_events()

    data = await chat.fetch(photo.media, photo.address, limit_bytes=LIMIT_BYTES)
    message_id = await chat.send(photo.address, five_songs())

    (sent,) = api.called("sendMessage")
    assert isinstance(photo, IncomingPhoto)
    assert photo.event_id == str(update["update_id"])
    assert data == b"jpeg bytes"
    assert message_id == "500"
    assert sent["chat_id"] == 1001
    assert sent["parse_mode"] == "HTML"
    assert '5. <a href="https://open.spotify.com/track/5">Song &lt;5&gt;</a>' in sent["text"]
    assert [key["text"] for key in sent["reply_markup"]["inline_keyboard"][1]][:2] == [
        "👎 1",
        "👎 2",
    ]
    assert sent["link_preview_options"] == {"is_disabled": True}


async def test_a_card_of_its_own_has_a_preview(chat, api):
    card = Card("Song", ("Somebody",), "it fits", links=(Link("Spotify", "https://a.test"),))

    await chat.send(HOME, Reply("", cards=(card,)))

    assert api.called("sendMessage")[0]["link_preview_options"] == {"is_disabled": False}


async def test_a_mood_command_is_heard(chat, api, inbox):
    api.says(text="/mood happy")

    (command,) = await inbox.next_events()

    assert isinstance(command, IncomingCommand)
    assert (command.name, command.argument) == ("mood", "happy")


async def test_reactions_are_asked_for_and_heard_when_added_and_removed(chat, api, inbox):
    api.reacts(new="👍")
    api.reacts(old="👍")

    events = await inbox.next_events(2)

    wanted = api.called("getUpdates")[0]["allowed_updates"]
    assert set(wanted) == {"message", "callback_query", "message_reaction", "inline_query"}
    assert all(isinstance(event, IncomingReaction) for event in events)
    assert [(event.emoji, event.added) for event in events] == [("👍", True), ("👍", False)]


async def test_a_press_is_answered_by_its_toast_and_the_message_is_edited(chat, api, inbox, naps):
    grace = naps.hold(PRESS_GRACE_S)
    api.presses("like:3:1", query_id="q1")
    (pressed,) = await inbox.next_events()

    message_id = await chat.send(pressed.address, five_songs(replaces="500"))
    shown = await chat.send(pressed.address, toast("More like that"))
    grace.set()
    await asyncio.gather(*_tasks_of("_answer_in_time"), return_exceptions=True)

    (edit,) = api.called("editMessageText")
    (answer,) = api.called("answerCallbackQuery")
    assert (message_id, shown) == ("500", None)
    assert (edit["chat_id"], edit["message_id"]) == (1001, 500)
    assert (answer["callback_query_id"], answer["text"]) == ("q1", "More like that")
    assert api.called("sendMessage") == []


async def test_a_press_without_a_toast_is_answered_silently(chat, api, inbox):
    api.presses("like:3:1", query_id="q1")

    (answer,) = await api.wait_for_call("answerCallbackQuery")

    assert answer == {"callback_query_id": "q1"}


async def test_a_toast_that_comes_too_late_is_a_message(chat, api, inbox):
    api.presses("like:3:1", query_id="q1")
    await api.wait_for_call("answerCallbackQuery")

    shown = await chat.send(inbox.events[0].address, toast("Noted"))

    assert shown is None
    assert len(api.called("answerCallbackQuery")) == 1
    assert [sent["text"] for sent in api.called("sendMessage")] == ["Noted"]


async def test_a_toast_for_a_press_that_telegram_has_forgotten_is_a_message(
    chat, api, inbox, naps, refusal
):
    naps.hold(PRESS_GRACE_S)
    api.refusals["answerCallbackQuery"] = [refusal(400, "Bad Request: query is too old")]
    api.presses("like:3:1", query_id="q1")
    (pressed,) = await inbox.next_events()

    await chat.send(pressed.address, toast("Noted"))

    assert [sent["text"] for sent in api.called("sendMessage")] == ["Noted"]


async def test_an_edit_that_changes_nothing_is_fine(chat, api, refusal):
    api.refusals["editMessageText"] = [refusal(400, "Bad Request: message is not modified: …")]

    assert await chat.send(HOME, Reply("same", replaces="500")) == "500"
    assert api.called("sendMessage") == []


async def test_what_replaces_a_deleted_message_is_sent_anew(chat, api, refusal):
    api.refusals["editMessageText"] = [refusal(400, "Bad Request: message to edit not found")]

    assert await chat.send(HOME, Reply("anew", replaces="321")) == "500"
    assert [sent["text"] for sent in api.called("sendMessage")] == ["anew"]


async def test_a_picture_goes_first_with_its_words(chat, api):
    curve = Picture(b"png bytes", "Happy for two seconds, then calm")

    message_id = await chat.send(HOME, Reply("You look happy.", pictures=(curve,)))

    (photo,) = api.called("sendPhoto")
    assert photo["caption"] == "Happy for two seconds, then calm"
    assert photo["photo"] == b"png bytes"
    assert message_id == "501"
    assert [sent["text"] for sent in api.called("sendMessage")] == ["You look happy."]


async def test_a_file_is_a_document_between_pictures_and_words(chat, api):
    playlist = File("songs.m3u8", "audio/x-mpegurl", b"#EXTM3U", "Your last five songs")
    diary = Picture(b"png bytes", "A week of moods")

    message_id = await chat.send(HOME, Reply("Here.", files=(playlist,), pictures=(diary,)))

    (document,) = api.called("sendDocument")
    assert document["document"] == b"#EXTM3U"
    assert document["caption"] == "Your last five songs"
    assert api.file_names[-1] == "songs.m3u8"
    sent = [call.method for call in api.calls if call.method.startswith("send")]
    assert sent == ["sendPhoto", "sendDocument", "sendMessage"]
    assert message_id == "502"


async def test_a_reply_of_files_alone_has_the_id_of_the_last(chat, api):
    files = (File("a.csv", "text/csv", b"a"), File("b.csv", "text/csv", b"b"))

    assert await chat.send(HOME, Reply("", files=files)) == "501"
    assert [sent.get("caption") for sent in api.called("sendDocument")] == [None, None]


async def test_a_toast_with_a_file_is_a_message(chat, api, inbox, naps):
    naps.hold(PRESS_GRACE_S)
    api.presses("like:3:1", query_id="q1")
    (pressed,) = await inbox.next_events()
    export = File("you.json", "application/json", b"{}")

    await chat.send(pressed.address, Reply("Yours", kind=ReplyKind.TOAST, files=(export,)))

    assert [sent["document"] for sent in api.called("sendDocument")] == [b"{}"]


async def test_typing_is_repeated_until_the_answer_is_sent(chat, api, naps):
    await chat.show_working(HOME, "31")
    await api.wait_for_call("sendChatAction", times=2)
    held = naps.hold(TYPING_EVERY_S)

    await chat.send(HOME, Reply("done", answers="31"))
    held.set()
    await asyncio.gather(*_tasks_of("_type"), return_exceptions=True)
    repeated = len(api.called("sendChatAction"))
    await chat.send(HOME, Reply("something else"))

    assert api.called("sendChatAction")[0] == {"chat_id": 1001, "action": "typing"}
    assert len(api.called("sendChatAction")) == repeated < 15


def _tasks_of(name):
    return [task for task in asyncio.all_tasks() if name in repr(task.get_coro())]


async def test_typing_ends_by_itself(chat, api, naps):
    await chat.show_working(HOME, "31")
    await api.wait_for_call("sendChatAction", times=15)
    await asyncio.gather(*_tasks_of("_type"))

    assert len(api.called("sendChatAction")) == 15


async def test_what_is_beyond_twenty_megabytes_is_refused_without_a_download(chat, api, inbox):
    api.sends_photo(b"", size=20_000_001)
    (photo,) = await inbox.next_events()

    with pytest.raises(MediaTooLargeError) as refused:
        await chat.fetch(photo.media, photo.address, limit_bytes=LIMIT_BYTES * 10)

    assert (refused.value.size, refused.value.limit) == (20_000_001, 20_000_000)
    assert api.called("getFile") == []
    assert api.downloads == []


async def test_a_size_that_only_get_file_knows_is_refused_without_a_download(chat, api):
    api.sends_photo(b"", size=5_000)

    with pytest.raises(MediaTooLargeError):
        await chat.fetch(MediaReference("large"), HOME, limit_bytes=4_999)

    assert api.downloads == []


async def test_what_get_file_finds_too_big_is_too_large(chat, api, refusal):
    api.refusals["getFile"] = [refusal(400, "Bad Request: file is too big")]

    with pytest.raises(MediaTooLargeError) as refused:
        await chat.fetch(MediaReference("huge"), HOME, limit_bytes=LIMIT_BYTES)

    assert refused.value.limit == LIMIT_BYTES


async def test_a_file_larger_than_telegram_said_is_refused(chat, api):
    api.sends_photo(b"x" * 200, size=50)

    with pytest.raises(MediaTooLargeError):
        await chat.fetch(MediaReference("large", 50), HOME, limit_bytes=100)


async def test_a_file_that_telegram_has_dropped_is_gone(chat, api, refusal):
    api.refusals["getFile"] = [refusal(400, "Bad Request: wrong file_id")]

    with pytest.raises(MediaGoneError):
        await chat.fetch(MediaReference("old"), HOME, limit_bytes=LIMIT_BYTES)


async def test_an_expired_link_is_gone_and_no_refused_token(chat, api):
    api.sends_photo(b"jpeg bytes")
    api.expired.add("large")

    with pytest.raises(MediaGoneError):
        await chat.fetch(MediaReference("large"), HOME, limit_bytes=LIMIT_BYTES)


@flood_is_normal
async def test_too_many_requests_are_repeated_when_telegram_allows_it(chat, api, naps, refusal):
    flood = refusal(429, "Too Many Requests: retry after 7", {"retry_after": 7})
    api.refusals["sendMessage"] = [flood, flood]

    assert await chat.send(HOME, Reply("hello")) == "500"
    assert naps.lengths_s.count(7.0) == 2


@flood_is_normal
async def test_too_many_requests_are_not_repeated_for_ever(chat, api, refusal):
    flood = refusal(429, "Too Many Requests: retry after 7", {"retry_after": 7})
    api.refusals["sendMessage"] = [flood] * 20

    with pytest.raises(PlatformError):
        await chat.send(HOME, Reply("hello"))

    assert len(api.called("sendMessage")) == 9


async def test_a_listener_who_blocked_the_bot_is_a_platform_error(chat, api, refusal):
    api.refusals["sendMessage"] = [refusal(403, "Forbidden: bot was blocked by the user")]

    with pytest.raises(PlatformError, match="blocked"):
        await chat.send(HOME, Reply("hello"))


async def test_nothing_is_polled_or_sent_after_the_end(chat_of, api, inbox):
    telegram = chat_of()
    running = asyncio.create_task(telegram.run(inbox.receive))
    await api.wait_for_call("getUpdates")

    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running

    with pytest.raises(PlatformError):
        await telegram.send(HOME, Reply("hello"))


async def test_a_refused_token_ends_the_run_and_is_not_told(chat_of, inbox, caplog):
    wrong = "4242:AAanotherSecret"
    telegram = chat_of(wrong)

    with pytest.raises(TokenRefusedError) as refused:
        await telegram.run(inbox.receive)

    trace = "".join(traceback.format_exception(refused.value))
    assert "AAanotherSecret" not in f"{trace} {telegram!r} {caplog.text}"


def test_the_apology_is_worded_by_who_builds_the_chat(token):
    with pytest.raises(TypeError, match="apology"):
        TelegramChat(token, commands=())


def test_an_empty_token_is_refused_at_once(chat_of):
    with pytest.raises(TokenRefusedError):
        chat_of("")


async def test_a_second_poller_ends_the_run(chat_of, api, inbox, refusal):
    api.refusals["getUpdates"] = [refusal(409, "Conflict: terminated by other getUpdates request")]

    with pytest.raises(PollingConflictError, match="other getUpdates"):
        await chat_of().run(inbox.receive)

    assert len(api.called("getUpdates")) == 1


async def test_the_token_is_in_no_log_and_no_repr(chat_of, api, inbox, token, caplog):
    caplog.set_level(logging.DEBUG)
    api.broken_pages = 2
    api.sends_photo(b"jpeg bytes")
    telegram = chat_of()
    running = asyncio.create_task(telegram.run(inbox.receive))

    (photo,) = await inbox.next_events()
    await telegram.fetch(photo.media, photo.address, limit_bytes=LIMIT_BYTES)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)

    assert "Telegram does not answer" in caplog.text
    assert token not in f"{caplog.text} {telegram!r}"
