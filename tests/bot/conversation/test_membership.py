"""Who is in a listed place: asked of the platform, and remembered for some minutes."""

import asyncio

import pytest

from adapters.chat.message import Account, Platform
from adapters.errors import PlatformError
from bot.conversation.membership import NOT_TOLD_FOR_S, REMEMBERED_FOR_S, Membership
from tests.bot.conversation.conftest import FakeTimer

ADA = Account(Platform.TELEGRAM, "ada")


class Groups:
    """A platform that knows who is where."""

    def __init__(self) -> None:
        self.members: dict[str, set[str]] = {}
        self.asked: list[str] = []
        self.fails = False
        self.failing: set[str] = set()
        self.gate = asyncio.Event()
        self.gate.set()

    async def is_member(self, account: Account, place_id: str) -> bool:
        self.asked.append(place_id)
        await self.gate.wait()
        if self.fails or place_id in self.failing:
            raise PlatformError("502")
        return account.account_id in self.members.get(place_id, set())


@pytest.fixture
def groups() -> Groups:
    return Groups()


@pytest.fixture
def timer() -> FakeTimer:
    return FakeTimer()


@pytest.fixture
def members_with(groups: Groups, timer: FakeTimer):
    def build(**limits) -> Membership:
        places = ("telegram:-1", "discord:7", "telegram:-2")
        return Membership({Platform.TELEGRAM: groups}, places=places, clock=timer, **limits)

    return build


@pytest.fixture
def members(members_with) -> Membership:
    return members_with()


async def test_whoever_is_in_one_of_the_places_is_a_member(members: Membership, groups: Groups):
    groups.members["-2"] = {"ada"}

    assert await members.includes(ADA)
    assert not await members.includes(Account(Platform.TELEGRAM, "bob"))


async def test_a_platform_is_asked_about_its_own_places(members: Membership, groups: Groups):
    await members.includes(ADA)

    assert groups.asked == ["-1", "-2"]


@pytest.mark.parametrize("people", [{"ada"}, set()])
async def test_nobody_is_asked_about_twice_within_some_minutes(members, groups, timer, people):
    groups.members["-1"] = people
    first = [await members.includes(ADA) for _ in range(3)]
    asked = len(groups.asked)
    groups.members["-1"] = {"ada"} - people
    timer.now_s += REMEMBERED_FOR_S
    later = await members.includes(ADA)

    assert first == [bool(people)] * 3
    assert asked == len(set(groups.asked[:asked]))
    assert later is not bool(people)


async def test_who_was_seen_there_need_not_be_asked_about(members: Membership, groups: Groups):
    members.note(ADA)

    assert await members.includes(ADA)
    assert groups.asked == []


async def test_where_the_platform_fails_they_are_asked_about_again_soon(
    members, groups, timer, caplog
):
    groups.members["-1"] = {"ada"}
    groups.fails = True
    while_it_fails = [await members.includes(ADA) for _ in range(3)]
    asked = len(groups.asked)
    groups.fails = False
    timer.now_s += NOT_TOLD_FOR_S

    assert while_it_fails == [False] * 3
    assert asked == 2
    assert await members.includes(ADA)
    assert "does not tell who is in it: PlatformError" in caplog.text


async def test_a_place_that_fails_hides_no_other(members: Membership, groups: Groups):
    groups.members["-2"] = {"ada"}
    groups.failing = {"-1"}

    assert await members.includes(ADA)


async def test_who_acts_in_a_place_while_it_is_asked_about_them_stays_a_member(
    members: Membership, groups: Groups
):
    groups.gate.clear()
    asking = asyncio.create_task(members.includes(ADA))
    await asyncio.sleep(0)
    members.note(ADA)
    groups.gate.set()

    assert await asking
    assert await members.includes(ADA)


async def test_a_platform_that_does_not_answer_is_not_waited_for(members_with, groups: Groups):
    groups.gate.clear()

    assert not await members_with(asked_for_s=0.01).includes(ADA)


async def test_not_everybody_who_ever_asked_is_remembered(members_with, groups: Groups):
    members = members_with(most=2)
    for name in ("ada", "bob", "carl", "ada"):
        await members.includes(Account(Platform.TELEGRAM, name))

    assert len(groups.asked) == 4 * 2
