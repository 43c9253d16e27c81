"""The buttons of a Reply within Discord's five rows of five."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain, islice, zip_longest

import discord

from adapters.chat.message import Button, ButtonStyle, Card, Reply

MOST_ROWS = 5
ROW_LENGTH = 5
MOST_BUTTONS = MOST_ROWS * ROW_LENGTH
LABEL_LENGTH = 80

_STYLES = {
    ButtonStyle.NORMAL: discord.ButtonStyle.secondary,
    ButtonStyle.PRIMARY: discord.ButtonStyle.primary,
    ButtonStyle.DANGER: discord.ButtonStyle.danger,
}
# The letter tells a press apart that must show a sign of life to its presser alone.
_PLAIN, _OPENS_PRIVATE = "m", "p"
_CUSTOM_ID = re.compile(r"[mp]\d+:(.+)", re.DOTALL)


def view_of(reply: Reply) -> discord.ui.View | None:
    """All buttons as a view; None without any.

    Presses are read from the raw event, so they outlive a restart. A stopped view is shown
    like any other, and the library does not keep it for ever.
    """
    rows = rows_of(reply)
    if not rows:
        return None
    view = discord.ui.View(timeout=None)
    for row, buttons in enumerate(rows):
        for button in buttons:
            view.add_item(_native(button, row=row, index=len(view.children)))
    view.stop()
    return view


def rows_of(reply: Reply) -> list[list[Button]]:
    """Rows of the cards, then the reply's own. What is too much is taken from the cards."""
    of_cards = _rows_apart(reply.cards) if reply.apart else _card_rows(reply.cards)
    rows = [*of_cards, *chain.from_iterable(_rows(row) for row in reply.buttons)]
    if len(rows) <= MOST_ROWS:
        return rows
    own = list(islice(chain.from_iterable(reply.buttons), MOST_BUTTONS))
    kept = islice(chain.from_iterable(of_cards), MOST_BUTTONS - len(own))
    return _rows([*kept, *own])


def action_of(custom_id: str) -> str | None:
    """The action that `view_of` put into this id; None if it did not."""
    match = _CUSTOM_ID.fullmatch(custom_id)
    return match[1] if match else None


def opens_private(custom_id: str) -> bool:
    """Whether what this button brings is for its presser alone."""
    return action_of(custom_id) is not None and custom_id.startswith(_OPENS_PRIVATE)


def _card_rows(cards: Sequence[Card]) -> list[list[Button]]:
    if len(cards) == 1:
        return _rows(cards[0].buttons)
    # One row for all 👍, one for all 👎: a row for each card would leave no room for the set's.
    columns = ([_numbered(button, card) for button in card.buttons] for card in cards)
    kinds = ([button for button in kind if button] for kind in zip_longest(*columns))
    return list(chain.from_iterable(_rows(kind) for kind in kinds))


def _rows_apart(cards: Sequence[Card]) -> list[list[Button]]:
    rows = (_rows(_numbered(button, card) for button in card.buttons) for card in cards)
    return list(chain.from_iterable(rows))


def _numbered(button: Button, card: Card) -> Button:
    # Away from its card a button must say which one it means.
    if card.number is None or str(card.number) in button.label:
        return button
    return replace(button, label=f"{button.label} {card.number}")


def _rows(buttons: Iterable[Button]) -> list[list[Button]]:
    left = list(buttons)
    return [left[start : start + ROW_LENGTH] for start in range(0, len(left), ROW_LENGTH)]


def _native(button: Button, *, row: int, index: int) -> discord.ui.Button[discord.ui.View]:
    label = f"✓ {button.label}" if button.pressed else button.label
    letter = _OPENS_PRIVATE if button.opens_private else _PLAIN
    return discord.ui.Button(
        label=label[:LABEL_LENGTH],
        style=_STYLES[button.style],
        # The number keeps ids apart where two buttons do the same; Discord refuses twins.
        custom_id=f"{letter}{index}:{button.action}",
        row=row,
    )
