"""What the conversation needs of a platform."""

from __future__ import annotations

from typing import Protocol

from adapters.chat.message import (
    Account,
    Address,
    MediaReference,
    Platform,
    Receiver,
    Reply,
)


class Chat(Protocol):
    """A platform. Every method may raise PlatformError."""

    @property
    def platform(self) -> Platform:
        """Which one."""

    async def run(self, receive: Receiver) -> None:
        """Hands every event to `receive` until cancelled."""

    async def is_connected(self) -> bool:
        """Whether what happens there reaches us now."""

    async def is_member(self, account: Account, place_id: str) -> bool:
        """Whether they are in this server or group now; False where Mien is not."""

    async def show_working(self, address: Address, event_id: str) -> None:
        """A sign of life that lasts until something is sent there."""

    async def send(self, address: Address, reply: Reply) -> str | None:
        """Shows the reply; the new message's id, None for a toast."""

    async def fetch(self, media: MediaReference, address: Address, *, limit_bytes: int) -> bytes:
        """What was sent. MediaGoneError; MediaTooLargeError beyond the limit, unread."""
