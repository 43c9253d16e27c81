"""Whatever is written or pressed gets a sentence of ours, on every chat."""

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio

from adapters.chat.message import Account, Incoming, IncomingCommand, Platform
from adapters.storage import migrate
from adapters.storage.keys import load_or_create_keys
from adapters.storage.storage import open_storage
from adapters.values import ListenerId, RequestState
from bot.conversation.commands import command_specs
from bot.replies.errors import apology, not_yours
from engine.catalogue import starter_catalogue
from tests.bot.conversation.conftest import Talk, conversation, reading_of
from tests.hostile.doors import DOORS, check_shown
from tests.hostile.presses import OF_OTHERS, PRESSES
from tests.hostile.texts import TEXTS

pytestmark = [
    pytest.mark.usefixtures("nothing_fails"),
    # One conversation answers all of them: what one breaks shows in those that follow.
    pytest.mark.asyncio(loop_scope="module"),
]


@pytest.fixture
def nothing_fails(caplog: pytest.LogCaptureFixture):
    yield
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def talks(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[dict[Platform, Talk]]:
    folder = tmp_path_factory.mktemp("hostile")
    url = f"sqlite+aiosqlite:///{folder / 'mien.sqlite3'}"
    await asyncio.to_thread(migrate.upgrade, url)
    storage = await open_storage(url, load_or_create_keys(folder / "keys" / "key"))
    catalogue = starter_catalogue()
    yield {one: conversation(storage, catalogue, platform=one) for one in Platform}
    await storage.close()


@pytest.fixture(params=list(Platform))
def talk(request: pytest.FixtureRequest, talks: dict[Platform, Talk]) -> Talk:
    """A listener who was never here before."""
    talk = talks[request.param].as_person(request.node.name)
    talk.chat.said.clear()
    return talk


def check_answers(talk: Talk) -> None:
    for reply in talk.chat.said:
        assert reply.text != apology().text
        check_shown(reply)


async def check_handed_over(talk: Talk, incoming: Incoming | None) -> None:
    """What the chat lets through is answered; the rest never came in."""
    if incoming is not None:
        facts = talk.facts()
        mine = {name: facts[name] for name in ("account", "address", "event_id")}
        await talk.hand_over(replace(incoming, **mine))
        assert talk.chat.said
    check_answers(talk)


@pytest.mark.parametrize("name", TEXTS)
async def test_words_are_answered(talk: Talk, name: str):
    write, _ = DOORS[talk.chat.platform]

    await check_handed_over(talk, write(TEXTS[name], 1))


@pytest.mark.parametrize("name", TEXTS)
async def test_commands_take_any_argument(talks: dict[Platform, Talk], name: str):
    talk = talks[Platform.WEB].as_person(f"commands {name}")
    talk.chat.said.clear()
    for spec in command_specs():
        facts = talk.facts()
        await talk.hand_over(IncomingCommand(**facts, name=spec.name, argument=TEXTS[name]))
        assert talk.chat.said
    check_answers(talk)


@pytest.mark.parametrize("name", PRESSES)
async def test_presses_of_no_button_are_answered(talk: Talk, name: str):
    _, press = DOORS[talk.chat.platform]

    await check_handed_over(talk, press(PRESSES[name], 1))


async def test_what_belongs_to_others_stays_theirs(talk: Talk):
    await talk.agree()
    await talk.photo(reading_of(happy=0.5, sad=0.4, sure=False), name="first")
    await talk.photo(reading_of(happy=0.9, neutral=0.1, faces=2), name="second")
    stranger, before = talk.as_person("eve"), await remembered(talk)
    await stranger.agree()
    names = await names_of(talk)

    for action in OF_OTHERS:
        said = len(talk.chat.said)
        await stranger.press_action(action.format(**names))
        assert len(talk.chat.said) == said + 1, action
        assert not talk.chat.last.cards

    assert await remembered(talk) == before
    assert not_yours().text in {reply.text for reply in talk.chat.said}
    check_answers(talk)


async def names_of(talk: Talk) -> dict[str, int]:
    """What the buttons of this listener name."""
    listener = await listener_of(talk)
    [offered] = await talk.storage.history.latest_sets(listener, 1)
    waiting = await talk.storage.requests.photos(RequestState.MORE_TO_SEE)
    [request] = [one.request_id for one in waiting if one.listener_id == listener]
    assert offered.reading is not None
    return {"set": offered.set_id, "reading": offered.reading.reading_id, "request": request}


async def remembered(talk: Talk) -> list[object]:
    listener = await listener_of(talk)
    return [
        await talk.storage.listeners.profile(listener),
        await talk.storage.feedback.given(listener),
        await talk.storage.history.latest_sets(listener, 5),
        await talk.storage.requests.photos(RequestState.MORE_TO_SEE),
    ]


async def listener_of(talk: Talk) -> ListenerId:
    account = Account(talk.chat.platform, talk.person)
    return (await talk.storage.listeners.welcome(account)).listener_id
