import json

import pytest

from engine.building.tables.json_tables import open_json
from engine.errors import CatalogueError

ONE = {"title": "Song", "artists": ["A", "B"], "energy": 0.5, "year": None}
TWO = {"title": "Other", "artists": ["C"], "energy": 1, "year": 1985}


def read(path):
    header, pieces = open_json(path)
    tables = [piece.to_pylist() for piece, _ in pieces({name: name for name in header})]
    return [row for table in tables for row in table]


def as_columns(rows):
    return {name: {str(at): row[name] for at, row in enumerate(rows)} for name in rows[0]}


@pytest.mark.parametrize(
    "content",
    [
        json.dumps([ONE, TWO]),
        json.dumps([ONE, TWO], indent=2),
        f"{json.dumps(ONE)}\n{json.dumps(TWO)}\n",
        f"\ufeff{json.dumps(ONE)}\r\n{json.dumps(TWO)}",
        json.dumps({"next": None, "items": [ONE, TWO]}),
        json.dumps({"columns": list(ONE), "data": [[*ONE.values()], [*TWO.values()]]}),
        json.dumps(as_columns([ONE, TWO])),
    ],
)
def test_songs_are_found_in_every_shape(write, content):
    first, second = read(write(content))

    assert first == {"title": "Song", "artists": ["A", "B"], "energy": "0.5", "year": ""}
    assert second == {"title": "Other", "artists": ["C"], "energy": "1", "year": "1985"}


def test_what_lies_inside_other_objects_has_both_names(write):
    [row] = read(write(json.dumps([{"track": {"name": "Song", "album": {"name": "LP"}}}])))

    assert row == {"track name": "Song", "track album name": "LP"}


def test_artists_may_be_objects(write):
    [row] = read(write(json.dumps([{"artists": [{"name": "A"}, {"name": "B"}]}])))

    assert row == {"artists": ["A", "B"]}


def test_what_is_no_number_is_nothing(write):
    rows = read(write('[{"title": NaN, "artists": ["A", NaN]}, {"title": "B", "artists": NaN}]'))

    assert rows == [{"title": "", "artists": ["A"]}, {"title": "B", "artists": []}]


def test_a_long_list_is_read_whole_in_pieces(write):
    path = write(json.dumps([{"title": f"Song {n}"} for n in range(45_000)]))

    header, pieces = open_json(path)
    done = [(piece.num_rows, share) for piece, share in pieces({"title": "title"})]

    assert header == ["title"]
    assert [count for count, _ in done] == [20_000, 20_000, 5_000]
    assert done[-1][1] == 1.0


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('[{"title": "Song"},', "no whole JSON"),
        ('[{"title": "Song"}, {"ti', "no whole JSON"),
        ('[{"title": "Song"}]]', "no whole JSON"),
        ("[1, 2]", "element 1 is no object"),
        ('{"name": "list", "items": []}', "no list of tracks"),
    ],
)
def test_broken_json_says_so(write, content, reason):
    with pytest.raises(CatalogueError, match=reason):
        read(write(content))
