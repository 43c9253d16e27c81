"""Discord, through its gateway and REST API."""

from adapters.chat.discord.chat import DiscordChat

__all__ = ["DiscordChat"]
