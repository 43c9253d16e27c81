"""What a file is, by its first bytes; its name and declared type are never asked."""

from __future__ import annotations

from engine.errors import UnsupportedMediaError

_MAGIC = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
)
_REFUSED = (
    (b"%PDF", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"\x1f\x8b", "gzip"),
    (b"BM", "bmp"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"OggS", "ogg"),
    (b"ID3", "mp3"),
)
_EBML = b"\x1a\x45\xdf\xa3"
_AVIF_BRANDS = frozenset({b"avif", b"avis"})
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
# Longest list of compatible brands that is looked at; real files have fewer than ten.
_BRAND_BYTES = 128


def kind_of(data: bytes) -> str:
    """One of "jpeg", "png", "gif", "webp", "heic", "avif", "mp4", "mov" and "webm".

    Raises:
        UnsupportedMediaError: for anything else, with a guess at what it is.
    """
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "webp"
    if data[4:8] == b"ftyp":
        return _kind_by_brand(data)
    if data.startswith(_EBML) and b"webm" in data[:64]:
        return "webm"
    raise UnsupportedMediaError(_guess(data))


def _kind_by_brand(data: bytes) -> str:
    end = min(int.from_bytes(data[:4], "big"), _BRAND_BYTES)
    major = data[8:12]
    brands = {major, *(data[at : at + 4] for at in range(16, end, 4))}
    if brands & _AVIF_BRANDS:
        return "avif"
    if brands & _HEIC_BRANDS:
        return "heic"
    return "mov" if major == b"qt  " else "mp4"


def _guess(data: bytes) -> str | None:
    for magic, found in _REFUSED:
        if data.startswith(magic):
            return found
    start = data[:512]
    if data.startswith(_EBML):
        return "matroska"
    if b"<svg" in start:
        return "svg"
    # Control characters other than white space make it binary.
    is_text = not any(byte < 9 or 13 < byte < 32 for byte in start)
    return "txt" if is_text else None
