"""The buttons of a reply as Telegram lays them out."""

from __future__ import annotations

import pytest

from adapters.chat.message import Button, ButtonStyle, Card, Reply
from adapters.chat.telegram.keyboard import keyboard_of, opens_private


def card(number, *, liked=False):
    buttons = (
        Button("👍", f"like:3:{number}", pressed=liked),
        Button("👎", f"dislike:3:{number}"),
        Button(str(number), f"pick:3:{number}"),
    )
    return Card("A song", ("Somebody",), "it fits", number=number, buttons=buttons)


def labels(reply):
    return [[key.text for key in row] for row in keyboard_of(reply).inline_keyboard]


def test_the_buttons_of_several_cards_stand_in_one_row_for_each_kind():
    reply = Reply("five songs", cards=(card(1), card(2, liked=True), card(3)))

    assert labels(reply) == [
        ["👍 1", "✓ 👍 2", "👍 3"],
        ["👎 1", "👎 2", "👎 3"],
        ["1", "2", "3"],
    ]


def test_a_button_away_from_its_card_keeps_its_action():
    keyboard = keyboard_of(Reply("songs", cards=(card(1), card(2, liked=True))))

    assert [key.callback_data for key in keyboard.inline_keyboard[0]] == ["like:3:1", "like:3:2"]


def test_the_buttons_of_one_card_stand_side_by_side():
    assert labels(Reply("a song", cards=(card(4),))) == [["👍", "👎", "4"]]


def test_many_cards_are_spread_over_rows_that_a_phone_can_show():
    reply = Reply("seeds", cards=tuple(card(number) for number in range(1, 8)))

    assert [len(row) for row in labels(reply)] == [5, 2, 5, 2, 5, 2]


def test_the_rows_of_the_reply_follow_those_of_its_cards():
    rows = ((Button("⏭", "others:3"),), (Button("Goal", "goals:3"), Button("Moods", "moods:3")))

    assert labels(Reply("a song", cards=(card(1),), buttons=rows))[1:] == [
        ["⏭"],
        ["Goal", "Moods"],
    ]


def test_styles_are_told_to_telegram():
    row = (
        Button("a", "a"),
        Button("b", "b", ButtonStyle.PRIMARY),
        Button("c", "c", ButtonStyle.DANGER),
    )

    (keys,) = keyboard_of(Reply("so", buttons=(row,))).inline_keyboard

    assert [key.style for key in keys] == [None, "primary", "danger"]


def test_a_reply_without_buttons_has_no_keyboard():
    assert keyboard_of(Reply("just words")) is None


@pytest.mark.parametrize("action", ["", "é" * 33])
def test_an_action_that_telegram_cannot_carry_is_refused(action):
    with pytest.raises(ValueError, match="64 bytes"):
        keyboard_of(Reply("so", buttons=((Button("a", action),),)))


def test_an_action_of_sixty_four_bytes_is_carried():
    (keys,) = keyboard_of(Reply("so", buttons=((Button("a", "x" * 64),),))).inline_keyboard

    assert keys[0].callback_data == "x" * 64


def test_only_buttons_that_open_the_private_chat_become_links():
    row = (Button("See", "see:1", opens_private=True), Button("Like", "like:3:1"))

    keyboard = keyboard_of(
        Reply("so", buttons=(row,)), link_of=lambda action: f"https://t/{action}"
    )

    ((see, like),) = keyboard.inline_keyboard
    assert (see.url, see.callback_data) == ("https://t/see:1", None)
    assert (like.url, like.callback_data) == (None, "like:3:1")


def test_a_reply_opens_the_private_chat_if_one_of_its_buttons_does():
    see = Button("See", "see:1", opens_private=True)
    on_card = Card("A song", ("Somebody",), "it fits", buttons=(see,))

    assert opens_private(Reply("so", buttons=((see,),)))
    assert opens_private(Reply("so", cards=(on_card, card(2))))
    assert not opens_private(Reply("so", cards=(card(1),)))
