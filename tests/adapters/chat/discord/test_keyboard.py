import discord
import pytest

from adapters.chat.discord.keyboard import action_of, opens_private, rows_of, view_of
from adapters.chat.message import Button, ButtonStyle, Card, Reply


def card(number, buttons=2):
    keys = tuple(Button(f"B{kind}", f"{kind}:{number}") for kind in range(buttons))
    return Card(f"Song {number}", ("x",), "", number=number, buttons=keys)


def buttons(count, start=0):
    return tuple(Button(str(number), f"own:{number}") for number in range(start, start + count))


def labels(rows):
    return [[button.label for button in row] for row in rows]


def test_buttons_of_cards_become_a_row_for_each_kind(set_of_five):
    assert labels(rows_of(set_of_five)) == [
        ["👍 1", "👍 2", "👍 3", "👍 4", "👍 5"],
        ["👎 1", "👎 2", "👎 3", "👎 4", "👎 5"],
        ["⏭", "Not right?"],
    ]


def test_a_card_on_its_own_needs_no_numbers():
    assert labels(rows_of(Reply("", cards=(card(3),)))) == [["B0", "B1"]]


def test_a_long_row_is_broken_after_five():
    reply = Reply("", buttons=(buttons(7), buttons(2, start=7)))

    assert [len(row) for row in rows_of(reply)] == [5, 2, 2]


def test_too_many_rows_are_closed_up_before_anything_is_lost():
    reply = Reply("", buttons=tuple(buttons(2, start=2 * row) for row in range(8)))

    rows = rows_of(reply)

    assert [len(row) for row in rows] == [5, 5, 5, 1]
    assert [button.action for row in rows for button in row] == [f"own:{n}" for n in range(16)]


def test_the_replys_own_buttons_outlive_those_of_cards():
    reply = Reply("", cards=tuple(card(n) for n in range(1, 16)), buttons=(buttons(4),))

    rows = rows_of(reply)

    assert [len(row) for row in rows] == [5, 5, 5, 5, 5]
    assert [button.action for button in rows[-1][1:]] == [f"own:{n}" for n in range(4)]


@pytest.mark.parametrize("count", [0, 1, 24, 25, 26, 80])
async def test_never_more_than_five_rows_of_five(count):
    reply = Reply("", cards=(card(1), card(2)), buttons=tuple((b,) for b in buttons(count)))

    view = view_of(reply)

    assert len(view.children) == min(count + 4, 25)
    assert all(len(row["components"]) <= 5 for row in view.to_components())


async def test_buttons_that_do_the_same_have_their_own_ids():
    view = view_of(Reply("", buttons=((Button("A", "same:1"), Button("B", "same:1")),)))

    ids = [item.custom_id for item in view.children]
    assert len(set(ids)) == 2
    assert [action_of(custom_id) for custom_id in ids] == ["same:1", "same:1"]


async def test_a_button_that_opens_privately_can_be_told_from_its_id():
    row = (Button("See it", "open:1", opens_private=True), Button("Like", "open:1"))

    private, plain = (item.custom_id for item in view_of(Reply("", buttons=(row,))).children)

    assert (opens_private(private), opens_private(plain)) == (True, False)
    assert action_of(private) == action_of(plain) == "open:1"
    assert not opens_private("p")


async def test_the_longest_action_still_fits():
    view = view_of(Reply("", buttons=((Button("x" * 200, "a" * 64),),)))

    [item] = view.children
    assert len(item.custom_id) <= 100
    assert len(item.label) <= 80


async def test_style_and_state_are_shown():
    row = (
        Button("Yes", "y", ButtonStyle.PRIMARY),
        Button("No", "n", ButtonStyle.DANGER),
        Button("👍", "l", pressed=True),
    )

    yes, no, liked = view_of(Reply("", buttons=(row,))).children

    assert (yes.style, no.style) == (discord.ButtonStyle.primary, discord.ButtonStyle.danger)
    assert liked.label == "✓ 👍"


async def test_the_library_keeps_no_view():
    assert view_of(Reply("", buttons=(buttons(1),))).is_finished()


def test_foreign_buttons_have_no_action():
    assert action_of("somebody:else") is None
    assert action_of("") is None


def test_no_buttons_no_view():
    assert view_of(Reply("Hello.")) is None
