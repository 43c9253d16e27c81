import pytest

from adapters.chat.documents import may_hold_text


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("songs.csv", ""),
        ("SONGS.TXT", "application/octet-stream"),
        ("songs.m3u8", "audio/x-mpegurl"),
        ("list", "text/plain; charset=utf-8"),
        ("", "application/json"),
        ("mine.xspf", "application/octet-stream"),
    ],
)
def test_a_list_is_told_by_its_name_or_type(name, media_type):
    assert may_hold_text(name, media_type)


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("me.png", "image/png"),
        ("song.mp3", "audio/mpeg"),
        ("paper.pdf", "application/pdf"),
        ("me", ""),
        ("csv", ""),
    ],
)
def test_anything_else_is_not_read_as_text(name, media_type):
    assert not may_hold_text(name, media_type)
