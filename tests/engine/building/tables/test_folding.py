import random

import pyarrow as pa
import pytest

from engine.building.tables.folding import folded_texts, song_titles
from engine.tracks import folded, song_title

TITLES = [
    "",
    " ",
    "+",
    "and",
    "÷",
    "Hello",
    "Don't Stop",
    "Rock & Roll",
    "A+B",
    "10,000 Nights",
    "Beyoncé",
    "虹を見た日",
    "a_b-c",
    "Song (Live)",
    "Song - Remastered 2011",
    "Song (feat. Guest) - Live",
    "Song [Remix] ",
    "Live (Live)",
    "Song (Old Version - Remastered) [Live]",
    "(Everything I Do) I Do It for You",
    "Song feat. Guest",
    "Song ft. Guest & Co",
    "I Want - Need You",
    "Song – Live",  # noqa: RUF001
    "Song\u00a0(Live)",
    "Song (Live) (Remix)",
    "Straße",
    "x|y",
    "2 Become 1 - Single Version",
    "- Live",
    "(Live)",
]


def any_text(chance):
    letters = "aB1 -()[]&+'`,.é_ß|÷ÀÿžłİıæŒĳŉǄ" + "\u00b4\uff06ﬁ\t\u00a0\u0301"
    pieces = ["live", "feat. ", "remix", " - ", " (", ")", *letters]
    return "".join(chance.choices(pieces, k=chance.randint(0, 12)))


@pytest.fixture(scope="module")
def texts():
    """Odd ones, and thousands that chance makes."""
    chance = random.Random(5)  # noqa: S311
    return [*TITLES, *(any_text(chance) for _ in range(20_000))]


def test_many_texts_are_folded_as_each_is_alone(texts):
    found = folded_texts(pa.array(texts, pa.string())).to_pylist()

    wrong = [(text, one) for text, one in zip(texts, found, strict=True) if one != folded(text)]
    assert wrong == []


def test_many_titles_lose_their_editions_as_each_does_alone(texts):
    which, titles = song_titles(pa.array(texts, pa.string()))

    told = iter(titles.to_pylist())
    # Only what is folded afterwards counts: a title without an edition stands as it is.
    found = [folded(next(told) if more else text) for text, more in zip(texts, which, strict=True)]
    wrong = [
        (text, one)
        for text, one in zip(texts, found, strict=True)
        if one != folded(song_title(text))
    ]
    assert wrong == []


def test_a_slice_is_folded_like_the_whole():
    texts = pa.array(["First", "Second One", "Third"], pa.string())

    assert folded_texts(texts[1:]).to_pylist() == ["second one", "third"]


def test_no_texts_are_no_texts():
    assert folded_texts(pa.array([], pa.string())).to_pylist() == []
