"""Telegram, through its Bot API."""

from adapters.chat.telegram.chat import TelegramChat

__all__ = ["TelegramChat"]
