"""Failing: who waits is told, and nothing is lost of what could not be marked."""

from datetime import UTC, datetime

import pytest

from adapters.chat.message import Reply
from adapters.errors import PlatformError, StorageError
from adapters.values import RequestState
from bot.replies.errors import apology_in
from tests.bot.conversation.inbox.conftest import Desk, photo, words


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


@pytest.mark.parametrize("incoming", [photo("late"), words("late")])
async def test_what_fails_behind_the_answer_is_logged_and_not_apologised_for(
    desk: Desk, caplog, incoming
):
    desk.answers.replies["late"] = Reply("five songs")
    desk.answers.errors["late"] = ZeroDivisionError("a bug")
    await desk.inbox.receive(incoming)
    await desk.inbox.idle()

    assert [reply.text for reply in desk.chat.said] == ["five songs"]
    assert desk.requests.marked == [RequestState.ANSWERED]
    assert "a bug" in caplog.text


async def test_an_answer_that_was_not_heard_is_apologised_for(desk: Desk):
    desk.answers.replies["selfie"] = Reply("five songs")
    desk.chat.refusals = 1
    await desk.inbox.receive(photo("selfie"))
    await desk.inbox.idle()

    assert [reply.text for reply in desk.chat.said] == [apology_in(None)]
    assert desk.requests.marked == [RequestState.REFUSED]


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


async def test_whose_photo_meets_a_full_disk_is_told_so(desk: Desk):
    desk.answers.errors["selfie"] = StorageError("no space left")
    desk.requests.disk_is_full = True

    await desk.inbox.receive(photo("selfie"))
    await desk.inbox.idle()

    assert [reply.text for reply in desk.chat.said] == [apology_in(None)]
