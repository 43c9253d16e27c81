"""What ReccoBeats says of songs: believed only where it fits what was asked, and can be."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from engine.described import can_be
from engine.tracks import FEATURE_NAMES, AudioFeatures

MOST_ARTISTS = 20
LONGEST_NAME = 300
_LARGEST = 1e6  # JSON's whole numbers have no end, and a float has
_SPOTIFY_TRACK = re.compile(r"https?://open\.spotify\.com/track/([0-9A-Za-z]{22})/?")


def features_in(answer: Mapping[str, Any], asked: Collection[str]) -> dict[str, AudioFeatures]:
    """By Spotify id; without songs that were not asked for, or whose numbers cannot be.

    ValueError if it is no list of songs.
    """
    found = ((track_id, _features(told)) for track_id, told in _each(answer, asked))
    return {track_id: features for track_id, features in found if features is not None}


def names_in(
    answer: Mapping[str, Any], asked: Collection[str]
) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Title and artists by Spotify id, where both are told; ValueError if it is no list."""
    found = ((track_id, _names(told)) for track_id, told in _each(answer, asked))
    return {track_id: names for track_id, names in found if names is not None}


def _each(
    answer: Mapping[str, Any], asked: Collection[str]
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """What is told of each song; its own id is another than Spotify's, which is in `href`."""
    content = answer.get("content")
    if not isinstance(content, list):
        raise ValueError("no list of songs")  # noqa: TRY004 - what it sent is wrong, not our type
    wanted = frozenset(asked)
    for told in content:
        href = told.get("href") if isinstance(told, dict) else None
        found = _SPOTIFY_TRACK.fullmatch(href) if isinstance(href, str) else None
        if found and found.group(1) in wanted:
            yield found.group(1), told


def _features(told: Mapping[str, Any]) -> AudioFeatures | None:
    numbers = [_number(told.get(name)) for name in FEATURE_NAMES]
    features = AudioFeatures(*numbers)
    return features if can_be(features) else None


def _number(told: object) -> float:
    """NaN, which lies nowhere, for what is no number; JSON's true is a whole number to Python."""
    if isinstance(told, bool) or not isinstance(told, int | float):
        return math.nan
    return float(told) if abs(told) < _LARGEST else math.nan


def _names(told: Mapping[str, Any]) -> tuple[str, tuple[str, ...]] | None:
    artists = told.get("artists")
    listed = artists[:MOST_ARTISTS] if isinstance(artists, list) else []
    names = [_plain(one.get("name")) for one in listed if isinstance(one, dict)]
    named = tuple(name for name in names if name)
    title = _plain(told.get("trackTitle"))
    return (title, named) if title and named else None


def _plain(text: object) -> str:
    """Without what cannot be shown; "" for what is no text, or too long for a name."""
    if not isinstance(text, str) or len(text) > LONGEST_NAME:
        return ""
    return "".join(letter for letter in text if letter.isprintable()).strip()
