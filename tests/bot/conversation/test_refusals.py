"""A no is said beside what is received: one at a time to each, and so many in all."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from adapters.chat.message import Account, Platform
from bot.conversation.refusals import Refusals


class Hall:
    """Where it is said; each no waits at the gate."""

    def __init__(self, refusals: Refusals) -> None:
        self.refusals = refusals
        self.gate = asyncio.Event()
        self.heard: list[str] = []

    def refuse(self, person: str, *, platform: Platform = Platform.TELEGRAM) -> None:
        async def say() -> None:
            await self.gate.wait()
            self.heard.append(person)

        self.refusals.say(Account(platform, person), say)

    async def open(self) -> None:
        self.gate.set()
        await self.refusals.idle()


@pytest.fixture
async def hall() -> AsyncIterator[Hall]:
    hall = Hall(Refusals(most=2))
    yield hall
    await hall.refusals.close(grace_s=0)


async def test_of_one_person_one_no_is_on_its_way(hall: Hall):
    hall.refuse("ada")
    hall.refuse("ada")
    hall.refuse("bob")
    await hall.open()

    assert hall.heard == ["ada", "bob"]


async def test_who_has_heard_it_may_hear_it_again(hall: Hall):
    for _ in range(2):
        hall.refuse("ada")
        await hall.open()

    assert hall.heard == ["ada", "ada"]


async def test_beyond_so_many_nobody_is_told(hall: Hall):
    for person in ("ada", "bob", "carl"):
        hall.refuse(person)
    await hall.open()

    assert hall.heard == ["ada", "bob"]


async def test_the_page_is_told_of_each_thing_it_sent(hall: Hall):
    for _ in range(3):
        hall.refuse("ada", platform=Platform.WEB)
    await hall.open()

    assert hall.heard == ["ada"] * 3


async def test_whatever_fails_is_logged(hall: Hall, caplog):
    async def fail() -> None:
        raise ZeroDivisionError("a bug")

    hall.refusals.say(Account(Platform.TELEGRAM, "1001"), fail)
    await hall.refusals.idle()

    assert "a bug" in caplog.text
    assert "1001" not in caplog.text


async def test_the_end_waits_for_what_is_said_within_its_grace(hall: Hall):
    hall.refuse("ada")
    closing = asyncio.create_task(hall.refusals.close(grace_s=60))
    await asyncio.sleep(0)
    hall.gate.set()
    await closing

    assert hall.heard == ["ada"]


async def test_the_end_leaves_nothing_open(hall: Hall):
    hall.refuse("ada")
    await hall.refusals.close(grace_s=0)
    await hall.open()

    assert hall.heard == []
