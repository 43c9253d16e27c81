"""Storing, ordering, failing, ending and going on: what the inbox promises."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest

from adapters.chat.message import (
    Account,
    Address,
    Audience,
    Incoming,
    IncomingPhoto,
    IncomingReaction,
    IncomingText,
    MediaReference,
    Platform,
)
from adapters.errors import PlatformError, StorageError
from adapters.storage.storage import Storage
from adapters.values import Consent, RequestState
from bot.conversation.inbox import MOST_OF_ONE, MOST_PHOTOS_OF_ONE, Inbox
from bot.conversation.turn import Turn
from bot.pace import Pace
from bot.replies.company import still_on_the_last
from bot.replies.consent import NOTICE_VERSION
from bot.replies.errors import apology_in, too_busy
from bot.replies.language import spoken_language
from engine.errors import NoFaceError
from tests.bot.conversation.conftest import FakeChat, Talk, buttons_of, reading_of

HAPPY = {"happy": 0.8, "surprise": 0.2}


def words(text: str, *, person: str = "ada", event_id: str | None = None) -> IncomingText:
    return IncomingText(**facts(text, person, event_id), text=text)


def photo(name: str, *, person: str = "ada") -> IncomingPhoto:
    return IncomingPhoto(**facts(name, person, None), media=MediaReference(name, size_bytes=10))


def facts(name: str, person: str, event_id: str | None) -> dict:
    return {
        "event_id": event_id or f"{person}: {name}",
        "account": Account(Platform.WEB, person),
        "address": Address(Platform.WEB, f"chat of {person}"),
        "received_at": datetime(2026, 5, 1, 12, tzinfo=UTC),
    }


def name_of(incoming: Incoming) -> str:
    return incoming.media.key if isinstance(incoming, IncomingPhoto) else incoming.text


class Answers:
    """Answers by name: waits at a gate, or raises, where a test has put one."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.ended: list[str] = []
        self.turns: list[Turn[Incoming]] = []
        self.gates: dict[str, asyncio.Event] = {}
        self.errors: dict[str, Exception] = {}
        self._changed = asyncio.Event()

    async def answer(self, turn: Turn[Incoming]) -> RequestState:
        name = name_of(turn.incoming)
        self.begun.append(name)
        self.turns.append(turn)
        self._changed.set()
        if name in self.gates:
            await self.gates[name].wait()
        if name in self.errors:
            raise self.errors[name]
        self.ended.append(name)
        return RequestState.ANSWERED

    def hold(self, *names: str) -> None:
        self.gates.update({name: asyncio.Event() for name in names})

    async def begin(self, *names: str) -> None:
        async with asyncio.timeout(5):
            while not set(names) <= set(self.begun):
                self._changed.clear()
                await self._changed.wait()


class StubbornChat(FakeChat):
    """Refuses so many messages."""

    refusals = 0

    def __init__(self) -> None:
        super().__init__()
        self.languages: list[str] = []

    async def send(self, address, reply):
        self.languages.append(spoken_language())
        if self.refusals:
            self.refusals -= 1
            raise PlatformError("blocked")
        return await super().send(address, reply)


class Requests:
    """The real ones, with a disk that is slow for one event, or full when something is marked."""

    def __init__(self, requests) -> None:
        self._requests = requests
        self.slow: dict[str, asyncio.Event] = {}
        self.disk_is_full = False

    async def accept(self, listener_id, incoming):
        if incoming.event_id in self.slow:
            await self.slow[incoming.event_id].wait()
        return await self._requests.accept(listener_id, incoming)

    async def mark(self, request_id, state):
        if self.disk_is_full:
            raise StorageError("no space left")
        await self._requests.mark(request_id, state)

    def __getattr__(self, name):
        return getattr(self._requests, name)


@dataclass
class Desk:
    """An inbox, and everything around it."""

    inbox: Inbox
    answers: Answers
    chat: StubbornChat
    storage: Storage
    requests: Requests
    others: list["Desk"] = field(default_factory=list)

    @classmethod
    def on(cls, storage: Storage, *, capacity: int = 256) -> "Desk":
        answers, chat, requests = Answers(), StubbornChat(), Requests(storage.requests)
        seen = replace(storage, requests=requests)
        chats = dict.fromkeys((Platform.WEB, Platform.TELEGRAM), chat)
        inbox = Inbox(answers, chats=chats, storage=seen, capacity=capacity, pace=Pace(1))
        return cls(inbox, answers, chat, storage, requests)

    async def agree(self, person: str = "ada") -> None:
        profile = await self.storage.listeners.welcome(Account(Platform.WEB, person))
        consent = Consent(NOTICE_VERSION, faces=True, given_at=datetime(2026, 5, 1, tzinfo=UTC))
        await self.storage.listeners.record_consent(profile.listener_id, consent)

    async def names_in(self, state: RequestState) -> list[str]:
        return [request.media.key for request in await self.storage.requests.photos(state)]


@pytest.fixture
async def desk_with(storage: Storage) -> AsyncIterator[Callable[..., Desk]]:
    desks: list[Desk] = []

    def build(**options: int) -> Desk:
        desks.append(Desk.on(storage, **options))
        return desks[-1]

    yield build
    for desk in desks:
        await desk.inbox.close(grace_s=0)


@pytest.fixture
def desk(desk_with) -> Desk:
    return desk_with()


async def test_one_listener_is_answered_in_order_and_others_meanwhile(desk: Desk):
    desk.answers.hold("first")
    for incoming in (words("first"), words("second"), words("other", person="bob")):
        await desk.inbox.receive(incoming)

    await desk.answers.begin("first", "other")
    assert "second" not in desk.answers.begun
    desk.answers.gates["first"].set()
    await desk.inbox.idle()

    assert desk.answers.ended.index("first") < desk.answers.ended.index("second")


async def test_what_is_handed_over_side_by_side_keeps_its_order(desk: Desk):
    desk.requests.slow["ada: first"] = asyncio.Event()
    first = asyncio.create_task(desk.inbox.receive(words("first")))
    second = asyncio.create_task(desk.inbox.receive(words("second")))
    await desk.inbox.receive(words("other", person="bob"))
    desk.requests.slow["ada: first"].set()
    await asyncio.gather(first, second)
    await desk.inbox.idle()

    assert [name for name in desk.answers.ended if name != "other"] == ["first", "second"]


async def test_an_event_delivered_again_while_it_is_answered_is_dropped(desk: Desk):
    desk.answers.hold("once")
    await desk.inbox.receive(words("once"))
    await desk.answers.begin("once")
    await desk.inbox.receive(words("once"))
    desk.answers.gates["once"].set()
    await desk.inbox.idle()
    await desk.inbox.receive(words("once"))
    await desk.inbox.idle()

    assert desk.answers.begun == ["once"]


async def test_the_same_event_delivered_twice_at_once_is_answered_once(desk: Desk):
    await asyncio.gather(*(desk.inbox.receive(words("once")) for _ in range(5)))
    await desk.inbox.idle()

    assert desk.answers.begun == ["once"]


async def test_nothing_is_kept_of_answered_events(desk: Desk):
    desk.answers.errors["bad"] = ValueError("a bug")
    for number in range(20):
        await desk.inbox.receive(words(f"{number}", person=f"person {number % 3}"))
    await desk.inbox.receive(words("bad"))
    await desk.inbox.idle()
    await asyncio.sleep(0)

    assert (desk.inbox._tasks, desk.inbox._last_of) == ({}, {})
    assert (desk.inbox._photos_of, desk.inbox._in_hand) == ({}, {})
    assert (len(desk.inbox._doors), desk.inbox._told_busy) == (0, set())


async def test_beyond_its_capacity_mien_says_that_it_is_busy(desk_with):
    desk = desk_with(capacity=2)
    desk.answers.hold("one", "two")
    for name in ("one", "two", "three"):
        await desk.inbox.receive(photo(name, person=name))

    assert desk.chat.said[0].text == too_busy(1).text
    assert await desk.names_in(RequestState.ACCEPTED) == ["one", "two"]


async def test_the_busy_sentence_grows_with_what_waits(desk_with):
    desk = desk_with(capacity=40)
    names = [f"{number}" for number in range(41)]
    desk.answers.hold(*names)
    for name in names:
        await desk.inbox.receive(photo(name, person=name))

    assert [reply.text for reply in desk.chat.said] == [too_busy(20).text]
    assert "20 seconds" in desk.chat.said[0].text


async def test_busy_is_said_once_for_an_album_and_the_rest_of_it_is_not_read(desk_with):
    desk = desk_with(capacity=1)
    desk.answers.hold("other")
    await desk.inbox.receive(photo("other", person="bob"))
    for name in ("one", "two"):
        await desk.inbox.receive(replace(photo(name), album_id="album"))
    desk.answers.gates["other"].set()
    await desk.inbox.idle()
    await desk.inbox.receive(replace(photo("three"), album_id="album"))
    await desk.inbox.idle()

    assert [reply.text for reply in desk.chat.said] == [too_busy(1).text]
    assert desk.answers.ended == ["other"]
    assert await desk.names_in(RequestState.ACCEPTED) == []


async def test_busy_is_said_anew_for_another_album_and_to_somebody_else(desk_with):
    desk = desk_with(capacity=0)
    for name, album_id, person in (("1", "a", "ada"), ("2", "b", "ada"), ("3", "a", "bob")):
        await desk.inbox.receive(replace(photo(name, person=person), album_id=album_id))

    assert len(desk.chat.said) == 3


def on_telegram(incoming: Incoming) -> Incoming:
    person = incoming.account.account_id
    where = Address(Platform.TELEGRAM, f"chat of {person}")
    return replace(incoming, account=Account(Platform.TELEGRAM, person), address=where)


async def test_one_listener_cannot_fill_the_queue_and_is_told_so_once(desk: Desk):
    names = [f"{number}" for number in range(MOST_OF_ONE)]
    desk.answers.hold("0")
    for name in (*names, "one more", "and more", "and more still"):
        await desk.inbox.receive(on_telegram(words(name)))
    await desk.inbox.receive(on_telegram(words("hello", person="bob")))
    await desk.answers.begin("hello")
    desk.answers.gates["0"].set()
    await desk.inbox.idle()

    assert MOST_OF_ONE == 20
    assert [reply.text for reply in desk.chat.said] == [too_busy(10).text]
    assert desk.answers.ended == ["hello", *names]


async def test_fewer_photos_of_one_listener_wait_than_words(desk: Desk):
    names = [f"{number}" for number in range(MOST_PHOTOS_OF_ONE)]
    desk.answers.hold("0")
    for name in (*names, "one more", "and more"):
        await desk.inbox.receive(on_telegram(photo(name)))
    await desk.inbox.receive(on_telegram(words("words")))
    desk.answers.gates["0"].set()
    await desk.inbox.idle()

    assert MOST_PHOTOS_OF_ONE == 10
    assert len(desk.chat.said) == 1
    assert desk.answers.ended == [*names, "words"]
    assert await desk.names_in(RequestState.ACCEPTED) == []


async def test_once_all_is_answered_too_much_is_told_anew(desk: Desk):
    for at in ("a", "b"):
        names = [f"{at} {number}" for number in range(MOST_OF_ONE + 2)]
        desk.answers.hold(names[0])
        for name in names:
            await desk.inbox.receive(on_telegram(words(name)))
        desk.answers.gates[names[0]].set()
        await desk.inbox.idle()

    assert len(desk.chat.said) == 2
    assert desk.inbox._told_busy == set()


async def test_the_page_hears_of_each_thing_that_is_too_much(desk: Desk):
    desk.answers.hold("0")
    for number in range(MOST_OF_ONE + 2):
        await desk.inbox.receive(words(f"{number}"))
    desk.answers.gates["0"].set()
    await desk.inbox.idle()

    assert [reply.answers for reply in desk.chat.said] == ["ada: 20", "ada: 21"]


async def test_a_reaction_that_comes_while_mien_is_busy_is_not_answered(desk_with):
    desk = desk_with(capacity=0)

    await desk.inbox.receive(
        IncomingReaction(**facts("👍", "ada", None), message_id="m1", emoji="👍", added=True)
    )

    assert desk.chat.said == []


async def test_a_photo_behind_another_one_hears_that_it_comes_right_after(desk: Desk):
    await desk.agree()
    desk.answers.hold("first", "second")
    for name in ("first", "second", "third"):
        await desk.inbox.receive(photo(name))
    await desk.answers.begin("first")
    desk.answers.gates["first"].set()
    await desk.answers.begin("second")
    desk.answers.gates["second"].set()
    await desk.inbox.idle()

    assert [reply.text for reply in desk.chat.said] == [still_on_the_last().text] * 2
    assert [reply.answers for reply in desk.chat.said] == [None, None]
    assert desk.answers.ended == ["first", "second", "third"]


async def test_an_unheard_remark_does_not_keep_the_photo_from_its_answer(desk: Desk, caplog):
    await desk.agree()
    desk.answers.hold("first")
    desk.chat.refusals = 1
    await desk.inbox.receive(photo("first"))
    await desk.inbox.receive(photo("second"))
    await desk.answers.begin("first")
    desk.answers.gates["first"].set()
    await desk.inbox.idle()

    assert desk.answers.ended == ["first", "second"]
    assert "could not be told" in caplog.text


async def test_nothing_is_said_of_waiting_to_words_to_others_and_before_consent(desk: Desk):
    await desk.agree()
    desk.answers.hold("selfie", "of bob")
    for incoming in (
        photo("selfie"),
        words("hello"),
        photo("of carl", person="carl"),
        photo("of bob", person="bob"),
        photo("of bob too", person="bob"),
    ):
        await desk.inbox.receive(incoming)
    await desk.answers.begin("selfie", "of bob")
    for gate in desk.answers.gates.values():
        gate.set()
    await desk.inbox.idle()

    assert desk.chat.said == []


async def test_nothing_is_said_of_waiting_where_everyone_reads(desk: Desk):
    await desk.agree()
    desk.answers.hold("first")
    second = photo("second")
    await desk.inbox.receive(photo("first"))
    await desk.inbox.receive(replace(second, address=second.address.read_by(Audience.EVERYONE)))
    await desk.answers.begin("first")
    desk.answers.gates["first"].set()
    await desk.inbox.idle()

    assert desk.chat.said == []


async def test_photos_taken_up_after_a_restart_are_not_told_to_wait(desk: Desk, desk_with):
    await desk.agree()
    desk.answers.hold("first")
    await desk.inbox.receive(photo("first"))
    await desk.inbox.receive(photo("second"))
    await desk.inbox.close(grace_s=0)
    again = desk_with()

    await again.inbox.resume()
    await again.inbox.idle()

    assert again.answers.ended == ["first", "second"]
    assert again.chat.said == []


async def test_busy_is_said_in_the_language_of_the_listener(desk_with):
    desk = desk_with(capacity=0)
    profile = await desk.storage.listeners.welcome(Account(Platform.WEB, "ada"))
    settings = replace(profile.settings, language="de")
    await desk.storage.listeners.change_settings(profile.listener_id, settings)

    await desk.inbox.receive(photo("selfie"))
    await desk.inbox.receive(replace(photo("other", person="bob"), locale="fr-CA"))

    assert desk.chat.languages == ["de", "fr"]


async def test_settings_that_change_while_the_next_event_is_stored_hold_for_it(desk: Desk):
    desk.answers.hold("settings")
    await desk.inbox.receive(words("settings"))
    await desk.answers.begin("settings")
    desk.requests.slow["ada: next"] = asyncio.Event()
    storing = asyncio.create_task(desk.inbox.receive(words("next")))
    await asyncio.sleep(0.05)
    turn = desk.answers.turns[0]
    changed = replace(turn.settings, language="de")
    await desk.storage.listeners.change_settings(turn.listener_id, changed)
    desk.answers.gates["settings"].set()
    await desk.inbox.idle()

    desk.requests.slow["ada: next"].set()
    await storing
    await desk.inbox.idle()

    assert desk.answers.turns[1].settings == changed


async def test_busy_and_unheard_is_refused_all_the_same(desk_with):
    desk = desk_with(capacity=0)
    desk.chat.refusals = 1

    await desk.inbox.receive(photo("selfie"))

    assert await desk.names_in(RequestState.ACCEPTED) == []


async def test_a_failure_is_apologised_for_and_the_next_event_is_answered(desk: Desk, caplog):
    desk.answers.errors["bad"] = ZeroDivisionError("a bug")
    await desk.inbox.receive(photo("bad"))
    await desk.inbox.receive(words("next"))
    await desk.inbox.idle()

    assert [reply.text for reply in desk.chat.said] == [apology_in(None)]
    assert desk.chat.said[0].answers == "ada: bad"
    assert desk.answers.ended == ["next"]
    assert await desk.names_in(RequestState.ACCEPTED) == []
    assert "a bug" in caplog.text


async def test_who_could_not_even_be_told_is_answered_after_the_next_start(desk: Desk, desk_with):
    desk.answers.errors["selfie"] = PlatformError("gone")
    desk.chat.refusals = 1
    await desk.inbox.receive(photo("selfie"))
    await desk.inbox.idle()
    again = desk_with()

    await again.inbox.resume()
    await again.inbox.idle()

    assert again.answers.ended == ["selfie"]


async def test_an_answer_that_cannot_be_marked_is_not_followed_by_an_apology(desk: Desk, caplog):
    desk.requests.disk_is_full = True
    await desk.inbox.receive(words("hello"))
    await desk.inbox.idle()

    assert desk.chat.said == []
    assert "not marked as answered" in caplog.text


async def test_an_answer_that_could_not_be_marked_is_marked_by_the_next_sweep(desk: Desk):
    desk.requests.disk_is_full = True
    await desk.inbox.receive(photo("selfie"))
    await desk.inbox.idle()
    desk.requests.disk_is_full = False

    await desk.inbox.sweep(now=datetime(2026, 6, 1, tzinfo=UTC))
    await desk.inbox.idle()

    assert desk.answers.begun == ["selfie"]
    assert await desk.names_in(RequestState.ACCEPTED) == []


async def test_an_event_that_cannot_be_stored_is_not_taken(desk: Desk):
    await desk.storage.database.close()
    desk.requests.accept = _refuse_to_store

    with pytest.raises(StorageError):
        await desk.inbox.receive(words("hello"))

    assert desk.answers.begun == []


async def _refuse_to_store(*_):
    raise StorageError("no space left")


async def test_the_end_waits_for_answers_within_its_grace(desk: Desk):
    desk.answers.hold("slow")
    await desk.inbox.receive(words("slow"))
    await desk.answers.begin("slow")

    closing = asyncio.create_task(desk.inbox.close(grace_s=60))
    await asyncio.sleep(0)
    desk.answers.gates["slow"].set()
    await closing

    assert desk.answers.ended == ["slow"]


async def test_a_photo_cut_off_at_the_end_is_answered_once_after_the_restart(desk, desk_with):
    desk.answers.hold("running")
    await desk.inbox.receive(photo("running"))
    await desk.inbox.receive(photo("queued"))
    await desk.answers.begin("running")
    await desk.inbox.close(grace_s=0)
    again, third = desk_with(), desk_with()

    for process in (again, third):
        await process.inbox.resume()
        await process.inbox.idle()

    assert desk.chat.said == []
    assert again.answers.ended == ["running", "queued"]
    assert [turn.address.chat_id for turn in again.answers.turns] == ["chat of ada"] * 2
    assert third.answers.begun == []


async def test_a_resumed_photo_that_the_platform_delivers_again_is_answered_once(desk, desk_with):
    desk.answers.hold("selfie")
    await desk.inbox.receive(photo("selfie"))
    await desk.inbox.close(grace_s=0)
    again = desk_with()

    await again.inbox.resume()
    await again.inbox.receive(photo("selfie"))
    await again.inbox.idle()

    assert again.answers.ended == ["selfie"]


async def test_a_photo_that_comes_while_the_inbox_closes_is_kept_for_the_next_start(
    desk, desk_with
):
    await desk.inbox.close(grace_s=0)
    await desk.inbox.receive(photo("late"))
    again = desk_with()

    await again.inbox.resume()
    await again.inbox.idle()

    assert desk.answers.begun == []
    assert again.answers.ended == ["late"]


async def test_words_that_come_while_the_inbox_closes_are_left_to_the_platform(desk, desk_with):
    await desk.inbox.close(grace_s=0)
    handing_over = asyncio.create_task(desk.inbox.receive(words("late")))
    await asyncio.sleep(0.05)
    assert not handing_over.done()
    handing_over.cancel()
    again = desk_with()

    await again.inbox.receive(words("late"))
    await again.inbox.idle()

    assert again.answers.ended == ["late"]


async def test_a_photo_of_a_platform_that_is_off_waits(desk, storage: Storage):
    desk.answers.hold("selfie")
    await desk.inbox.receive(photo("selfie"))
    await desk.inbox.close(grace_s=0)
    without = Inbox(Answers(), chats={}, storage=storage)

    await without.resume()
    await without.idle()

    assert await desk.names_in(RequestState.ACCEPTED) == ["selfie"]


async def test_what_waits_behind_a_forgetting_comes_from_a_new_acquaintance(desk: Desk):
    desk.answers.hold("forget me")
    for incoming in (words("forget me"), photo("selfie")):
        await desk.inbox.receive(incoming)
    await desk.answers.begin("forget me")
    old = desk.answers.turns[0].listener_id
    await desk.storage.listeners.forget(old)
    desk.answers.hold("selfie")
    desk.answers.gates["forget me"].set()
    await desk.answers.begin("selfie")

    turn = desk.answers.turns[1]
    [kept] = await desk.storage.requests.photos(RequestState.ACCEPTED)
    assert turn.listener_id != old
    assert (kept.request_id, kept.listener_id) == (turn.request_id, turn.listener_id)


async def test_a_resumed_photo_of_somebody_forgotten_meanwhile_is_dropped(desk, desk_with):
    desk.answers.hold("one")
    await desk.inbox.receive(photo("one"))
    await desk.inbox.receive(photo("two"))
    await desk.inbox.close(grace_s=0)
    again = desk_with()
    again.answers.hold("one")
    await again.inbox.resume()
    await again.answers.begin("one")

    await again.storage.listeners.forget(again.answers.turns[0].listener_id)
    again.answers.gates["one"].set()
    await again.inbox.idle()

    assert again.answers.begun == ["one"]
    assert again.chat.said == []


async def test_a_forgotten_listener_starts_anew_and_nothing_old_works(talk: Talk):
    await talk.agree()
    await talk.photo(reading_of(**HAPPY))
    songs = talk.chat.sets[0]
    await talk.command("forget")
    await talk.press("Forget me")

    await talk.press_action(songs.cards[0].buttons[0].action)
    assert "no longer have what that button belongs to" in talk.chat.last.text
    await talk.react("👍", on=songs)
    await talk.photo(reading_of(**HAPPY), name="again")

    assert "Your picture waits" in talk.chat.last.text
    assert len(talk.chat.sets) == 1


async def test_a_photo_sent_right_after_forgetting_waits_for_consent(talk: Talk):
    await talk.agree()
    await talk.command("forget")
    action = next(one.action for one in buttons_of(talk.chat.last) if one.action.endswith("yes"))
    talk.chat.photos["selfie"] = b"selfie"
    talk.readers.readings[b"selfie"] = reading_of(**HAPPY)
    press, picture = talk.press_action(action), photo("selfie")
    await asyncio.gather(press, talk.inbox.receive(picture))
    await talk.inbox.idle()
    assert "Your picture waits" in talk.chat.last.text

    await talk.press("👍 I agree")

    assert len(talk.chat.sets) == 1


async def test_a_photo_that_waits_for_consent_is_answered_after_a_restart(talk, next_process):
    await talk.photo(reading_of(**HAPPY))
    again = next_process()
    await again.inbox.resume()
    await again.inbox.idle()
    assert again.chat.said == []

    await again.agree()

    assert len(again.chat.sets) == 1


async def test_an_end_right_after_the_tap_loses_no_waiting_photo(talk, next_process):
    await talk.photo(reading_of(**HAPPY), name="one")
    await talk.photo(reading_of(sad=1.0), name="two")
    talk.chat.fetch = _wait_for_ever
    await talk.open()
    tap = asyncio.create_task(talk.press("👍 I agree"))
    while not talk.chat.working:  # noqa: ASYNC110
        await asyncio.sleep(0)
    await talk.inbox.close(grace_s=0)
    tap.cancel()
    again = next_process()

    await again.inbox.resume()
    await again.inbox.idle()

    assert again.chat.fetched == ["one", "two"]
    assert len(again.chat.sets) == 2


async def _wait_for_ever(*_, **__):
    await asyncio.Event().wait()


async def test_a_consent_that_was_stored_and_not_acted_on_is_acted_on_later(talk, next_process):
    await talk.photo(reading_of(**HAPPY))
    await talk.open()
    stubborn = talk.chat.send
    talk.chat.send = _refuse_to_say
    await talk.press("👍 I agree")
    talk.chat.send = stubborn
    again = next_process()

    await again.inbox.resume()
    await again.inbox.idle()

    assert len(again.chat.sets) == 1


async def _refuse_to_say(*_):
    raise PlatformError("gone")


@pytest.mark.parametrize("error", [NoFaceError(), ZeroDivisionError("a bug")])
async def test_one_bad_photo_does_not_keep_the_others_that_waited(talk: Talk, error):
    await talk.photo(error, name="bad")
    await talk.photo(reading_of(**HAPPY), name="good")

    await talk.press("👍 I agree")

    assert len(talk.chat.sets) == 1
    for state in (RequestState.ACCEPTED, RequestState.AWAITING_CONSENT):
        assert list(await talk.storage.requests.photos(state)) == []


async def test_depth_and_age_of_the_queue_are_told(desk: Desk):
    desk.answers.hold("slow")
    empty = desk.inbox.depth(), desk.inbox.oldest_s()
    await desk.inbox.receive(words("slow"))
    await desk.inbox.receive(words("next"))
    await desk.answers.begin("slow")

    assert empty == (0, 0)
    assert desk.inbox.depth() == 2
    assert desk.inbox.oldest_s() > 0


async def test_what_comes_twice_is_told(desk: Desk):
    repeated: list[Platform] = []
    inbox = Inbox(
        desk.answers,
        chats={Platform.WEB: desk.chat},
        storage=desk.storage,
        on_repeat=repeated.append,
    )
    await inbox.receive(words("hello", event_id="same"))
    await inbox.receive(words("hello", event_id="same"))
    await inbox.idle()

    assert repeated == [Platform.WEB]
    assert desk.answers.ended == ["hello"]
