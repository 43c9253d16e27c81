"""What the conversation needs remembered."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from adapters.chat.message import (
    Account,
    Address,
    Incoming,
    Platform,
)
from adapters.values import (
    Added,
    Consent,
    ListenerExport,
    ListenerId,
    ListenerProfile,
    ListenerSettings,
    PhotoRequest,
    RequestId,
    RequestState,
    Span,
    UnansweredEvent,
)
from bot.ports.features import DescribedSongs
from bot.ports.music import FeedbackLog, Goals, History, OwnSongs


class Listeners(Protocol):
    """Who they are (keyed hashes only) and what they chose."""

    async def welcome(self, account: Account, *, language: str | None = None) -> ListenerProfile:
        """The listener with this account, made where there was none.

        `language`, where the platform told it, is kept for events that carry none.
        """

    async def known(self, account: Account) -> ListenerProfile | None:
        """The listener with this account; None, and none is made, where there is none."""

    async def profile(self, listener_id: ListenerId) -> ListenerProfile | None:
        """The listener as they are now; None if forgotten."""

    async def record_consent(self, listener_id: ListenerId, consent: Consent) -> None:
        """The newest answer counts; earlier ones are kept as proof."""

    async def change_settings(self, listener_id: ListenerId, settings: ListenerSettings) -> None:
        """Takes the place of the settings; where no history is to be kept any more, it goes too.

        The newest set stays, and so does what was learned: feedback, seeds, corrections.
        """

    async def export(self, listener_id: ListenerId) -> ListenerExport | None:
        """All that is kept of the listener; None if forgotten."""

    async def take_in(
        self, listener_id: ListenerId, export: ListenerExport, *, since: datetime
    ) -> Added:
        """Adds what is not here yet of an exported file; a second time adds nothing.

        Answers from before `since` are left out; what was learned from them is not.
        """

    async def forget(self, listener_id: ListenerId) -> None:
        """Leaves no row of this listener in any table."""

    async def forget_span(self, listener_id: ListenerId, span: Span) -> None:
        """Leaves no row from then, nor what was learned from an answer of then; settings stay.

        If the newest answer to the notice is from then, all of them go: an older yes must not
        come back.
        """

    async def forget_last(self, listener_id: ListenerId) -> bool:
        """Leaves nothing of the newest answer; False if there is none."""


class Requests(Protocol):
    """The inbox: what was accepted and must be answered."""

    async def accept(self, listener_id: ListenerId, incoming: Incoming) -> RequestId | None:
        """Stores it under (platform, event id); None if it was delivered before."""

    async def mark(self, request_id: RequestId, state: RequestState) -> None:
        """Its new state; address and media are dropped once it is answered or refused."""

    async def photos(
        self,
        state: RequestState,
        *,
        listener_id: ListenerId | None = None,
        before: datetime | None = None,
    ) -> Sequence[PhotoRequest]:
        """Photos in this state, oldest first; of one listener, or received before then, if asked.

        Each is unsealed, so ask for no more than is needed.
        """

    async def move(
        self, request_ids: Collection[RequestId], *, before: RequestState, after: RequestState
    ) -> None:
        """The state `after` for those that are in the state `before`."""

    async def count_attempt(self, request_ids: Collection[RequestId]) -> None:
        """One more try to answer these begins."""

    async def unanswered(self) -> Sequence[UnansweredEvent]:
        """All but photos that was accepted and not answered, oldest first.

        What is in the state `TELLING` was done, and may not have been told.
        """

    async def give_up(self, *, before: datetime, now: datetime) -> None:
        """Refuses what was received before that, or is out of reach by now, and still waits."""

    async def forget_before(self, moment: datetime) -> None:
        """Drops what was received before that and is done."""

    async def redirect(self, request_id: RequestId, address: Address) -> None:
        """Its answer goes there from now on; tries are counted anew."""


class Places(Protocol):
    """Servers and groups."""

    async def photos_allowed(self, platform: Platform, place_id: str) -> bool:
        """Whether faces may be read for people there; True unless it was switched off."""

    async def allow_photos(self, platform: Platform, place_id: str, *, allowed: bool) -> None:
        """From now on, for everyone there."""

    async def move(self, platform: Platform, place_id: str, moved_to: str) -> None:
        """What was chosen there holds under its new id, unless something was chosen for that."""


class Storage(Protocol):
    """All that is remembered."""

    @property
    def listeners(self) -> Listeners:
        """Who they are."""

    @property
    def requests(self) -> Requests:
        """The inbox."""

    @property
    def history(self) -> History:
        """What was read and offered."""

    @property
    def feedback(self) -> FeedbackLog:
        """What was said of it."""

    @property
    def goals(self) -> Goals:
        """What was asked for in which mood."""

    @property
    def own_songs(self) -> OwnSongs:
        """What listeners brought along."""

    @property
    def described_songs(self) -> DescribedSongs:
        """What a source said of songs."""

    @property
    def places(self) -> Places:
        """Servers and groups."""
