"""The files are read back by readers that know nothing of how they were written."""

import csv
import io
import json
from xml.etree import ElementTree as ET

import m3u8 as m3u8_reader
import pytest
import xspf_lib

from engine.playlists import PlaylistEntry, csv_file, jspf, m3u8, xspf

NAME = {"x": "http://xspf.org/ns/0/"}
PLAIN = PlaylistEntry(
    'Good Day <Sunshine> & "more"',
    ("The Insects", "Guest"),
    "https://music.example/search?q=a%20b&c=d",
    "2wrJq5XKLnmhRXHIAf9xBa",
)
FOREIGN = PlaylistEntry("虹を見た日", ("小久保",), "https://music.example/2", "own-id")
HOSTILE = PlaylistEntry(
    '=HYPERLINK("http://evil.example")\n#EXTINF:0,x\x00\x1b]]>',
    ("@SUM(1)", "-2", "\ud800"),
    "https://music.example/3",
    "+id",
)
ENTRIES = [PLAIN, FOREIGN, HOSTILE]
TITLE = "Tea Going\nCold"


def parsed(data):
    return ET.fromstring(data)  # noqa: S314 - our own


def read_m3u(data):
    """(title, [(words, address)]) as a player reads it."""
    lines = data.decode("utf-8", "replace").splitlines()
    assert lines[0] == "#EXTM3U"
    playlist = next(one for one in lines if one.startswith("#PLAYLIST:"))
    entries, words = [], None
    for line in lines[2:]:
        if line.startswith("#EXTINF:"):
            length, _, words = line.removeprefix("#EXTINF:").partition(",")
            assert int(length) == -1
        elif line:
            entries.append((words, line))
    return playlist.removeprefix("#PLAYLIST:"), entries


def test_m3u8_names_every_song_and_its_address():
    title, entries = read_m3u(m3u8([PLAIN, FOREIGN], title=TITLE))

    assert title == "Tea Going Cold"
    assert entries == [
        (f"The Insects, Guest - {PLAIN.title}", PLAIN.url),
        ("小久保 - 虹を見た日", FOREIGN.url),
    ]


def test_a_reader_of_m3u_finds_every_song():
    playlist = m3u8_reader.loads(m3u8(ENTRIES, title=TITLE).decode("utf-8", "replace"))

    assert [one.uri for one in playlist.segments] == [entry.url for entry in ENTRIES]
    assert playlist.segments[0].title == f"The Insects, Guest - {PLAIN.title}"
    assert {one.duration for one in playlist.segments} == {-1}


def test_a_reader_of_xspf_that_checks_the_specification_takes_it(tmp_path):
    path = tmp_path / "songs.xspf"
    path.write_bytes(xspf(ENTRIES, title=TITLE))

    playlist = xspf_lib.Playlist.parse(str(path))

    assert playlist.title == TITLE
    assert [track.info for track in playlist] == [entry.url for entry in ENTRIES]
    assert [track.title for track in playlist][:2] == [PLAIN.title, FOREIGN.title]
    assert playlist[0].identifier == [PLAIN.identifier]


def test_a_title_cannot_smuggle_lines_into_m3u8():
    _, entries = read_m3u(m3u8([HOSTILE], title=TITLE))

    assert [address for _, address in entries] == [HOSTILE.url]


def test_xspf_is_one_playlist_with_its_songs_in_order():
    root = parsed(xspf(ENTRIES, title=TITLE))

    assert root.tag == "{http://xspf.org/ns/0/}playlist"
    assert root.get("version") == "1"
    assert root.findtext("x:title", namespaces=NAME) == TITLE
    tracks = root.findall("x:trackList/x:track", NAME)
    assert [one.findtext("x:location", namespaces=NAME) for one in tracks] == [
        entry.url for entry in ENTRIES
    ]
    assert tracks[0].findtext("x:title", namespaces=NAME) == PLAIN.title
    assert tracks[0].findtext("x:creator", namespaces=NAME) == "The Insects, Guest"
    assert tracks[0].findtext("x:identifier", namespaces=NAME) == (
        "spotify:track:2wrJq5XKLnmhRXHIAf9xBa"
    )
    assert tracks[1].find("x:identifier", NAME) is None


def test_xspf_has_its_elements_in_the_order_of_the_schema():
    root = parsed(xspf([PLAIN], title=TITLE))

    names = [one.tag.partition("}")[2] for one in root.findall("x:trackList/x:track/*", NAME)]
    order = ["location", "identifier", "title", "creator", "annotation", "info", "image"]
    assert names == sorted(names, key=order.index)
    assert [one.tag.partition("}")[2] for one in root] == ["title", "trackList"]


def test_jspf_holds_what_xspf_holds():
    playlist = json.loads(jspf(ENTRIES, title=TITLE))["playlist"]

    assert playlist["title"] == TITLE
    assert playlist["track"][0] == {
        "location": [PLAIN.url],
        "identifier": ["spotify:track:2wrJq5XKLnmhRXHIAf9xBa"],
        "title": PLAIN.title,
        "creator": "The Insects, Guest",
        "info": PLAIN.url,
    }
    assert playlist["track"][1]["title"] == FOREIGN.title
    assert "identifier" not in playlist["track"][1]


def test_csv_has_a_line_for_each_song():
    text = csv_file(ENTRIES, title="Tea").decode("utf-8-sig")

    lines = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [one["playlist"] for one in lines] == ["Tea"] * 3
    assert lines[0]["title"] == PLAIN.title
    assert lines[1]["artists"] == "小久保"
    assert [one["url"] for one in lines] == [entry.url for entry in ENTRIES]


@pytest.mark.parametrize("title", [" =1+1", "\t=1", "\n+1", "-1", "@a", "\uff1d1"])
def test_no_cell_is_a_formula(title):
    text = csv_file(ENTRIES, title=title).decode("utf-8-sig")

    cells = [cell for line in csv.reader(io.StringIO(text, newline="")) for cell in line]
    assert cells
    assert not [cell for cell in cells if cell.strip()[:1] in set("=+-@\uff1d")]


@pytest.mark.parametrize("written", [m3u8, xspf, jspf, csv_file])
def test_an_empty_playlist_is_a_valid_file(written):
    assert written([], title="Nothing").decode("utf-8-sig")
