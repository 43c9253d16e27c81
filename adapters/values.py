"""Application values that storage, chats and the conversation all speak."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from adapters.chat.message import Address, Incoming, MediaReference, Platform
from engine.described import DescribedSong
from engine.emotions import EmotionDistribution
from engine.goal_habits import GoalChoice
from engine.moods import Goal, Mood, MoodName
from engine.recommender import Reason
from engine.taste import Feedback, SeedSong

ListenerId = NewType("ListenerId", int)
RequestId = NewType("RequestId", int)
ReadingId = NewType("ReadingId", int)
SetId = NewType("SetId", int)
OwnListId = NewType("OwnListId", int)

MOST_OWN_SONGS = 5_000  # of one listener, in all their lists


@dataclass(frozen=True, slots=True)
class Consent:
    """What a listener answered to the notice of this version. `faces` False: words only."""

    version: int
    faces: bool
    given_at: datetime


class MusicService(StrEnum):
    """Where the link of a title leads."""

    SPOTIFY = "spotify"
    YOUTUBE_MUSIC = "youtube_music"
    APPLE_MUSIC = "apple_music"
    DEEZER = "deezer"
    TIDAL = "tidal"


class Discovery(StrEnum):
    """How far from the familiar songs may lead."""

    FAMILIAR = "familiar"
    BALANCED = "balanced"
    ADVENTUROUS = "adventurous"


@dataclass(frozen=True, slots=True)
class ListenerSettings:
    """What a listener can choose. `language` is None where the platform's own is followed."""

    explicit_allowed: bool = False
    music_service: MusicService = MusicService.SPOTIFY
    goal: Goal = Goal.AUTO
    discovery: Discovery = Discovery.BALANCED
    language: str | None = None
    shares_in_groups: bool = False
    keeps_history: bool = True
    only_own_songs: bool = False


@dataclass(frozen=True, slots=True)
class ListenerProfile:
    """A listener as the conversation meets them. `app_language` is what their app last told."""

    listener_id: ListenerId
    consent: Consent | None
    settings: ListenerSettings
    app_language: str | None = None


class RequestState(StrEnum):
    """The life of a request in the inbox."""

    ACCEPTED = "accepted"
    AWAITING_CONSENT = "awaiting_consent"
    AWAITING_TAP = "awaiting_tap"  # answered when its sender taps for it
    MORE_TO_SEE = "more_to_see"  # answered; its sender may ask for the other faces
    TELLING = "telling"  # the answer was sent off; whether it was heard is known a moment later
    ANSWERED = "answered"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class PhotoRequest:
    """A photo that was accepted: ids only, never bytes."""

    request_id: RequestId
    listener_id: ListenerId
    event_id: str
    address: Address
    media: MediaReference
    received_at: datetime
    others: tuple[MediaReference, ...] = ()
    album_id: str | None = None
    locale: str | None = None
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class UnansweredEvent:
    """Anything but a photo that was accepted and never answered.

    `incoming` is the reaction or press; of all else only that it happened, not what was typed.
    Who did it is not in there: only a hash of that is kept. In the state `TELLING` what it asked
    for was done.
    """

    request_id: RequestId
    listener_id: ListenerId
    incoming: Incoming
    state: RequestState = RequestState.ACCEPTED


@dataclass(frozen=True, slots=True)
class SavedReading:
    """What is kept of a reading: numbers only; `meant` is what the listener said it was."""

    reading_id: ReadingId
    read_at: datetime
    faces: int
    emotions: EmotionDistribution
    mood: Mood
    sure: bool
    meant: MoodName | None = None


@dataclass(frozen=True, slots=True)
class OfferedTrack:
    """A track as it was offered. Title and artists stay, whatever becomes of the catalogue."""

    number: int
    track_id: str
    title: str
    artists: tuple[str, ...]
    score: float
    mood_fit: float
    propensity: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class OfferedSet:
    """An answer that was given. `reading` is None for words."""

    set_id: SetId
    offered_at: datetime
    mood: Mood
    goal: Goal
    tracks: tuple[OfferedTrack, ...]
    reading: SavedReading | None = None
    widened: bool = False
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What the next choice rests on: signs, seed songs and goals, oldest first, and song keys.

    `heard` begins with the song that was not heard for the longest time; each is there once.
    """

    feedback: tuple[Feedback, ...]
    seeds: tuple[SeedSong, ...]
    heard: tuple[str, ...]
    goal_choices: tuple[GoalChoice, ...] = ()


class SongSource(StrEnum):
    """Where a list of a listener's own songs comes from."""

    LIST = "list"  # a file, or a list that was pasted
    SPOTIFY = "spotify"


@dataclass(frozen=True, slots=True)
class OwnSong:
    """A song of theirs that the catalogue has. Title and artists stay, whatever becomes of it."""

    track_id: str
    title: str
    artists: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnList:
    """A list of a listener's own songs, and how many it has."""

    list_id: OwnListId
    source: SongSource
    added_at: datetime
    songs: int


@dataclass(frozen=True, slots=True)
class Shown:
    """What a message of ours shows: a set, or one track of it."""

    set_id: SetId
    number: int | None = None


@dataclass(frozen=True, slots=True)
class DiaryEntry:
    """One answer as the diary tells it. `liked` counts songs with a like of their own."""

    set_id: SetId
    offered_at: datetime
    mood: Mood
    reading_id: ReadingId | None
    first_title: str
    liked: int


@dataclass(frozen=True, slots=True)
class GivenSign:
    """Feedback and the set it was given in; where that is gone None, and when it was offered."""

    feedback: Feedback
    set_id: SetId | None
    offered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class KeptCorrection:
    """What a reading was called and what was meant; where that is gone None, and when it was."""

    seen: MoodName
    meant: MoodName
    reading_id: ReadingId | None
    read_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class KeptRequest:
    """That something arrived: never what it said."""

    platform: Platform
    kind: str
    state: RequestState
    received_at: datetime


@dataclass(frozen=True, slots=True)
class KeptGoal:
    """A goal that was asked for in a mood; the set it was asked for under is None where gone."""

    choice: GoalChoice
    set_id: SetId | None


@dataclass(frozen=True, slots=True)
class KeptList:
    """A list of a listener's own songs with all that is kept of them."""

    list_id: OwnListId
    source: SongSource
    added_at: datetime
    songs: tuple[OwnSong, ...]


@dataclass(frozen=True, slots=True)
class KeptSpotify:
    """When an account was linked, until when a link can be used, moods that have a playlist.

    Tokens, and whose account it is, are kept encrypted and are in no export.
    """

    linked_at: tuple[datetime, ...] = ()
    links_until: tuple[datetime, ...] = ()
    playlists: tuple[MoodName, ...] = ()


@dataclass(frozen=True, slots=True)
class ListenerExport:
    """All that is kept of a listener, oldest first."""

    settings: ListenerSettings
    consents: tuple[Consent, ...]
    seeds: tuple[SeedSong, ...]
    readings: tuple[SavedReading, ...]
    sets: tuple[OfferedSet, ...]
    signs: tuple[GivenSign, ...]
    corrections: tuple[KeptCorrection, ...]
    requests: tuple[KeptRequest, ...]
    shown: tuple[Shown, ...]
    goals: tuple[KeptGoal, ...] = ()
    own_lists: tuple[KeptList, ...] = ()
    spotify: KeptSpotify = field(default_factory=KeptSpotify)
    app_language: str | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """How much of an exported file was new here."""

    sets: int = 0
    readings: int = 0
    signs: int = 0
    corrections: int = 0
    seeds: int = 0
    goals: int = 0
    own_songs: int = 0
    settings: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time without its `end`; where that is None, all that came since `start`."""

    start: datetime
    end: datetime | None = None

    def holds(self, moment: datetime) -> bool:
        """Whether this moment lies in it."""
        return self.start <= moment and (self.end is None or moment < self.end)


@dataclass(frozen=True, slots=True)
class TelegramState:
    """What Telegram says of the bot that a token belongs to."""

    name: str
    commands: frozenset[str]
    webhook_url: str | None
    webhook_error: str | None
    waiting_updates: int
    reads_all_in_groups: bool
    answers_inline: bool


@dataclass(frozen=True, slots=True)
class DiscordState:
    """What Discord says of the application that a token belongs to.

    `privileged_intents` are those switched on in its settings; `logins_left` is for today.
    """

    name: str
    commands: frozenset[str]
    privileged_intents: tuple[str, ...]
    logins_left: int
    servers: int


@dataclass(frozen=True, slots=True)
class SourceAnswer:
    """What a source of features said: songs by id, and the ids that it told of, unknown or not."""

    songs: Mapping[str, DescribedSong]
    told_of: frozenset[str]


@dataclass(frozen=True, slots=True)
class AskedSource:
    """That a source was asked about songs: how many it told of and described, and the others."""

    name: str
    told: int
    described: int
    silent: int
