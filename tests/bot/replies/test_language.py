import asyncio
from datetime import date

import pytest

from bot.replies.language import (
    LANGUAGES,
    OTHER_LANGUAGES,
    counted,
    everywhere,
    in_context,
    language_of,
    listed,
    percentage,
    speaking,
    spoken_language,
    translated,
    written_day,
)

UNKNOWN = "A sentence that no catalogue has."


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("de", "de"),
        ("de-AT", "de"),
        ("pt-BR", "pt"),
        ("pt_PT", "pt"),
        ("es-419", "es"),
        ("FR", "fr"),
        ("en-GB", "en"),
        ("nl", "en"),
        ("", "en"),
        (None, "en"),
    ],
)
def test_a_locale_is_answered_in_its_language_or_else_in_english(locale, language):
    assert language_of(locale) == language


def test_english_is_spoken_outside_of_any_conversation():
    assert spoken_language() == "en"
    assert translated(UNKNOWN) == UNKNOWN


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_missing_message_is_said_in_english(language):
    with speaking(language):
        assert translated(UNKNOWN) == UNKNOWN
        assert in_context("a context", UNKNOWN) == UNKNOWN
        assert counted("{count} unknown", "{count} unknowns", 1) == "{count} unknown"
        assert counted("{count} unknown", "{count} unknowns", 2) == "{count} unknowns"


def test_the_language_before_is_spoken_again_afterwards():
    with speaking("de"):
        with speaking("fr"):
            assert spoken_language() == "fr"
        assert spoken_language() == "de"
    assert spoken_language() == "en"


async def test_two_conversations_at_once_do_not_mix_their_languages():
    both_speak = asyncio.Barrier(2)

    async def conversation(language: str) -> list[str]:
        with speaking(language):
            await both_speak.wait()
            before = listed(["a", "b"])
            await both_speak.wait()
            return [before, await asyncio.to_thread(listed, ["a", "b"])]

    german, spanish = await asyncio.gather(conversation("de"), conversation("es"))

    assert german == ["a und b"] * 2
    assert spanish == ["a y b"] * 2


def test_menus_get_all_languages_at_once_whatever_is_spoken():
    with speaking("de"):
        text = everywhere(UNKNOWN)

    assert text.english == UNKNOWN
    assert set(text.others) == set(OTHER_LANGUAGES)


@pytest.mark.parametrize(
    ("language", "share", "day", "names"),
    [
        ("en", "42%", "Nov 21", "a, b, and c"),
        ("de", "42\u00a0%", "21. Nov.", "a, b und c"),
        ("es", "42\u00a0%", "21 nov", "a, b y c"),
        ("fr", "42\u00a0%", "21 nov.", "a, b et c"),
        ("pt", "42%", "21 de nov.", "a, b e c"),
    ],
)
def test_numbers_days_and_lists_are_written_as_there(language, share, day, names):
    with speaking(language):
        assert percentage(0.42) == share
        assert written_day(date(2026, 11, 21)) == day
        assert listed(["a", "b", "c"]) == names
