from dataclasses import replace

import pytest

from adapters.chat.message import Account, Address, Incoming, IncomingText, Platform
from adapters.values import ListenerId, ListenerProfile, ListenerSettings, RequestId
from bot.conversation.overload import Overload
from bot.conversation.room import MOST_OF_ONE, MOST_PHOTOS_OF_ONE, Room
from bot.conversation.turn import Turn
from tests.bot.events import FACTS, PHOTO

TEXT = IncomingText(**FACTS, text="hello")


def turn_of(incoming: Incoming, *, person: int = 1, platform: Platform = Platform.TELEGRAM) -> Turn:
    account = Account(platform, str(person))
    address = Address(platform, f"chat of {person}")
    profile = ListenerProfile(ListenerId(person), None, ListenerSettings())
    event = replace(incoming, account=account, address=address)
    return Turn(None, event, profile, RequestId(1), None)


@pytest.fixture
def room() -> Room:
    return Room(100)


def test_there_is_room_until_so_many_events_are_in_hand():
    room = Room(2)
    for person in (1, 2):
        assert room.has_for(turn_of(TEXT, person=person))
        room.take(turn_of(TEXT, person=person))
    assert not room.has_for(turn_of(TEXT, person=3))

    room.leave(turn_of(TEXT, person=1), last=True)
    assert room.has_for(turn_of(TEXT, person=3))


@pytest.mark.parametrize(("event", "most"), [(TEXT, MOST_OF_ONE), (PHOTO, MOST_PHOTOS_OF_ONE)])
def test_nobody_fills_it_alone(room: Room, event: Incoming, most: int):
    for _ in range(most):
        assert room.has_for(turn_of(event))
        room.take(turn_of(event))

    assert not room.has_for(turn_of(event))
    assert room.has_for(turn_of(event, person=2))


def test_photos_find_none_while_more_come_for_a_while_than_can_be_read():
    now = [0.0]
    room = Room(100, overload=Overload(lambda: now[0]))
    for person in range(10):
        room.take(turn_of(PHOTO, person=person))
    for person in range(5):
        now[0] += 0.5
        room.leave(turn_of(PHOTO, person=person), last=True)
    assert room.has_for(turn_of(PHOTO, person=50))

    now[0] += 5.0
    assert not room.has_for(turn_of(PHOTO, person=50))
    assert room.has_for(turn_of(TEXT, person=50))


def test_it_knows_whose_photo_is_in_hand(room: Room):
    room.take(turn_of(PHOTO, person=1))
    room.take(turn_of(TEXT, person=2))

    assert room.holds(Account(Platform.TELEGRAM, "2"))
    assert [room.holds_photo_of(ListenerId(person)) for person in (1, 2)] == [True, False]
    room.leave(turn_of(PHOTO, person=1), last=True)
    assert not room.holds_photo_of(ListenerId(1))
    assert not room.holds(Account(Platform.TELEGRAM, "1"))


def test_too_much_is_told_once_until_all_is_done(room: Room):
    for _ in range(MOST_OF_ONE):
        room.take(turn_of(TEXT))

    assert [room.was_told(turn_of(TEXT)) for _ in range(2)] == [False, True]
    for left in reversed(range(MOST_OF_ONE)):
        room.leave(turn_of(TEXT), last=left == 0)
    for _ in range(MOST_OF_ONE):
        room.take(turn_of(TEXT))
    assert not room.was_told(turn_of(TEXT))


def test_the_page_is_told_each_time(room: Room):
    for _ in range(MOST_OF_ONE):
        room.take(turn_of(TEXT, platform=Platform.WEB))

    assert [room.was_told(turn_of(TEXT, platform=Platform.WEB)) for _ in range(2)] == [False, False]


def test_the_wait_grows_with_what_is_in_hand(room: Room):
    assert room.wait_s() == 1.0
    for person in range(8):
        room.take(turn_of(PHOTO, person=person))
    assert room.wait_s() == 4.0  # half a second each, until one was measured
