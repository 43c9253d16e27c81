"""A try is noted before it begins, an answer before it is sent off."""

import asyncio

import pytest

from adapters.chat.message import IncomingText, Reply
from adapters.errors import PerhapsShownError, PlatformError
from adapters.values import ListenerProfile, ListenerSettings, RequestState
from bot.conversation.attempts import Attempt, PerhapsAnsweredError
from bot.conversation.turn import Piece, Turn
from tests.bot.conversation.conftest import FakeChat
from tests.bot.events import FACTS, HOME, PHOTO

TELLING = ([1, 2], RequestState.ACCEPTED, RequestState.TELLING)
NOT_TOLD = ([1, 2], RequestState.TELLING, RequestState.ACCEPTED)


class Notes:
    """Requests and chat in one list: what was done, in its order."""

    def __init__(self) -> None:
        self.done: list[object] = []

    async def count_attempt(self, request_ids) -> None:
        self.done.append(("try", list(request_ids)))

    async def move(self, request_ids, *, before, after) -> None:
        self.done.append((list(request_ids), before, after))


class Chat(FakeChat):
    """Writes down when it is asked for something; refuses to send where it is told to."""

    def __init__(self, notes: Notes, *, refuses: PlatformError | None = None) -> None:
        super().__init__()
        self.photos["photo"] = b"photo"
        self._done = notes.done
        self._refuses = refuses

    async def fetch(self, media, address, *, limit_bytes):
        self._done.append("fetched")
        return await super().fetch(media, address, limit_bytes=limit_bytes)

    async def send(self, address, reply):
        self._done.append(reply.text)
        if self._refuses is not None:
            raise self._refuses
        return await super().send(address, reply)


def attempt_of(incoming, chat: Chat, notes: Notes) -> Attempt:
    profile = ListenerProfile(7, None, ListenerSettings())
    turn = Turn(chat, incoming, profile, 1, lambda _: asyncio.sleep(0), (Piece(2, "second"),))
    return Attempt(turn, notes)


def turn_of(incoming, chat: Chat, notes: Notes) -> Turn:
    return attempt_of(incoming, chat, notes).turn


@pytest.fixture
def notes() -> Notes:
    return Notes()


async def test_a_try_is_counted_once_and_before_the_picture_is_fetched(notes: Notes):
    turn = turn_of(PHOTO, Chat(notes), notes)
    for _ in range(2):
        await turn.chat.fetch(PHOTO.media, HOME, limit_bytes=10)

    assert notes.done == [("try", [1, 2]), "fetched", "fetched"]


async def test_the_answer_is_noted_before_it_is_sent_and_what_follows_is_not(notes: Notes):
    turn = turn_of(PHOTO, Chat(notes), notes)
    message_ids = [await turn.say(Reply("songs")), await turn.say(Reply("more"))]
    await turn.remark(Reply("beside it"))

    assert message_ids == ["m1", "m2"]
    assert notes.done == [TELLING, "songs", "more", "beside it"]


async def test_what_is_said_beside_the_answer_is_no_answer(notes: Notes):
    turn = turn_of(PHOTO, Chat(notes), notes)
    await turn.remark(Reply("wait"))

    assert notes.done == ["wait"]


async def test_an_answer_that_was_not_sent_counts_as_a_try(notes: Notes):
    turn = turn_of(PHOTO, Chat(notes, refuses=PlatformError("503")), notes)
    for text in ("songs", "sorry"):
        with pytest.raises(PlatformError):
            await turn.say(Reply(text))

    assert notes.done == [
        *(TELLING, "songs", NOT_TOLD, ("try", [1, 2])),
        *(TELLING, "sorry", NOT_TOLD),
    ]


async def test_everything_else_goes_through(notes: Notes):
    chat = Chat(notes)
    turn = turn_of(PHOTO, chat, notes)
    await turn.show_working()
    await turn.chat.run(lambda _: asyncio.sleep(0))

    assert turn.chat.platform is chat.platform
    assert chat.working == ["one"]
    assert notes.done == []


async def test_of_words_nothing_is_noted(notes: Notes):
    turn = turn_of(IncomingText(**FACTS, text="hello"), Chat(notes), notes)
    await turn.say(Reply("hello"))

    assert notes.done == ["hello"]


async def test_what_may_have_been_heard_stays_noted_as_told(notes: Notes):
    turn = turn_of(PHOTO, Chat(notes, refuses=PerhapsShownError("silence")), notes)

    with pytest.raises(PerhapsAnsweredError):
        await turn.say(Reply("songs"))

    assert notes.done == [TELLING, "songs", ("try", [1, 2])]


@pytest.mark.parametrize("incoming", [PHOTO, IncomingText(**FACTS, text="hello")])
async def test_only_what_is_said_as_the_answer_makes_it_heard(notes: Notes, incoming):
    attempt = attempt_of(incoming, Chat(notes), notes)
    await attempt.turn.remark(Reply("wait"))
    before = attempt.heard
    await attempt.turn.say(Reply("songs"))

    assert (before, attempt.heard) == (False, True)


@pytest.mark.parametrize("incoming", [PHOTO, IncomingText(**FACTS, text="hello")])
async def test_what_the_platform_refuses_is_not_heard(notes: Notes, incoming):
    attempt = attempt_of(incoming, Chat(notes, refuses=PlatformError("503")), notes)
    with pytest.raises(PlatformError):
        await attempt.turn.say(Reply("songs"))

    assert not attempt.heard
