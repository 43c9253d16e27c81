import pytest

from engine.song_lists.m3u import songs_in_m3u


def named(place):
    return [(song.artists, song.title) for song in songs_in_m3u(place)]


@pytest.mark.parametrize(
    "place",
    [
        "Coldplay - Yellow.mp3",
        "/music/01 - Coldplay - Yellow.mp3",
        "01. Coldplay - Yellow.mp3",
        "1. Coldplay - Yellow.mp3",
        "7 - Coldplay - Yellow.mp3",
        "003_Coldplay - Yellow.mp3",
        "02 Coldplay - Yellow.mp3",
        "C:\\Music\\12) Coldplay - Yellow.mp3",
        "/home/ada/Coldplay/Parachutes/05 Yellow.flac",
        "Coldplay/Parachutes/05 - Yellow.flac",
        "Coldplay/Parachutes/12 Yellow.flac",
        "Coldplay/Parachutes/1-05 Yellow.flac",
        "Coldplay/Parachutes/Yellow.flac",
        "file:///home/ada/Coldplay/Parachutes/05%20Yellow.flac",
    ],
)
def test_the_number_of_a_track_is_no_part_of_its_name(place):
    assert named(place) == [(("Coldplay",), "Yellow")]


@pytest.mark.parametrize(
    ("artist", "title"),
    [
        ("50 Cent", "In Da Club"),
        ("2Pac", "Changes"),
        ("10cc", "Dreadlock Holiday"),
        ("311", "Amber"),
        ("3 Doors Down", "Kryptonite"),
        ("3OH!3", "Don't Trust Me"),
        ("30 Seconds To Mars", "The Kill"),
    ],
)
def test_an_artist_whose_name_begins_with_a_number_keeps_it(artist, title):
    for place in (f"{artist} - {title}.mp3", f"/music/04 - {artist} - {title}.mp3"):
        assert named(place) == [((artist,), title)]


def test_a_title_that_begins_with_a_number_keeps_it():
    assert named("Ariana Grande/thank u, next/7 rings.mp3") == [(("Ariana Grande",), "7 rings")]
    assert named("Jay-Z/The Black Album/99 Problems.mp3") == [(("Jay-Z",), "99 Problems")]
    assert named("Beyoncé/Platinum/7-11.mp3") == [(("Beyoncé",), "7-11")]
    assert named("Prince/1999/1999.mp3") == [(("Prince",), "1999")]


def test_a_folder_at_the_root_names_no_artist():
    assert named("/music/Yellow.mp3") == []
