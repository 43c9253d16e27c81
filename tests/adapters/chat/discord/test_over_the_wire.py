"""Events and answers over HTTP, against a server on loopback: what Discord sends and receives."""

import asyncio
import json

import pytest

from adapters.chat.discord.chat import DiscordChat
from adapters.chat.message import (
    Audience,
    Button,
    File,
    IncomingPhoto,
    IncomingPress,
    IncomingReaction,
    IncomingText,
    LocalizedText,
    Picture,
    Reply,
    ReplyKind,
)
from adapters.errors import MediaGoneError, PlatformError
from engine.errors import MediaTooLargeError
from tests.adapters.chat.discord.fake_discord import (
    APPLICATION_ID,
    BOB,
    CHANNEL_ID,
    DM_ID,
    EPHEMERAL,
    GROUP_DM_ID,
    GUILD_ID,
    MANAGE_GUILD,
    ME,
    ROBOT,
    THREAD_ID,
    TOKEN,
    fake_discord,
)

PHOTO = b"the bytes of a photo"
LIMIT = 1000
MENTION = f"<@{APPLICATION_ID}>"
DEFERRED, DEFERRED_UPDATE = 5, 6
SHARED = Reply("Five songs.", buttons=((Button("👍", "like:1"),),))
OPENING = Reply("Tap.", buttons=((Button("See it", "open:1", opens_private=True),),))


@pytest.fixture
async def discord(monkeypatch, discord_requests):
    async with fake_discord(monkeypatch, discord_requests) as server:
        yield server


@pytest.fixture
async def chat(discord, commands, receiver):
    chat = DiscordChat(
        TOKEN,
        commands=commands,
        picture_menu=LocalizedText("Find my song"),
        apology=lambda locale: f"Sorry ({locale}).",
        api_url=discord.api_url,
        gateway_url=discord.gateway_url,
        media_hosts=("127.0.0.1",),
    )
    running = asyncio.create_task(chat.run(receiver))
    await discord.until(lambda: discord.identified)
    yield chat
    running.cancel()
    await asyncio.wait([running])


@pytest.fixture
def heard(discord, receiver, chat):
    """Lets something happen; what was made of it."""

    async def event_of(kind, data):
        before = len(receiver.events)
        await discord.happens(kind, data)
        await discord.until(lambda: len(receiver.events) > before)
        return receiver.events[-1]

    return event_of


def custom_id_on(sent):
    return sent["components"][0]["components"][0]["custom_id"]


async def test_a_mention_with_a_picture_is_fetched_and_answered_in_the_channel(
    discord, chat, heard
):
    picture = discord.attachment("me.png", PHOTO)
    message = discord.message(f"{MENTION} look!", attachments=[picture])

    event = await heard("MESSAGE_CREATE", message)

    assert isinstance(event, IncomingPhoto)
    assert event.event_id == message["id"]
    assert (event.address.audience, event.address.place_id) == (Audience.EVERYONE, str(GUILD_ID))
    assert await chat.fetch(event.media, event.address, limit_bytes=LIMIT) == PHOTO
    message_id = await chat.send(event.address, OPENING)
    [sent] = discord.asked("POST", f"/channels/{CHANNEL_ID}/messages")
    assert sent["content"] == "Tap."
    assert message_id in discord.messages


async def test_the_button_of_a_mentions_answer_opens_for_its_presser_alone(discord, chat, heard):
    event = await heard("MESSAGE_CREATE", discord.message(f"{MENTION} happy"))
    message_id = await chat.send(event.address, OPENING)
    [sent] = discord.asked("POST", "/messages")

    on = discord.messages[message_id]
    press = await heard("INTERACTION_CREATE", discord.press(custom_id_on(sent), on))
    await chat.send(press.address, Reply("You look happy."))

    assert isinstance(press, IncomingPress)
    assert (press.action, press.message_id) == ("open:1", message_id)
    assert (press.address.audience, press.address.place_id) == (Audience.SENDER, str(GUILD_ID))
    assert press.locale == "de"
    # The sign of life is seen by the presser alone, and the answer takes its place.
    [callback] = discord.asked("POST", "/callback")
    assert callback == {"type": DEFERRED, "data": {"flags": EPHEMERAL}}
    [answer] = discord.asked("POST", "/webhooks/")
    assert (answer["content"], answer["flags"]) == ("You look happy.", EPHEMERAL)


async def test_a_plain_press_shows_nothing_until_it_is_answered(discord, chat, heard):
    event = await heard("MESSAGE_CREATE", discord.message(f"{MENTION} happy"))
    message_id = await chat.send(event.address, SHARED)
    [sent] = discord.asked("POST", "/messages")

    on = discord.messages[message_id]
    press = await heard("INTERACTION_CREATE", discord.press(custom_id_on(sent), on))
    await chat.send(press.address, Reply("Noted.", kind=ReplyKind.TOAST))

    assert discord.asked("POST", "/callback") == [{"type": DEFERRED_UPDATE}]
    [toast] = discord.asked("POST", "/webhooks/")
    assert toast["flags"] == EPHEMERAL


async def test_a_command_in_a_server_is_deferred_and_answered_for_its_sender(discord, chat, heard):
    event = await heard("INTERACTION_CREATE", discord.slash("privacy"))
    await chat.send(event.address, Reply("Numbers only."))
    await chat.send(event.address, Reply("And more."))

    assert not event.manages_place
    assert discord.asked("POST", "/callback") == [{"type": DEFERRED, "data": {"flags": EPHEMERAL}}]
    assert [sent["flags"] for sent in discord.asked("POST", "/webhooks/")] == [EPHEMERAL] * 2
    assert discord.asked("POST", "/channels/") == []


async def test_those_who_manage_a_server_are_told_apart(discord, heard):
    slash = discord.slash("server", permissions=str(MANAGE_GUILD))

    assert (await heard("INTERACTION_CREATE", slash)).manages_place


async def test_a_shared_set_is_seen_by_everyone_and_can_be_reacted_to(discord, chat, heard):
    event = await heard("INTERACTION_CREATE", discord.slash("privacy"))
    whispered = await chat.send(event.address, SHARED)
    on = discord.messages[whispered]
    press = await heard("INTERACTION_CREATE", discord.press("m0:share", on))

    shared = await chat.send(press.address.read_by(Audience.EVERYONE), SHARED)
    added = await heard(
        "MESSAGE_REACTION_ADD", discord.reaction(discord.messages[shared], author=ME)
    )
    removed = await heard("MESSAGE_REACTION_REMOVE", discord.reaction(discord.messages[shared]))

    assert discord.messages[whispered]["flags"] == EPHEMERAL
    assert discord.messages[shared]["flags"] == 0
    assert [type(added), type(removed)] == [IncomingReaction] * 2
    assert [added.message_id, removed.message_id] == [shared] * 2
    assert [added.added, removed.added] == [True, False]
    assert added.address.audience is Audience.EVERYONE
    assert added.address.place_id == str(GUILD_ID)
    assert added.locale is None


async def test_what_is_for_everyone_is_not_whispered_where_the_command_was(discord, chat, heard):
    event = await heard("INTERACTION_CREATE", discord.slash("privacy"))

    shared = await chat.send(event.address.read_by(Audience.EVERYONE), SHARED)

    ours = [one for one in discord.messages.values() if one["content"] == "Five songs."]
    assert [(one["id"], one["flags"]) for one in ours] == [(shared, 0)]


async def test_a_dead_token_whispers_nothing_aloud(discord, chat, heard):
    event = await heard("INTERACTION_CREATE", discord.slash("privacy"))
    expired = {"message": "Invalid Webhook Token", "code": 50027}
    discord.refuse_once("POST", "/webhooks/", 401, expired)

    with pytest.raises(PlatformError, match="no longer"):
        await chat.send(event.address, Reply("You look happy."))

    assert discord.asked("POST", "/channels/") == []


async def test_a_command_that_came_too_late_is_dropped_in_servers_only(discord, chat, heard):
    too_late = {"message": "Unknown interaction", "code": 10062}
    discord.refuse_once("POST", "/callback", 404, too_late)
    await discord.happens("INTERACTION_CREATE", discord.slash("privacy"))
    await discord.until(lambda: not discord.refusals)
    discord.refuse_once("POST", "/callback", 404, too_late)

    event = await heard("INTERACTION_CREATE", discord.slash("privacy", context=1))
    await chat.send(event.address, Reply("Numbers only."))

    assert event.address.private
    assert [sent["content"] for sent in discord.asked("POST", f"/channels/{DM_ID}/messages")] == [
        "Numbers only."
    ]


async def test_among_people_who_installed_mien_the_sender_alone_is_answered(discord, chat, heard):
    event = await heard("INTERACTION_CREATE", discord.slash("privacy", context=2))
    await chat.send(event.address, Reply("Numbers only."))

    assert (event.address.audience, event.address.place_id) == (
        Audience.SENDER,
        str(GROUP_DM_ID),
    )
    assert discord.asked("POST", "/callback") == [{"type": DEFERRED, "data": {"flags": EPHEMERAL}}]


async def test_a_mention_in_a_thread_is_answered_in_the_thread(discord, chat, heard):
    event = await heard("MESSAGE_CREATE", discord.message(f"{MENTION} hi", channel=THREAD_ID))
    await chat.send(event.address, Reply("Tap."))

    assert isinstance(event, IncomingText)
    assert event.address.place_id == str(GUILD_ID)
    assert len(discord.asked("POST", f"/channels/{THREAD_ID}/messages")) == 1


async def test_a_server_that_is_not_known_yet_is_no_private_chat(discord, heard):
    elsewhere = discord.message(f"{MENTION} hi", channel=901)

    event = await heard("MESSAGE_CREATE", {**elsewhere, "guild_id": "900"})

    assert (event.address.audience, event.address.place_id) == (Audience.EVERYONE, "900")


async def test_reactions_to_other_messages_and_of_bots_are_left_alone(
    discord, chat, receiver, heard
):
    theirs = discord.message("lunch?", author=BOB)
    ours = await chat.send(
        (await heard("MESSAGE_CREATE", discord.message(MENTION))).address, SHARED
    )
    on = discord.messages[ours]
    by_robot = discord.reaction(on, by=ROBOT, author=ME)
    member = {"user": ROBOT, "roles": [], "joined_at": None, "deaf": False, "mute": False}
    before = len(receiver.events)

    await discord.happens("MESSAGE_REACTION_ADD", discord.reaction(theirs, author=BOB))
    await discord.happens("MESSAGE_REACTION_REMOVE", discord.reaction(theirs))
    await discord.happens("MESSAGE_REACTION_ADD", {**by_robot, "member": {**member, "flags": 0}})
    last = await heard("MESSAGE_REACTION_ADD", discord.reaction(on, author=ME))

    assert receiver.events[before:] == [last]
    assert discord.asked("GET", "/messages/") == []


async def test_a_reaction_taken_back_from_before_a_restart_is_looked_up_once(
    discord, receiver, heard
):
    ours = discord.message("Five songs.", author=ME, id="1000000000000000000")
    theirs = discord.message("lunch?", author=BOB, id="1000000000000000001")

    await discord.happens("MESSAGE_REACTION_REMOVE", discord.reaction(theirs))
    await discord.happens("MESSAGE_REACTION_REMOVE", discord.reaction(theirs, "🔥"))
    await heard("MESSAGE_REACTION_REMOVE", discord.reaction(ours))
    await heard("MESSAGE_REACTION_REMOVE", discord.reaction(ours, "🔥"))

    assert {event.message_id for event in receiver.events} == {ours["id"]}
    assert len(discord.asked("GET", "/messages/")) <= 3


async def test_an_expired_link_is_asked_for_again(discord, chat, heard):
    picture = discord.attachment("me.png", PHOTO)
    message = discord.message(guild=False, channel=DM_ID, attachments=[picture])
    event = await heard("MESSAGE_CREATE", message)
    del discord.media["me.png"]
    discord.messages[message["id"]] = {
        **message,
        "attachments": [{**picture, "url": discord.upload("signed-anew.png", PHOTO)}],
    }

    assert await chat.fetch(event.media, event.address, limit_bytes=LIMIT) == PHOTO
    assert discord.downloads == ["me.png", "signed-anew.png"]


async def test_what_can_be_had_no_more_is_gone(discord, chat, heard):
    picture = discord.attachment("me.png", PHOTO)
    message = discord.message(guild=False, channel=DM_ID, attachments=[picture])
    event = await heard("MESSAGE_CREATE", message)
    discord.media.clear()
    discord.messages.clear()

    with pytest.raises(MediaGoneError):
        await chat.fetch(event.media, event.address, limit_bytes=LIMIT)


async def test_a_download_is_cut_off_whatever_was_announced(discord, chat, heard):
    picture = discord.attachment("me.png", b"x" * 5_000_000, size=10)
    message = discord.message(guild=False, channel=DM_ID, attachments=[picture])
    event = await heard("MESSAGE_CREATE", message)

    with pytest.raises(MediaTooLargeError) as error:
        await chat.fetch(event.media, event.address, limit_bytes=LIMIT)

    assert LIMIT < error.value.size < 5_000_000


async def test_a_link_is_a_clip_once_discord_has_looked_behind_it(discord, chat, receiver, heard):
    link = "https://tenor.example/view/smile-1"
    clip = {"url": "https://media.tenor.example/1.mp4", "proxy_url": discord.upload("1.mp4", PHOTO)}
    message = discord.message(link, guild=False, channel=DM_ID)

    await discord.happens("MESSAGE_CREATE", message)
    event = await heard(
        "MESSAGE_UPDATE", {**message, "embeds": [{"type": "gifv", "url": link, "video": clip}]}
    )

    assert isinstance(event, IncomingPhoto)
    assert event.event_id == message["id"]
    assert await chat.fetch(event.media, event.address, limit_bytes=LIMIT) == PHOTO
    assert len(receiver.events) == 1


async def test_files_and_pictures_go_with_their_descriptions(discord, chat, heard):
    event = await heard("INTERACTION_CREATE", discord.slash("privacy"))
    reply = Reply(
        "Your songs.",
        files=(File("songs.m3u8", "audio/mpegurl", b"#EXTM3U", "as a list"),),
        pictures=(Picture(b"png", "your mood over time"),),
    )

    await chat.send(event.address, reply)

    [sent] = discord.asked("POST", "/webhooks/")
    assert [(one["filename"], one["description"]) for one in sent["attachments"]] == [
        ("songs.m3u8", "as a list"),
        ("picture-1.png", "your mood over time"),
    ]
    assert discord.uploads == {"songs.m3u8": b"#EXTM3U", "picture-1.png": b"png"}


async def test_whoever_could_not_be_heard_is_told_so_in_the_language_that_the_event_tells(
    discord, chat, receiver, caplog
):
    async def fail(event):
        raise OSError("the database is down")

    receiver.then = fail
    await discord.happens("INTERACTION_CREATE", discord.slash("privacy"))
    await discord.until(lambda: discord.asked("POST", "/webhooks/"))
    await discord.happens("MESSAGE_CREATE", discord.message(f"{MENTION} happy"))
    await discord.until(lambda: discord.asked("POST", "/channels/"))

    [told] = discord.asked("POST", "/webhooks/")
    [aloud] = discord.asked("POST", "/channels/")
    assert (told["content"], told["flags"]) == ("Sorry (de).", EPHEMERAL)
    assert aloud["content"] == "Sorry (None)."
    assert "the database is down" in caplog.text


async def test_no_token_and_no_words_are_in_a_log(discord, chat, heard, caplog):
    with caplog.at_level("INFO", logger="adapters"):
        event = await heard("INTERACTION_CREATE", discord.slash("privacy"))
        await chat.send(event.address, Reply("Numbers only."))

    assert event.address.reply_token not in caplog.text
    assert TOKEN not in json.dumps(discord.requests)
