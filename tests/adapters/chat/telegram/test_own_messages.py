"""Messages of ours are known, and not without end."""

from __future__ import annotations

from adapters.chat.telegram.own_messages import MOST_REMEMBERED, OwnMessages


def test_a_message_is_ours_in_its_own_chat_alone():
    messages = OwnMessages()
    messages.note("-1", "500")

    assert ("-1", "500") in messages
    assert ("-2", "500") not in messages


def test_the_oldest_are_forgotten_first():
    messages = OwnMessages()
    for number in range(MOST_REMEMBERED + 1):
        messages.note("-1", str(number))

    assert ("-1", "0") not in messages
    assert ("-1", "1") in messages
