"""The composition root: alone in naming concrete adapters."""

from bot.bootstrap.chats import discord_state, telegram_state
from bot.bootstrap.features import check_feature_source
from bot.bootstrap.host import (
    database_state,
    differences_after_upgrade,
    existing_keys,
    prepare,
    restore_backup,
    rotate_key,
    save_backup,
)
from bot.bootstrap.serving import Ready, serve
from bot.bootstrap.spotify import check_spotify

__all__ = [
    "Ready",
    "check_feature_source",
    "check_spotify",
    "database_state",
    "differences_after_upgrade",
    "discord_state",
    "existing_keys",
    "prepare",
    "restore_backup",
    "rotate_key",
    "save_backup",
    "serve",
    "telegram_state",
]
