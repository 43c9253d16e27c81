"""One listener's way on Discord: the real conversation, and a simulated Discord."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import discord
import pytest

from adapters.chat.discord.chat import DiscordChat
from adapters.chat.discord.downloads import DeadLinkError
from adapters.chat.message import Account, Platform
from adapters.storage.storage import Storage, open_storage
from bot.bootstrap import _conversation, prepare
from bot.conversation.commands import command_specs
from bot.conversation.inbox import Inbox
from bot.pace import Pace
from bot.replies.commands import picture_menu
from bot.replies.errors import apology_in
from bot.settings import Settings
from bot.workers import MoodReaderThreads
from engine.frames import MediaLimits
from engine.mood_reader import load_mood_reader
from engine.taste import Feedback, FeedbackKind

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
    readers = MoodReaderThreads(load_mood_reader(limits=MediaLimits()), threads=1)
    commands = command_specs()
    chat = DiscordChat(
        "a.token",
        commands=commands,
        apology=apology_in,
        picture_menu=picture_menu(),
        media_hosts=("cdn.simcord.invalid",),
        download=cdn,
    )
    answerer = _conversation(settings, storage, readers, commands, Pace())
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
