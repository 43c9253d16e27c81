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

REMEMBERED_FOR_S = 600.0  # who leaves a group is out soon, and nobody is asked about twice in a row
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
        try:
            async with asyncio.timeout(self._asked_for_s):
                member = await self._is_in_one(account)
        except (AdapterError, TimeoutError) as error:
            log.warning("who is in the listed places is not told: %s", type(error).__name__)
            self._remember(account, member=False, for_s=NOT_TOLD_FOR_S)
            return False
        self._remember(account, member=member)
        return member

    async def _is_in_one(self, account: Account) -> bool:
        platform = f"{account.platform}:"
        for place in self._places:
            if place.startswith(platform):
                place_id = place.removeprefix(platform)
                if await self._chats[account.platform].is_member(account, place_id):
                    return True
        return False

    def _remember(self, account: Account, *, member: bool, for_s: float = REMEMBERED_FOR_S) -> None:
        self._known[account] = (member, self._clock() + for_s)
        self._known.move_to_end(account)
        if len(self._known) > self._most:
            self._known.popitem(last=False)
