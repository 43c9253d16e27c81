"""Texts of menus in Discord's locales, which name a language more narrowly than we do."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.app_commands import TranslationContextTypes

from adapters.chat.message import LocalizedText


def localized(text: LocalizedText, *, length: int, otherwise: str = "") -> app_commands.locale_str:
    """The text as the library takes it, at most so long in every language."""
    others = {language: words[:length] for language, words in text.others.items() if words}
    return app_commands.locale_str(text.english[:length] or otherwise, others=others)


class OwnTranslator(app_commands.Translator):
    """Gives the library the languages that a `localized` text carries."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: TranslationContextTypes,
    ) -> str | None:
        """None where Discord shall show English."""
        others: dict[str, str] = string.extras.get("others", {})
        words = others.get(locale.value.split("-")[0])
        return None if words == string.message else words
