"""Films that are none, or too much of one."""

from __future__ import annotations

import io
import struct
from functools import partial

import av
import numpy as np

from tests.hostile.forging import MOST_BYTES, box, film, full_box, patched
from tests.hostile.kinds import LOOKED_AT, READ, TOO_LARGE, UNREADABLE, UNSUPPORTED, Kind, kind

_FILE_TYPE = box(b"ftyp", b"isom", bytes(4), b"isommp42")
_CRUMBS = 50_000_000


def _moov(*traks: bytes, duration: int = 1000) -> bytes:
    head = full_box(b"mvhd", struct.pack(">IIII", 0, 0, 1000, duration), bytes(80))
    return box(b"moov", head, *traks)


def _trak(table: bytes, *, edits: bytes = b"", number: int = 1) -> bytes:
    matrix = struct.pack(">9i", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
    place = struct.pack(">IIIII", 0, 0, number, 0, 1000) + bytes(16) + matrix
    head = full_box(b"tkhd", place, struct.pack(">II", 64 << 16, 64 << 16), flags=3)
    media = full_box(b"mdhd", struct.pack(">IIII", 0, 0, 25_000, 1000), bytes(4))
    handler = full_box(b"hdlr", bytes(4), b"vide", bytes(13))
    where = box(b"dinf", full_box(b"dref", struct.pack(">I", 1), full_box(b"url ", flags=1)))
    about = box(b"minf", full_box(b"vmhd", bytes(8)), where, table)
    return box(b"trak", head, edits, box(b"mdia", media, handler, about))


def _table(*, samples: int, size: int = 1, chunks: int = 1, durations: bytes = b"") -> bytes:
    entry = bytes(6) + b"\0\1" + bytes(16) + struct.pack(">HH", 64, 64) + bytes(50)
    lasting = durations or struct.pack(">III", 1, samples, 1)
    return box(
        b"stbl",
        full_box(b"stsd", struct.pack(">I", 1), box(b"mp4v", entry)),
        full_box(b"stts", lasting),
        full_box(b"stsc", struct.pack(">IIII", 1, 1, max(1, samples // chunks), 1)),
        full_box(b"stsz", struct.pack(">II", size, samples)),
        full_box(b"stco", struct.pack(">I", chunks), struct.pack(">I", 40) * chunks),
    )


def _mp4_of_samples(samples: int, *, size: int = 1, chunks: int = 1) -> bytes:
    moov = _moov(_trak(_table(samples=samples, size=size, chunks=chunks)))
    return _FILE_TYPE + moov + box(b"mdat", bytes(64))


def _mp4_of_durations() -> bytes:
    # A million stretches, each of which says that it lasts for two billion samples.
    entries = struct.pack(">II", 2**31 - 1, 1) * 1_000_000
    table = _table(samples=100, durations=struct.pack(">I", 1_000_000) + entries)
    return _FILE_TYPE + _moov(_trak(table)) + box(b"mdat", bytes(64))


def _mp4_of_edits() -> bytes:
    count = 1_000_000
    cuts = struct.pack(">IiI", 1, 0, 0x10000) * count
    edits = box(b"edts", full_box(b"elst", struct.pack(">I", count), cuts))
    return _FILE_TYPE + _moov(_trak(_table(samples=10_000), edits=edits)) + box(b"mdat", bytes(64))


def _mp4_of_pieces() -> bytes:
    """Fragments: one run that declares samples without a byte for each."""
    extends = box(b"mvex", full_box(b"trex", struct.pack(">IIIII", 1, 1, 1, 1, 0)))
    run = full_box(b"trun", struct.pack(">I", _CRUMBS))
    base = full_box(b"tfhd", struct.pack(">I", 1), flags=0x20000)
    piece = box(b"moof", full_box(b"mfhd", bytes(4)), box(b"traf", base, run))
    moov = _moov(_trak(_table(samples=0)), extends)
    return _FILE_TYPE + moov + piece + box(b"mdat", bytes(64))


def _mp4_of_streams(count: int) -> bytes:
    traks = [_trak(_table(samples=1), number=number + 1) for number in range(count)]
    return _FILE_TYPE + _moov(*traks) + box(b"mdat", bytes(64))


def _mp4_of_nested_boxes() -> bytes:
    inner = b""
    for _ in range(20_000):
        inner = box(b"moov", inner)
    return _FILE_TYPE + inner


def _mp4_of_empty_boxes() -> bytes:
    return _FILE_TYPE + box(b"free") * ((MOST_BYTES - 100) // 8)


def _mp4_of_empty_inner_boxes() -> bytes:
    return _FILE_TYPE + box(b"moov", box(b"udta", box(b"free") * ((MOST_BYTES - 100) // 8)))


def _mp4_that_names_a_file() -> bytes:
    place = full_box(b"url ", b"file:///etc/passwd\0")
    data = _mp4_of_samples(10)
    inside = full_box(b"url ", flags=1)
    at = data.index(inside)
    return data[:at] + place + data[at + len(inside) :]


def _sound() -> bytes:
    stream = io.BytesIO()
    with av.open(stream, "w", format="mp4") as target:
        track = target.add_stream("aac", rate=44_100, layout="mono")
        silence = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), "fltp", "mono")
        silence.sample_rate = 44_100
        target.mux(track.encode(silence))
        target.mux(track.encode(None))
    return stream.getvalue()


def _mp4_of_an_hour() -> bytes:
    data = film()
    at = data.index(b"mvhd")
    return patched(data, at + 20, struct.pack(">I", 3_600_000))


def _endless_webm(body: bytes) -> bytes:
    """A sound head, then a segment that does not say where it ends."""
    data, segment = film("webm", "libvpx"), b"\x18\x53\x80\x67"
    return data[: data.index(segment)] + segment + b"\x01" + b"\xff" * 7 + body


def _webm_of_tracks() -> bytes:
    entry = bytes.fromhex("ae91 d78101 73c58101 838101 8685") + b"V_VP8"
    tracks = b"\x16\x54\xae\x6b" + struct.pack(">Q", 1 << 56 | len(entry) * 50_000)
    return _endless_webm(tracks + entry * 50_000)


def _webm_of_crumbs() -> bytes:
    """Blocks without a byte of film."""
    data = film("webm", "libvpx")
    return data + b"\xa3\x84\x81\x00\x00\x80" * 3_000_000


KINDS: tuple[Kind, ...] = (
    kind("mp4 without a frame", partial(_mp4_of_samples, 0), UNREADABLE),
    kind("mp4 of 50 million samples", partial(_mp4_of_samples, _CRUMBS), UNREADABLE),
    kind("mp4 of 50 million empty samples", partial(_mp4_of_samples, _CRUMBS, size=0), UNREADABLE),
    kind(
        "mp4 of a million chunks",
        partial(_mp4_of_samples, _CRUMBS, chunks=1_000_000),
        UNREADABLE,
    ),
    kind("mp4 of a million stretches", _mp4_of_durations, UNREADABLE),
    kind("mp4 of a million edits", _mp4_of_edits, UNREADABLE),
    kind("mp4 with 50 million samples in a piece", _mp4_of_pieces, UNREADABLE),
    kind("mp4 of 900 streams", partial(_mp4_of_streams, 900), UNREADABLE),
    kind("mp4 of 20000 streams", partial(_mp4_of_streams, 20_000), UNREADABLE),
    kind("mp4 of nested boxes", _mp4_of_nested_boxes, UNREADABLE, UNSUPPORTED),
    kind("mp4 of empty boxes", _mp4_of_empty_boxes, UNREADABLE),
    kind("mp4 of empty boxes in others", _mp4_of_empty_inner_boxes, UNREADABLE),
    kind("mp4 that names a file", _mp4_that_names_a_file, UNREADABLE, UNSUPPORTED),
    kind("mp4 of sound alone", _sound, UNSUPPORTED),
    kind("mp4 that declares an hour", _mp4_of_an_hour, TOO_LARGE, *LOOKED_AT),
    kind("mp4 of five minutes", partial(film, side=64, step=2500), TOO_LARGE),
    kind("mp4 of 1400 frames", partial(film, side=64, repeated=480), *LOOKED_AT),
    kind("mp4 in pieces", partial(film, repeated=10, fragmented=True), READ),
    kind(
        "mp4 of large frames",
        partial(film, side=3000, count=1, repeated=60, plain=True),
        *LOOKED_AT,
    ),
    kind("mp4 of too large frames", partial(film, side=3200, count=1), TOO_LARGE),
    kind(
        "webm of large frames",
        partial(film, "webm", "libvpx", side=3000, count=1, repeated=60, plain=True),
        *LOOKED_AT,
    ),
    kind("webm of 1400 frames", partial(film, "webm", "libvpx", side=64, repeated=480), *LOOKED_AT),
    kind(
        "webm of unknown length",
        partial(_endless_webm, b"\xec\x80" * 5_000_000),
        UNREADABLE,
        UNSUPPORTED,
        *LOOKED_AT,
    ),
    kind("webm of 50000 tracks", _webm_of_tracks, UNREADABLE, UNSUPPORTED),
    kind("webm of crumbs", _webm_of_crumbs, UNREADABLE, *LOOKED_AT),
)
