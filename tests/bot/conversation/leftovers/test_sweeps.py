"""What is tried again while the process lives: less and less often, and nothing in hand."""

import asyncio
from datetime import timedelta

import pytest

from adapters.chat.message import Platform
from adapters.errors import StorageError
from adapters.values import RequestState
from bot.conversation.endings import Endings
from bot.conversation.leftovers import MOST_ATTEMPTS, TRIED_AGAIN_AFTER, Leftovers
from bot.replies.errors import apology
from tests.bot.conversation.conftest import Talk
from tests.bot.conversation.leftovers.conftest import HAPPY, Killed, attempts, fail, photo, refuse


async def swept(talk: Talk, **later: float) -> None:
    talk.clock.move(**later)
    await talk.inbox.sweep(now=talk.clock())
    await talk.inbox.idle()


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


async def test_a_sweep_that_meets_a_broken_database_says_so_and_the_next_goes_on(talk: Talk):
    await talk.agree()
    mark = talk.storage.requests.mark
    talk.storage.requests.mark = fail
    await talk.photo(HAPPY)
    with pytest.raises(StorageError):
        await talk.inbox.sweep(now=talk.clock() + timedelta(hours=1))
    assert await attempts(talk, RequestState.TELLING) == [1]

    talk.storage.requests.mark = mark
    await swept(talk, hours=1)

    assert await attempts(talk, RequestState.TELLING) == []
    assert len(talk.chat.sets) == 1
    assert talk.chat.last in talk.chat.sets


async def test_a_database_that_fails_meanwhile_leaves_it_for_later(talk: Talk, caplog):
    await talk.agree()
    await talk.inbox.close(grace_s=0)
    await talk.inbox.receive(photo(talk))
    leftovers = Leftovers(
        chats={Platform.WEB: talk.chat},
        storage=talk.storage,
        endings=Endings(talk.storage.requests),
        answer=fail,
    )
    [turn] = await leftovers.photos()

    await leftovers.take_up(turn)

    assert "still not answered" in caplog.text
    assert len(await leftovers.photos()) == 1
