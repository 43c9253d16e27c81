"""Discord keeps the promises of every chat."""

import pytest

from adapters.chat.message import Platform
from tests.adapters.chat.contract import ChatContract


class DiscordUser:
    platform = Platform.DISCORD

    def __init__(self, env, chat, receiver) -> None:
        self.chat = chat
        self._env = env
        self._receiver = receiver
        self._user = env.create_user("ann")
        self._asked_for_bytes = False
        self._get_from_cdn = env.bot.http.get_from_cdn
        # The simulated Discord keeps no list of downloads.
        env.bot.http.get_from_cdn = self._download

    async def says(self, text):
        await self._user.send_dm(text)
        return self._receiver.events[-1]

    async def says_twice(self, text):
        message = await self._user.send_dm(text)
        await self._env.bot.on_message(message)
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
        return self._asked_for_bytes

    async def presses(self, label):
        await self._user.click(self._user.dm_channel.last_message, label=label)
        return self._receiver.events[-1]

    async def reacts(self, emoji, *, added):
        await self._user.set_reaction(self._user.dm_channel.last_message, emoji, reacted=added)
        return self._receiver.events[-1]

    async def sees(self, number):
        history = self._user.dm_channel.history()
        return [message.content for message in history if message.author.bot]

    async def _download(self, url):
        self._asked_for_bytes = True
        return await self._get_from_cdn(url)


@pytest.fixture
def person(simcord_env, chat, receiver):
    return DiscordUser(simcord_env, chat, receiver)


class TestDiscordChat(ChatContract):
    """All of it."""
