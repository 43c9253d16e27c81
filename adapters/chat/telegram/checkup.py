"""What Telegram says of the bot, for whoever runs it."""

from __future__ import annotations

from telegram import Bot, BotCommandScopeAllChatAdministrators, BotCommandScopeAllPrivateChats

from adapters.chat.telegram.calls import DiscreetRequest, keep_token_out_of_logs, translated
from adapters.chat.telegram.chat import BASE_FILE_URL, BASE_URL
from adapters.values import TelegramState

# Together they hold every command: a group's menu has a few of the private one.
_SCOPES = (BotCommandScopeAllPrivateChats, BotCommandScopeAllChatAdministrators)


async def telegram_state(
    token: str, *, base_url: str | None = None, base_file_url: str | None = None
) -> TelegramState:
    """Asks once and changes nothing; TokenRefusedError, PlatformError."""
    keep_token_out_of_logs()
    with translated():
        request = DiscreetRequest(token, connections=1)
        bot = Bot(token, base_url or BASE_URL, base_file_url or BASE_FILE_URL, request=request)
        async with bot:
            webhook = await bot.get_webhook_info()
            menus = [await bot.get_my_commands(scope()) for scope in _SCOPES]
            return TelegramState(
                name=bot.username,
                commands=frozenset(command.command for menu in menus for command in menu),
                webhook_url=webhook.url or None,
                webhook_error=webhook.last_error_message,
                waiting_updates=webhook.pending_update_count,
                reads_all_in_groups=bool(bot.bot.can_read_all_group_messages),
                answers_inline=bool(bot.bot.supports_inline_queries),
            )
