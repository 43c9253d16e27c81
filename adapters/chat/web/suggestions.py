"""What can stand behind a command, while it is typed."""

from __future__ import annotations

from collections.abc import Sequence

from adapters.chat.message import CommandSpec, Completer
from adapters.chat.web.frames import completions_json
from adapters.chat.web.protocol import Typing

MOST_SUGGESTIONS = 8  # what fits above a phone's keyboard


class Suggestions:
    """Asks the completer for the commands that have one."""

    def __init__(self, complete: Completer | None, commands: Sequence[CommandSpec]) -> None:
        self._complete = complete
        self._names = frozenset(
            command.name for command in commands if command.completes and not command.for_managers
        )

    async def answer(self, asked: Typing, *, locale: str | None) -> str:
        """The frame for the page; whatever the completer raises."""
        if self._complete is None or asked.command not in self._names:
            return completions_json(asked.request_id, ())
        found = await self._complete(asked.command, asked.typed, locale)
        return completions_json(asked.request_id, found[:MOST_SUGGESTIONS])
