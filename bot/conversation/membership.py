"""Who is in the servers and groups that the host invited, and so may come alone, too."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping

from adapters.chat.message import Account, Platform
from adapters.errors import AdapterError
from bot.ports import Chat

REMEMBERED_FOR_S = 600.0  # who leaves a group is out soon, and few are asked about twice
NOT_TOLD_FOR_S = 10.0  # or each message of a stranger would hold up the others while it asks
ASKED_FOR_S = 2.0  # Discord wants to hear within three that an event arrived
MOST_REMEMBERED = 10_000

log = logging.getLogger(__name__)


class Membership:
    """Asks the platforms, and remembers their answers for some minutes, in memory alone."""

    def __init__(
        self,
        chats: Mapping[Platform, Chat],
        *,
        places: Collection[str],
        clock: Callable[[], float] = time.monotonic,
        asked_for_s: float = ASKED_FOR_S,
        most: int = MOST_REMEMBERED,
    ) -> None:
        self._chats = chats
        self._places = places
        self._clock = clock
        self._asked_for_s = asked_for_s
        self._most = most
        # Each with the time until which it holds.
        self._known: OrderedDict[Account, tuple[bool, float]] = OrderedDict()

    def note(self, account: Account) -> None:
        """They are in one of the places: something came from there."""
        self._remember(account, member=True)

    async def includes(self, account: Account) -> bool:
        """Whether they are in one of the places; False where the platform cannot tell now."""
        member, until_s = self._known.get(account, (False, 0.0))
        if self._clock() < until_s:
            return member
        answers = await self._answers(account)
        member = True in answers
        told = member or None not in answers
        self._remember(account, member=member, for_s=REMEMBERED_FOR_S if told else NOT_TOLD_FOR_S)
        return self._known[account][0]

    async def _answers(self, account: Account) -> list[bool | None]:
        """Of each listed place of their platform; None where it cannot be told in time."""
        platform = f"{account.platform}:"
        places = [one.removeprefix(platform) for one in self._places if one.startswith(platform)]
        if not places:
            return []
        asked = [asyncio.create_task(self._is_in(account, place)) for place in places]
        _, late = await asyncio.wait(asked, timeout=self._asked_for_s)
        for task in late:
            task.cancel()
        return [None if task in late else task.result() for task in asked]

    async def _is_in(self, account: Account, place_id: str) -> bool | None:
        try:
            return await self._chats[account.platform].is_member(account, place_id)
        except AdapterError as error:
            log.warning("a place does not tell who is in it: %s", type(error).__name__)
            return None

    def _remember(self, account: Account, *, member: bool, for_s: float = REMEMBERED_FOR_S) -> None:
        now = self._clock()
        was_member, until_s = self._known.get(account, (False, 0.0))
        if was_member and not member and now < until_s:
            return  # something came from there while it was asked
        self._known[account] = (member, now + for_s)
        self._known.move_to_end(account)
        if len(self._known) > self._most:
            self._known.popitem(last=False)
