"""Who is in a group."""

from __future__ import annotations

import logging

from telegram import Bot, ChatMemberRestricted
from telegram.constants import ChatMemberStatus
from telegram.error import BadRequest, Forbidden

_IN_IT = (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.MEMBER)

log = logging.getLogger(__name__)


async def is_member(bot: Bot, *, group_id: str, user_id: int) -> bool:
    """Whether they are in it now; False where Telegram will not say. TelegramError."""
    # Private chats have nobody else in them; the ids of groups are negative.
    if not group_id.startswith("-"):
        return False
    try:
        member = await bot.get_chat_member(group_id, user_id)
    except (BadRequest, Forbidden) as error:
        log.info("a group does not tell who is in it: %s", error.message)
        return False
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status in _IN_IT
