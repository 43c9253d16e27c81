import pandas as pd
import pytest

from engine.building.track_table import clean_table, read_table
from engine.errors import CatalogueError


def test_missing_columns_are_named(track_table):
    with pytest.raises(CatalogueError, match="columns are missing: artists, tempo"):
        clean_table(track_table.drop(columns=["tempo", "artists"]), name="mine")


def test_our_own_column_names_are_taken_too(track_table):
    ours = track_table.rename(columns={"track_name": "title", "track_genre": "genre"})

    pd.testing.assert_frame_equal(
        clean_table(ours, name="mine"), clean_table(track_table, name="mine")
    )


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("tempo", 0.0),
        ("energy", 1.2),
        ("valence", -0.1),
        ("loudness", -75.0),
        ("liveness", None),
        ("track_name", "  "),
        ("artists", None),
        ("artists", " ; "),
    ],
)
def test_a_row_with_an_impossible_value_is_left_out(track_table, column, value):
    track_table[column] = track_table[column].astype("object")
    track_table.loc[0, column] = value

    cleaned = clean_table(track_table, name="mine")

    assert sorted(cleaned["track_id"]) == sorted(track_table["track_id"][1:])


@pytest.mark.parametrize(
    "given", ["spotify:track:2wrJq5XKLnmhRXHIAf9xBa", " 2wrJq5XKLnmhRXHIAf9xBa "]
)
def test_a_spotify_uri_is_kept_as_its_id(track_table, given):
    track_table.loc[0, "track_id"] = given
    others = track_table[track_table["track_id"] != "2wrJq5XKLnmhRXHIAf9xBa"]

    assert "2wrJq5XKLnmhRXHIAf9xBa" in set(clean_table(others, name="mine")["track_id"])


@pytest.mark.parametrize("given", ["mbid:123:4", "x" * 60, "Lied Nr. 5", "虹", None, " "])
def test_an_id_that_fits_no_button_is_replaced(track_table, given):
    track_table.loc[0, "track_id"] = given

    cleaned = clean_table(track_table, name="mine")

    assert len(cleaned) == len(track_table)
    assert cleaned["track_id"].str.fullmatch(r"[0-9A-Za-z_-]{1,48}").all()


def test_a_table_may_have_no_ids(track_table):
    plain = track_table.drop(columns=["track_id"])

    first, again = (clean_table(table, name="mine") for table in (plain, plain[::-1]))

    assert len(first) == len(track_table)
    assert first["track_id"].is_unique
    assert first["track_id"].tolist() == again["track_id"].tolist()


def test_an_id_is_kept_once(track_table):
    twice = pd.concat([track_table, track_table.head(2)])

    assert clean_table(twice, name="mine")["track_id"].is_unique


def test_a_table_without_a_usable_row_is_refused(track_table):
    with pytest.raises(CatalogueError, match="no row"):
        clean_table(track_table.assign(tempo=0.0), name="mine")


def test_genre_year_and_explicit_may_be_missing(track_table):
    plain = clean_table(track_table.drop(columns=["track_genre", "explicit"]), name="mine")

    assert plain["genre"].isna().all()
    assert plain["year"].isna().all()
    assert not plain["explicit"].any()


def test_years_that_cannot_be_are_unknown(track_table):
    years = [1985, 1899, "1985-03-01", None, 2001.0, 9999]

    cleaned = clean_table(track_table.assign(year=years), name="mine").set_index("track_id")

    assert cleaned["year"].dropna().to_dict() == {"id-c": 1985, "id-f": 2001}


def test_explicit_is_read_from_words_and_numbers(track_table):
    words = ["TRUE", "true", 1, "False", 0, None]

    cleaned = clean_table(track_table.assign(explicit=words), name="mine").set_index("track_id")

    assert sorted(cleaned.index[cleaned["explicit"]]) == ["id-a", "id-c", "id-d"]


def test_a_song_called_none_keeps_its_name(track_table, tmp_path):
    track_table.loc[0, "track_name"] = "None"
    track_table.loc[1, "artists"] = "NA"
    track_table.to_csv(tmp_path / "mine.csv", index=False)

    cleaned = clean_table(read_table(tmp_path / "mine.csv"), name="mine")

    assert len(cleaned) == 6
    assert "None" in set(cleaned["title"])
