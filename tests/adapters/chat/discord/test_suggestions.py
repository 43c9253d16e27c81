import asyncio
from types import SimpleNamespace

import discord

from adapters.chat.discord.suggestions import Suggesting, choices
from adapters.chat.message import CommandSpec, Completion, LocalizedText

GERMAN = SimpleNamespace(locale=discord.Locale.german)
MOOD = CommandSpec("mood", LocalizedText("Songs"), argument="mood", completes=True)


def shown(found):
    return [(choice.name, choice.value) for choice in found]


async def test_the_conversation_is_asked_in_the_senders_locale(completer):
    found = await Suggesting(completer)(GERMAN, MOOD, "ha")

    assert shown(found)[0] == ("happy mood", "happy")
    assert completer.asked == [("mood", "ha", "de")]


async def test_what_takes_too_long_is_not_waited_for(completer, caplog):
    completer.then = asyncio.Event().wait

    assert await Suggesting(completer, within_s=0)(GERMAN, MOOD, "ha") == []
    assert "TimeoutError" in caplog.text


async def test_what_fails_is_logged_and_nothing_is_suggested(completer, caplog):
    async def fail():
        raise OSError("no catalogue")

    completer.then = fail

    assert await Suggesting(completer)(GERMAN, MOOD, "ha") == []
    assert "no catalogue" in caplog.text


def test_at_most_twenty_five_are_shown():
    completions = [Completion(f"mood {number}", str(number)) for number in range(40)]

    assert [value for _, value in shown(choices(completions))] == [str(n) for n in range(25)]


def test_long_labels_are_cut_and_long_values_left_out():
    completions = [Completion("l" * 150, "v" * 100), Completion("short", "v" * 101)]

    assert shown(choices(completions)) == [("l" * 100, "v" * 100)]


def test_what_is_empty_is_left_out():
    assert choices([Completion("", "happy"), Completion("happy", "")]) == []
