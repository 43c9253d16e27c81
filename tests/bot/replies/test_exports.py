"""What a listener gets is complete, says what it is, and can be read without Mien."""

import csv
import io
import json
from dataclasses import replace

import pytest

from adapters.chat.message import Platform
from adapters.values import (
    Consent,
    GivenSign,
    KeptCorrection,
    KeptRequest,
    ListenerExport,
    ListenerSettings,
    ReadingId,
    RequestState,
    Shown,
)
from bot.replies.exports import complete_json, export_reply, songs_csv
from bot.replies.language import LANGUAGES, speaking
from engine.emotions import Emotion, EmotionDistribution
from engine.moods import MoodName
from engine.taste import Feedback, FeedbackKind, SeedSong
from tests.bot.replies.conftest import LONGEST_ID, NOW, offered_for, saved

DISLIKED = EmotionDistribution.of({Emotion.DISGUST: 0.75, Emotion.HAPPY: 0.25})


def feedback(kind, track, *, weight=1.0):
    return Feedback(kind, track.track_id, track.title, track.artists, MoodName.SAD, NOW, weight)


@pytest.fixture
def export():
    reading = saved(DISLIKED)
    offered = offered_for(MoodName.SAD, reading=reading)
    first, second, *_ = offered.tracks
    gone = replace(first, track_id="gone", title="=Gone")
    signs = (
        GivenSign(feedback(FeedbackKind.LIKE, first), offered.set_id),
        GivenSign(feedback(FeedbackKind.PICK, first), offered.set_id),
        GivenSign(feedback(FeedbackKind.LIKE, second, weight=0.25), offered.set_id),
        GivenSign(feedback(FeedbackKind.DISLIKE, gone), None),
    )
    return ListenerExport(
        settings=ListenerSettings(language="de"),
        consents=(Consent(2, faces=True, given_at=NOW),),
        seeds=(SeedSong("seed", "Mine", ("Me",), NOW),),
        readings=(reading,),
        sets=(offered,),
        signs=signs,
        corrections=(KeptCorrection(MoodName.ANGRY, MoodName.CALM, ReadingId(LONGEST_ID)),),
        requests=(KeptRequest(Platform.WEB, "photo", RequestState.ANSWERED, NOW),),
        shown=(Shown(offered.set_id, 3),),
        app_language="fr",
    )


@pytest.fixture
def document(export):
    return json.loads(complete_json(export, made_at=NOW))


def table(export):
    text = songs_csv(export).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_file_says_what_it_is(document):
    about = document["about"]

    assert (about["format"], about["version"]) == ("mien-export", 1)
    assert about["made_at"] == NOW.isoformat()
    assert "valence" in " ".join(about["notes"])


def test_everything_is_in_the_file(document, export):
    assert document["settings"]["language"] == "de"
    assert document["app_language"] == "fr"
    assert document["consents"] == [{"version": 2, "faces": True, "given_at": NOW.isoformat()}]
    assert document["seed_songs"][0]["title"] == "Mine"
    [reading] = document["readings"]
    assert reading["mood"]["name"] == "angry"
    assert reading["emotions"]["happy"] == 0.25
    assert sum(reading["emotions"].values()) == 1
    [offered] = document["sets"]
    assert offered["reading_id"] == reading["reading_id"]
    assert [one["title"] for one in offered["tracks"]] == [f"Song {n}" for n in range(1, 6)]
    assert offered["tracks"][0]["reasons"][0]["term"] == "mood"
    assert [(one["kind"], one["set_id"]) for one in document["feedback"]] == [
        ("like", LONGEST_ID),
        ("pick", LONGEST_ID),
        ("like", LONGEST_ID),
        ("dislike", None),
    ]
    assert document["corrections"][0]["meant"] == "calm"
    assert document["requests"][0]["received_at"] == NOW.isoformat()
    assert document["messages"] == [{"set_id": LONGEST_ID, "number": 3}]
    assert len(document) == 1 + len(ListenerExport.__dataclass_fields__)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_mien_never_says_are_in_no_file(export, language):
    with speaking(language):
        reply = export_reply(export, made_at=NOW)

    for file in reply.files:
        assert b"disgust" not in file.data.lower()
        assert b"contempt" not in file.data.lower()


def test_the_table_has_a_line_for_each_song_and_what_was_said(export):
    lines = table(export)

    assert [line["said"] for line in lines] == [
        "like; pick",
        "like (whole set)",
        "",
        "",
        "",
        "dislike",
    ]
    assert lines[0]["title"] == "Song 1"
    assert lines[0]["offered_at"] == lines[0]["said_at"] == NOW.isoformat()
    assert lines[2]["said_at"] == ""


def test_a_song_of_a_set_that_is_gone_stands_by_itself_and_is_no_formula(export):
    gone = table(export)[-1]

    assert gone["title"] == "'=Gone"
    assert gone["offered_at"] == gone["set_id"] == ""
    assert gone["mood"] == "sad"


def test_files_are_named_by_their_day_and_described(export):
    reply = export_reply(export, made_at=NOW)

    assert [file.name for file in reply.files] == [
        "mien-export-2026-05-01.json",
        "mien-songs-2026-05-01.csv",
    ]
    assert all(file.description for file in reply.files)
