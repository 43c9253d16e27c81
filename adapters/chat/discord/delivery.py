"""Shows replies: answers to interactions, messages, edits and toasts."""

from __future__ import annotations

import discord

from adapters.chat.discord.calls import is_out_of_reach
from adapters.chat.discord.client import MienClient
from adapters.chat.discord.rendering import render
from adapters.chat.discord.tokens import AnswerToken
from adapters.chat.message import Address, Reply, ReplyKind
from adapters.errors import PlatformError


async def deliver(client: MienClient, address: Address, reply: Reply) -> str | None:
    """The id of the message that shows the reply; None for a toast."""
    if reply.kind is ReplyKind.TOAST:
        await _new(client, address, reply)
        return None
    if reply.replaces is not None and await _edited(client, address, reply, reply.replaces):
        return reply.replaces
    return await _new(client, address, reply)


async def _new(client: MienClient, address: Address, reply: Reply) -> str:
    token = AnswerToken.decode(address.reply_token)
    if token is not None:
        try:
            return await _answered(client, token, address, reply)
        except discord.HTTPException as error:
            if not is_out_of_reach(error):
                raise
    if not address.private:
        # The channel is open to others: no answer is better than a mood told to all of them.
        raise PlatformError("the interaction can no longer be answered")
    channel = client.get_partial_messageable(int(address.chat_id))
    message = await channel.send(**render(reply).for_new())
    return str(message.id)


async def _answered(client: MienClient, token: AnswerToken, address: Address, reply: Reply) -> str:
    message = await client.answers_to(token.interaction_token).send(
        **render(reply).for_new(),
        ephemeral=not address.private or reply.kind is ReplyKind.TOAST,
        wait=True,
    )
    return str(message.id)


async def _edited(client: MienClient, address: Address, reply: Reply, message_id: str) -> bool:
    """False if the message is gone, or out of reach."""
    token = AnswerToken.decode(address.reply_token)
    if token is not None and await _edited_by_token(client, token, reply, int(message_id)):
        return True
    if not address.private:
        return False
    channel = client.get_partial_messageable(int(address.chat_id))
    try:
        await channel.get_partial_message(int(message_id)).edit(**render(reply).for_edit())
    except discord.NotFound:
        return False
    return True


async def _edited_by_token(
    client: MienClient, token: AnswerToken, reply: Reply, message_id: int
) -> bool:
    webhook = client.answers_to(token.interaction_token)
    try:
        await webhook.edit_message(message_id, **render(reply).for_edit())
    except discord.HTTPException as error:
        if not is_out_of_reach(error):
            raise
        return False
    return True
