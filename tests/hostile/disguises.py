"""Files that are something else as well, or nothing that they say."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
from functools import partial

import numpy as np

from tests.hostile.forging import MOST_BYTES, film, jpeg_segment, photo, png_chunk
from tests.hostile.kinds import (
    EMPTY,
    LOOKED_AT,
    READ,
    TOO_LARGE,
    UNREADABLE,
    UNSUPPORTED,
    Kind,
    kind,
)

_SCRIPT = b"<script>alert(document.cookie)</script>"
_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    + ']><svg xmlns="http://www.w3.org/2000/svg"><text>&a11;</text></svg>'
).encode()
_ENTITY = (
    b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    b'<svg xmlns="http://www.w3.org/2000/svg"><image href="http://127.0.0.1:1/"/>&x;</svg>'
)
_PLAYLIST = b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n"


def _zip() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("me.jpg", bytes(50_000_000))
    return stream.getvalue()


def _gif_and_script() -> bytes:
    return b"GIF89a/*" + photo("GIF")[8:] + b"*/=1;alert(1);"


def _jpeg_and_comment(comment: bytes) -> bytes:
    data = photo("JPEG")
    return data[:2] + jpeg_segment(0xFE, comment) + data[2:]


def _png_and_page() -> bytes:
    data = photo("PNG")
    return data[:33] + png_chunk(b"tEXt", b"Comment\0" + _SCRIPT) + data[33:]


def _tar() -> bytes:
    name = b"../../etc/passwd".ljust(257, b"\0")
    return name + b"ustar\x0000" + bytes(1024)


def _riff(form: bytes) -> bytes:
    return b"RIFF" + struct.pack("<I", 4096) + form + bytes(4084)


def _matroska() -> bytes:
    return film("webm", "libvpx").replace(b"webm", b"mkv!", 1)


def _mp4_as(brand: bytes) -> bytes:
    data = film()
    return data[:8] + brand + data[12:16] + brand + data[20:]


KINDS: tuple[Kind, ...] = (
    kind("nothing", lambda: b"", EMPTY),
    *(
        kind(f"one byte {byte:#04x}", partial(bytes, [byte]), UNSUPPORTED)
        for byte in (0, 0x41, 0xFF)
    ),
    kind("one million zeros", lambda: bytes(1_000_000), UNSUPPORTED),
    kind("twenty megabytes of zeros", lambda: bytes(MOST_BYTES), UNSUPPORTED),
    kind("one byte too many", lambda: bytes(MOST_BYTES + 1), TOO_LARGE),
    kind("noise", lambda: np.random.default_rng(1).bytes(1_000_000), UNSUPPORTED),
    kind("text called a picture", lambda: b"dear diary, this is me.jpg", UNSUPPORTED),
    kind("text in 16 bits", lambda: "dear diary".encode("utf-16"), UNSUPPORTED),
    kind("page called a picture", lambda: b"<!doctype html>" + _SCRIPT, UNSUPPORTED),
    kind("script called a picture", lambda: b"#!/bin/sh\nrm -rf /\n", UNSUPPORTED),
    kind("program called a picture", lambda: b"\x7fELF\x02\x01\x01" + bytes(500), UNSUPPORTED),
    kind("archive called a picture", _zip, UNSUPPORTED),
    kind("packed zeros", lambda: gzip.compress(bytes(50_000_000)), UNSUPPORTED),
    kind("tape archive with a way out", _tar, UNSUPPORTED),
    kind("drawing that laughs a billion times", lambda: _LAUGHS, UNSUPPORTED),
    kind("drawing with an entity from outside", lambda: _ENTITY, UNSUPPORTED),
    kind("playlist that names a file", lambda: _PLAYLIST, UNSUPPORTED),
    kind("sound wave", lambda: _riff(b"WAVE"), UNSUPPORTED),
    kind("avi", lambda: _riff(b"AVI "), UNSUPPORTED),
    kind("matroska", _matroska, UNSUPPORTED, UNREADABLE),
    kind("postscript", lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n", UNSUPPORTED),
    kind("jpeg 2000", lambda: b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(50), UNSUPPORTED),
    kind("icon", lambda: b"\0\0\1\0\1\0" + bytes(100), UNSUPPORTED),
    kind("photoshop", lambda: b"8BPS\0\1" + bytes(100), UNSUPPORTED),
    kind("document and jpeg", lambda: b"%PDF-1.7\n" + photo("JPEG"), UNSUPPORTED),
    kind("jpeg and document", lambda: _jpeg_and_comment(b"%PDF-1.7\n1 0 obj"), READ),
    kind("jpeg and archive", lambda: photo("JPEG") + _zip(), READ),
    kind("jpeg and php", lambda: _jpeg_and_comment(b"<?php system($_GET[0]); ?>"), READ),
    kind("gif and script", _gif_and_script, UNREADABLE, *LOOKED_AT, TOO_LARGE),
    kind("png and page", _png_and_page, READ),
    kind("png and noise behind it", lambda: photo("PNG") + bytes(5_000_000), READ),
    kind("mp4 that says it is heic", partial(_mp4_as, b"heic"), UNREADABLE),
    kind("mp4 that says it is avif", partial(_mp4_as, b"avif"), UNREADABLE),
    kind(
        "heic that says it is mp4",
        lambda: photo("HEIF").replace(b"heic", b"isom"),
        *LOOKED_AT,
        UNREADABLE,
        UNSUPPORTED,
    ),
)
