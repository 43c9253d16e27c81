"""In which language somebody uses Discord, which it tells with presses and commands alone."""

from __future__ import annotations

from collections import OrderedDict

REMEMBERED_PEOPLE = 10_000


class KnownLocales:
    """The locales of those who pressed or commanded something last, for what they write.

    The listener's row knows it too; this is for when the database cannot be asked.
    """

    def __init__(self, *, most: int = REMEMBERED_PEOPLE) -> None:
        self._most = most
        self._known: OrderedDict[int, str] = OrderedDict()

    def note(self, user_id: int, locale: str) -> None:
        """Told by an interaction of theirs."""
        self._known[user_id] = locale
        self._known.move_to_end(user_id)
        if len(self._known) > self._most:
            self._known.popitem(last=False)

    def of(self, user_id: int) -> str | None:
        """None where they pressed nothing since this process started."""
        return self._known.get(user_id)
