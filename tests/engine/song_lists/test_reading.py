"""Files as people have them, and as nobody should."""

import json
import tracemalloc

import pytest

from engine.playlists import PlaylistEntry, csv_file, jspf, m3u8, xspf
from engine.song_lists.listed import ListedSong
from engine.song_lists.reading import MOST_SONGS, list_in_file, list_in_text

ID = "4cOdK2wGLETKBW3PvgPWqT"
OTHER = "0VjIjW4GlUZAMYd2vXMi3b"
ENTRIES = [
    PlaylistEntry("Hello", ("Adele",), f"https://open.spotify.com/track/{ID}", ID),
    PlaylistEntry("Too Good", ("Drake", "Rihanna"), "https://x.example/?q=too", "mine-7"),
]
EXPORTIFY = (
    "Track URI,Track Name,Album Name,Artist Name(s),Release Date,Duration (ms)\n"
    f'spotify:track:{ID},Hello,"25, Deluxe","Adele",2015-11-20,295502\n'
    f'"spotify:track:{OTHER}","Too Good","Views","Drake,Rihanna","2016","263373"\n'
)


def songs(data, name=""):
    return list_in_file(data if isinstance(data, bytes) else data.encode(), name=name).songs


@pytest.mark.parametrize("write", [m3u8, xspf, jspf, csv_file])
def test_what_mien_writes_it_reads_again(write):
    hello, good = songs(write(ENTRIES, title="Mine"))

    assert (hello.title, hello.artists, hello.track_id) == ("Hello", ("Adele",), ID)
    assert (good.title, good.artists, good.track_id) == ("Too Good", ("Drake", "Rihanna"), None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_exportify_is_read(encoding):
    found = songs(EXPORTIFY.encode(encoding))

    assert found == (
        ListedSong("Hello", ("Adele",), ID),
        ListedSong("Too Good", ("Drake", "Rihanna"), OTHER),
    )


@pytest.mark.parametrize(
    "text",
    [
        "Artist;Title\nAdele;Hello\n",
        "title\tartist\nHello\tAdele\n",
        "Song|Artist|Year\r\nHello|Adele|2015\r\n",
    ],
)
def test_a_table_is_read_whatever_divides_it(text):
    assert songs(text) == (ListedSong("Hello", ("Adele",)),)


def test_a_column_of_ids_alone_is_enough():
    assert songs(f"track_id\n{ID}\n{OTHER}\n") == (
        ListedSong(track_id=ID),
        ListedSong(track_id=OTHER),
    )


def test_a_file_without_header_is_read_line_by_line():
    [hello, radio] = songs("Adele,Hello\nQueen,Radio Ga Ga\n".replace(",", ", "), "mine.csv")

    assert (hello.artists, hello.title) == (("Hello",), "Adele")
    assert radio.either_way


@pytest.mark.parametrize(
    ("lines", "artist", "title"),
    [
        ("#EXTM3U\n#EXTINF:295,Adele - Hello\nC:\\Music\\1.mp3", "Adele", "Hello"),
        ("/music/Adele/25/01 - Hello.flac", "Adele", "Hello"),
        ("Music/03%20Adele%20-%20Hello.mp3", "Adele", "Hello"),
    ],
)
def test_m3u_names_songs_in_many_ways(lines, artist, title):
    [song] = songs(lines, "list.m3u")

    assert (song.artists, song.title) == ((artist,), title)


@pytest.mark.parametrize(
    "document",
    [
        {"tracks": [{"artist": "Adele", "album": "25", "track": "Hello", "uri": "x"}]},
        {
            "playlists": [
                {"name": "a", "items": [{"track": {"trackName": "Hello", "artistName": "Adele"}}]}
            ]
        },
        [{"name": "Hello", "artists": [{"name": "Adele"}], "album": {"name": "25"}}],
    ],
)
def test_what_services_hand_out_is_read(document):
    [song] = songs(json.dumps(document))

    assert (song.title, song.artists) == ("Hello", ("Adele",))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00\x01\x02" * 999,
        b"<html><body>Hello</body></html>",
        b"{" * 100_000,
        b"[" * 100_000,
        b'{"title": "x", "creator": 5}',
        b"<playlist>" * 50_000,
        b'a,"' + b"x" * 300_000,
        b"just words\nand more words\n",
    ],
)
def test_what_is_no_list_has_no_songs(data):
    assert songs(data) == ()


def test_a_playlist_that_declares_entities_is_not_read():
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE playlist [<!ENTITY a "Hello">]>'
        "<playlist><trackList><track><title>&a;</title></track></trackList></playlist>"
    )

    assert songs(bomb) == ()


def test_a_playlist_that_was_cut_off_is_read_as_far_as_it_goes():
    whole = xspf(ENTRIES, title="Mine")

    assert songs(whole[: whole.index(b"</track>") + 8])[0].title == "Hello"


def test_a_playlist_that_names_its_namespace_otherwise_is_read():
    text = (
        '<x:playlist xmlns:x="http://xspf.org/ns/0/"><x:title>Mine</x:title><x:trackList>'
        "<x:track><x:title>Hello</x:title><x:creator>Adele</x:creator></x:track>"
        "</x:trackList></x:playlist>"
    )

    assert songs(text) == (ListedSong("Hello", ("Adele",)),)


def test_no_more_songs_are_taken_than_may_be_kept():
    found = list_in_text("\n".join(f"Artist - Song {n}" for n in range(MOST_SONGS + 7)))

    assert (len(found.songs), found.left_out) == (MOST_SONGS, 7)


@pytest.mark.parametrize(
    "data", [b"<playlist>" + b"<track/>" * 200_000, b"[" + b"{}," * 600_000 + b"{}]"]
)
def test_songs_that_say_nothing_take_no_room(data):
    tracemalloc.start()
    found = songs(data)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert found == ()
    assert most < 30 * 2**20
