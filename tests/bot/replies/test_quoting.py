import pytest

from bot.replies.language import speaking
from bot.replies.quoting import in_quotation_marks, quoted


@pytest.mark.parametrize(
    "words", ["tired but hopeful", "müde", "क्षत्रिय", "👩\u200d👩\u200d👧 ❤\ufe0f", "a\u0302\u0323"]
)
def test_words_and_emoji_stay_as_they_are(words):
    assert quoted(words) == words


@pytest.mark.parametrize("hidden", ["\u202e", "\u2066", "\x00", "\x1b", "\ud83d", "\u200f", "\x7f"])
def test_what_would_change_the_look_of_a_sentence_is_left_out(hidden):
    assert quoted(f"a{hidden}b") == "ab"


def test_lines_become_one():
    assert quoted("a\n\n b\t c") == "a b c"


def test_marks_do_not_pile_up():
    assert quoted("a" + "\u0301" * 50 + "b") == "a" + "\u0301" * 3 + "b"


def test_what_is_long_is_cut():
    assert quoted("x" * 100, longest=10) == "x" * 9 + "…"
    assert quoted("x" * 10, longest=10) == "x" * 10


def test_what_is_huge_is_not_looked_at_to_its_end():
    assert quoted("\u202e" * 10_000_000 + "x") == ""


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("en", "“Dreams”"),
        ("de", "„Dreams“"),
        ("es", "«Dreams»"),
        ("fr", "«\u202fDreams\u202f»"),
        ("pt", "“Dreams”"),
    ],
)
def test_a_title_stands_between_the_marks_of_the_language(language, marked):
    with speaking(language):
        assert in_quotation_marks("Dreams\n") == marked
