"""What could not be marked is marked later, and kept no longer."""

import asyncio
from datetime import UTC, datetime

import pytest

from adapters.chat.message import Account, Address, IncomingText, Platform, Reply
from adapters.errors import PlatformError, StorageError
from adapters.values import ListenerProfile, ListenerSettings, RequestState
from bot.conversation.endings import Endings
from bot.conversation.turn import Piece, Turn
from tests.bot.conversation.conftest import FakeChat


class Requests:
    """Marks, unless the disk is full."""

    def __init__(self) -> None:
        self.marked: list[tuple[int, RequestState]] = []
        self.disk_is_full = True

    async def mark(self, request_id, state) -> None:
        if self.disk_is_full:
            raise StorageError("no space left")
        self.marked.append((request_id, state))


async def _refuse(*_):
    raise PlatformError("gone")


@pytest.fixture
def turn() -> Turn:
    words = IncomingText(
        event_id="event",
        account=Account(Platform.WEB, "ada"),
        address=Address(Platform.WEB, "chat"),
        received_at=datetime(2026, 5, 1, tzinfo=UTC),
        text="hello",
    )
    profile = ListenerProfile(7, None, ListenerSettings())
    return Turn(FakeChat(), words, profile, 1, lambda _: asyncio.sleep(0), (Piece(2, "second"),))


async def test_what_could_not_be_marked_is_marked_once_that_is_possible(turn: Turn):
    requests = Requests()
    endings = Endings(requests)
    await endings.settle(turn, RequestState.ANSWERED)
    with pytest.raises(StorageError):
        await endings.settle_late()

    requests.disk_is_full = False
    await endings.settle_late()
    await endings.settle_late()

    assert requests.marked == [(1, RequestState.ANSWERED), (2, RequestState.ANSWERED)]


async def test_what_is_put_off_is_marked_at_its_own_end_alone(turn: Turn):
    requests = Requests()
    requests.disk_is_full = False
    endings = Endings(requests)
    endings.put_off(turn)
    await endings.settle(turn, RequestState.ANSWERED)
    assert requests.marked == []

    await endings.settle_put_off(turn, RequestState.REFUSED)

    assert requests.marked == [(1, RequestState.REFUSED), (2, RequestState.REFUSED)]


async def test_what_is_told_is_the_answer_and_what_is_remarked_is_not(turn: Turn):
    endings = Endings(Requests())

    assert await endings.told(turn, lambda: Reply("sorry"))
    await endings.remarked(turn, lambda: Reply("wait"))

    assert [(reply.text, reply.answers) for reply in turn.chat.said] == [
        ("sorry", "event"),
        ("wait", None),
    ]


async def test_who_cannot_be_told_is_not_told(turn: Turn, caplog):
    turn.chat.send = _refuse
    endings = Endings(Requests())

    assert not await endings.told(turn, lambda: Reply("sorry"))
    await endings.remarked(turn, lambda: Reply("wait"))

    assert caplog.text.count("could not be told\n") == 2
