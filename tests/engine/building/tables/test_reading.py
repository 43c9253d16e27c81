import re

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from engine.building.tables.cells import UNKNOWN
from engine.building.tables.reading import Refusal, read_sheet
from engine.building.tables.sheets import open_sheet
from engine.errors import CatalogueError
from engine.tracks import FEATURE_NAMES
from tests.engine.building.conftest import csv_of, song

SPOTIFY_ID = "2wrJq5XKLnmhRXHIAf9xBa"


def read(path):
    return read_sheet(open_sheet(path), told=lambda _: None)


def told(sheet, name):
    return sheet.rows.text(name).to_pylist()


def test_a_row_is_read_in_our_units(write):
    row = song(
        duration="3:20", key="C#/Db", mode="Minor", year="", release_date="13/05/1985",
        explicit="TRUE", popularity="64", genre="Deep House",
    )  # fmt: skip

    sheet = read(write([row]))

    assert (told(sheet, "title"), told(sheet, "artists")) == (["Song"], [["Band"]])
    assert told(sheet, "genres") == [["deep-house"]]
    assert sheet.rows.features.tolist() == [
        pytest.approx([0.5, 0.9, -3.5, 0.1, 0.01, 0, 0.2, 0.4, 120.5])
    ]
    assert {name: values.tolist() for name, values in sheet.rows.facts.items()} == {
        "year": [1985],
        "explicit": [1],
        "popularity": [64],
        "key": [1],
        "mode": [0],
        "duration_ms": [200_000],
    }


def test_what_nobody_told_is_unknown(write):
    facts = read(write([song()])).rows.facts

    assert {int(values[0]) for values in facts.values()} == {UNKNOWN}


@pytest.mark.parametrize(
    ("name", "cell", "reason"),
    [
        ("title", " ", "no title"),
        ("artist", "", "no artist"),
        ("artist", " ; ", "no artist"),
        ("title", "x" * 501, "a title of more than 500 characters"),
        ("tempo", "0", "tempo outside 20 to 300"),
        ("tempo", "301", "tempo outside 20 to 300"),
        ("energy", "1.2", "energy outside 0 to 1"),
        ("valence", "-0.1", "valence outside 0 to 1"),
        ("loudness", "-75", "loudness outside -60 to 6"),
        ("loudness", "7", "loudness outside -60 to 6"),
        ("liveness", "", "no liveness"),
        ("liveness", "loud", "no liveness"),
    ],
)
def test_a_row_is_refused_with_its_reason_and_an_example(write, name, cell, reason):
    good = [song(id=f"id{n}") for n in range(3)]

    sheet = read(write([*good, song(**{name: cell})]))

    [refusal] = sheet.refusals
    assert (sheet.read, len(sheet.rows), refusal.reason, refusal.rows) == (4, 3, reason, 1)
    assert refusal.example.startswith("row 4")


def test_reasons_are_counted_and_the_first_row_is_the_example(write):
    rows = [song(), song(title="First", tempo="0"), song(title="Second", tempo="0")]

    assert read(write(rows)).refusals == (
        Refusal("tempo outside 20 to 300", 2, "row 2: First, Band"),
    )


def test_a_row_of_another_length_is_refused_and_the_next_keeps_its_number(write):
    content = csv_of([song(), song(tempo="0")]).splitlines()

    sheet = read(write("\n".join([*content[:2], "cut,off", content[2]])))

    assert sheet.read == 3
    assert [one.example for one in sheet.refusals] == ["cut,off", "row 3: Song, Band"]
    assert sheet.notes == ()


def test_half_a_file_is_noticed(write):
    sheet = read(write(csv_of([song(), song()])[:-30]))

    assert (sheet.read, len(sheet.rows)) == (2, 1)
    assert sheet.notes == ("the last row breaks off: is the file whole?",)


def test_a_file_without_a_good_row_is_refused_with_its_reasons(write):
    with pytest.raises(CatalogueError, match=r"2 with no title \(row 1: Band\)"):
        read(write([song(title=""), song(title="")]))


def test_a_header_alone_is_refused(write):
    with pytest.raises(CatalogueError, match="a header and no row"):
        read(write(csv_of([song()]).splitlines()[0]))


@pytest.mark.parametrize(
    "given",
    [
        f"spotify:track:{SPOTIFY_ID}",
        f" {SPOTIFY_ID} ",
        f"https://open.spotify.com/track/{SPOTIFY_ID}?si=1",
    ],
)
def test_a_spotify_link_is_kept_as_its_id(write, given):
    assert told(read(write([song(id=given)])), "track_id") == [SPOTIFY_ID]


@pytest.mark.parametrize("given", ["mbid:123:4", "x" * 60, "Lied Nr. 5", "虹"])
def test_an_id_that_fits_no_button_is_replaced(write, given):
    [made] = told(read(write([song(id=given)])), "track_id")

    assert re.fullmatch(r"[0-9a-f]{16}", made)


@pytest.mark.parametrize(
    "given", ["", "7", "123456", "12.0", "-1", "NA", "nan", "None", "null", "n/a", "-"]
)
def test_without_an_id_of_its_own_a_song_gets_one_of_title_and_artist(write, given):
    [one, same, other] = told(
        read(write([song(id=given), song(title="SONG!"), song(id=given, title="Else")])),
        "track_id",
    )

    assert same == "id1"
    assert one == told(read(write([song(id="", title="song", energy="0.1")])), "track_id")[0]
    assert one != other


def test_parquet_and_text_say_the_same(write, tmp_path):
    rows = [song(), song(id="id2", artist="A;B", energy="0.25")]
    numbers = [{k: float(v) if k in FEATURE_NAMES else v for k, v in row.items()} for row in rows]
    pq.write_table(pa.Table.from_pylist(numbers), tmp_path / "songs.parquet")

    text, parquet = read(write(rows)), read(tmp_path / "songs.parquet")

    assert text.rows.texts.equals(parquet.rows.texts)
    assert text.rows.features.tolist() == parquet.rows.features.tolist()


def test_progress_ends_at_one(write):
    heard = []

    read_sheet(open_sheet(write([song()])), told=heard.append)

    assert heard == [1.0]


EXPORTIFY = (
    "Track ID,Track Name,Album Name,Artist Name(s),Release Date,Duration (ms),Popularity,Added By,"
    "Added At,Genres,Record Label,\t\tDanceability,\t\tEnergy,Key,Loudness,Mode,Speechiness,"
    "Acousticness,Instrumentalness,Liveness,Valence,Tempo,Time Signature\r\n"
    f'{SPOTIFY_ID},"Song, Two",LP,"A,B",1985-03-01,200040,64,me,2020-01-01T00:00:00Z,"pop,rock",L,'
    "0.5,0.9,1,-3.5,0,0.1,0.01,0,0.2,0.4,120.5,4\r\n"
)
KAGGLE_1921_2020 = (
    "valence,year,acousticness,artists,danceability,duration_ms,energy,explicit,id,"
    "instrumentalness,key,liveness,loudness,mode,name,popularity,release_date,speechiness,tempo\n"
    f"0.4,1985,0.01,\"['A', 'B']\",0.5,200040,0.9,0,{SPOTIFY_ID},0,1,0.2,-3.5,0,\"Song, Two\",64,"
    "1985-03-01,0.1,120.5\n"
)
MAHARSHIPANDYA = (
    ",track_id,artists,album_name,track_name,popularity,duration_ms,explicit,danceability,energy,"
    "key,loudness,mode,speechiness,acousticness,instrumentalness,liveness,valence,tempo,"
    "time_signature,track_genre\n"
    f'0,{SPOTIFY_ID},A;B,LP,"Song, Two",64,200040,False,0.5,0.9,1,-3.5,0,0.1,0.01,0,0.2,0.4,120.5,'
    "4,rock\n"
)
HIT_PREDICTOR = (
    "track,artist,uri,danceability,energy,key,loudness,mode,speechiness,acousticness,"
    "instrumentalness,liveness,valence,tempo,duration_ms,time_signature,chorus_hit,sections,target"
    f'\r\n"Song, Two",A feat. B,spotify:track:{SPOTIFY_ID},0.5,0.9,1,-3.5,0,0.1,0.01,0,0.2,0.4,'
    "120.5,200040,4,30.1,9,1\r\n"
)
ONE_MILLION = (
    "id,name,album,album_id,artists,artist_ids,track_number,disc_number,explicit,danceability,"
    "energy,key,loudness,mode,speechiness,acousticness,instrumentalness,liveness,valence,tempo,"
    "duration_ms,time_signature,year,release_date\n"
    f"{SPOTIFY_ID},\"Song, Two\",LP,0,\"['A', 'B']\",\"['0', '0']\",1,1,False,0.5,0.9,1,-3.5,0,0.1,"
    "0.01,0,0.2,0.4,120.5,200040,4.0,1985,1985-03-01\n"
)


@pytest.mark.parametrize(
    "content", [EXPORTIFY, KAGGLE_1921_2020, MAHARSHIPANDYA, HIT_PREDICTOR, ONE_MILLION]
)
def test_the_tables_that_people_have_are_read_alike(write, content):
    sheet = read(write(content))

    assert [told(sheet, name) for name in ("track_id", "title", "artists")] == [
        [SPOTIFY_ID],
        ["Song, Two"],
        [["A", "B"]],
    ]
    assert sheet.rows.features.tolist() == [
        pytest.approx([0.5, 0.9, -3.5, 0.1, 0.01, 0, 0.2, 0.4, 120.5])
    ]
    facts = sheet.rows.facts
    assert [facts[name][0] for name in ("key", "mode", "duration_ms")] == [1, 0, 200_040]


def test_a_table_without_artists_is_refused(write):
    header = (
        "danceability,energy,key,loudness,mode,speechiness,acousticness,instrumentalness,liveness,"
        "valence,tempo,type,id,uri,track_href,analysis_url,duration_ms,time_signature,genre,"
        "song_name,Unnamed: 0,title\n"
    )

    with pytest.raises(CatalogueError, match="columns are missing: artists"):
        read(write(header))
