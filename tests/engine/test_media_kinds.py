import pytest

from engine.errors import UnsupportedMediaError
from engine.media_kinds import kind_of


def ftyp(major, *compatible):
    brands = b"".join(compatible)
    return (16 + len(brands)).to_bytes(4, "big") + b"ftyp" + major + bytes(4) + brands


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"\xff\xd8\xff\xe0", "jpeg"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"GIF89a", "gif"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "webp"),
        (ftyp(b"heic", b"mif1"), "heic"),
        (ftyp(b"mif1", b"heic"), "heic"),
        (ftyp(b"mif1", b"avif", b"miaf"), "avif"),
        (ftyp(b"avis", b"msf1"), "avif"),
        (ftyp(b"isom", b"iso2", b"mp41"), "mp4"),
        (ftyp(b"qt  "), "mov"),
        (b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm", "webm"),
    ],
)
def test_a_kind_is_known_by_its_first_bytes(start, kind):
    assert kind_of(start + bytes(64)) == kind


@pytest.mark.parametrize(
    ("start", "found"),
    [
        (b"just a few words", "txt"),
        ("schöne Grüße".encode(), "txt"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "svg"),
        (b"%PDF-1.7", "pdf"),
        (b"PK\x03\x04rest", "zip"),
        (b"\x1f\x8b\x08lottie", "gzip"),
        (b"BM\x00\x00", "bmp"),
        (b"II*\x00", "tiff"),
        (b"RIFF\x00\x00\x00\x00WAVE", None),
        (b"\x1a\x45\xdf\xa3\x9f\x42\x82\x88matroska", "matroska"),
        (b"\x00\x01\x02", None),
    ],
)
def test_other_kinds_are_refused_with_a_guess(start, found):
    with pytest.raises(UnsupportedMediaError) as refusal:
        kind_of(start)

    assert refusal.value.found == found
