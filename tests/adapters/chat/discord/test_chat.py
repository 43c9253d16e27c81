"""The way of an event through real discord.py, against a simulated Discord."""

import asyncio
import logging

import pytest

from adapters.chat.discord.chat import DiscordChat
from adapters.chat.message import (
    Address,
    IncomingCommand,
    IncomingPhoto,
    IncomingPress,
    IncomingReaction,
    IncomingText,
    LocalizedText,
    MediaReference,
    Platform,
    Reply,
    ReplyKind,
)
from adapters.errors import MediaGoneError, PlatformError
from engine.errors import MediaTooLargeError

pytestmark = pytest.mark.simcord(shard_count=2)

PHOTO = b"the bytes of a photo"
LIMIT = 1000


async def send_photo(env, user, data=PHOTO):
    channel = user.dm_channel
    attachments = env.backend.store_attachments(channel.id, [("me.png", data)])
    return await user.send_dm(attachments=attachments)


def requests(env, method, part):
    return [sent for sent in env.http_requests if sent.method == method and part in sent.path]


def in_channel(channel):
    return Address(Platform.DISCORD, str(channel.id))


async def test_a_photo_in_direct_messages_is_answered_with_a_set(
    simcord_env, chat, receiver, set_of_five
):
    user = simcord_env.create_user("ann")
    fetched = []

    async def answer(event):
        fetched.append(await chat.fetch(event.media, event.address, limit_bytes=LIMIT))
        fetched.append(await chat.send(event.address, set_of_five))

    receiver.then = answer
    message = await send_photo(simcord_env, user)

    [event] = receiver.events
    assert isinstance(event, IncomingPhoto)
    assert event.event_id == str(message.id)
    assert event.account.account_id == str(user.id)
    assert event.address == in_channel(user.dm_channel)
    assert event.media.size_bytes == len(PHOTO)
    shown = user.dm_channel.last_message
    assert fetched == [PHOTO, str(shown.id)]
    assert shown.content == "You look happy."
    assert shown.embeds[0].title == "Sunny side up"
    for number in range(1, 6):
        assert f"**{number}.** [Song {number}](https://" in shown.embeds[0].description
        assert f"reason {number}" in shown.embeds[0].description
    assert [len(row.children) for row in shown.components] == [5, 5, 2]


async def test_a_picture_comes_before_other_files(simcord_env, receiver):
    user = simcord_env.create_user("ann")
    files = [("list.txt", b"songs"), ("me.gif", b"GIF89a")]
    attachments = simcord_env.backend.store_attachments(user.dm_channel.id, files)

    await user.send_dm("look", attachments=attachments)

    [event] = receiver.events
    assert event.media.size_bytes == len(b"GIF89a")


async def test_words_in_direct_messages_are_text(simcord_env, receiver):
    message = await simcord_env.create_user("ann").send_dm("tired but hopeful")

    [event] = receiver.events
    assert isinstance(event, IncomingText)
    assert (event.text, event.event_id) == ("tired but hopeful", str(message.id))


async def test_what_is_said_in_a_server_is_left_alone(simcord_env, receiver):
    guild = simcord_env.create_guild()
    channel = guild.create_text_channel("general")
    ann = guild.add_member(simcord_env.create_user("ann"))

    await ann.send(channel, "look", attachments=[("me.png", PHOTO)])

    assert receiver.events == []


async def test_a_mood_in_words_is_stored_then_deferred_then_answered_in_place(
    simcord_env, chat, receiver, set_of_five
):
    user = simcord_env.create_user("ann")
    sent_before = []

    async def answer(event):
        sent_before.extend(simcord_env.http_requests)
        await chat.show_working(event.address, event.event_id)
        await chat.send(event.address, set_of_five)

    receiver.then = answer
    result = await user.slash("mood", mood=" happy ")

    [event] = receiver.events
    assert isinstance(event, IncomingCommand)
    assert (event.name, event.argument) == ("mood", "happy")
    assert event.locale == "en-US"
    assert event.address.private
    # Discord was told that it arrived once it was here: "thinking", visible.
    assert not any(sent.path.endswith("/callback") for sent in sent_before)
    [told] = [sent for sent in simcord_env.http_requests if sent.path.endswith("/callback")]
    assert told.json == {"type": 5}
    assert result.response.embeds[0].title == "Sunny side up"
    assert requests(simcord_env, "POST", "/typing") == []


async def test_in_a_server_only_the_sender_sees_any_answer(
    simcord_env, chat, receiver, set_of_five
):
    guild = simcord_env.create_guild()
    channel = guild.create_text_channel("general")
    ann = guild.add_member(simcord_env.create_user("ann"))

    async def answer(event):
        await chat.send(event.address, set_of_five)
        await chat.send(event.address, Reply("And one more thing."))

    receiver.then = answer
    result = await ann.slash(channel, "mood", mood="happy")

    assert not receiver.events[0].address.private
    assert result.ephemeral
    assert result.response.ephemeral
    assert [message.ephemeral for message in result.followups] == [True]


async def test_a_picture_with_a_command_is_a_photo(simcord_env, chat, receiver):
    user = simcord_env.create_user("ann")
    fetched = []

    async def answer(event):
        fetched.append(await chat.fetch(event.media, event.address, limit_bytes=LIMIT))
        await chat.send(event.address, Reply("Seen."))

    receiver.then = answer
    await user.slash("selfie", photo=("me.png", PHOTO))

    assert isinstance(receiver.events[0], IncomingPhoto)
    assert fetched == [PHOTO]


async def test_a_press_edits_the_message_and_whispers_a_toast(
    simcord_env, chat, receiver, set_of_five
):
    user = simcord_env.create_user("ann")
    await chat.send(in_channel(user.dm_channel), set_of_five)
    shown = user.dm_channel.last_message

    async def answer(event):
        changed = Reply("You liked one.", replaces=event.message_id)
        assert await chat.send(event.address, changed) == event.message_id
        toast = Reply("Noted.", kind=ReplyKind.TOAST)
        assert await chat.send(event.address, toast) is None

    receiver.then = answer
    result = await user.click(shown, label="👍 3")

    [event] = receiver.events
    assert isinstance(event, IncomingPress)
    assert (event.action, event.message_id) == ("like:3", str(shown.id))
    [edited] = [message for message in user.dm_channel.history() if message.id == shown.id]
    assert edited.content == "You liked one."
    assert (edited.embeds, edited.components) == ([], [])
    [toast] = result.followups
    assert (toast.content, toast.ephemeral) == ("Noted.", True)


async def test_buttons_work_after_a_restart(simcord_env, chat, receiver, set_of_five):
    user = simcord_env.create_user("ann")
    await chat.send(in_channel(user.dm_channel), set_of_five)
    shown = user.dm_channel.last_message

    await simcord_env.restart_bot(chat.new_client(receiver))
    await user.click(shown, label="Not right?")

    assert [event.action for event in receiver.events] == ["wrong"]


async def test_a_press_in_a_server_edits_what_only_its_presser_sees(
    simcord_env, chat, receiver, set_of_five
):
    guild = simcord_env.create_guild()
    channel = guild.create_text_channel("general")
    ann = guild.add_member(simcord_env.create_user("ann"))

    async def answer(event):
        replaces = event.message_id if isinstance(event, IncomingPress) else None
        text = "Changed." if replaces else "Pick."
        await chat.send(event.address, Reply(text, buttons=set_of_five.buttons, replaces=replaces))

    receiver.then = answer
    asked = await ann.slash(channel, "mood", mood="happy")
    await ann.click(asked.response, label="⏭")

    assert asked.response.content == "Changed."
    assert asked.response.ephemeral


async def test_a_press_may_change_another_message_than_its_own(
    simcord_env, chat, receiver, set_of_five
):
    user = simcord_env.create_user("ann")
    address = in_channel(user.dm_channel)
    other = await chat.send(address, Reply("Old."))
    await chat.send(address, set_of_five)

    async def answer(event):
        assert await chat.send(event.address, Reply("New.", replaces=other)) == other

    receiver.then = answer
    await user.click(user.dm_channel.last_message, label="⏭")

    texts = [message.content for message in user.dm_channel.history()]
    assert texts == ["New.", "You look happy."]


async def test_a_replaced_message_that_is_gone_is_sent_anew(simcord_env, chat):
    user = simcord_env.create_user("ann")
    address = in_channel(user.dm_channel)
    gone = await chat.send(address, Reply("Old."))
    await user.dm_channel.last_message.delete()

    new = await chat.send(address, Reply("New.", replaces=gone))

    assert new != gone
    assert user.dm_channel.last_message.content == "New."


async def test_a_late_answer_goes_to_direct_messages_but_never_to_a_server(
    simcord_env, chat, receiver
):
    guild = simcord_env.create_guild()
    channel = guild.create_text_channel("general")
    user = simcord_env.create_user("ann")
    ann = guild.add_member(user)
    await user.slash("mood", mood="happy")
    await ann.slash(channel, "mood", mood="happy")
    private, public = (event.address for event in receiver.events)

    await simcord_env.advance_time(16 * 60)
    await chat.send(private, Reply("At last."))

    assert user.dm_channel.last_message.content == "At last."
    with pytest.raises(PlatformError, match="no longer"):
        await chat.send(public, Reply("At last."))
    assert [message.content for message in channel.history()] == []


async def test_reactions_come_and_go_each_with_its_own_id(simcord_env, chat, receiver):
    user = simcord_env.create_user("ann")
    message_id = await chat.send(in_channel(user.dm_channel), Reply("Songs."))
    shown = user.dm_channel.last_message

    for reacted in (True, False, True):
        await user.set_reaction(shown, "👍", reacted=reacted)
        await simcord_env.advance_time(1)

    assert all(isinstance(event, IncomingReaction) for event in receiver.events)
    assert [event.added for event in receiver.events] == [True, False, True]
    assert {event.message_id for event in receiver.events} == {message_id}
    assert {event.emoji for event in receiver.events} == {"👍"}
    assert len({event.event_id for event in receiver.events}) == 3


async def test_own_reactions_are_not_feedback(simcord_env, chat, receiver):
    user = simcord_env.create_user("ann")
    await chat.send(in_channel(user.dm_channel), Reply("Songs."))

    await user.dm_channel.last_message.add_reaction("👍")
    await simcord_env.settle()

    assert receiver.events == []


async def test_too_large_a_photo_is_not_downloaded(simcord_env, chat, receiver):
    user = simcord_env.create_user("ann")
    await send_photo(simcord_env, user, b"x" * 11)
    [event] = receiver.events
    # Nothing is left to download: only the announced size can be the reason.
    simcord_env.backend.cdn._blobs.clear()

    with pytest.raises(MediaTooLargeError) as error:
        await chat.fetch(event.media, event.address, limit_bytes=10)

    assert (error.value.size, error.value.limit) == (11, 10)


async def test_an_expired_link_is_renewed_from_the_message(simcord_env, chat, receiver):
    user = simcord_env.create_user("ann")
    await send_photo(simcord_env, user)
    [event] = receiver.events
    expired = MediaReference(event.media.key.replace("/attachments/", "/expired/"), 20)

    assert await chat.fetch(expired, event.address, limit_bytes=LIMIT) == PHOTO


async def test_a_deleted_photo_is_gone(simcord_env, chat, receiver):
    user = simcord_env.create_user("ann")
    message = await send_photo(simcord_env, user)
    await user.delete(message)
    simcord_env.backend.cdn._blobs.clear()
    [event] = receiver.events

    with pytest.raises(MediaGoneError):
        await chat.fetch(event.media, event.address, limit_bytes=LIMIT)


async def test_nothing_is_fetched_from_foreign_hosts(simcord_env, chat, receiver):
    user = simcord_env.create_user("ann")
    await send_photo(simcord_env, user)
    [event] = receiver.events
    foreign = MediaReference(event.media.key.replace("cdn.simcord.invalid", "evil.invalid"), 20)

    with pytest.raises(PlatformError, match=r"evil\.invalid"):
        await chat.fetch(foreign, event.address, limit_bytes=LIMIT)


async def test_words_tell_no_language_and_none_is_remembered_for_them(simcord_env, chat, receiver):
    user = simcord_env.create_user("ann")
    await user.slash("privacy")
    await user.send_dm("tired")

    command, words = receiver.events
    assert (command.locale, words.locale) == ("en-US", None)


async def test_an_event_that_cannot_be_stored_gets_an_apology(simcord_env, receiver, caplog):
    user = simcord_env.create_user("ann")

    async def fail(event):
        raise OSError("the database is down")

    receiver.then = fail
    result = await user.slash("privacy")
    await user.send_dm("hello")

    assert result.response.content == "Sorry about that (en-US)."
    assert user.dm_channel.last_message.content == "Sorry about that (None)."
    assert "an event was not accepted" in caplog.text


def test_the_apology_is_worded_by_who_builds_the_chat():
    with pytest.raises(TypeError, match="apology"):
        DiscordChat("t", commands=(), picture_menu=LocalizedText("Find my song"))


async def test_typing_is_shown_until_the_answer(simcord_env, chat, receiver):
    user = simcord_env.create_user("ann")

    async def work(event):
        await chat.show_working(event.address, event.event_id)

    receiver.then = work
    message = await send_photo(simcord_env, user)
    await simcord_env.advance_time(9)
    typed = len(requests(simcord_env, "POST", "/typing"))
    await chat.send(in_channel(user.dm_channel), Reply("Done.", answers=str(message.id)))
    await simcord_env.advance_time(30)

    assert typed == 2
    assert len(requests(simcord_env, "POST", "/typing")) == typed


async def test_typing_ends_by_itself(simcord_env, chat, receiver):
    user = simcord_env.create_user("ann")

    async def work(event):
        await chat.show_working(event.address, event.event_id)

    receiver.then = work
    await send_photo(simcord_env, user)
    await simcord_env.advance_time(600)

    assert len(requests(simcord_env, "POST", "/typing")) == 8


async def test_an_answer_too_many_for_one_event_is_a_message_of_its_own(
    simcord_env, chat, receiver
):
    user = simcord_env.create_user("ann")
    await user.slash("privacy")
    simcord_env.inject_error("POST", "/webhooks/*", status=400, code=40094)

    await chat.send(receiver.events[0].address, Reply("The sixth."))

    assert user.dm_channel.last_message.content == "The sixth."


async def test_refused_by_discord_is_a_platform_error(simcord_env, chat):
    user = simcord_env.create_user("ann")
    simcord_env.inject_error("POST", "/channels/*/messages", status=400, code=50035)

    with pytest.raises(PlatformError, match="50035"):
        await chat.send(in_channel(user.dm_channel), Reply("Hello."))


async def test_what_is_said_before_the_login_waits_for_it(simcord_env, new_chat, receiver):
    user = simcord_env.create_user("ann")
    chat = new_chat()
    sending = asyncio.create_task(chat.send(in_channel(user.dm_channel), Reply("At last.")))
    await asyncio.sleep(0)

    await simcord_env.restart_bot(chat.new_client(receiver))

    assert await sending == str(user.dm_channel.last_message.id)
    assert user.dm_channel.last_message.content == "At last."


async def test_without_a_connection_nothing_is_sent(chat):
    chat.login_within_s = 0
    with pytest.raises(PlatformError, match="not connected"):
        await chat.send(Address(Platform.DISCORD, "1"), Reply("Hello."))


async def test_the_token_is_in_no_log_and_no_repr(simcord_env, chat, receiver, caplog):
    with caplog.at_level(logging.DEBUG):
        await simcord_env.create_user("ann").slash("privacy")
        await asyncio.sleep(0)

    assert "secret" not in caplog.text + repr(chat) + repr(vars(chat)["_client"])
    assert receiver.events[0].address.reply_token not in repr(receiver.events[0])
