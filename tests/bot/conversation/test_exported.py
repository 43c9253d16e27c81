"""Whatever is sent as an export: it is read whole, or it is refused with one error."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.values import (
    GivenSign,
    KeptCorrection,
    KeptGoal,
    KeptList,
    ListenerExport,
    ListenerSettings,
    OwnListId,
    OwnSong,
    SongSource,
)
from bot.conversation.exported import (
    LARGEST_BYTES,
    LONGEST_CHARACTERS,
    NewerExportError,
    NotAnExportError,
    export_in,
    looks_like_an_export,
)
from bot.replies.exports import complete_json
from engine.emotions import Emotion, EmotionDistribution
from engine.errors import MediaTooLargeError
from engine.goal_habits import GoalChoice
from engine.moods import Goal, MoodName
from engine.taste import Feedback, FeedbackKind, SeedSong
from tests.bot.replies.conftest import NOW, offered_for, saved

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def export():
    reading = saved(EmotionDistribution.of({Emotion.DISGUST: 0.75, Emotion.HAPPY: 0.25}))
    reading = replace(reading, reading_id=7)
    offered = replace(offered_for(MoodName.SAD, reading=reading), set_id=5)
    first = offered.tracks[0]
    liked = Feedback(
        FeedbackKind.LIKE, first.track_id, first.title, first.artists, MoodName.SAD, NOW
    )
    return ListenerExport(
        settings=ListenerSettings(language="de"),
        consents=(),
        seeds=(SeedSong("seed", "Mine", ("Me",), NOW),),
        readings=(reading,),
        sets=(offered,),
        signs=(GivenSign(liked, offered.set_id), GivenSign(liked, None, NOW)),
        corrections=(KeptCorrection(MoodName.ANGRY, MoodName.CALM, reading.reading_id),),
        requests=(),
        shown=(),
        goals=(KeptGoal(GoalChoice(MoodName.SAD, Goal.LIFT, NOW), offered.set_id),),
        own_lists=(
            KeptList(OwnListId(1), SongSource.LIST, NOW, (OwnSong("own", "Own", ("Me",)),)),
        ),
    )


@pytest.fixture
def document(export):
    return json.loads(complete_json(export, made_at=NOW))


def read(document):
    return export_in(json.dumps(document).encode(), now=LATER)


def test_what_was_exported_is_read_as_it_was(export):
    data = complete_json(export, made_at=NOW)

    assert looks_like_an_export(data)
    assert export_in(data, now=LATER) == export


def test_what_a_later_version_adds_is_left_out(document, export):
    document["dreams"] = [{"of": "songs"}]
    document["seed_songs"][0]["colour"] = "blue"
    document["readings"][0]["light"] = 0.5

    assert read(document) == export


def test_an_export_of_before_that_lacks_a_part_is_read(document, export):
    for part in ("goals", "own_lists", "corrections"):
        del document[part]

    assert read(document) == replace(export, goals=(), own_lists=(), corrections=())


def test_a_format_of_the_future_is_told_apart(document):
    document["about"]["version"] = 2

    with pytest.raises(NewerExportError):
        read(document)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"mien-export"',
        b'{"about": {}}',
        b'{"about": {"format": "jspf", "version": 1}}',
        b'{"about": {"format": "mien-export", "version": true}}',
        b'{"about": {"format": "mien-export", "version": 1}, "sets": 1}',
        b'{"about": {"format": "mien-export", "version": 1}, "sets": [1]}',
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"\xff\xfe",
        b'{"about": {"format": "mien-export", "version": 1, "made_at": "\\ud800"}}',
    ],
    ids=range(14),
)
def test_what_is_no_export_is_refused(data):
    with pytest.raises(NotAnExportError):
        export_in(data, now=LATER)


BAD = {
    "a title without end": (("seed_songs", 0, "title"), "x" * (LONGEST_CHARACTERS + 1)),
    "an empty title": (("seed_songs", 0, "title"), ""),
    "a NUL": (("seed_songs", 0, "title"), "a\0b"),
    "no artist": (("seed_songs", 0, "artists"), []),
    "artists that are none": (("seed_songs", 0, "artists"), "Me"),
    "an id that is a path": (("seed_songs", 0, "track_id"), "../../etc"),
    "an id for another button": (("seed_songs", 0, "track_id"), "a:yes"),
    "a day without a zone": (("seed_songs", 0, "added_at"), "2026-05-01T12:00:00"),
    "a day to come": (("seed_songs", 0, "added_at"), "2027-05-01T12:00:00+00:00"),
    "a day before all": (("seed_songs", 0, "added_at"), "1026-05-01T12:00:00+00:00"),
    "shares beyond one": (("readings", 0, "emotions", "happy"), 1.0),
    "shares below zero": (("readings", 0, "emotions"), None),
    "a name nobody knows": (("readings", 0, "mood", "name"), "disgusted"),
    "a place off the plane": (("readings", 0, "mood", "valence"), 2.0),
    "no number": (("readings", 0, "mood", "valence"), float("nan")),
    "more faces than fit": (("readings", 0, "faces"), 10**9),
    "faces by halves": (("readings", 0, "faces"), 1.5),
    "a number beyond columns": (("sets", 0, "tracks", 0, "number"), 2**70),
    "the same place twice": (("sets", 0, "tracks", 1, "number"), 1),
    "no songs": (("sets", 0, "tracks"), []),
    "no reason": (("sets", 0, "tracks", 0, "reasons"), []),
    "a reason that cannot be said": (
        ("sets", 0, "tracks", 0, "reasons"),
        [{"term": "mood", "amount": 1.0, "reference": "here and there"}],
    ),
    "a reason without bounds": (
        ("sets", 0, "tracks", 0, "reasons"),
        [{"term": "mood", "amount": 1.0, "reference": "1e999 0"}],
    ),
    "a feature nobody knows": (
        ("sets", 0, "tracks", 0, "reasons"),
        [{"term": "taste", "amount": 1.0, "reference": "+beauty"}],
    ),
    "a score without end": (("sets", 0, "tracks", 0, "score"), 1e300),
    "a reading that is not there": (("sets", 0, "reading_id"), 99),
    "a sign heavier than any": (("feedback", 0, "weight"), 1e5),
    "a sign without weight": (("feedback", 0, "weight"), 0.0),
    "a language that is a path": (("settings", "language"), "../../../etc/passwd"),
}


@pytest.mark.parametrize(("where", "value"), BAD.values(), ids=BAD)
def test_what_could_not_be_kept_or_said_is_refused(document, where, value):
    *path, last = where
    part = document
    for step in path:
        part = part[step]
    part[last] = value

    with pytest.raises(NotAnExportError):
        read(document)


def test_more_than_anybody_has_is_refused(document):
    document["corrections"] = [{"seen": "sad", "meant": "calm", "reading_id": None}] * 50_001

    with pytest.raises(NotAnExportError):
        read(document)


@pytest.mark.parametrize("data", [b"", b"#EXTM3U", b"mien-export", b'{"playlist": {"track": []}}'])
def test_other_files_do_not_look_like_one(data):
    assert not looks_like_an_export(data)


def test_a_file_that_is_too_large_is_not_even_looked_at():
    with pytest.raises(MediaTooLargeError):
        export_in(b"{" * (LARGEST_BYTES + 1), now=LATER)
