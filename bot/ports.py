"""What the conversation needs from the world. Adapters fit by shape."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from adapters.chat.message import (
    Account,
    Address,
    Incoming,
    MediaReference,
    Platform,
    Receiver,
    Reply,
)
from adapters.values import (
    Added,
    Consent,
    DiaryEntry,
    Known,
    ListenerExport,
    ListenerId,
    ListenerProfile,
    ListenerSettings,
    OfferedSet,
    OwnList,
    OwnListId,
    OwnSong,
    PhotoRequest,
    ReadingId,
    RequestId,
    RequestState,
    SavedReading,
    SetId,
    Shown,
    SongSource,
    Span,
    UnansweredEvent,
)
from engine.goal_habits import GoalChoice
from engine.moods import MoodName
from engine.readings import MoodReading
from engine.recommender import RecommendedSet
from engine.taste import Feedback, FeedbackKind, SeedSong


class BusyError(Exception):
    """Too many photos wait already."""

    def __init__(self, retry_after_s: float) -> None:
        super().__init__(f"busy for {retry_after_s:g} s")
        self.retry_after_s = retry_after_s


class Chat(Protocol):
    """A platform. Every method may raise PlatformError."""

    @property
    def platform(self) -> Platform:
        """Which one."""

    async def run(self, receive: Receiver) -> None:
        """Hands every event to `receive` until cancelled."""

    async def is_connected(self) -> bool:
        """Whether what happens there reaches us now."""

    async def show_working(self, address: Address, event_id: str) -> None:
        """A sign of life that lasts until something is sent there."""

    async def send(self, address: Address, reply: Reply) -> str | None:
        """Shows the reply; the new message's id, None for a toast."""

    async def fetch(self, media: MediaReference, address: Address, *, limit_bytes: int) -> bytes:
        """What was sent. MediaGoneError; MediaTooLargeError beyond the limit, unread."""


class Listeners(Protocol):
    """Who they are (keyed hashes only) and what they chose."""

    async def welcome(self, account: Account) -> ListenerProfile:
        """The listener with this account, made where there was none."""

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


class History(Protocol):
    """What was read, what was offered, and where it is shown."""

    async def save_answer(
        self,
        listener_id: ListenerId,
        offered: RecommendedSet,
        *,
        at: datetime,
        reading: MoodReading | None = None,
        reading_id: ReadingId | None = None,
    ) -> OfferedSet:
        """Set and (new) reading in one transaction; `reading_id` names one saved before.

        Where no history is kept, all before it goes in the same transaction.
        """

    async def save_reading(
        self, listener_id: ListenerId, reading: MoodReading, *, at: datetime
    ) -> SavedReading:
        """A reading that has no songs yet, because Mien was not sure."""

    async def reading(self, listener_id: ListenerId, reading_id: ReadingId) -> SavedReading | None:
        """None if it is not this listener's."""

    async def offered_set(self, listener_id: ListenerId, set_id: SetId) -> OfferedSet | None:
        """None if it is not this listener's."""

    async def latest_sets(self, listener_id: ListenerId, count: int) -> Sequence[OfferedSet]:
        """Newest first."""

    async def diary(self, listener_id: ListenerId, count: int) -> Sequence[DiaryEntry]:
        """The latest answers with their first song and how many were liked, newest first."""

    async def correct(
        self,
        listener_id: ListenerId,
        reading_id: ReadingId,
        meant: MoodName,
        *,
        asked_by: RequestId | None = None,
    ) -> None:
        """The reading's name was wrong; a second correction takes the place of the first.

        The request that asked for it is noted as done with it.
        """

    async def corrections(self, listener_id: ListenerId) -> Mapping[tuple[MoodName, MoodName], int]:
        """(seen, meant) to how often; readings confirmed by a tap count as (name, same name)."""

    async def forget_before(self, moment: datetime) -> int:
        """Drops everyone's older sets and readings; of how many listeners. Taste stays."""

    async def note_shown(self, address: Address, message_id: str, shown: Shown) -> None:
        """Remembers what a message of ours shows, by a keyed hash of where it is."""

    async def shown_at(
        self, listener_id: ListenerId, address: Address, message_id: str
    ) -> Shown | None:
        """What that message shows; None if unknown or another listener's."""


class FeedbackLog(Protocol):
    """Likes, dislikes, picks, skips and seed songs."""

    async def give(
        self,
        listener_id: ListenerId,
        set_id: SetId,
        feedback: Collection[Feedback],
        *,
        asked_by: RequestId | None = None,
    ) -> None:
        """Adds signs; the same kind for the same track of the same set counts once, the heavier.

        A like takes back the dislike of that track in that set, and the other way round, unless
        the other weighs more. The request that asked for it is noted as done with it.
        """

    async def take_back(
        self,
        listener_id: ListenerId,
        set_id: SetId,
        kind: FeedbackKind,
        track_ids: Collection[str],
        *,
        weight: float = 1.0,
        asked_by: RequestId | None = None,
    ) -> None:
        """Removes signs of this kind and weight; the request is noted as done with it."""

    async def given(self, listener_id: ListenerId) -> Sequence[Feedback]:
        """All of it, oldest first."""

    async def known(self, listener_id: ListenerId, *, heard_since: datetime) -> Known:
        """What the next choice rests on, in one look."""

    async def given_for(
        self, listener_id: ListenerId, set_id: SetId
    ) -> Mapping[str, frozenset[FeedbackKind]]:
        """Track id to the full-weight signs given in this set, to show pressed buttons."""

    async def add_seed(self, listener_id: ListenerId, seed: SeedSong) -> bool:
        """False if it was a seed already."""

    async def add_seeds(self, listener_id: ListenerId, seeds: Sequence[SeedSong]) -> int:
        """Adds those that are none yet; how many these were."""

    async def remove_seed(self, listener_id: ListenerId, track_id: str) -> bool:
        """False if it was none."""

    async def seeds(self, listener_id: ListenerId) -> Sequence[SeedSong]:
        """Oldest first."""

    async def reset(self, listener_id: ListenerId) -> None:
        """Removes all signs, corrected moods and chosen goals; seed songs stay."""


class Goals(Protocol):
    """What listeners asked for in which mood."""

    async def choose(self, listener_id: ListenerId, set_id: SetId, choice: GoalChoice) -> None:
        """Remembers what was asked for under a set; a second choice there replaces the first."""

    async def chosen(self, listener_id: ListenerId) -> Sequence[GoalChoice]:
        """All of them, oldest first."""

    async def forget(self, listener_id: ListenerId, mood: MoodName) -> None:
        """Nothing is usual in this mood any more."""


class OwnSongs(Protocol):
    """Songs that listeners brought along, list by list."""

    async def add(
        self,
        listener_id: ListenerId,
        songs: Sequence[OwnSong],
        *,
        source: SongSource,
        at: datetime,
        replaces: bool = False,
    ) -> OwnList:
        """A new list; of its songs no more than fit beside those of the others.

        With `replaces`, what came from this source before goes.
        """

    async def lists(self, listener_id: ListenerId) -> Sequence[OwnList]:
        """Oldest first. A list never changes, and no other gets its id."""

    async def of(
        self, listener_id: ListenerId, *, list_id: OwnListId | None = None
    ) -> Sequence[OwnSong]:
        """The songs of one list or of all, in the order they came; a song of two comes twice."""

    async def forget(
        self,
        listener_id: ListenerId,
        *,
        list_id: OwnListId | None = None,
        source: SongSource | None = None,
    ) -> bool:
        """Drops one list, or those of a source, or all; False if there was none."""


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
    def places(self) -> Places:
        """Servers and groups."""


class MoodReaders(Protocol):
    """The pool that reads photos off the event loop."""

    async def read(self, data: bytes, *, everyone: bool = False) -> MoodReading:
        """EngineError as the reader raises it; BusyError when too many wait already.

        Only the most prominent face is looked at, unless `everyone` agreed.
        """

    async def boxes(self, data: bytes, reading: MoodReading, *, words: Sequence[str]) -> bytes:
        """PNG of what was read, each face framed and numbered, its words behind the number.

        EngineError and BusyError as for `read`.
        """
