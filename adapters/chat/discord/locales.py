"""Texts of menus in Discord's locales, which name a language more narrowly than we do."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.app_commands import TranslationContextTypes

from adapters.chat.message import LocalizedText


def localized(text: LocalizedText, *, length: int, otherwise: str = "") -> app_commands.locale_str:
    """The text as the library takes it, at most so long in every language."""
    return app_commands.locale_str(text.english[:length] or otherwise, text=text, length=length)


class OwnTranslator(app_commands.Translator):
    """Gives the library the languages that a `localized` text carries."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: TranslationContextTypes,
    ) -> str | None:
        """None where Discord shall show English."""
        text: LocalizedText | None = string.extras.get("text")
        if text is None:
            return None
        words = text.in_language(locale.value.split("-")[0])[: string.extras["length"]]
        return None if words in ("", string.message) else words
