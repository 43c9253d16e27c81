"""An exported file, read in again: nothing in it is believed before it was looked at.

Parts that are unknown here are left out; a format that means something else has another number.
"""

from __future__ import annotations

import math
import re
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, TypeVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, FailFast, Field, ValidationError

from adapters.values import (
    GivenSign,
    KeptCorrection,
    KeptGoal,
    KeptList,
    ListenerExport,
    ListenerSettings,
    OfferedSet,
    OfferedTrack,
    ReadingId,
    SavedReading,
    SetId,
)
from bot.replies.exports import EMOTION_NAMES, FORMAT, VERSION
from bot.replies.language import LANGUAGES
from bot.replies.reasons import all_reasons
from engine.emotions import EMOTIONS, EmotionDistribution
from engine.errors import MediaTooLargeError
from engine.goal_habits import GoalChoice
from engine.moods import Goal, Mood, MoodName
from engine.signs import FULL_WEIGHT
from engine.taste import Feedback, FeedbackKind, SeedSong

# More than anybody gathers in years; with the size of the file they bound what is held in memory.
LARGEST_BYTES = 4 * 2**20  # years of sets have two; to read so much takes .2 s and 80 MB at worst
MOST = 50_000
MOST_TRACKS = 50
MOST_FACES = 1000
LONGEST_CHARACTERS = 1000
LARGEST_NUMBER = 1e6
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
CLOCKS_DIFFER_BY = timedelta(days=1)
_SUM_IS_OFF_BY = 0.01
_TRACK_ID = re.compile(r"[0-9A-Za-z_-]{1,48}")

T = TypeVar("T")
Many = Annotated[list[T], Field(max_length=MOST), FailFast()]


class NotAnExportError(Exception):
    """It is none, or it was changed."""


class NewerExportError(Exception):
    """Its format is one that only a newer Mien knows."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True)


class _About(_Part):
    format: str
    version: int


class _Head(_Part):
    about: _About


class _Reading(_Part):
    reading_id: ReadingId
    read_at: AwareDatetime
    faces: int
    emotions: dict[str, float]
    mood: Mood
    sure: bool
    meant: MoodName | None = None

    def value(self) -> SavedReading:
        shares = tuple(self.emotions[EMOTION_NAMES[emotion]] for emotion in EMOTIONS)
        return SavedReading(
            reading_id=self.reading_id,
            read_at=self.read_at,
            faces=self.faces,
            emotions=EmotionDistribution(shares),
            mood=self.mood,
            sure=self.sure,
            meant=self.meant,
        )


class _Set(_Part):
    set_id: SetId
    offered_at: AwareDatetime
    mood: Mood
    goal: Goal
    tracks: tuple[OfferedTrack, ...]
    widened: bool = False
    repeated: bool = False
    reading_id: ReadingId | None = None


class _Sign(_Part):
    set_id: SetId | None
    offered_at: AwareDatetime | None = None
    kind: FeedbackKind
    track_id: str
    title: str
    artists: tuple[str, ...]
    mood: MoodName
    given_at: AwareDatetime
    weight: float

    def value(self) -> GivenSign:
        told = {one.name: getattr(self, one.name) for one in fields(Feedback)}
        return GivenSign(Feedback(**told), self.set_id, self.offered_at)


class _Goal(_Part):
    set_id: SetId | None
    mood: MoodName
    goal: Goal
    chosen_at: AwareDatetime

    def value(self) -> KeptGoal:
        return KeptGoal(GoalChoice(self.mood, self.goal, self.chosen_at), self.set_id)


class _Document(_Head):
    settings: ListenerSettings = Field(default_factory=ListenerSettings)
    seed_songs: Many[SeedSong] = []
    readings: Many[_Reading] = []
    sets: Many[_Set] = []
    feedback: Many[_Sign] = []
    corrections: Many[KeptCorrection] = []
    goals: Many[_Goal] = []
    own_lists: Many[KeptList] = []


def looks_like_an_export(data: bytes) -> bool:
    """Whether it begins like one; cheap."""
    return data[:1].strip() == b"{" and b'"' + FORMAT.encode() + b'"' in data[:500]


def export_in(data: bytes, *, now: datetime) -> ListenerExport:
    """What the file holds, without what only says something where it was made.

    NotAnExportError, NewerExportError, MediaTooLargeError.
    """
    if len(data) > LARGEST_BYTES:
        raise MediaTooLargeError(len(data), limit=LARGEST_BYTES, unit="bytes")
    try:
        export = _export_of(_document_in(data))
        _check(export, latest=now + CLOCKS_DIFFER_BY)
    # Whatever could not be said of it later: better now.
    except (ValidationError, ValueError, LookupError, ArithmeticError) as error:
        raise NotAnExportError(type(error).__name__) from error
    return export


def _document_in(data: bytes) -> _Document:
    try:
        document = _Document.model_validate_json(data)
    except ValidationError:
        # Only then: to look twice costs twice.
        _check_format(_Head.model_validate_json(data).about)
        raise
    _check_format(document.about)
    return document


def _check_format(about: _About) -> None:
    if about.format != FORMAT:
        raise NotAnExportError(about.format)
    if about.version > VERSION:
        raise NewerExportError(about.version)


def _export_of(document: _Document) -> ListenerExport:
    readings = {one.reading_id: one.value() for one in document.readings}
    return ListenerExport(
        settings=document.settings,
        consents=(),
        seeds=tuple(document.seed_songs),
        readings=tuple(readings.values()),
        sets=tuple(_set_of(one, readings) for one in document.sets),
        signs=tuple(one.value() for one in document.feedback),
        corrections=tuple(document.corrections),
        requests=(),
        shown=(),
        goals=tuple(one.value() for one in document.goals),
        own_lists=tuple(document.own_lists),
    )


def _set_of(told: _Set, readings: dict[ReadingId, SavedReading]) -> OfferedSet:
    return OfferedSet(
        set_id=told.set_id,
        offered_at=told.offered_at,
        mood=told.mood,
        goal=told.goal,
        tracks=told.tracks,
        reading=None if told.reading_id is None else readings[told.reading_id],
        widened=told.widened,
        repeated=told.repeated,
    )


def _check(value: Any, *, latest: datetime) -> None:  # noqa: ANN401 - any part of an export
    """ValueError and the like for anything that could not be kept, shown or counted with."""
    match value:
        case str():
            # PostgreSQL takes no NUL.
            _wanted(len(value) <= LONGEST_CHARACTERS and "\0" not in value)
        case datetime():
            _wanted(value.tzinfo is not None and EARLIEST <= value <= latest)
        case float():
            _wanted(math.isfinite(value) and abs(value) <= LARGEST_NUMBER)
        case tuple():
            for each in value:
                _check(each, latest=latest)
        case _ if is_dataclass(value):
            for field in fields(value):
                _check(getattr(value, field.name), latest=latest)
            _check_sense(value)


def _check_sense(value: Any) -> None:  # noqa: ANN401 - any part of an export
    track_id = getattr(value, "track_id", None)
    _wanted(track_id is None or bool(_TRACK_ID.fullmatch(track_id)))
    _wanted(track_id is None or bool(value.title and value.artists and all(value.artists)))
    match value:
        case Mood():
            _wanted(abs(value.valence) <= 1 and abs(value.arousal) <= 1)
        case EmotionDistribution(probabilities=shares):
            _wanted(min(shares) >= 0 and abs(sum(shares) - 1) <= _SUM_IS_OFF_BY)
        case SavedReading():
            _wanted(0 <= value.faces <= MOST_FACES)
        case ListenerSettings():
            _wanted(value.language is None or value.language in LANGUAGES)
        case Feedback():
            _wanted(0 < value.weight <= FULL_WEIGHT)
        case OfferedSet():
            _check_tracks(value)


def _check_tracks(offered: OfferedSet) -> None:
    numbers = [track.number for track in offered.tracks]
    _wanted(0 < len(numbers) <= MOST_TRACKS and numbers == list(range(1, len(numbers) + 1)))
    for track in offered.tracks:
        _wanted(0 < len(track.reasons) <= MOST_TRACKS)
        all_reasons(track.reasons, offered.mood, offered.goal)


def _wanted(holds: bool) -> None:
    if not holds:
        raise ValueError("out of bounds")
