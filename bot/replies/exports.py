"""/export: all that is kept of a listener, complete for programs and as a table to read.

Names in the files are the same in every language, so that they can be read in again.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any

from adapters.chat.message import File, Reply
from adapters.values import GivenSign, ListenerExport, OfferedSet, OfferedTrack
from bot.replies.language import translated
from engine.emotions import EMOTIONS, Emotion
from engine.signs import FULL_WEIGHT
from engine.spreadsheets import csv_bytes

FORMAT = "mien-export"
VERSION = 1

_COLUMNS = (
    "offered_at",
    "mood",
    "goal",
    "number",
    "title",
    "artists",
    "said",
    "said_at",
    "set_id",
    "track_id",
)
# One of the seven is called by a milder name wherever people read it.
EMOTION_NAMES = {emotion: emotion.value for emotion in EMOTIONS} | {Emotion.DISGUST: "aversion"}


def export_reply(export: ListenerExport, *, made_at: datetime) -> Reply:
    """Both files."""
    day = f"{made_at:%Y-%m-%d}"
    return Reply(
        translated(
            "Here is all that I keep of you: one file that is complete, and a table of your songs "
            "and what you said of them. They tell of your moods, so keep them safe. Send the first "
            "one to me or to another Mien, and what is missing there is added again."
        ),
        files=(
            File(
                f"mien-export-{day}.json",
                "application/json",
                complete_json(export, made_at=made_at),
                translated("everything"),
            ),
            File(
                f"mien-songs-{day}.csv",
                "text/csv",
                songs_csv(export),
                translated("your songs, for spreadsheets"),
            ),
        ),
    )


def nothing_to_export() -> Reply:
    """The listener was forgotten a moment ago."""
    return Reply(translated("I keep nothing of you."))


def complete_json(export: ListenerExport, *, made_at: datetime) -> bytes:
    """Every value of the export under its name."""
    parts = asdict(export)
    document = {
        "about": _about(made_at),
        "settings": parts["settings"],
        "app_language": parts["app_language"],
        "consents": parts["consents"],
        "seed_songs": parts["seeds"],
        "readings": [_reading(one) for one in parts["readings"]],
        "sets": [_set(one) for one in parts["sets"]],
        "feedback": [_sign(one) for one in parts["signs"]],
        "corrections": parts["corrections"],
        "requests": parts["requests"],
        "messages": parts["shown"],
        "goals": [{"set_id": one["set_id"], **one["choice"]} for one in parts["goals"]],
        "own_lists": parts["own_lists"],
        "spotify": parts["spotify"],
    }
    text = json.dumps(document, ensure_ascii=False, indent=1, default=datetime.isoformat)
    return text.encode()


def songs_csv(export: ListenerExport) -> bytes:
    """A line for each song that was offered, then for what was said of sets that are gone."""
    said: dict[tuple[int | None, str], list[GivenSign]] = defaultdict(list)
    for sign in export.signs:
        said[sign.set_id, sign.feedback.track_id].append(sign)
    lines = [
        _offered_line(one, track, said.pop((one.set_id, track.track_id), ()))
        for one in export.sets
        for track in one.tracks
    ]
    return csv_bytes(_COLUMNS, (*lines, *(_said_line(signs) for signs in said.values())))


def _about(made_at: datetime) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "made_at": made_at,
        "what": translated("All that Mien keeps of you."),
        "notes": list(_notes()),
    }


def _notes() -> Iterator[str]:
    yield translated(
        "readings: what a picture seemed to show, as seven shares that sum to 1, and the mood "
        "made of them; valence is unpleasant to pleasant and arousal quiet to lively, each from "
        "-1 to 1. The pictures themselves were never kept."
    )
    yield translated("sets: the songs that were offered for a mood, with the reasons for each.")
    yield translated(
        "feedback: what you said of songs; a weight below 1 was said of a whole set. corrections: "
        "which mood was seen and which you meant."
    )
    yield translated(
        "goals: what you asked for in which mood. own_lists: songs of yours, from lists that you "
        "sent or an account that you linked."
    )
    yield translated(
        "spotify: when you linked an account, until when a link can be used, and which moods have "
        "a playlist there. What opens the account, and whose it is, is kept encrypted and stands "
        "in no file."
    )
    yield translated(
        "requests: that and when you wrote, not what. messages: that one of our messages shows a "
        "set. The account and the messages themselves are known only by keyed hashes, which tell "
        "nothing here."
    )


def _reading(reading: dict[str, Any]) -> dict[str, Any]:
    shares = zip(EMOTIONS, reading["emotions"]["probabilities"], strict=True)
    return {**reading, "emotions": {EMOTION_NAMES[emotion]: share for emotion, share in shares}}


def _set(offered: dict[str, Any]) -> dict[str, Any]:
    """The reading is named, since it stands in full among the readings."""
    reading = offered.pop("reading")
    return {**offered, "reading_id": reading["reading_id"] if reading else None}


def _sign(sign: dict[str, Any]) -> dict[str, Any]:
    return {"set_id": sign["set_id"], "offered_at": sign["offered_at"], **sign["feedback"]}


def _offered_line(
    offered: OfferedSet, track: OfferedTrack, signs: Iterable[GivenSign]
) -> tuple[str | float, ...]:
    return (
        offered.offered_at.isoformat(),
        offered.mood.name,
        offered.goal,
        track.number,
        track.title,
        ", ".join(track.artists),
        *_said(signs),
        offered.set_id,
        track.track_id,
    )


def _said_line(signs: list[GivenSign]) -> tuple[str | float, ...]:
    first = signs[0].feedback
    artists = ", ".join(first.artists)
    return ("", first.mood, "", "", first.title, artists, *_said(signs), "", first.track_id)


def _said(signs: Iterable[GivenSign]) -> tuple[str, str]:
    """What was said, and when it was last said."""
    given = [sign.feedback for sign in signs]
    words = [one.kind if one.weight >= FULL_WEIGHT else f"{one.kind} (whole set)" for one in given]
    last = max((one.given_at for one in given), default=None)
    return "; ".join(words), last.isoformat() if last else ""
