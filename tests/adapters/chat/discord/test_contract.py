"""Discord keeps the promises of every chat."""

import pytest

from adapters.chat.message import Platform
from tests.adapters.chat.contract import ChatContract

pytestmark = pytest.mark.simcord(shard_count=2)


class DiscordUser:
    platform = Platform.DISCORD

    def __init__(self, env, chat, receiver, cdn) -> None:
        self.chat = chat
        self._env = env
        self._receiver = receiver
        self._cdn = cdn
        self._user = env.create_user("ann")

    async def says(self, text):
        await self._user.send_dm(text)
        return self._receiver.events[-1]

    async def says_twice(self, text):
        await self._user.send_dm(text)
        _, event, payload = self._env.backend.transcript[-1]
        self._env.backend.emit(event, payload)
        await self._env.settle()
        return self._receiver.events[-2], self._receiver.events[-1]

    async def uses_command(self, name, argument):
        await self._user.slash(name, mood=argument)
        return self._receiver.events[-1]

    async def sends_photo(self, data):
        channel = self._user.dm_channel
        attachments = self._env.backend.store_attachments(channel.id, [("me.png", data)])
        await self._user.send_dm(attachments=attachments)
        return self._receiver.events[-1]

    async def hands_out(self, photo, data, *, limit_bytes):
        return await self.chat.fetch(photo.media, photo.address, limit_bytes=limit_bytes)

    def was_asked_for_bytes(self):
        return bool(self._cdn.asked)

    async def presses(self, label):
        await self._user.click(self._user.dm_channel.last_message, label=label)
        return self._receiver.events[-1]

    async def reacts(self, emoji, *, added):
        await self._user.set_reaction(self._user.dm_channel.last_message, emoji, reacted=added)
        return self._receiver.events[-1]

    async def sees(self, number):
        history = self._user.dm_channel.history()
        return [message.content for message in history if message.author.bot]


@pytest.fixture
def person(simcord_env, chat, receiver, cdn):
    return DiscordUser(simcord_env, chat, receiver, cdn)


class TestDiscordChat(ChatContract):
    """All of it."""
