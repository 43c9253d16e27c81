"""How much is in hand, of whom, and whether there is room for more."""

from __future__ import annotations

from collections import Counter

from adapters.chat.message import Account, Incoming, IncomingPhoto, Platform
from adapters.values import ListenerId
from bot.conversation.overload import Overload
from bot.conversation.turn import Turn
from bot.pace import Pace

CAPACITY = 2000  # events, some kilobytes each: waiting photos are ids
# Of one listener, so that nobody fills it alone.
MOST_OF_ONE = 20
MOST_PHOTOS_OF_ONE = 10


class Room:
    """For so many events at a time, and so many of one listener.

    Photos find none where more of them come for a while than can be read. `pace` tells how long
    all of it takes.
    """

    def __init__(
        self,
        capacity: int = CAPACITY,
        *,
        pace: Pace | None = None,
        overload: Overload | None = None,
    ) -> None:
        self._capacity = capacity
        self._pace = pace or Pace()
        self._overload = overload or Overload()
        self._events: Counter[Account] = Counter()
        self._photos: Counter[ListenerId] = Counter()
        self._told: set[ListenerId] = set()
        self._taken = 0

    def has_for(self, turn: Turn[Incoming]) -> bool:
        """Whether it may be answered now."""
        if self._taken >= self._capacity or self._is_too_much_of_one(turn):
            return False
        # Everything else is answered in no time.
        photo = isinstance(turn.incoming, IncomingPhoto)
        return not (photo and self._overload.refuses(in_hand=self._taken))

    def take(self, turn: Turn[Incoming]) -> None:
        """It is in hand from now on."""
        self._taken += 1
        self._events[turn.incoming.account] += 1
        self._photos[turn.listener_id] += isinstance(turn.incoming, IncomingPhoto)

    def leave(self, turn: Turn[Incoming], *, last: bool) -> None:
        """It is done; `last` says that nothing of this listener is in hand any more."""
        account = turn.incoming.account
        self._taken -= 1
        self._overload.left(in_hand=self._taken)
        self._events[account] -= 1
        if not self._events[account]:
            del self._events[account]
        self._photos[turn.listener_id] -= isinstance(turn.incoming, IncomingPhoto)
        if last:
            del self._photos[turn.listener_id]
            self._told.discard(turn.listener_id)

    def holds(self, account: Account) -> bool:
        """Whether something of this account is in hand."""
        return self._events[account] > 0

    def holds_photo_of(self, listener_id: ListenerId) -> bool:
        """Whether a photo of this listener is in hand."""
        return self._photos[listener_id] > 0

    def was_told(self, turn: Turn[Incoming]) -> bool:
        """Whether its listener heard already that it is too much; they are told now, if not."""
        # The page shows an answer to each thing it sent, and has a limit of its own.
        if not self._is_too_much_of_one(turn) or turn.address.platform is Platform.WEB:
            return False
        told = turn.listener_id in self._told
        self._told.add(turn.listener_id)
        return told

    def wait_s(self) -> float:
        """How long all that is in hand takes, as one would say it."""
        return self._pace.wait_s(self._taken)

    def _is_too_much_of_one(self, turn: Turn[Incoming]) -> bool:
        photos = self._photos[turn.listener_id]
        if isinstance(turn.incoming, IncomingPhoto) and photos >= MOST_PHOTOS_OF_ONE:
            return True
        return self._events[turn.incoming.account] >= MOST_OF_ONE
