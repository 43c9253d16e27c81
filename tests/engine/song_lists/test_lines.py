import pytest

from engine.song_lists.lines import LONGEST_LINE, is_song_list, song_in, songs_in_lines

ID = "4cOdK2wGLETKBW3PvgPWqT"


@pytest.mark.parametrize(
    "line",
    [
        "Adele - Hello",
        "  1. Adele - Hello  ",
        "12) Adele \u2013 Hello",
        "• Adele — Hello (4:55)",
        "Adele\tHello",
        "#3: “Adele” - “Hello” 4:55",
        "Hello by Adele",
        "Adele, Hello",
    ],
)
def test_a_line_names_artist_and_title_in_many_ways(line):
    song = song_in(line)

    assert {song.title, *song.artists} == {"Adele", "Hello"}
    assert song.either_way


@pytest.mark.parametrize(
    "line",
    [
        f"https://open.spotify.com/track/{ID}?si=1",
        f"https://open.spotify.com/intl-de/track/{ID}",
        f"spotify:track:{ID}",
        ID,
        f"2. spotify:track:{ID}",
    ],
)
def test_a_link_or_an_id_is_a_song(line):
    assert song_in(line).track_id == ID


@pytest.mark.parametrize(
    "line",
    ["", "My favourite songs", "https://youtu.be/dQw4w9WgXcQ", "- ", "a - ", "x" * LONGEST_LINE],
)
def test_other_lines_name_none(line):
    assert song_in(line) is None


def test_a_line_without_end_is_left_out():
    assert song_in("Adele - Hello " + "o" * LONGEST_LINE) is None


def test_guests_and_several_artists_are_told_apart():
    [song] = songs_in_lines("Drake feat. Rihanna - Too Good")

    assert song.artists == ("Drake", "Rihanna")


@pytest.mark.parametrize(
    "text",
    [
        "Adele - Hello\nQueen \u2013 Radio Ga Ga\nBjörk - Jóga",
        "My songs:\nAdele - Hello\nQueen \u2013 Radio Ga Ga\nBjörk - Jóga\n\n",
        f"spotify:track:{ID}\n" * 3,
    ],
)
def test_three_lines_with_songs_are_a_list(text):
    assert is_song_list(text)


@pytest.mark.parametrize(
    "text",
    [
        "tired but hopeful",
        "Adele - Hello\nQueen \u2013 Radio Ga Ga",
        "I am tired,\nand sad,\nand it rains,\nall day",
        "Dear diary\nthe day was long\nand then - nothing\nmore rain",
    ],
)
def test_other_words_are_no_list(text):
    assert not is_song_list(text)
