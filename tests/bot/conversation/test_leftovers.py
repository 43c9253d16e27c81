"""What was accepted and not answered: tried again, asked about, or apologised for."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.chat.message import (
    Address,
    Audience,
    IncomingPhoto,
    IncomingPress,
    IncomingReaction,
    IncomingText,
    Platform,
)
from adapters.errors import PlatformError, StorageError
from adapters.storage.storage import Storage
from adapters.values import Consent, RequestState
from bot.actions import Action, Verb
from bot.conversation.endings import Endings
from bot.conversation.leftovers import MOST_ATTEMPTS, TRIED_AGAIN_AFTER, Leftovers
from bot.replies.company import perhaps_unheard
from bot.replies.consent import NOTICE_VERSION
from bot.replies.errors import apology, restarted
from engine.catalogue import Catalogue
from engine.taste import FeedbackKind
from tests.bot.conversation.conftest import FakeChat, Talk, buttons_of, conversation, reading_of

HAPPY = reading_of(happy=0.9, surprise=0.1)
NextProcess = Callable[[], Talk]


class Killed(asyncio.Event):
    """Set where a call hangs in which the process is about to be killed."""

    async def call(self, *_: object, **__: object) -> None:
        self.set()
        await asyncio.Event().wait()


async def killed_in(
    talk: Talk, method: str, *, received: Awaitable[None] | None = None, after_s: float = 0
) -> None:
    """The end comes while the chat is asked for this."""
    killed = Killed()
    setattr(talk.chat, method, killed.call)
    await (received or talk.inbox.resume())
    async with asyncio.timeout(5):
        await killed.wait()
    await asyncio.sleep(after_s)
    await talk.inbox.close(grace_s=0)


def photo(talk: Talk, name: str = "photo", **changes: object) -> IncomingPhoto:
    sent = IncomingPhoto(**talk.facts(name), media=talk.picture(name, HAPPY))
    return replace(sent, **changes)


async def resumed(talk: Talk, **options: object) -> Talk:
    await talk.inbox.resume(**options)
    await talk.inbox.idle()
    return talk


async def swept(talk: Talk, **later: float) -> None:
    talk.clock.move(**later)
    await talk.inbox.sweep(now=talk.clock())
    await talk.inbox.idle()


async def attempts(talk: Talk, state: RequestState = RequestState.ACCEPTED) -> list[int]:
    return [one.attempts for one in await talk.storage.requests.photos(state)]


async def refuse(*_: object, **__: object) -> None:
    raise PlatformError("503")


async def test_a_picture_that_kills_the_process_is_given_up_after_three_tries(
    talk: Talk, next_process: NextProcess
):
    await talk.agree()
    await killed_in(talk, "fetch", received=talk.inbox.receive(photo(talk)))
    assert await attempts(talk) == [1]
    for _ in range(MOST_ATTEMPTS - 1):
        await killed_in(next_process(), "fetch")

    last = await resumed(next_process())
    after = await resumed(next_process())

    assert MOST_ATTEMPTS == 3
    assert [reply.text for reply in last.chat.said] == [apology().text]
    assert (last.chat.said[0].answers, last.chat.fetched) == ("photo", [])
    assert after.chat.said == []
    assert await attempts(talk) == []


async def test_the_picture_is_tried_again_until_then(talk: Talk, next_process: NextProcess):
    await talk.agree()
    await killed_in(talk, "fetch", received=talk.inbox.receive(photo(talk)))
    await killed_in(next_process(), "fetch")

    third = await resumed(next_process())

    assert len(third.chat.sets) == 1


async def test_only_what_is_looked_at_is_tried_by_then(talk: Talk):
    await talk.agree()
    await talk.inbox.receive(photo(talk, "first"))
    killing = killed_in(talk, "fetch", received=talk.inbox.receive(photo(talk, "second")))
    await killing

    assert await attempts(talk) == [1, 0]


async def test_what_was_in_hand_together_is_tried_again_one_by_one(
    talk: Talk, next_process: NextProcess
):
    await talk.inbox.close(grace_s=0)
    for person in ("ada", "bob"):
        one = talk.as_person(person)
        consent = Consent(NOTICE_VERSION, faces=True, given_at=talk.clock())
        await talk.storage.listeners.record_consent(await listener_id(one), consent)
        request_id = await talk.storage.requests.accept(await listener_id(one), photo(one, person))
        await talk.storage.requests.count_attempt([request_id])

    # Time enough for the other one to be fetched as well, if it were.
    await killed_in(next_process(), "fetch", after_s=0.2)
    tried = await attempts(talk)
    again = await resumed(next_process())

    assert sorted(tried) == [1, 2]
    assert len(again.chat.sets) == 2


async def test_an_answer_that_may_not_have_been_heard_comes_when_it_is_asked_for(
    talk: Talk, next_process: NextProcess
):
    await talk.agree()
    await killed_in(talk, "send", received=talk.inbox.receive(photo(talk)))
    again = await resumed(next_process())
    silent = await resumed(next_process())
    [line] = again.chat.said
    request_id = (await talk.storage.requests.photos(RequestState.AWAITING_TAP))[0].request_id

    [tapped] = buttons_of(line)
    await again.press_action(tapped.action)
    await again.press_action(tapped.action)

    assert line.text == perhaps_unheard(request_id).text
    assert line.answers == "photo"
    assert silent.chat.said == []
    assert len(again.chat.sets) == 1


async def test_a_question_that_nobody_heard_is_asked_again(talk: Talk, next_process: NextProcess):
    await talk.agree()
    await killed_in(talk, "send", received=talk.inbox.receive(photo(talk)))
    unheard = next_process()
    unheard.chat.send = refuse
    await resumed(unheard)
    assert await attempts(talk, RequestState.TELLING) == [2]

    again = await resumed(next_process())

    assert len(again.chat.said) == 1
    assert await attempts(talk, RequestState.TELLING) == []


async def test_where_the_platform_is_away_the_photo_is_answered_once_it_is_back(talk: Talk):
    await talk.agree()
    said = len(talk.chat.said)
    send, talk.chat.send = talk.chat.send, refuse
    await talk.photo(HAPPY)
    await swept(talk, minutes=5)
    assert await attempts(talk) == [1]
    await swept(talk, minutes=1)
    assert await attempts(talk) == [2]

    talk.chat.send = send
    await swept(talk, minutes=4)
    waited = len(talk.chat.said)
    await swept(talk, minutes=1)

    assert waited == said
    assert len(talk.chat.sets) == 1
    assert await attempts(talk) == []


async def test_an_apology_that_nobody_hears_is_tried_again_less_and_less_often(talk: Talk):
    await talk.agree()
    send, talk.chat.send = talk.chat.send, refuse
    await talk.photo(HAPPY)
    tried_at = []
    for minute in range(1, 121):
        before = await attempts(talk)
        await swept(talk, minutes=1)
        if await attempts(talk) != before:
            tried_at.append(minute)

    talk.chat.send = send
    await swept(talk, hours=24)

    assert timedelta(minutes=5) == TRIED_AGAIN_AFTER
    assert tried_at == [6, 11, 21, 41, 81]
    assert len(talk.chat.fetched) == MOST_ATTEMPTS
    assert talk.chat.last.text == apology().text
    assert await attempts(talk) == []


async def test_what_is_in_hand_is_no_leftover(talk: Talk):
    await talk.agree()
    fetched, go = Killed(), asyncio.Event()
    fetch = talk.chat.fetch

    async def slow(*args: object, **options: object) -> bytes:
        fetched.set()
        await go.wait()
        return await fetch(*args, **options)

    talk.chat.fetch = slow
    await talk.inbox.receive(photo(talk))
    await fetched.wait()
    await talk.inbox.sweep(now=talk.clock() + timedelta(hours=1))
    go.set()
    await talk.inbox.idle()

    assert talk.chat.fetched == ["photo"]
    assert len(talk.chat.sets) == 1


async def test_what_was_answered_in_the_meantime_is_left_alone(talk: Talk):
    await talk.agree()
    await talk.inbox.close(grace_s=0)
    await talk.inbox.receive(photo(talk))
    answered: list[object] = []

    async def answer(turn: object) -> None:
        answered.append(turn)

    leftovers = Leftovers(
        chats={Platform.WEB: talk.chat},
        storage=talk.storage,
        endings=Endings(talk.storage.requests),
        answer=answer,
    )
    [turn] = await leftovers.photos()
    await talk.storage.requests.mark(turn.request_id, RequestState.ANSWERED)

    await leftovers.take_up(turn)

    assert answered == []


async def test_an_album_that_was_left_behind_is_answered_as_one(
    talk: Talk, next_process: NextProcess
):
    await talk.agree()
    await talk.inbox.close(grace_s=0)
    for name in ("one", "two"):
        await talk.inbox.receive(photo(talk, name, album_id="album"))

    again = await resumed(next_process())

    [songs] = again.chat.sets
    assert (songs.answers, songs.settles) == ("one", ("two",))


async def test_a_sweep_that_meets_a_broken_database_says_so_and_the_next_goes_on(talk: Talk):
    await talk.agree()
    mark = talk.storage.requests.mark
    talk.storage.requests.mark = _fail
    await talk.photo(HAPPY)
    with pytest.raises(StorageError):
        await talk.inbox.sweep(now=talk.clock() + timedelta(hours=1))
    assert await attempts(talk, RequestState.TELLING) == [1]

    talk.storage.requests.mark = mark
    await swept(talk, hours=1)

    assert await attempts(talk, RequestState.TELLING) == []
    assert len(talk.chat.sets) == 1
    assert talk.chat.last in talk.chat.sets


async def _fail(*_: object) -> None:
    raise StorageError("database is locked")


async def test_words_before_a_restart_are_asked_for_again_once(
    talk: Talk, next_process: NextProcess
):
    await talk.agree()
    for name in ("one", "two"):
        await talk.storage.requests.accept(await listener_id(talk), words(talk, name))

    again = await resumed(next_process(), told_since=talk.clock())
    silent = await resumed(next_process())

    assert [reply.text for reply in again.chat.said] == [restarted().text]
    assert (again.chat.last.answers, again.chat.last.settles) == ("two", ("one",))
    assert silent.chat.said == []


async def test_words_of_long_ago_are_not_mentioned(talk: Talk, next_process: NextProcess):
    await talk.storage.requests.accept(await listener_id(talk), words(talk, "old"))
    since = talk.clock() + timedelta(seconds=1)

    again = await resumed(next_process(), told_since=since)

    assert again.chat.said == []
    assert await talk.storage.requests.unanswered() == []


async def test_it_is_said_in_the_language_of_the_listener(talk: Talk, next_process: NextProcess):
    sent = replace(words(talk, "salut"), locale="fr")
    await talk.storage.requests.accept(await listener_id(talk), sent)

    again = await resumed(next_process())

    assert again.chat.last.text.startswith("Je viens de redémarrer.")


async def test_a_reaction_before_a_restart_still_counts(talk: Talk, next_process: NextProcess):
    await talk.agree()
    await talk.text("happy")
    songs = talk.chat.sets[0]
    reaction = IncomingReaction(
        **talk.facts("👍"), message_id=talk.chat.id_of(songs), emoji="👍", added=True
    )
    listener = await listener_id(talk)
    await talk.storage.requests.accept(listener, reaction)
    long_after = talk.clock() + timedelta(days=1)

    again = await resumed(next_process(), told_since=long_after)

    given = await talk.storage.feedback.given(listener)
    assert [sign.kind for sign in given] == [FeedbackKind.LIKE] * 5
    assert again.chat.said == []
    assert await talk.storage.requests.unanswered() == []


def press(talk: Talk, verb: Verb, *values: object) -> IncomingPress:
    encoded = Action(verb, tuple(str(value) for value in values)).encode()
    return IncomingPress(**talk.facts(f"{verb} {values}"), action=encoded)


async def test_a_thumb_before_a_restart_counts_and_is_thanked_for(
    talk: Talk, next_process: NextProcess
):
    await talk.text("happy")
    listener = await listener_id(talk)
    await talk.storage.requests.accept(listener, press(talk, Verb.LIKE, 1, 2))

    again = await resumed(next_process(), told_since=talk.clock() + timedelta(days=1))
    silent = await resumed(next_process())

    assert [sign.kind for sign in await talk.storage.feedback.given(listener)] == [
        FeedbackKind.LIKE
    ]
    assert len(again.chat.said) == 1
    assert silent.chat.said == []


@pytest.mark.parametrize("taken_back", [False, True])
async def test_a_thumb_that_counted_before_a_restart_counts_once(
    talk: Talk, next_process: NextProcess, taken_back: bool
):
    await talk.text("happy")
    listener = await listener_id(talk)
    if taken_back:
        await talk.press_action("like:1:2")
    received = talk.inbox.receive(press(talk, Verb.LIKE, 1, 2))
    await killed_in(talk, "send", received=received)

    again = await resumed(next_process())

    assert len(await talk.storage.feedback.given(listener)) == (0 if taken_back else 1)
    assert again.chat.said == []
    assert await talk.storage.requests.unanswered() == []


async def test_who_picked_and_heard_nothing_is_asked_to_do_it_again(
    talk: Talk, next_process: NextProcess
):
    await talk.text("happy")
    await killed_in(talk, "send", received=talk.inbox.receive(press(talk, Verb.PICK, 1, 2)))

    again = await resumed(next_process())

    given = await talk.storage.feedback.given(await listener_id(talk))
    assert [sign.kind for sign in given] == [FeedbackKind.PICK]
    assert [reply.text for reply in again.chat.said] == [restarted().text]


async def test_a_press_that_is_no_feedback_is_not_repeated_after_a_restart(
    talk: Talk, next_process: NextProcess
):
    await talk.text("happy")
    await talk.storage.requests.accept(await listener_id(talk), press(talk, Verb.SHARE, 1))

    again = await resumed(next_process())

    assert [reply.text for reply in again.chat.said] == [restarted().text]


async def test_where_nothing_can_be_whispered_any_more_nothing_is_tried_again(talk: Talk):
    address = Address(Platform.DISCORD, "channel", Audience.SENDER, reply_token=":dead")
    chat = FakeChat(Platform.DISCORD)
    chat.send = refuse
    leftovers = Leftovers(
        chats={Platform.DISCORD: chat},
        storage=talk.storage,
        endings=Endings(talk.storage.requests),
        answer=_fail,
    )
    selfie = replace(photo(talk), address=address)
    request_id = await talk.storage.requests.accept(await listener_id(talk), selfie)
    for _ in range(MOST_ATTEMPTS):
        await talk.storage.requests.count_attempt([request_id])

    [turn] = await leftovers.photos()
    await leftovers.take_up(turn)

    assert await leftovers.photos() == []


async def test_a_whispered_selfie_waits_for_consent_as_long_as_its_token_lives(
    storage: Storage, catalogue: Catalogue
):
    talk = conversation(storage, catalogue, platform=Platform.DISCORD)
    where = Address(Platform.DISCORD, "channel", Audience.SENDER, ":token", "server")
    for name, minutes in (("early", 0), ("late", 10)):
        talk.clock.move(minutes=minutes)
        await talk.hand_over(photo(talk, name, address=where))
    talk.clock.move(minutes=5)
    week_ago = talk.clock() - timedelta(days=7)

    await storage.requests.give_up(before=week_ago, now=talk.clock())
    await talk.press("👍 I agree")

    assert talk.chat.fetched == ["late"]
    assert len(talk.chat.sets) == 1


async def test_a_database_that_fails_meanwhile_leaves_it_for_later(talk: Talk, caplog):
    await talk.agree()
    await talk.inbox.close(grace_s=0)
    await talk.inbox.receive(photo(talk))
    leftovers = Leftovers(
        chats={Platform.WEB: talk.chat},
        storage=talk.storage,
        endings=Endings(talk.storage.requests),
        answer=_fail,
    )
    [turn] = await leftovers.photos()

    await leftovers.take_up(turn)

    assert "still not answered" in caplog.text
    assert len(await leftovers.photos()) == 1


def words(talk: Talk, name: str) -> IncomingText:
    return IncomingText(**talk.facts(name), text="something")


async def listener_id(talk: Talk) -> int:
    return (await talk.storage.listeners.welcome(words(talk, "who").account)).listener_id
