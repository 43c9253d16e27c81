"""What stands before a chat and hands on what it has no say in."""

from __future__ import annotations

from adapters.chat.message import Account, Address, MediaReference, Platform, Receiver, Reply
from bot.ports import Chat


class ChatBehind:
    """Fits the port `Chat`; a subclass says what else happens."""

    def __init__(self, chat: Chat) -> None:
        self._chat = chat

    @property
    def platform(self) -> Platform:
        """Which one."""
        return self._chat.platform

    async def run(self, receive: Receiver) -> None:
        """Hands every event to `receive` until cancelled."""
        await self._chat.run(receive)

    async def is_connected(self) -> bool:
        """Whether what happens there reaches us now."""
        return await self._chat.is_connected()

    async def is_member(self, account: Account, place_id: str) -> bool:
        """Whether they are in this server or group now."""
        return await self._chat.is_member(account, place_id)

    async def show_working(self, address: Address, event_id: str) -> None:
        """A sign of life that lasts until something is sent there."""
        await self._chat.show_working(address, event_id)

    async def send(self, address: Address, reply: Reply) -> str | None:
        """Shows the reply; the new message's id, None for a toast."""
        return await self._chat.send(address, reply)

    async def fetch(self, media: MediaReference, address: Address, *, limit_bytes: int) -> bytes:
        """What was sent."""
        return await self._chat.fetch(media, address, limit_bytes=limit_bytes)
