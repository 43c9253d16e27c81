"""What Discord says of the application, for whoever runs it."""

from __future__ import annotations

import discord
from discord.http import Route

from adapters.chat.discord.calls import translated
from adapters.values import DiscordState

_PRIVILEGED = {
    "message content": ("gateway_message_content", "gateway_message_content_limited"),
    "server members": ("gateway_guild_members", "gateway_guild_members_limited"),
    "presence": ("gateway_presence", "gateway_presence_limited"),
}


async def discord_state(token: str, *, api_url: str | None = None) -> DiscordState:
    """Asks over REST only and changes nothing; TokenRefusedError, PlatformError."""
    if api_url is not None:
        Route.BASE = api_url
    with translated():
        async with discord.Client(intents=discord.Intents.none()) as client:
            await client.login(token)
            about = await client.application_info()
            commands = await client.http.get_global_commands(about.id)
            _, _, limits = await client.http.get_bot_gateway()
            return DiscordState(
                name=about.name,
                commands=frozenset(command["name"] for command in commands),
                privileged_intents=_switched_on(about.flags),
                logins_left=limits["remaining"],
                servers=about.approximate_guild_count,
            )


def _switched_on(flags: discord.ApplicationFlags) -> tuple[str, ...]:
    return tuple(
        name for name, either in _PRIVILEGED.items() if any(getattr(flags, each) for each in either)
    )
