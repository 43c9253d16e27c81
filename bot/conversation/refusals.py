"""Saying no beside what is received: a chat that lets messages wait holds up nobody else's."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

from adapters.chat.message import Account, Platform
from adapters.failures import whatever_fails

log = logging.getLogger(__name__)


class Refusals:
    """Says one no at a time to each account, and `most` in all; beyond that they stay unsaid."""

    def __init__(self, *, most: int) -> None:
        self._most = most
        self._open: set[asyncio.Task[None]] = set()
        self._accounts: set[Account] = set()

    def say(self, account: Account, saying: Callable[[], Awaitable[object]]) -> None:
        """Returns at once; that it could not be said is only logged."""
        # The page shows an answer to each thing it sent, and has a limit of its own.
        if account.platform is not Platform.WEB:
            if account in self._accounts:
                return
            if len(self._open) >= self._most:
                log.warning("too much is refused at once: somebody is not told")
                return
        task = asyncio.create_task(_said(saying))
        self._open.add(task)
        self._accounts.add(account)
        task.add_done_callback(lambda done: self._done(done, account))

    async def idle(self) -> None:
        """Returns when all of them are said."""
        while self._open:
            await asyncio.wait(self._open)

    async def close(self, *, grace_s: float) -> None:
        """Lets them be said for so long, then ends them."""
        with suppress(TimeoutError):
            async with asyncio.timeout(grace_s):
                await self.idle()
        late = tuple(self._open)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    def _done(self, task: asyncio.Task[None], account: Account) -> None:
        self._open.discard(task)
        self._accounts.discard(account)


async def _said(saying: Callable[[], Awaitable[object]]) -> None:
    with whatever_fails(log, "whoever was refused could not be told"):
        await saying()
