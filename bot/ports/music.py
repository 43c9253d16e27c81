"""What is remembered of moods and songs."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from adapters.chat.message import (
    Address,
)
from adapters.values import (
    DiaryEntry,
    Known,
    ListenerId,
    OfferedSet,
    OwnList,
    OwnListId,
    OwnSong,
    ReadingId,
    RequestId,
    SavedReading,
    SetId,
    Shown,
    SongSource,
)
from engine.goal_habits import GoalChoice
from engine.moods import MoodName
from engine.readings import MoodReading
from engine.recommender import RecommendedSet
from engine.taste import Feedback, FeedbackKind, SeedSong


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
