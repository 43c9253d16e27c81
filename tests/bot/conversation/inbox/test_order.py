"""Storing and ordering: what comes is answered once, and in its order."""

import asyncio
from dataclasses import replace

from adapters.chat.message import Audience, Platform
from bot.conversation.inbox import Inbox
from bot.replies.company import still_on_the_last
from tests.bot.conversation.inbox.conftest import Desk, photo, words


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
    room = desk.inbox._room
    assert (room._photos, room._events, room._told, room._taken) == ({}, {}, set(), 0)
    assert len(desk.inbox._doors) == 0


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
