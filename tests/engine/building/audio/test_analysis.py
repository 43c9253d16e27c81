"""What a file is found to be: measured right where it is measured, refused with a reason."""

import struct

import numpy as np
import pytest

from engine.building.audio.analysis import row_of
from engine.building.audio.sound import AudioLimits
from engine.described import can_be
from engine.errors import CatalogueError
from engine.tracks import FEATURE_NAMES, AudioFeatures
from tests.engine.building.audio.sounds import A_HZ, MINOR, RATE_HZ, clicks, scale, write

NAMES = {"title": "A Song", "artist": "Somebody"}


def refusal_of(path, **limits):
    with pytest.raises(CatalogueError) as refused:
        row_of(path, limits=AudioLimits(**limits))
    return refused.value.reason


@pytest.mark.parametrize(("bpm", "ending"), [(90, "wav"), (120, "flac"), (150, "mp3")])
def test_the_tempo_of_clicks_is_told_within_two_percent(tmp_path, bpm, ending):
    row = row_of(write(tmp_path / f"clicks.{ending}", clicks(bpm), **NAMES))

    assert row["tempo"] == pytest.approx(bpm, rel=0.02)


def test_the_keys_of_scales_are_told(tmp_path):
    major = row_of(write(tmp_path / "c.flac", scale(), **NAMES))
    minor = row_of(write(tmp_path / "a.mp3", scale(A_HZ, MINOR), **NAMES))

    assert (major["key"], major["mode"]) == (0, 1)
    assert (minor["key"], minor["mode"]) == (9, 0)
    assert major["valence"] > minor["valence"]


def test_what_is_louder_by_ten_decibels_is_told_so(tmp_path):
    loud = row_of(write(tmp_path / "loud.wav", scale(strength=0.3), **NAMES))
    soft = row_of(write(tmp_path / "soft.wav", scale(strength=0.3 / 10**0.5), **NAMES))

    assert loud["loudness"] - soft["loudness"] == pytest.approx(10, abs=0.2)
    assert loud["energy"] > soft["energy"]
    assert loud["acousticness"] < soft["acousticness"]


def test_a_beat_dances_more_than_a_drone(tmp_path):
    drone = np.sin(2 * np.pi * 220 * np.arange(20 * RATE_HZ) / RATE_HZ).astype(np.float32) * 0.3

    beat = row_of(write(tmp_path / "beat.wav", clicks(118), **NAMES))
    held = row_of(write(tmp_path / "held.wav", drone, **NAMES))

    assert beat["danceability"] > held["danceability"]


def test_every_number_is_one_that_a_catalogue_takes(tmp_path):
    noise = np.random.default_rng(1).normal(0, 0.5, 20 * RATE_HZ).astype(np.float32)
    for name, sound in {"noise": noise, "clicks": clicks(60), "scale": scale()}.items():
        row = row_of(write(tmp_path / f"{name}.wav", sound, **NAMES))

        assert can_be(AudioFeatures(*(row[feature] for feature in FEATURE_NAMES)))


@pytest.mark.parametrize("ending", ["flac", "mp3", "opus", "m4a"])
def test_names_come_from_tags(tmp_path, ending):
    tags = {**NAMES, "date": "1999-05-01", "genre": "Polka"}
    row = row_of(write(tmp_path / f"x.{ending}", scale(seconds=16), **tags))

    assert (row["title"], row["artist"]) == ("A Song", "Somebody")
    assert row["year"].startswith("1999")
    assert row["genre"] == "Polka"
    assert row["duration_ms"] == pytest.approx(16_000, abs=200)


def test_without_tags_the_name_of_the_file_tells(tmp_path):
    row = row_of(write(tmp_path / "07 - The Band - The Song.wav", scale(seconds=16)))

    assert (row["artist"], row["title"]) == ("The Band", "The Song")


def test_a_name_that_tells_nothing_is_refused(tmp_path):
    reason = refusal_of(write(tmp_path / "track07.wav", scale(seconds=16)))

    assert reason == "says neither in tags nor in its name, Artist - Title, what it is"


def test_silence_is_no_song(tmp_path):
    path = write(tmp_path / "a - b.wav", np.zeros(20 * RATE_HZ, np.float32))

    assert refusal_of(path) == "is silent"


def test_what_is_too_short_too_long_or_too_large_is_refused(tmp_path):
    path = write(tmp_path / "a - b.wav", scale(seconds=10))

    assert refusal_of(path) == "is shorter than 15 s"
    assert refusal_of(path, duration_s=6) == "is longer than 0.1 minutes"
    assert refusal_of(path, size_bytes=2**19) == "has more than 0 MB"


def test_only_the_first_minutes_of_a_long_song_are_listened_to(tmp_path):
    sound = np.concatenate([clicks(120, 20), clicks(90, 40)])
    path = write(tmp_path / "a - b.wav", sound)

    row = row_of(path, limits=AudioLimits(heard_s=20))

    assert row["tempo"] == pytest.approx(120, rel=0.02)
    assert row["duration_ms"] == pytest.approx(60_000, abs=100)


@pytest.mark.parametrize(
    "content",
    [b"", b"no sound at all" * 99, b"RIFF\xff\xff\xff\xffWAVEfmt ", b"ID3\x04\x00" + b"\x7f" * 999],
    ids=["empty", "text", "wav", "id3"],
)
@pytest.mark.parametrize("ending", ["wav", "mp3", "flac", "ogg", "m4a"])
def test_a_broken_file_is_refused_with_a_reason(tmp_path, content, ending):
    path = tmp_path / f"a - b.{ending}"
    path.write_bytes(content)

    assert refusal_of(path) in ("cannot be decoded", "has no sound")


def test_a_file_cut_off_half_way_is_listened_to_as_far_as_it_goes(tmp_path):
    path = write(tmp_path / "a - b.flac", clicks(120, 40))
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 3 // 4])

    assert row_of(path)["tempo"] == pytest.approx(120, rel=0.02)


def test_samples_that_are_no_numbers_are_refused(tmp_path):
    samples = np.full(20 * RATE_HZ, np.nan, "<f4").tobytes()
    head = struct.pack(
        "<4sI4s4sIHHIIHH4sI",
        *(b"RIFF", 36 + len(samples), b"WAVE", b"fmt ", 16, 3, 1, RATE_HZ, 4 * RATE_HZ, 4, 32),
        *(b"data", len(samples)),
    )
    path = tmp_path / "a - b.wav"
    path.write_bytes(head + samples)

    assert refusal_of(path) == "has samples that are no numbers"


def test_another_kind_of_file_is_refused(tmp_path):
    path = tmp_path / "a - b.mid"
    path.write_bytes(b"MThd")

    assert refusal_of(path) == "is of no kind of audio that is read"
