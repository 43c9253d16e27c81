"""Mien among others: mentions, menus, threads, and what is shared."""

import discord
import pytest

from adapters.chat.message import (
    Audience,
    Button,
    IncomingCommand,
    IncomingOpened,
    IncomingPhoto,
    IncomingText,
    IncomingUnread,
    Reply,
    ReplyKind,
    Unread,
)

pytestmark = pytest.mark.simcord(shard_count=2)

PHOTO = b"the bytes of a photo"
LIMIT = 1000
MENU = "Find my song"


class Server:
    """A server with two people in it."""

    def __init__(self, env):
        self.env = env
        self.guild = env.create_guild()
        self.channel = self.guild.create_text_channel("general")
        self.ann = self.guild.add_member(env.create_user("ann"))
        self.bob = self.guild.add_member(env.create_user("bob"))
        self.mention = f"<@{env.bot.user.id}>"

    def seen_by(self, member):
        return [message.content for message in self.channel.history(viewer=member)]


async def fail(event):
    raise OSError("the database is down")


@pytest.fixture
def server(simcord_env):
    return Server(simcord_env)


async def test_a_mention_with_a_picture_is_a_photo_for_everyone_to_see(
    server, simcord_env, chat, receiver
):
    message = await server.ann.send(
        server.channel, f"{server.mention} look", attachments=[("me.png", PHOTO)]
    )

    [event] = receiver.events
    assert isinstance(event, IncomingPhoto)
    assert event.event_id == str(message.id)
    assert event.address.audience is Audience.EVERYONE
    assert event.address.place_id == str(server.guild.id)
    assert event.address.chat_id == str(server.channel.id)
    assert await chat.fetch(event.media, event.address, limit_bytes=LIMIT) == PHOTO


@pytest.mark.parametrize(
    "said", ["{} tired but hopeful", "tired but {} hopeful", "tired but hopeful {}"]
)
async def test_words_beside_a_mention_are_text_without_it(server, receiver, said):
    await server.ann.send(server.channel, said.format(server.mention))

    [event] = receiver.events
    assert isinstance(event, IncomingText)
    assert event.text == "tired but hopeful"


async def test_a_command_behind_a_mention_is_a_command(server, receiver):
    await server.ann.send(server.channel, f"{server.mention} /mood calm")

    [event] = receiver.events
    assert isinstance(event, IncomingCommand)
    assert (event.name, event.argument) == ("mood", "calm")


async def test_a_mention_without_words_is_a_hello(server, receiver):
    await server.ann.send(server.channel, server.mention)

    assert [type(event) for event in receiver.events] == [IncomingOpened]


async def test_everyone_roles_and_others_are_not_mien(server, receiver):
    role = server.guild.create_role("mien")
    for words in (
        "@everyone look",
        "@here",
        f"<@&{role.id}> look",
        f"<@{server.bob.id}> look",
        "hi",
    ):
        await server.ann.send(server.channel, words)

    assert receiver.events == []


async def test_a_reply_to_mien_alone_does_not_address_her(server, chat, receiver):
    await server.ann.send(server.channel, server.mention)
    [event] = receiver.events
    await chat.send(event.address, Reply("Tap."))

    await server.bob.send(server.channel, "lol", reply_to=server.channel.last_message)

    assert receiver.events == [event]


async def test_a_mention_is_answered_in_the_channel_with_a_sign_of_work_before(
    server, simcord_env, chat, receiver
):
    async def work(event):
        await chat.show_working(event.address, event.event_id)

    receiver.then = work
    await server.ann.send(server.channel, f"{server.mention} happy")
    signs = [sent for sent in simcord_env.http_requests if sent.path.endswith("/typing")]
    [event] = receiver.events
    await chat.send(event.address, Reply("Tap.", answers=event.event_id))

    assert len(signs) == 1
    assert server.seen_by(server.bob)[-1] == "Tap."


async def test_what_a_private_button_brings_is_seen_by_its_presser_alone(server, chat, receiver):
    async def answer(event):
        if event.address.audience is Audience.EVERYONE:
            row = (Button("See it", "open:1", opens_private=True),)
            await chat.send(event.address, Reply("Tap.", buttons=(row,)))
        else:
            await chat.send(event.address, Reply("You look happy."))

    receiver.then = answer
    await server.ann.send(server.channel, f"{server.mention} happy")
    pressed = await server.bob.click(server.channel.last_message, label="See it")

    assert receiver.events[-1].account.account_id == str(server.bob.id)
    assert receiver.events[-1].address.audience is Audience.SENDER
    assert pressed.ephemeral
    assert pressed.response.content == "You look happy."
    assert "You look happy." not in server.seen_by(server.ann)


async def test_a_private_button_works_after_a_restart(server, simcord_env, chat, receiver):
    await server.ann.send(server.channel, server.mention)
    row = (Button("See it", "open:1", opens_private=True),)
    await chat.send(receiver.events[0].address, Reply("Tap.", buttons=(row,)))
    tap = server.channel.last_message

    await simcord_env.restart_bot(chat.new_client(receiver))
    await server.ann.click(tap, label="See it")

    assert receiver.events[-1].action == "open:1"


async def test_a_set_is_shared_from_a_whispered_one(server, chat, receiver, set_of_five):
    async def answer(event):
        if isinstance(event, IncomingCommand):
            row = (Button("Share here", "share:1"),)
            await chat.send(event.address, Reply("For you.", buttons=(row,)))
        else:
            aloud = event.address.read_by(Audience.EVERYONE)
            shared.append(await chat.send(aloud, set_of_five))
            await chat.send(event.address, Reply("Shared.", kind=ReplyKind.TOAST))

    shared = []
    receiver.then = answer
    asked = await server.ann.slash(server.channel, "mood", mood="happy")
    await server.ann.click(asked.response, label="Share here")

    [seen] = server.channel.history(viewer=server.bob)
    assert (seen.content, [str(seen.id)]) == ("You look happy.", shared)
    assert not seen.flags.ephemeral


async def test_what_is_for_everyone_takes_no_whispered_place(server, chat, receiver):
    async def answer(event):
        await chat.send(event.address.read_by(Audience.EVERYONE), Reply("For all."))
        await chat.send(event.address, Reply("For you."))

    receiver.then = answer
    await server.ann.slash(server.channel, "mood", mood="happy")

    assert server.seen_by(server.bob) == ["For all."]
    assert server.seen_by(server.ann) == ["For all.", "For you."]


async def test_reactions_to_a_shared_set_come_and_go(server, chat, receiver):
    await server.ann.send(server.channel, server.mention)
    message_id = await chat.send(receiver.events[0].address, Reply("Songs."))
    shown = server.channel.last_message

    await server.bob.react(shown, "👍")
    await server.bob.unreact(shown, "👍")

    added, removed = receiver.events[1:]
    assert (added.added, removed.added) == (True, False)
    assert added.message_id == removed.message_id == message_id
    assert added.address.audience is removed.address.audience is Audience.EVERYONE
    assert added.address.place_id == str(server.guild.id)


async def test_nobody_hears_of_a_reaction_that_cannot_be_stored(server, chat, receiver, caplog):
    await server.ann.send(server.channel, server.mention)
    await chat.send(receiver.events[0].address, Reply("Songs."))
    shown = server.channel.last_message
    receiver.then = fail

    await server.bob.react(shown, "👍")

    assert server.channel.last_message.content == "Songs."
    [told] = [record for record in caplog.records if record.msg == "an event was not accepted"]
    assert told.message_id == shown.id
    assert str(server.bob.id) not in str(vars(told))


async def test_reactions_to_what_others_said_are_left_alone(server, receiver):
    message = await server.ann.send(server.channel, "lunch?")

    await server.bob.react(message, "👍")
    await server.bob.unreact(message, "👍")

    assert receiver.events == []


async def test_an_acknowledgement_that_nobody_pressed_for_is_not_said_aloud(server, chat, receiver):
    await server.ann.send(server.channel, server.mention)

    toast = Reply("Noted.", kind=ReplyKind.TOAST)
    assert await chat.send(receiver.events[0].address, toast) is None

    assert server.seen_by(server.bob) == [server.mention]


async def test_what_everyone_reads_is_changed_in_place(server, chat, receiver):
    await server.ann.send(server.channel, server.mention)
    address = receiver.events[0].address
    message_id = await chat.send(address, Reply("Before."))

    assert await chat.send(address, Reply("After.", replaces=message_id)) == message_id

    assert server.channel.last_message.content == "After."


async def test_ones_own_picture_is_found_from_the_menu_of_its_message(
    server, simcord_env, chat, receiver, cdn
):
    pictures = [("a.png", PHOTO), ("list.txt", b"songs"), ("b.png", b"another")]
    message = await server.ann.send(server.channel, "us", attachments=pictures)

    result = await server.ann.context_menu(server.channel, MENU, message)

    [event] = receiver.events
    assert isinstance(event, IncomingPhoto)
    assert event.address.audience is Audience.SENDER
    assert event.event_id != str(message.id)
    assert len(event.others) == 1
    assert await chat.fetch(event.media, event.address, limit_bytes=LIMIT) == PHOTO
    assert result.ephemeral


@pytest.mark.parametrize(
    ("sender", "pictures", "reason"),
    [
        ("bob", [("me.png", PHOTO)], Unread.NOT_YOUR_PICTURE),
        ("bob", [], Unread.NOT_YOUR_PICTURE),
        ("ann", [], Unread.NO_PICTURE),
        ("ann", [("list.txt", b"songs")], Unread.NO_PICTURE),
    ],
)
async def test_other_messages_are_not_looked_at(server, receiver, sender, pictures, reason):
    sent_by = getattr(server, sender)
    message = await sent_by.send(server.channel, "look", attachments=pictures)

    await server.ann.context_menu(server.channel, MENU, message)

    [event] = receiver.events
    assert isinstance(event, IncomingUnread)
    assert event.reason is reason


async def test_a_command_for_managers_tells_who_manages(server, simcord_env, receiver):
    role = server.guild.create_role("managers", permissions=discord.Permissions(manage_guild=True))
    manager = server.guild.add_member(simcord_env.create_user("cleo"), roles=[role])

    await manager.slash(server.channel, "server", photos="off")
    await server.bob.slash(server.channel, "mood", mood="happy")

    managed, other = receiver.events
    assert (managed.name, managed.argument, managed.manages_place) == ("server", "off", True)
    assert not other.manages_place


async def test_a_mention_that_cannot_be_stored_gets_an_apology(server, receiver, caplog):
    receiver.then = fail
    await server.ann.send(server.channel, f"{server.mention} happy")

    assert server.channel.last_message.content == "Sorry about that (None)."
