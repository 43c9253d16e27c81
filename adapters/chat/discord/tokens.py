"""How one interaction is answered; travels in `Address.reply_token`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Self


@dataclass(frozen=True, slots=True)
class AnswerToken:
    """Lives for fifteen minutes. `pressed_message_id` is None for a command."""

    interaction_token: str = field(repr=False)
    pressed_message_id: str | None = None

    def encode(self) -> str:
        """As text."""
        return f"{self.pressed_message_id or ''}:{self.interaction_token}"

    @classmethod
    def decode(cls, text: str | None) -> Self | None:
        """The token in this text; None if there is none."""
        if text is None:
            return None
        pressed_message_id, _, interaction_token = text.partition(":")
        return cls(interaction_token, pressed_message_id or None)
