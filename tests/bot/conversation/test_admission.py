import asyncio
import logging
from dataclasses import replace

import pytest

from adapters.chat.message import Account, Audience, IncomingText, Platform, ReplyKind
from adapters.errors import PlatformError
from bot.conversation.admission import Admission, GuestList
from tests.bot.conversation.conftest import Talk, buttons_of, conversation, has_button

INVITED_ONLY = "This Mien is for invited people only; ask whoever runs it to let you in."
ADA = Account(Platform.DISCORD, "ada")


class Hall:
    """A conversation with a door before it."""

    def __init__(self, storage, catalogue, platform: Platform, **lists) -> None:
        self.talk = conversation(storage, catalogue, platform=platform)
        chats = {platform: self.talk.chat}
        inbox = self.talk.inbox
        admission = Admission(
            inbox.receive, chats=chats, guests=GuestList(**lists), listeners=storage.listeners
        )
        self.talk.inbox = _Behind(admission, inbox)


class _Behind:
    def __init__(self, admission, inbox) -> None:
        self.receive = admission.receive
        self._admission, self._inbox = admission, inbox

    async def idle(self) -> None:
        await self._inbox.idle()
        await self._admission.close(grace_s=5)

    async def close(self) -> None:
        await self._admission.close(grace_s=0)


@pytest.fixture
def hall(storage, catalogue):
    def build(platform=Platform.DISCORD, **lists) -> Talk:
        return Hall(storage, catalogue, platform, **lists).talk

    return build


def was_let_in(talk: Talk) -> bool:
    return bool(talk.chat.said) and talk.chat.last.text != INVITED_ONLY


@pytest.mark.parametrize("platform", [Platform.DISCORD, Platform.TELEGRAM])
async def test_with_empty_lists_everyone_is_let_in(hall, platform):
    talk = hall(platform)
    await talk.command("help")

    assert was_let_in(talk)


async def test_a_listed_person_is_let_in_anywhere(hall):
    talk = hall(people=["discord:ada"])
    await talk.command("help")
    await talk.among(Audience.SENDER).command("help")

    assert was_let_in(talk)
    assert len(talk.chat.said) == 2


@pytest.mark.parametrize(
    ("listed", "admitted"),
    [
        ({}, True),
        ({"people": ["telegram:7"]}, True),
        ({"people": ["telegram:8"]}, False),
        ({"people": ["discord:7"]}, False),
        ({"places": ["telegram:-100"]}, False),
    ],
)
def test_from_nowhere_in_particular_only_listed_people_may_ask(listed, admitted):
    assert GuestList(**listed).admits(Account(Platform.TELEGRAM, "7")) is admitted


async def test_a_person_of_another_platform_is_somebody_else(hall):
    talk = hall(people=["telegram:ada"])
    await talk.command("help")

    assert talk.chat.last.text == INVITED_ONLY


@pytest.mark.parametrize("listed", ["discord:server", "discord:channel"])
async def test_everyone_in_a_listed_server_or_chat_is_let_in(hall, listed):
    talk = hall(places=[listed])
    await talk.among(Audience.SENDER).command("help")
    assert was_let_in(talk)

    await talk.as_person("bob").command("help")
    assert talk.chat.last.text == INVITED_ONLY


@pytest.mark.parametrize("platform", [Platform.DISCORD, Platform.TELEGRAM])
async def test_whoever_is_in_a_listed_place_is_let_in_alone_too(hall, platform):
    talk = hall(platform, places=[f"{platform}:-100"])
    talk.chat.members.add(("ada", "-100"))
    await talk.command("help")
    assert was_let_in(talk)

    await talk.as_person("bob").command("help")
    assert talk.chat.last.text == INVITED_ONLY


async def test_what_a_listed_group_hears_leads_on_into_the_private_chat(hall):
    # Telegram tells those of its groups whose members are hidden to nobody.
    talk = hall(Platform.TELEGRAM, places=["telegram:-100"])
    await replace(talk, chat_id="-100", audience=Audience.EVERYONE, place_id="-100").text("happy")
    [neutral] = talk.chat.said
    await talk.press_action(buttons_of(neutral)[0].action)

    assert len(talk.chat.sets) == 1


async def test_in_another_group_a_member_of_a_listed_one_is_not_invited(hall):
    talk = hall(places=["discord:server"])
    talk.chat.members.add(("ada", "server"))
    await talk.among(Audience.SENDER, place_id="elsewhere").command("help")

    assert talk.chat.last.text == INVITED_ONLY


async def test_one_list_closes_the_door_to_whom_neither_names(hall):
    talk = hall(people=["discord:bob"])
    await talk.among(Audience.SENDER).command("help")

    assert [reply.text for reply in talk.chat.said] == [INVITED_ONLY]


async def test_nothing_is_stored_or_logged_of_whoever_is_not_invited(hall, caplog):
    talk = hall(people=["discord:bob"])
    caplog.set_level(logging.DEBUG)
    accepted: list[object] = []
    talk.storage.requests.accept = lambda *event: accepted.append(event)
    await talk.command("help")

    assert accepted == []
    assert caplog.messages == []


async def test_among_others_whoever_is_not_invited_hears_nothing(hall):
    talk = hall(people=["discord:bob"]).among(Audience.EVERYONE)
    await talk.text("happy")
    await talk.command("help")

    assert talk.chat.said == []


async def test_a_press_is_answered_to_whoever_pressed(hall):
    talk = hall(people=["discord:bob"]).among(Audience.EVERYONE)
    await talk.press_action("like:1:1")

    assert talk.chat.last.text == INVITED_ONLY
    assert talk.chat.last.kind is ReplyKind.TOAST


async def test_the_refusal_answers_the_event_so_that_nothing_is_left_waiting(hall):
    talk = hall(people=["discord:bob"])
    await talk.command("help")

    assert talk.chat.last.answers == "ada-1"


async def test_the_page_has_a_door_of_its_own(hall):
    talk = hall(Platform.WEB, people=["discord:bob"], places=["telegram:-1"])
    await talk.command("help")

    assert was_let_in(talk)


async def test_who_cannot_be_told_is_no_trouble(hall, caplog):
    talk = hall(people=["discord:bob"])
    talk.chat.send = _refuse
    await talk.command("help")

    assert "could not be told" in caplog.text


async def _refuse(*_):
    raise PlatformError("blocked")


async def test_a_stranger_whose_chat_lets_messages_wait_holds_up_nobody(hall):
    talk = hall(Platform.TELEGRAM, people=["telegram:bob"])
    asked_to_wait = []

    async def wait(address, _):
        asked_to_wait.append(address.chat_id)
        await asyncio.Event().wait()

    talk.chat.send, send = wait, talk.chat.send
    async with asyncio.timeout(5):
        for _ in range(3):
            await talk.inbox.receive(IncomingText(**talk.facts(), text="let me in"))
            await asyncio.sleep(0)
        talk.chat.send = send
        bob = talk.as_person("bob")
        await bob.inbox.receive(IncomingText(**bob.facts(), text="happy"))
    await talk.inbox.close()

    assert asked_to_wait == ["chat of ada"]


@pytest.fixture
async def uninvited(storage, catalogue, hall) -> Talk:
    """Somebody who agreed while everyone was invited."""
    before = conversation(storage, catalogue, platform=Platform.DISCORD)
    await before.agree()
    talk = hall(people=["discord:bob"])
    talk.events = before.events
    return talk


@pytest.mark.parametrize("right", ["privacy", "export", "forget"])
async def test_whoever_is_known_keeps_their_rights_without_an_invitation(uninvited: Talk, right):
    await uninvited.command(right)
    assert was_let_in(uninvited)

    await uninvited.command("mood", "happy")
    assert uninvited.chat.last.text == INVITED_ONLY


async def test_the_buttons_of_a_right_belong_to_it(uninvited: Talk):
    await uninvited.command("privacy")
    await uninvited.press("✍️ Read my face no more")
    assert was_let_in(uninvited)

    await uninvited.command("forget")
    await uninvited.press("Forget me")

    assert was_let_in(uninvited)
    assert await uninvited.storage.listeners.known(ADA) is None


async def test_a_right_claimed_in_company_is_opened_in_private(uninvited: Talk):
    await uninvited.among(Audience.EVERYONE).command("forget")
    await uninvited.press_action(buttons_of(uninvited.chat.last)[0].action)

    assert has_button(uninvited.chat.last, "Forget me")


@pytest.mark.parametrize("action", ["like:1:1", "open:1:taste", "nonsense"])
async def test_other_buttons_need_an_invitation(uninvited: Talk, action):
    await uninvited.press_action(action)

    assert uninvited.chat.last.text == INVITED_ONLY


async def test_of_whom_nothing_is_known_nothing_is_after_a_claim_either(hall):
    talk = hall(people=["discord:bob"])
    for right in ("privacy", "export", "forget"):
        await talk.command(right)
    await talk.press_action("forget:yes")

    assert [reply.text for reply in talk.chat.said] == [INVITED_ONLY] * 4
    assert await talk.storage.listeners.known(ADA) is None
