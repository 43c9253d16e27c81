"""What carries no language is answered in the one that the listener's app last told."""

from collections.abc import Callable

import pytest

from tests.bot.conversation.conftest import Talk


async def language_of_help(talk: Talk) -> str | None:
    await talk.command("help")
    return talk.chat.last.language


async def test_what_tells_no_language_is_answered_in_the_last_one(talk: Talk):
    talk.locale = "fr-CA"
    await talk.command("help")
    talk.locale = "de"
    await talk.command("help")
    talk.locale = None

    assert await language_of_help(talk) == "de"


async def test_it_is_still_known_after_a_restart(talk: Talk, next_process: Callable[[], Talk]):
    talk.locale = "de"
    await talk.command("help")

    assert await language_of_help(next_process()) == "de"


@pytest.mark.parametrize("locale", [None, ""])
async def test_where_none_was_ever_told_it_is_english(talk: Talk, locale: str | None):
    talk.locale = locale

    assert await language_of_help(talk) == "en"


async def test_an_app_in_a_language_that_mien_does_not_speak_is_answered_in_english(talk: Talk):
    talk.locale = "de"
    await talk.command("help")
    talk.locale = "ja"
    await talk.command("help")
    talk.locale = None

    assert await language_of_help(talk) == "en"


async def test_what_a_listener_chose_counts_more(talk: Talk):
    talk.locale = "de"
    await talk.change(language="es")
    await talk.command("help")
    talk.locale = None

    assert await language_of_help(talk) == "es"


async def test_back_to_the_apps_own_language_is_said_in_it(talk: Talk):
    talk.locale = "de"
    await talk.command("help")
    await talk.change(language="es")
    talk.locale = None
    await talk.press_action("language:auto")

    assert [reply.language for reply in talk.chat.said[-2:]] == ["de", "de"]


async def test_another_person_is_answered_in_their_own(talk: Talk):
    talk.locale = "de"
    await talk.command("help")
    other = talk.as_person("bob")
    other.locale = None

    assert await language_of_help(other) == "en"


async def test_who_was_forgotten_is_answered_in_english_again(talk: Talk):
    talk.locale = "de"
    await talk.command("help")
    listener = await talk.storage.listeners.welcome(talk.facts()["account"])
    await talk.storage.listeners.forget(listener.listener_id)
    talk.locale = None

    assert await language_of_help(talk) == "en"
