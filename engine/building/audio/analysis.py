"""One audio file as one row of a table."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from engine.building.audio.estimates import Measured, features_from
from engine.building.audio.key import key_of
from engine.building.audio.loudness import SILENCE_DB, loudness_db
from engine.building.audio.sound import SAMPLE_RATE_HZ, AudioLimits, read_sound
from engine.building.audio.spectra import HOP, band_powers, pitch_shares
from engine.building.audio.tempo import beat_of, onsets_of
from engine.errors import CatalogueError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.building.audio.sound import Sound

Row = dict[str, "str | float | int"]

# Changes with what is measured: rows of before are then made anew.
VERSION = 1
_STRONG_ONSETS = 4.0  # between a scale of bare notes, 2.6, and clicks in silence, 6.0
_LOUDEST_DB = 6.0
_NAMED = re.compile(r"(?:\d{1,3}[ ._-]+)?(?P<artist>.+?) - (?P<title>.+)")
_LONGEST_TEXT = 300
_ARTIST_TAGS = ("artist", "album_artist", "albumartist", "performer")
_YEAR_TAGS = ("date", "year", "originaldate", "tyer")


def row_of(path: Path, *, limits: AudioLimits | None = None) -> Row:
    """Names, features and facts of a file; CatalogueError tells why it is not taken."""
    sound = read_sound(path, limits=limits or AudioLimits())
    names = _names(sound.tags, path)
    measured = _measured(sound, path.name)
    return {
        **names,
        **asdict(features_from(measured)),
        "key": measured.key.tonic,
        "mode": int(measured.key.is_major),
        "duration_ms": round(1000 * sound.duration_s),
    }


def _measured(sound: Sound, name: str) -> Measured:
    loudness = loudness_db(sound.samples, SAMPLE_RATE_HZ)
    if loudness <= SILENCE_DB:
        raise CatalogueError(name, "is silent")
    mono = sound.samples.mean(axis=0)
    bands = band_powers(mono, SAMPLE_RATE_HZ)
    frames_a_second = SAMPLE_RATE_HZ / HOP
    onsets = onsets_of(bands, frames_a_second)
    return Measured(
        loudness_db=min(loudness, _LOUDEST_DB),
        beat=beat_of(onsets, frames_a_second),
        key=key_of(pitch_shares(mono, SAMPLE_RATE_HZ)),
        bands=bands,
        onset_strength=float(np.mean(onsets)) / _STRONG_ONSETS,
        frames_a_second=frames_a_second,
    )


def _names(tags: Mapping[str, str], path: Path) -> Row:
    """As the tags say, else as the name of the file does: Artist - Title."""
    named = _NAMED.fullmatch(path.stem)
    of_name = named.groupdict() if named else {}
    title = _text(tags.get("title")) or _text(of_name.get("title"))
    artist = next(filter(None, (_text(tags.get(one)) for one in _ARTIST_TAGS)), "")
    artist = artist or _text(of_name.get("artist"))
    if not title or not artist:
        raise CatalogueError(
            path.name, "says neither in tags nor in its name, Artist - Title, what it is"
        )
    year = next(filter(None, (_text(tags.get(one)) for one in _YEAR_TAGS)), "")
    return {"title": title, "artist": artist, "year": year, "genre": _text(tags.get("genre"))}


def _text(told: str | None) -> str:
    shown = "".join(one if one.isprintable() else " " for one in (told or "")[:_LONGEST_TEXT])
    return " ".join(shown.split())
