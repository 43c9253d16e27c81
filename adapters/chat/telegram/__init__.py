"""Telegram, through its Bot API."""

from adapters.chat.telegram.chat import TelegramChat
from adapters.chat.telegram.webhook import Webhook

__all__ = ["TelegramChat", "Webhook"]
