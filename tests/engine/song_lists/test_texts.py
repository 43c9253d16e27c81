import codecs

import pytest

from engine.song_lists.texts import text_in

WORDS = "Björk - Jóga\nSigur Rós - Hoppípolla\n"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"],
)
def test_words_are_read_in_every_encoding_that_programs_write(encoding):
    assert text_in(WORDS.encode(encoding)) == WORDS


@pytest.mark.parametrize(
    "data",
    [b"", b"  \n", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), bytes(500), codecs.BOM_UTF16_LE],
)
def test_what_is_no_text_is_none(data):
    assert text_in(data) is None


def test_a_broken_mark_or_byte_loses_only_itself():
    assert text_in(codecs.BOM_UTF8 + b"Adele - Hello \xff") == "Adele - Hello �"
