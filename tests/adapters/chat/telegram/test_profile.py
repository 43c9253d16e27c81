"""Menus and texts of the bot, changed only where they differ."""

from __future__ import annotations

import asyncio


async def run_once(chat_of, api, inbox):
    """A bot that starts, and ends when all of its profile was looked at."""
    before = len(api.called("getChatMenuButton"))
    running = asyncio.create_task(chat_of().run(inbox.receive))
    await api.wait_for_call("getChatMenuButton", times=before + 1)
    await api.wait_for(lambda: api.menu_button == "commands")
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


def names(menu):
    return [command["command"] for command in menu]


async def test_menus_are_set_for_each_kind_of_chat_in_each_language(chat_of, api, inbox):
    await run_once(chat_of, api, inbox)

    scopes = ("all_private_chats", "all_group_chats", "all_chat_administrators")
    assert set(api.menus) == {(scope, language) for scope in scopes for language in ("", "de")}
    assert names(api.menus["all_private_chats", ""]) == ["mood", "taste", "privacy"]
    assert names(api.menus["all_group_chats", ""]) == ["mood", "privacy"]
    assert names(api.menus["all_chat_administrators", ""]) == ["mood", "privacy", "server"]
    assert api.menus["all_private_chats", "de"][0]["description"] == "Musik zur Stimmung"


async def test_the_profile_says_what_the_bot_is_in_each_language(chat_of, api, inbox):
    await run_once(chat_of, api, inbox)

    assert api.texts == {
        ("description", ""): "I read faces.",
        ("description", "de"): "Ich lese Gesichter.",
        ("short_description", ""): "Songs for faces.",
        ("short_description", "de"): "Lieder zu Gesichtern.",
    }
    assert api.menu_button == "commands"


async def test_what_is_unchanged_is_not_sent_again(chat_of, api, inbox):
    await run_once(chat_of, api, inbox)
    first = len([call for call in api.calls if call.method.startswith("set")])

    await run_once(chat_of, api, inbox)

    assert len([call for call in api.calls if call.method.startswith("set")]) == first == 11


async def test_only_what_differs_is_sent(chat_of, api, inbox):
    await run_once(chat_of, api, inbox)
    api.menus["all_group_chats", "de"] = []
    api.calls.clear()

    await run_once(chat_of, api, inbox)

    (changed,) = api.called("setMyCommands")
    assert (changed["scope"], changed["language_code"]) == ({"type": "all_group_chats"}, "de")


async def test_a_refused_profile_keeps_nobody_waiting(chat_of, api, inbox, refusal, caplog):
    api.refusals["setMyCommands"] = [refusal(400, "Bad Request: command descriptions are rude")]
    api.says(text="hello")
    running = asyncio.create_task(chat_of().run(inbox.receive))

    (event,) = await inbox.next_events()
    await api.wait_for_call("setMyCommands")
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)

    assert event.text == "hello"
