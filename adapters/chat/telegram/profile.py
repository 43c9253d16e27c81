"""What Telegram shows of the bot: its menus of commands and what it says of itself."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence
from functools import partial

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    MenuButtonCommands,
)
from telegram.constants import BotCommandLimit, BotDescriptionLimit, MenuButtonType
from telegram.error import TelegramError

from adapters.chat.message import CommandSpec, LocalizedText
from adapters.chat.telegram.calls import patiently
from adapters.chat.telegram.pace import Pace
from adapters.chat.telegram.rendering import cut

# The others are answered in private alone, so a group's menu does not offer them.
IN_GROUPS = frozenset({"mood", "selfie", "help", "privacy"})
_EVERY_OTHER = ""  # shown to those for whose language there is nothing

log = logging.getLogger(__name__)

_Step = Callable[[], Awaitable[object]]


class Profile:
    """Commands, description and menu button, in each language.

    Telegram counts changes of a profile strictly, so what is unchanged is not sent again.
    """

    def __init__(
        self,
        bot: Bot,
        *,
        commands: Sequence[CommandSpec],
        description: LocalizedText | None,
        short_description: LocalizedText | None,
        pace: Pace,
    ) -> None:
        self._bot = bot
        self._commands = tuple(commands)
        self._description = description
        self._short = short_description
        self._pace = pace

    async def register(self) -> None:
        """Changes what differs. What fails is logged: a bot without a menu still answers."""
        for step in self._steps():
            try:
                await patiently(step, pace=self._pace)
            except TelegramError as error:
                log.warning("the bot's profile is not up to date: %s", error.message)
                return

    def _steps(self) -> Iterator[_Step]:
        for scope, specs in self._menus():
            for language in _languages(*(spec.description for spec in specs)):
                yield partial(self._menu, scope, _menu_of(specs, language), language)
        for language in _languages(self._description):
            yield partial(self._describe, language)
        for language in _languages(self._short):
            yield partial(self._describe_shortly, language)
        yield self._button

    def _menus(self) -> Iterator[tuple[BotCommandScope, tuple[CommandSpec, ...]]]:
        private = tuple(spec for spec in self._commands if not spec.for_managers)
        group = tuple(spec for spec in private if spec.name in IN_GROUPS)
        managers = tuple(spec for spec in self._commands if spec.for_managers)
        yield BotCommandScopeAllPrivateChats(), private
        yield BotCommandScopeAllGroupChats(), group
        yield BotCommandScopeAllChatAdministrators(), (*group, *managers)

    async def _menu(
        self, scope: BotCommandScope, menu: tuple[BotCommand, ...], language: str
    ) -> None:
        known = await self._bot.get_my_commands(scope, language)
        if known != menu:
            await self._bot.set_my_commands(menu, scope, language)

    async def _describe(self, language: str) -> None:
        text = _text_in(self._description, language, BotDescriptionLimit.MAX_DESCRIPTION_LENGTH)
        known = await self._bot.get_my_description(language)
        if known.description != text:
            await self._bot.set_my_description(text, language)

    async def _describe_shortly(self, language: str) -> None:
        text = _text_in(self._short, language, BotDescriptionLimit.MAX_SHORT_DESCRIPTION_LENGTH)
        known = await self._bot.get_my_short_description(language)
        if known.short_description != text:
            await self._bot.set_my_short_description(text, language)

    async def _button(self) -> None:
        known = await self._bot.get_chat_menu_button()
        if known.type != MenuButtonType.COMMANDS:
            await self._bot.set_chat_menu_button(menu_button=MenuButtonCommands())


def _languages(*texts: LocalizedText | None) -> list[str]:
    given = [text for text in texts if text is not None]
    return [_EVERY_OTHER, *sorted({language for text in given for language in text.others})][
        : None if given else 0
    ]


def _menu_of(specs: Sequence[CommandSpec], language: str) -> tuple[BotCommand, ...]:
    return tuple(
        BotCommand(spec.name, _text_in(spec.description, language, BotCommandLimit.MAX_DESCRIPTION))
        for spec in specs
    )


def _text_in(text: LocalizedText | None, language: str, limit: int) -> str:
    return cut(text.in_language(language), limit=limit) if text is not None else ""
