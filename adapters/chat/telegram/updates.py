"""Updates as Telegram tells them, and what becomes of one that cannot be read."""

from __future__ import annotations

import logging
from typing import Any

from telegram import Bot, Update
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
        numbered = [update for update in map(_readable, told) if update is not None]
        if told and not numbered:
            raise TelegramError("what it brought is no update")
        return {**answer, "result": numbered}


def update_of(told: Any, bot: Bot | None = None) -> Update | None:  # noqa: ANN401 - any JSON
    """None for anything that is no update."""
    try:
        return Update.de_json(told, bot) if isinstance(told["update_id"], int) else None
    except _UNREADABLE:
        return None


def _readable(told: Any) -> dict[str, Any] | None:  # noqa: ANN401 - any JSON
    if update_of(told) is not None:
        return dict(told)
    number = told.get("update_id") if isinstance(told, dict) else None
    empty = {"update_id": number} if isinstance(number, int) else None
    log.warning("an update cannot be read", extra=empty)
    return empty
