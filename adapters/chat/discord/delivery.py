"""Shows replies: answers to interactions, messages, edits and toasts."""

from __future__ import annotations

import contextlib

import discord

from adapters.chat.discord.calls import is_out_of_reach
from adapters.chat.discord.client import MienClient
from adapters.chat.discord.rendering import render
from adapters.chat.discord.tokens import AnswerToken
from adapters.chat.message import Address, Audience, Reply, ReplyKind
from adapters.errors import PlatformError


async def deliver(client: MienClient, address: Address, reply: Reply) -> str | None:
    """The id of the message that shows the reply; None for a toast."""
    if reply.kind is ReplyKind.TOAST:
        # Where nobody pressed anything, a whole server would read what is meant for one.
        if address.audience is not Audience.EVERYONE or address.reply_token is not None:
            await _new(client, address, reply)
        return None
    if reply.replaces is not None and await _edited(client, address, reply, reply.replaces):
        return reply.replaces
    message_id = await _new(client, address, reply)
    if address.audience is Audience.EVERYONE:
        client.own_messages.note(message_id)
    return str(message_id)


async def _new(client: MienClient, address: Address, reply: Reply) -> int:
    token = AnswerToken.decode(address.reply_token)
    is_whispered = address.audience is Audience.SENDER or (
        token is not None and reply.kind is ReplyKind.TOAST
    )
    if token is not None:
        await client.deferrals.over(token.interaction_token)
        webhook = client.answers_to(token.interaction_token)
        try:
            return await _answered(webhook, address, reply, is_whispered=is_whispered)
        except discord.HTTPException as error:
            if not is_out_of_reach(error):
                raise
    if is_whispered and not address.private:
        # The channel is open to others: no answer is better than a mood told to all of them.
        raise PlatformError("the interaction can no longer be answered")
    channel = client.get_partial_messageable(int(address.chat_id))
    message = await channel.send(**render(reply).for_new())
    return message.id


async def _answered(
    webhook: discord.Webhook, address: Address, reply: Reply, *, is_whispered: bool
) -> int:
    message = await _follow_up(webhook, reply, is_whispered=is_whispered)
    if address.audience is not Audience.EVERYONE or is_whispered or not message.flags.ephemeral:
        return message.id
    # The first answer takes the place of the "thinking" that the command was deferred with, and
    # with it who sees it; what follows is free (Discord's words on "Create Followup Message").
    shared = await _follow_up(webhook, reply, is_whispered=False)
    with contextlib.suppress(discord.HTTPException):
        await message.delete()
    return shared.id


async def _follow_up(
    webhook: discord.Webhook, reply: Reply, *, is_whispered: bool
) -> discord.WebhookMessage:
    return await webhook.send(**render(reply).for_new(), ephemeral=is_whispered, wait=True)


async def _edited(client: MienClient, address: Address, reply: Reply, message_id: str) -> bool:
    """False if the message is gone, or out of reach."""
    token = AnswerToken.decode(address.reply_token)
    if token is not None and await _edited_by_token(client, token, reply, int(message_id)):
        return True
    if address.audience is Audience.SENDER:
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
    await client.deferrals.over(token.interaction_token)
    webhook = client.answers_to(token.interaction_token)
    try:
        await webhook.edit_message(message_id, **render(reply).for_edit())
    except discord.HTTPException as error:
        if not is_out_of_reach(error):
            raise
        return False
    return True
