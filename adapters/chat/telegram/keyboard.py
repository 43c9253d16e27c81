"""The buttons of a Reply as an inline keyboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import zip_longest

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import InlineKeyboardButtonLimit, KeyboardButtonStyle

from adapters.chat.message import Button, ButtonStyle, Card, Reply

MOST_IN_ROW = 5  # what a narrow phone shows without cutting labels; Telegram's limit is eight

_STYLES = {
    ButtonStyle.PRIMARY: KeyboardButtonStyle.PRIMARY.value,
    ButtonStyle.DANGER: KeyboardButtonStyle.DANGER.value,
}


LinkOf = Callable[[str], str]


def opens_private(reply: Reply) -> bool:
    """Whether a button of it leads into the private chat."""
    return any(button.opens_private for row in _rows(reply) for button in row)


def keyboard_of(reply: Reply, *, link_of: LinkOf | None = None) -> InlineKeyboardMarkup | None:
    """Rows of the cards first, then the reply's own; None without any button.

    `link_of` gives the deep link of an action, where buttons that open the private chat need one.
    """
    keys = [[_key(button, link_of) for button in row] for row in _rows(reply)]
    return InlineKeyboardMarkup(keys) if keys else None


def _rows(reply: Reply) -> list[Sequence[Button]]:
    return [row for row in (*_card_rows(reply.cards), *reply.buttons) if row]


def _card_rows(cards: tuple[Card, ...]) -> list[list[Button]]:
    if len(cards) == 1:
        return [list(cards[0].buttons)]
    # One row for all 👍, one for all 👎: five cards with a row each would fill a phone.
    columns = ([_with_number(button, card) for button in card.buttons] for card in cards)
    rows = ([button for button in row if button is not None] for row in zip_longest(*columns))
    return [
        row[start : start + MOST_IN_ROW]
        for row in rows
        for start in range(0, len(row), MOST_IN_ROW)
    ]


def _with_number(button: Button, card: Card) -> Button:
    # Away from its card a button must say which one it means.
    if card.number is None or str(card.number) in button.label:
        return button
    return replace(button, label=f"{button.label} {card.number}")


def _key(button: Button, link_of: LinkOf | None) -> InlineKeyboardButton:
    if not 0 < len(button.action.encode()) <= InlineKeyboardButtonLimit.MAX_CALLBACK_DATA:
        raise ValueError(f"a button's action must have 1 to 64 bytes: {button.action!r}")
    label = f"✓ {button.label}" if button.pressed else button.label
    style = _STYLES.get(button.style)
    if link_of is not None and button.opens_private:
        return InlineKeyboardButton(label, url=link_of(button.action), style=style)
    return InlineKeyboardButton(label, callback_data=button.action, style=style)
