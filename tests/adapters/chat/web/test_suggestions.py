from __future__ import annotations

import json
from uuid import uuid4

import pytest

from adapters.chat.message import Completion, IncomingOpened, Reply
from adapters.chat.web.limits import WebLimits


class Completer:
    def __init__(self, *, fails: bool = False, found: int = 1) -> None:
        self.asked: list[tuple[str, str, str | None]] = []
        self._fails = fails
        self._found = found

    async def __call__(self, command: str, typed: str, locale: str | None) -> list[Completion]:
        self.asked.append((command, typed, locale))
        if self._fails:
            raise LookupError(typed)
        return [Completion(f"Song {number}", f"song:{number}") for number in range(self._found)]


async def test_a_page_that_asks_hears_how_the_command_may_go_on(site_with):
    completer = Completer()
    async with site_with(complete=completer) as site, site.opened() as (_, tab):
        await tab.hello()
        request_id = await tab.say("typing", command="mood", typed="bad mo")
        answer = await tab.hears("completions")

    assert answer["request_id"] == request_id
    assert answer["choices"] == [{"label": "Song 0", "value": "song:0"}]
    assert completer.asked == [("mood", "bad mo", "en-GB")]


async def test_suggestions_are_asked_for_in_the_language_of_the_last_answer(site_with):
    completer = Completer()
    async with site_with(complete=completer) as site, site.opened() as (_, tab):
        await tab.hello()
        opened = await site.listening.next(IncomingOpened)
        for reply in (Reply("Hallo.", language="de"), Reply("👍")):
            await site.chat.send(opened.address, reply)
        await tab.say("typing", command="mood", typed="gut")
        await tab.hears("completions")

    assert completer.asked == [("mood", "gut", "de")]


async def test_only_as_many_are_shown_as_fit(site_with):
    async with site_with(complete=Completer(found=25)) as site, site.opened() as (_, tab):
        await tab.say("typing", command="mood", typed="")

        assert len((await tab.hears("completions"))["choices"]) == 8


@pytest.mark.parametrize("command", ["help", "server", "unknown"])
async def test_nothing_is_suggested_for_other_commands(site_with, command):
    completer = Completer()
    async with site_with(complete=completer) as site, site.opened() as (_, tab):
        await tab.say("typing", command=command, typed="x")

        assert (await tab.hears("completions"))["choices"] == []
    assert completer.asked == []


async def test_without_a_completer_nothing_is_suggested(site):
    async with site.opened() as (_, tab):
        await tab.say("typing", command="mood", typed="x")

        assert (await tab.hears("completions"))["choices"] == []


async def test_a_completer_that_fails_harms_nobody(site_with, caplog):
    async with site_with(complete=Completer(fails=True)) as site, site.opened() as (_, tab):
        await tab.say("typing", command="mood", typed="x")
        assert (await tab.hears("completions"))["choices"] == []
        await tab.say("text", text="still there?")
        await tab.hears("stored")
    assert "could not be taken" in caplog.text


async def test_typing_has_a_limit_of_its_own(site_with):
    completer = Completer()
    limits = WebLimits(typing_burst=2, event_burst=1)
    async with site_with(limits, complete=completer) as site, site.opened() as (_, tab):
        for typed in ("a", "b", "c"):
            await tab.say("typing", command="mood", typed=typed)
        found = [len((await tab.hears("completions"))["choices"]) for _ in range(3)]
        await tab.say("text", text="may still be said")
        await tab.hears("stored")

    assert sorted(found) == [0, 1, 1]
    assert [typed for _, typed, _ in completer.asked] == ["a", "b"]


@pytest.mark.parametrize(
    "junk",
    [{"command": "mood", "typed": 7}, {"command": "mood", "typed": "x" * 2001}, {"typed": "x"}],
)
async def test_junk_is_not_asked_about(site_with, junk):
    completer = Completer()
    async with site_with(complete=completer) as site, site.opened() as (_, tab):
        await tab.socket.send_str(json.dumps({"type": "typing", "request_id": str(uuid4())} | junk))
        await tab.say("text", text="hello")
        await tab.hears("stored")

    assert completer.asked == []
