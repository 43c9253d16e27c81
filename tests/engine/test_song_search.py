import numpy as np
import pytest

from engine.song_search import SongSearch, search_text


def index_of(*songs):
    texts = [search_text(title, artists).encode() for title, artists in songs]
    offsets = np.cumsum([0, *map(len, texts)]).astype(np.int32)
    return SongSearch(np.frombuffer(b"".join(texts), dtype=np.uint8), offsets)


def test_a_title_typed_exactly_scores_1():
    index = index_of(("Hello", ["Adele"]), ("Hello World", ["Somebody"]))

    scores = index.scores("hello")

    assert scores[0] == pytest.approx(1)
    assert 0 < scores[1] < 1


def test_title_and_artist_typed_exactly_score_1():
    assert index_of(("Hello", ["Adele"])).scores("Hello Adele")[0] > 0.9


def test_repeated_words_never_score_above_1():
    scores = index_of(("La La La", ["La La"])).scores("la la")

    assert 0 < scores[0] <= 1


def test_more_typos_score_lower():
    index = index_of(("Bohemian Rhapsody", ["Queen"]))

    exact, one, many = (
        index.scores(typed)[0]
        for typed in ("bohemian rhapsody", "bohemian rapsody", "bohmian rapsodi")
    )

    assert exact > one > many > 0


def test_what_shares_nothing_scores_0():
    index = index_of(("Hello", ["Adele"]), ("Goodbye", ["Nobody"]))

    assert index.scores("zzz").tolist() == [0, 0]
    assert index.scores("").tolist() == [0, 0]
    assert index.scores("|").tolist() == [0, 0]
