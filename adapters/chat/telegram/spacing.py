"""Keeps messages to one group apart."""

from __future__ import annotations

from adapters.chat.telegram.pace import Pace

_MANY = 1000


class Spacing:
    """One message after the other in each group.

    The library's own limiter needs one more dependency and slows down every chat alike. Private
    chats take short bursts, and where Telegram has enough it names the wait, which is kept; only
    groups are shared with other people's patience.
    """

    def __init__(self, *, pace: Pace) -> None:
        self._pace = pace
        self._free_at: dict[str, float] = {}

    async def turn(self, chat_id: str) -> None:
        """Returns when it is this message's turn."""
        now = self._pace.clock()
        starts_at = max(now, self._free_at.get(chat_id, now))
        self._free_at[chat_id] = starts_at + self._pace.group_spacing_s
        self._forget_quiet(now)
        if starts_at > now:
            await self._pace.sleep(starts_at - now)

    def _forget_quiet(self, now: float) -> None:
        if len(self._free_at) > _MANY:
            self._free_at = {chat: at for chat, at in self._free_at.items() if at > now}
