"""Ending, forgetting and going on: what one process leaves to the next."""

import asyncio

import pytest

from adapters.errors import PlatformError
from adapters.storage.storage import Storage
from adapters.values import RequestState
from bot.conversation.inbox import Inbox
from engine.errors import NoFaceError
from tests.bot.conversation.conftest import Talk, buttons_of, reading_of
from tests.bot.conversation.inbox.conftest import Answers, Desk, photo, words

HAPPY = {"happy": 0.8, "surprise": 0.2}


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
