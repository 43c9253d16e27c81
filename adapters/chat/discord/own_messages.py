"""Which messages in servers are Mien's own.

Discord names the author of a message when an emoji is added, not when it is taken back.
"""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime

import discord

# Sets that are shared in servers while one process runs, and old ones that are reacted to.
REMEMBERED_MESSAGES = 4096


class OwnMessages:
    """Remembers what this process sent, and asks about what is older; `since` is its start."""

    def __init__(self, *, since: datetime) -> None:
        self._since = since
        self._ours: OrderedDict[int, bool] = OrderedDict()

    def note(self, message_id: int, *, ours: bool = True) -> None:
        """Told by who sent it."""
        self._ours[message_id] = ours
        self._ours.move_to_end(message_id)
        if len(self._ours) > REMEMBERED_MESSAGES:
            self._ours.popitem(last=False)

    async def has(self, client: discord.Client, *, channel_id: int, message_id: int) -> bool:
        """Whether Mien sent it. At most one request for each message."""
        known = self._ours.get(message_id)
        if known is not None:
            return known
        # What is newer and was not noted is somebody else's: of a busy server most.
        if discord.utils.snowflake_time(message_id) >= self._since:
            return False
        ours = await _is_ours(client, channel_id, message_id)
        self.note(message_id, ours=ours)
        return ours


async def _is_ours(client: discord.Client, channel_id: int, message_id: int) -> bool:
    channel = client.get_partial_messageable(channel_id)
    try:
        message = await channel.fetch_message(message_id)
    except (discord.NotFound, discord.Forbidden):
        return False
    return client.user is not None and message.author.id == client.user.id
