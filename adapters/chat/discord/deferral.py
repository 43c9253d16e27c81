"""The first answer to an interaction, due within three seconds."""

from __future__ import annotations

import logging

import discord

from adapters.chat.discord.calls import translated
from adapters.chat.discord.interactions import address_of, is_private
from adapters.chat.message import Address
from adapters.errors import PlatformError

log = logging.getLogger(__name__)


async def deferred(interaction: discord.Interaction, *, thinking: bool = False) -> Address:
    """Its address, once Discord knows that the answer will take longer.

    In company it is whispered from the start, which nothing can change afterwards. `thinking` shows
    a press too that Mien is at work.
    """
    alone = is_private(interaction)
    try:
        with translated():
            await interaction.response.defer(ephemeral=not alone, thinking=thinking and not alone)
    except PlatformError as error:
        log.warning(
            "an interaction was not deferred: %s", error, extra={"event_id": interaction.id}
        )
        return address_of(interaction, answerable=False)
    return address_of(interaction, answerable=True)
