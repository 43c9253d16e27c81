"""One listener's way on Discord: the real conversation, with a simulated Discord or a loopback."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import discord
import pytest
from pydantic import SecretStr

from adapters.chat.discord.chat import DiscordChat
from adapters.chat.discord.downloads import DeadLinkError
from adapters.chat.message import Account, Platform
from adapters.storage.storage import Storage, open_storage
from bot.bootstrap import Ready, prepare, serve
from bot.bootstrap.conversation import Lasting, conversation_of
from bot.conversation.commands import command_specs
from bot.conversation.completions import Completions
from bot.conversation.inbox import Inbox
from bot.pace import Pace
from bot.replies.commands import picture_menu
from bot.replies.errors import apology_in
from bot.settings import Settings
from bot.shelf import open_catalogue
from bot.workers import MoodReaderProcesses
from engine.mood_reader import load_mood_reader
from engine.recommender import Recommender
from engine.taste import Feedback, FeedbackKind
from tests.adapters.chat.discord.fake_discord import (
    APPLICATION_ID,
    DM_ID,
    EPHEMERAL,
    ME,
    TOKEN,
    FakeDiscord,
    fake_discord,
)

pytestmark = pytest.mark.simcord(shard_count=2)


@dataclass
class Conversation:
    """Everything behind the chat."""

    chat: DiscordChat
    inbox: Inbox
    storage: Storage

    async def given_by(self, user) -> list[Feedback]:
        account = Account(Platform.DISCORD, str(user.id))
        listener = await self.storage.listeners.welcome(account)
        return list(await self.storage.feedback.given(listener.listener_id))


class SimulatedCdn:
    """Hands out what the simulated Discord stores."""

    def __init__(self) -> None:
        self.bot: discord.Client

    async def __call__(self, url: str, limit_bytes: int) -> bytes:
        try:
            return await self.bot.http.get_from_cdn(url)
        except discord.NotFound:
            raise DeadLinkError from None


@pytest.fixture
def cdn() -> SimulatedCdn:
    return SimulatedCdn()


@pytest.fixture
async def conversation(tmp_path: Path, cdn: SimulatedCdn) -> AsyncIterator[Conversation]:
    settings = Settings(
        _env_file=None, data_dir=tmp_path / "data", key_file=tmp_path / "keys" / "key", workers=1
    )
    storage = await open_storage(settings.storage_url, prepare(settings))
    readers = MoodReaderProcesses(load_mood_reader, processes=1)
    commands = command_specs()
    catalogue = open_catalogue(settings)
    chat = DiscordChat(
        "a.token",
        commands=commands,
        complete=Completions(catalogue).complete,
        apology=apology_in,
        picture_menu=picture_menu(),
        media_hosts=("cdn.simcord.invalid",),
        download=cdn,
    )
    lasting = Lasting(settings, storage, readers, pace=Pace())
    recommender = Recommender(catalogue)
    answerer = conversation_of(lasting, recommender=recommender, catalogue=catalogue)
    inbox = Inbox(answerer, chats={Platform.DISCORD: chat}, storage=storage)
    yield Conversation(chat, inbox, storage)
    await inbox.close(grace_s=0)
    readers.close()
    await storage.close()


@pytest.fixture
def simcord_bot(conversation: Conversation, cdn: SimulatedCdn) -> discord.Client:
    cdn.bot = conversation.chat.new_client(conversation.inbox.receive)
    return cdn.bot


def songs_in(message: discord.Message) -> int:
    return sum(
        (embed.description or "").count("https://open.spotify.com/track/")
        for embed in message.embeds
    )


async def test_from_a_photo_to_songs_and_feedback(simcord_env, conversation, selfie: bytes):
    user = simcord_env.create_user("ann")
    attachments = simcord_env.backend.store_attachments(
        user.dm_channel.id, [("selfie.jpg", selfie)]
    )
    await user.send_dm(attachments=attachments)
    notice = user.dm_channel.last_message
    assert "Your picture waits" in notice.content

    await user.click(notice, label="👍 I agree")
    songs = user.dm_channel.last_message
    assert "You look happy" in songs.content
    assert songs_in(songs) == 5

    asked = await user.slash("mood", mood="happy")
    assert songs_in(asked.response) == 5

    pressed = await user.click(songs, label="👎 2")
    shown = next(each for each in user.dm_channel.history() if each.id == songs.id)
    labels = [button.label for row in shown.components for button in row.children]
    assert "✓ 👎 2" in labels
    assert pressed.followups[0].ephemeral

    await user.set_reaction(asked.response, "👍", reacted=True)
    given = await conversation.given_by(user)
    assert [sign.weight for sign in given if sign.kind is FeedbackKind.DISLIKE] == [1.0]
    assert [sign.weight for sign in given if sign.kind is FeedbackKind.LIKE] == [0.25] * 5

    await user.set_reaction(asked.response, "👍", reacted=False)
    assert len(await conversation.given_by(user)) == 1


async def test_a_clip_brings_its_curve_and_a_group_its_faces(
    simcord_env, conversation, clip: bytes, two_of_her: bytes
):
    user = simcord_env.create_user("ann")
    sent = simcord_env.backend.store_attachments(user.dm_channel.id, [("me.gif", clip)])
    await user.send_dm(attachments=sent)
    await user.click(user.dm_channel.last_message, label="👍 I agree")
    [curve] = user.dm_channel.last_message.attachments
    assert "in this order: happy" in curve.description

    sent = simcord_env.backend.store_attachments(user.dm_channel.id, [("us.jpg", two_of_her)])
    await user.send_dm(attachments=sent)
    question = user.dm_channel.last_message
    assert "Did everyone in the picture agree" in question.content
    await user.click(question, label="👥 Everyone agreed")
    songs, faces = user.dm_channel.history()[-2:]
    assert songs_in(songs) == 5
    assert "1: happy, 2: happy" in faces.attachments[0].description


async def test_buttons_of_before_a_restart_are_answered(simcord_env, conversation):
    user = simcord_env.create_user("ann")
    asked = await user.slash("mood", mood="sad")

    await simcord_env.restart_bot(conversation.chat.new_client(conversation.inbox.receive))
    await user.click(asked.response, label="👍 1")

    assert [sign.kind for sign in await conversation.given_by(user)] == [FeedbackKind.LIKE]


async def test_in_a_server_only_the_sender_sees_songs(simcord_env, conversation):
    guild = simcord_env.create_guild()
    channel = guild.create_text_channel("general")
    ann = guild.add_member(simcord_env.create_user("ann"))

    asked = await ann.slash(channel, "mood", mood="calm")

    assert asked.response.ephemeral
    assert songs_in(asked.response) == 5
    assert channel.history() == []


class Server:
    """A server in which a listener and somebody else are."""

    def __init__(self, env) -> None:
        self.guild = env.create_guild()
        self.channel = self.guild.create_text_channel("general")
        manages = self.guild.create_role(
            "manager", permissions=discord.Permissions(manage_guild=True)
        )
        self.ann = self.guild.add_member(env.create_user("ann"))
        self.bob = self.guild.add_member(env.create_user("bob"), roles=[manages])
        self.mention = f"<@{env.bot.user.id}>"

    def seen_by_bob(self) -> list[str]:
        return [message.content for message in self.channel.history(viewer=self.bob)]


@pytest.fixture
def server(simcord_env) -> Server:
    return Server(simcord_env)


async def test_a_mention_is_answered_privately_and_shared_on_demand(
    simcord_env, conversation, server: Server, selfie: bytes
):
    pictures = [("selfie.jpg", selfie)]
    await server.ann.send(server.channel, f"{server.mention} hi", attachments=pictures)
    neutral = server.channel.last_message
    assert "happy" not in neutral.content

    opened = await server.ann.click(neutral, label="See it privately")
    assert "Your picture waits" in opened.response.content
    agreed = await server.ann.click(opened.response, label="👍 I agree")
    [songs] = [
        said
        for said in (agreed.response, *agreed.followups, *opened.followups)
        if said is not None and songs_in(said) == 5
    ]
    assert songs.ephemeral
    assert songs_in(server.channel.last_message) == 0

    await server.ann.click(songs, label="📣 Share here")
    shared = server.channel.history(viewer=server.bob)[-1]
    assert songs_in(shared) == 5

    await server.ann.react(shared, "👍")
    assert len(await conversation.given_by(server.ann)) == 5
    await server.ann.unreact(shared, "👍")
    assert await conversation.given_by(server.ann) == []


async def test_a_command_about_oneself_in_a_mention_is_answered_behind_the_button(
    simcord_env, conversation, server: Server
):
    await server.ann.send(server.channel, f"{server.mention} /settings")
    neutral = server.channel.last_message

    opened = await server.ann.click(neutral, label="See it privately")
    by_another = await server.bob.click(neutral, label="See it privately")

    assert opened.response.content.startswith("Explicit songs are left out.")
    assert opened.response.ephemeral
    assert by_another.response.content.startswith("Hello, I'm Mien.")


async def test_ones_own_picture_gets_its_songs_and_anothers_does_not(
    simcord_env, conversation, server: Server, selfie: bytes
):
    message = await server.ann.send(server.channel, "me", attachments=[("selfie.jpg", selfie)])

    refused = await server.bob.context_menu(server.channel, "Find my song", message)
    asked = await server.ann.context_menu(server.channel, "Find my song", message)

    assert "that you sent yourself" in refused.response.content
    assert "Your picture waits" in asked.response.content
    assert refused.ephemeral
    assert asked.ephemeral
    assert server.seen_by_bob() == ["me", refused.response.content]


async def test_who_manages_a_server_can_switch_photos_off(
    simcord_env, conversation, server: Server, selfie: bytes
):
    switched = await server.bob.slash(server.channel, "server", photos="off")
    refused = await server.ann.slash(server.channel, "selfie", photo=("selfie.jpg", selfie))
    asked = await server.ann.slash(server.channel, "mood", mood="calm")

    assert "off here" in switched.response.content
    assert "switched off here" in refused.response.content
    assert songs_in(asked.response) == 5


async def test_moods_are_completed_while_they_are_typed(simcord_env):
    choices = await simcord_env.create_user("ann").autocomplete("mood", "mood", "hap")

    assert choices[0]["value"] == "happy"


@pytest.fixture
async def fake(monkeypatch, discord_requests) -> AsyncIterator[FakeDiscord]:
    async with fake_discord(monkeypatch, discord_requests) as server:
        yield server


@pytest.fixture
async def program(fake: FakeDiscord, tmp_path: Path) -> AsyncIterator[Ready]:
    """All of Mien: the page and Discord in one loop."""
    settings = Settings(
        _env_file=None,
        data_dir=tmp_path / "data",
        key_file=tmp_path / "keys" / "key",
        web_port=0,
        workers=1,
        discord_token=SecretStr(TOKEN),
        discord_api_url=fake.api_url,
        discord_gateway_url=fake.gateway_url,
        discord_media_hosts=("127.0.0.1",),
    )
    stop, told = asyncio.Event(), asyncio.get_running_loop().create_future()
    running = asyncio.create_task(
        serve(settings, prepare(settings), stop=stop, ready=told.set_result)
    )
    await asyncio.wait({running, told}, return_when=asyncio.FIRST_COMPLETED)
    await fake.until(lambda: fake.identified)
    yield told.result()
    stop.set()
    await running


def custom_id(sent: dict, label: str) -> str:
    buttons = [button for row in sent["components"] for button in row["components"]]
    return next(button["custom_id"] for button in buttons if label in button.get("label", ""))


class Wire:
    """What somebody who speaks German does and hears, as it goes over the wire."""

    def __init__(self, fake: FakeDiscord) -> None:
        self._fake = fake

    async def hears(self, words: str) -> dict:
        """The newest message of Mien with these words, as Discord shows it."""

        def heard() -> list[dict]:
            said = [one for one in self._fake.messages.values() if one["author"] == ME]
            return [one for one in said if words in json.dumps(one, ensure_ascii=False)]

        return (await self._fake.until(heard))[-1]

    async def presses(self, label: str, on: dict) -> None:
        press = self._fake.press(custom_id(on, label), on)
        await self._fake.happens("INTERACTION_CREATE", press)


async def test_over_the_wire_a_photo_becomes_songs_for_its_sender_alone(
    program: Ready, fake: FakeDiscord, selfie: bytes
):
    ann = Wire(fake)
    picture = fake.attachment("selfie.jpg", selfie, content_type="image/jpeg")
    mention = fake.message(f"<@{APPLICATION_ID}>", attachments=[picture])
    await fake.happens("MESSAGE_CREATE", mention)

    await ann.presses("See it privately", await ann.hears("Tap to see the answer privately"))
    await ann.presses("Einverstanden", await ann.hears("Einverstanden"))
    songs = await ann.hears("https://open.spotify.com/track/")
    await ann.presses("Hier teilen", songs)
    await fake.until(lambda: len(fake.asked("POST", "/webhooks/")) >= 5)
    shared = await ann.hears("https://open.spotify.com/track/")

    assert program.platforms == (Platform.WEB, Platform.DISCORD)
    assert fake.downloads == ["selfie.jpg"]
    assert songs["flags"] == EPHEMERAL
    assert (shared["flags"], shared["id"] == songs["id"]) == (0, False)
    # In the channel itself nothing was said but the neutral line.
    assert len(fake.asked("POST", "/channels/")) == 1


async def test_over_the_wire_a_clip_that_cannot_be_read_gets_a_sentence(
    program: Ready, fake: FakeDiscord
):
    ann = Wire(fake)
    picture = fake.attachment("me.png", b"no picture at all")
    message = fake.message(guild=False, channel=DM_ID, attachments=[picture])
    await fake.happens("MESSAGE_CREATE", message)

    await ann.presses("I agree", await ann.hears("Your picture waits"))

    await ann.hears("Bild")


async def test_over_the_wire_words_have_the_language_told_last_until_it_is_forgotten(
    program: Ready, fake: FakeDiscord
):
    ann = Wire(fake)
    words = fake.message("/settings", guild=False, channel=DM_ID)
    await fake.happens("INTERACTION_CREATE", fake.slash("forget"))
    question = await ann.hears("Vergiss mich")
    await fake.happens("MESSAGE_CREATE", words)
    await ann.hears("Explizite Songs")

    await ann.presses("Vergiss mich", question)
    await ann.hears("Ich habe alles über dich vergessen")
    await fake.happens("MESSAGE_CREATE", {**words, "id": fake.new_id()})

    await ann.hears("Explicit songs are left out.")
