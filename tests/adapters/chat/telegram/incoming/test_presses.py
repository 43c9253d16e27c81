"""Presses and reactions, in private and in a group."""

from __future__ import annotations

from adapters.chat.message import Address, Audience, IncomingPress, IncomingReaction, Platform
from tests.adapters.chat.telegram.fake_telegram import BOT, GROUP, PRIVATE, USER
from tests.adapters.chat.telegram.incoming.conftest import heard, message, press


def reaction(old, new, chat=PRIVATE):
    return {
        "chat": chat,
        "message_id": 500,
        "user": USER,
        "date": 1795262400,
        "old_reaction": [{"type": "emoji", "emoji": emoji} for emoji in old],
        "new_reaction": [{"type": "emoji", "emoji": emoji} for emoji in new],
    }


def test_a_press_carries_its_action_its_message_and_a_token_to_answer():
    (pressed,) = heard(callback_query=press())

    assert isinstance(pressed, IncomingPress)
    assert (pressed.action, pressed.message_id) == ("like:3:2", "77")
    assert pressed.address == Address(Platform.TELEGRAM, "1001", reply_token="q1")


def test_a_press_under_a_message_too_old_to_read_still_counts():
    inaccessible = {"chat": PRIVATE, "message_id": 12, "date": 0}

    (pressed,) = heard(callback_query=press(message=inaccessible))

    assert pressed.message_id == "12"


def test_a_changed_reaction_is_one_taken_back_and_one_added_under_two_ids():
    events = heard(message_reaction=reaction("👍", "👎"))

    assert all(isinstance(event, IncomingReaction) for event in events)
    assert [(event.emoji, event.added) for event in events] == [("👍", False), ("👎", True)]
    assert [event.event_id for event in events] == ["31", "31.1"]
    assert {event.message_id for event in events} == {"500"}


def test_a_reaction_that_stays_is_no_event():
    events = heard(message_reaction=reaction("👍", "👍🔥"))

    assert [(event.emoji, event.added) for event in events] == [("🔥", True)]


def test_a_reaction_with_a_custom_emoji_is_left_alone():
    custom = reaction("", "")
    custom["new_reaction"] = [{"type": "custom_emoji", "custom_emoji_id": "9"}]

    assert heard(message_reaction=custom) == ()


def test_a_press_in_a_group_stays_in_its_topic():
    where = message(GROUP, BOT, text="five", message_thread_id=9, is_topic_message=True)

    (pressed,) = heard(callback_query=press(message=where))

    assert pressed.address == Address(
        Platform.TELEGRAM, "-1005", Audience.EVERYONE, reply_token="q1//9", place_id="-1005"
    )


def test_a_reaction_in_a_group_is_answered_under_the_message():
    (reacted,) = heard(message_reaction=reaction("", "👍", chat=GROUP))

    assert (reacted.address.chat_id, reacted.address.reply_token) == ("-1005", "/500")
    assert reacted.address.audience is Audience.EVERYONE


def test_a_reaction_without_a_name_is_left_alone():
    nameless = {**reaction("", "👍", chat=GROUP), "actor_chat": GROUP}
    del nameless["user"]

    assert heard(message_reaction=nameless) == ()
