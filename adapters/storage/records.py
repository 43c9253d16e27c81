"""Records to values and back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Row

from adapters.values import (
    Consent,
    Discovery,
    ListenerId,
    ListenerSettings,
    MusicService,
    OfferedSet,
    OfferedTrack,
    ReadingId,
    SavedReading,
    SetId,
)
from engine.emotions import EmotionDistribution
from engine.goal_habits import GoalChoice
from engine.moods import Goal, Mood, MoodName
from engine.readings import MoodReading
from engine.recommender import Reason, ReasonTerm, Recommendation, RecommendedSet
from engine.taste import Feedback, FeedbackKind, SeedSong, counting
from models import (
    ConsentRecord,
    FeedbackRecord,
    GoalChoiceRecord,
    ListenerRecord,
    ReadingRecord,
    RecommendationRecord,
    RecommendationSetRecord,
    SeedSongRecord,
)

# A record, or a row with the columns of one.
_Sign = TypeVar("_Sign", FeedbackRecord, Row[Any])


def consent_of(record: ConsentRecord | Row[Any]) -> Consent:
    """As it was answered."""
    return Consent(version=record.version, faces=record.faces, given_at=record.given_at)


def settings_of(record: ListenerRecord | Row[Any]) -> ListenerSettings:
    """As they were chosen."""
    return ListenerSettings(
        explicit_allowed=record.explicit_allowed,
        music_service=MusicService(record.music_service),
        goal=Goal(record.goal),
        discovery=Discovery(record.discovery),
        language=record.language,
        shares_in_groups=record.shares_in_groups,
        keeps_history=record.keeps_history,
        only_own_songs=record.only_own_songs,
    )


def reading_record(listener_id: ListenerId, reading: MoodReading, at: datetime) -> ReadingRecord:
    """What is kept of a reading."""
    return ReadingRecord(
        listener_id=listener_id,
        read_at=at,
        faces=len(reading.faces),
        emotions=list(reading.emotions.probabilities),
        mood_name=reading.mood.name,
        valence=reading.mood.valence,
        arousal=reading.mood.arousal,
        sure=reading.sure,
    )


def saved_reading_of(record: ReadingRecord) -> SavedReading:
    """As it was read, and what the listener said of it."""
    return SavedReading(
        reading_id=ReadingId(record.id),
        read_at=record.read_at,
        faces=record.faces,
        emotions=EmotionDistribution(tuple(record.emotions)),
        mood=_mood_of(record),
        sure=record.sure,
        meant=MoodName(record.correction.meant) if record.correction else None,
    )


def set_record(
    listener_id: ListenerId, offered: RecommendedSet, at: datetime
) -> RecommendationSetRecord:
    """A set with its tracks, in their order."""
    return RecommendationSetRecord(
        listener_id=listener_id,
        offered_at=at,
        mood_name=offered.mood.name,
        valence=offered.mood.valence,
        arousal=offered.mood.arousal,
        goal=offered.goal,
        widened=offered.widened,
        repeated=offered.repeated,
        recommendations=[
            _recommendation_record(number, recommendation)
            for number, recommendation in enumerate(offered.recommendations, start=1)
        ],
    )


def _recommendation_record(number: int, recommendation: Recommendation) -> RecommendationRecord:
    track = recommendation.track
    return RecommendationRecord(
        number=number,
        track_id=track.track_id,
        song_key=track.song_key,
        title=track.title,
        artists=list(track.artists),
        score=float(recommendation.score),
        mood_fit=float(recommendation.mood_fit),
        propensity=float(recommendation.propensity),
        reasons=[asdict(reason) for reason in recommendation.reasons],
    )


def offered_set_of(record: RecommendationSetRecord, reading: ReadingRecord | None) -> OfferedSet:
    """As it was offered."""
    return OfferedSet(
        set_id=SetId(record.id),
        offered_at=record.offered_at,
        mood=_mood_of(record),
        goal=Goal(record.goal),
        tracks=tuple(_offered_track_of(one) for one in record.recommendations),
        reading=saved_reading_of(reading) if reading else None,
        widened=record.widened,
        repeated=record.repeated,
    )


def _offered_track_of(record: RecommendationRecord) -> OfferedTrack:
    return OfferedTrack(
        number=record.number,
        track_id=record.track_id,
        title=record.title,
        artists=tuple(record.artists),
        score=record.score,
        mood_fit=record.mood_fit,
        propensity=record.propensity,
        reasons=tuple(
            Reason(ReasonTerm(one["term"]), one["amount"], one["reference"])
            for one in record.reasons
        ),
    )


def _mood_of(record: ReadingRecord | RecommendationSetRecord) -> Mood:
    return Mood(MoodName(record.mood_name), record.valence, record.arousal)


def feedback_record(listener_id: ListenerId, set_id: SetId, sign: Feedback) -> FeedbackRecord:
    """A sign about a track of this set."""
    return FeedbackRecord(
        listener_id=listener_id,
        set_id=set_id,
        track_id=sign.track_id,
        kind=sign.kind,
        weight=sign.weight,
        title=sign.title,
        artists=list(sign.artists),
        mood_name=sign.mood,
        given_at=sign.given_at,
    )


def feedback_of(record: FeedbackRecord | Row[Any]) -> Feedback:
    """As it was given."""
    return Feedback(
        kind=FeedbackKind(record.kind),
        track_id=record.track_id,
        title=record.title,
        artists=tuple(record.artists),
        mood=MoodName(record.mood_name),
        given_at=record.given_at,
        weight=record.weight,
    )


def counting_records(records: Sequence[_Sign]) -> list[_Sign]:
    """Those that count, in their order. Where the set is gone, all do that are left of it."""
    signs: dict[int | None, list[Feedback]] = defaultdict(list)
    for record in records:
        signs[record.set_id].append(feedback_of(record))
    counted = {set_id: counting(given) for set_id, given in signs.items()}
    return [
        record
        for record in records
        if record.set_id is None or feedback_of(record) in counted[record.set_id]
    ]


def goal_choice_of(record: GoalChoiceRecord | Row[Any]) -> GoalChoice:
    """As it was chosen."""
    return GoalChoice(MoodName(record.mood_name), Goal(record.goal), record.chosen_at)


def seeds_of(records: Sequence[SeedSongRecord] | Sequence[Row[Any]]) -> list[SeedSong]:
    """In the same order."""
    return [
        SeedSong(
            track_id=record.track_id,
            title=record.title,
            artists=tuple(record.artists),
            added_at=record.added_at,
        )
        for record in records
    ]
