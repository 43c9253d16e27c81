"""The buttons of a Reply as an inline keyboard."""

from __future__ import annotations

from itertools import zip_longest

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import InlineKeyboardButtonLimit, KeyboardButtonStyle

from adapters.chat.message import Button, ButtonStyle, Card, Reply

MOST_IN_ROW = 5  # what a narrow phone shows without cutting labels; Telegram's limit is eight

_STYLES = {
    ButtonStyle.PRIMARY: KeyboardButtonStyle.PRIMARY.value,
    ButtonStyle.DANGER: KeyboardButtonStyle.DANGER.value,
}


def keyboard_of(reply: Reply) -> InlineKeyboardMarkup | None:
    """Rows of the cards first, then the reply's own; None without any button."""
    rows = [*_card_rows(reply.cards), *reply.buttons]
    keys = [[_key(button) for button in row] for row in rows if row]
    return InlineKeyboardMarkup(keys) if keys else None


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
    return Button(f"{button.label} {card.number}", button.action, button.style, button.pressed)


def _key(button: Button) -> InlineKeyboardButton:
    if not 0 < len(button.action.encode()) <= InlineKeyboardButtonLimit.MAX_CALLBACK_DATA:
        raise ValueError(f"a button's action must have 1 to 64 bytes: {button.action!r}")
    label = f"✓ {button.label}" if button.pressed else button.label
    return InlineKeyboardButton(label, callback_data=button.action, style=_STYLES.get(button.style))
