"""Event ids for reactions, which Discord sends without any."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime

import discord

# More people than this do not change their minds at the same time.
REMEMBERED_REACTIONS = 2048

_Place = tuple[int, int, str]


class ReactionIds:
    """The same id for an event that is delivered twice, a new one for a change of mind.

    One person's emoji on one message goes on and off in turns, so the same turn twice is a
    repeat. The time keeps the ids of later turns, and those after a restart, apart.
    """

    def __init__(self) -> None:
        self._last: OrderedDict[_Place, tuple[str, str]] = OrderedDict()

    def id_of(self, payload: discord.RawReactionActionEvent, *, at: datetime) -> str:
        """The event's id; `at` is when it arrived."""
        place = (payload.message_id, payload.user_id, str(payload.emoji))
        turn, event_id = self._last.pop(place, ("", ""))
        if turn != payload.event_type:
            event_id = _new_id(place, payload.event_type, at)
        self._last[place] = (payload.event_type, event_id)
        if len(self._last) > REMEMBERED_REACTIONS:
            self._last.popitem(last=False)
        return event_id


def _new_id(place: _Place, turn: str, at: datetime) -> str:
    message_id, user_id, emoji = place
    return f"{message_id}:{user_id}:{emoji}:{turn}:{at.timestamp():.6f}"
