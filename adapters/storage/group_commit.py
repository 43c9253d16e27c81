"""Group commit: what waits for the disk together is written to it together.

A commit waits for the disk, and SQLite has one writer: six commits a photo took longer than reading
it. Whatever was asked for while the last commit was on its way goes into the next one, each piece
within a savepoint of its own (DeWitt et al., 1984, "Implementation techniques for main memory
database systems").
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection

Outcome = TypeVar("Outcome")
Work = Callable[[Connection], Outcome]
# Enough to share the wait, and few enough that the first is not kept for long.
_MOST_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class Failed:
    """What a piece of work raised; nothing of it is kept."""

    error: Exception


class GroupCommit:
    """Hands over work as it comes, as many pieces at once as wait.

    `run_all` runs them in one transaction, gives an outcome or a Failed for each, and raises if
    none of it is kept.
    """

    def __init__(self, run_all: Callable[[Sequence[Work[Any]]], Awaitable[Sequence[Any]]]) -> None:
        self._run_all = run_all
        self._waiting: deque[tuple[Work[Any], asyncio.Future[Any]]] = deque()
        self._run: asyncio.Task[None] | None = None

    async def run(self, work: Work[Outcome]) -> Outcome:
        """The outcome, once it is on the disk; who stops waiting for it stops nothing."""
        outcome: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._waiting.append((work, outcome))
        if self._run is None:
            self._run = asyncio.create_task(self._run_waiting())
        return await outcome

    async def idle(self) -> None:
        """Returns once everything is on the disk, also what nobody waits for any more."""
        while self._run is not None:
            await asyncio.wait([self._run])

    async def _run_waiting(self) -> None:
        try:
            while self._waiting:
                await self._run_some()
        finally:
            # Before anything else can happen: what comes from now on needs a run of its own.
            self._run = None

    async def _run_some(self) -> None:
        count = min(len(self._waiting), _MOST_AT_ONCE)
        together = [self._waiting.popleft() for _ in range(count)]
        try:
            outcomes = await self._run_all([work for work, _ in together])
        except Exception as error:  # noqa: BLE001 - it goes to everyone who waits
            outcomes = [Failed(error)] * count
        for (_, future), outcome in zip(together, outcomes, strict=True):
            _settle(future, outcome)


def _settle(future: asyncio.Future[Any], outcome: object) -> None:
    if future.done():  # nobody waits any more
        return
    if isinstance(outcome, Failed):
        future.set_exception(outcome.error)
    else:
        future.set_result(outcome)
