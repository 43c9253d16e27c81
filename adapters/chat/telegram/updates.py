"""Updates as Telegram tells them, and what becomes of one that cannot be read."""

from __future__ import annotations

import logging
from typing import Any

from telegram import Update
from telegram.error import TelegramError

from adapters.chat.telegram.calls import DiscreetRequest

# What the library raises over something of another kind or size than it expects.
_UNREADABLE = (
    ArithmeticError,
    AttributeError,
    LookupError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
)

log = logging.getLogger(__name__)


class UpdatesRequest(DiscreetRequest):
    """Empties what cannot be read: over one such update the library would lose all that came.

    Its number stays, since by that it is confirmed; what has none is left out.
    """

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """As the library does it; TelegramError where something came and nothing has a number."""
        answer = DiscreetRequest.parse_json_payload(payload)
        if "result" not in answer:
            return answer
        told = answer["result"]
        numbered = [update for update in map(readable, told) if update is not None]
        if told and not numbered:
            raise TelegramError("what it brought is no update")
        return {**answer, "result": numbered}


def readable(told: Any) -> dict[str, Any] | None:  # noqa: ANN401 - any JSON
    """As it is, or empty but for its number where it cannot be read; None where it has none."""
    number = told.get("update_id") if isinstance(told, dict) else None
    if not isinstance(number, int):
        log.warning("what came is no update")
        return None
    try:
        Update.de_json(told)
    except _UNREADABLE:
        log.warning("an update cannot be read", extra={"update_id": number})
        return {"update_id": number}
    return dict(told)
