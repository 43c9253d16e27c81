import pytest

from engine.moods import MoodName
from engine.tracks import (
    FEATURE_NAMES,
    AudioFeatures,
    Track,
    folded,
    song_key,
    song_title,
    spotify_track_id,
)


@pytest.mark.parametrize(
    "edition",
    [
        "Bad Moon Rising - Remastered 1985",
        "Bad Moon Rising (2008 Remaster)",
        "Bad Moon Rising - Live",
        "Bad Moon Rising (Live at Woodstock)",
        "Bad Moon Rising [feat. Somebody]",
        "Bad Moon Rising feat. Somebody",
        "Bad Moon Rising (with Somebody Else) - Somebody's Remix",
        "Bad Moon Rising - MK Remix - Radio Edit",
        'Bad Moon Rising - From "An American Film"',
        "Bad Moon Rising (Ao Vivo)",
        "Bad Moon Rising - En Directo",
        "Bad Moon Rising (en direct)",
        "Bad Moon Rising (Acústico)",
        "Bad Moon Rising - Acoustique",
        "Bad Moon Rising - Akustik",
        "Bad Moon Rising - Remasterisé en 2002",
        "Bad Moon Rising - Explicit",
        "Bad Moon Rising (Clean)",
        "Bad Moon Rising (MTV Unplugged)",
        "Bad Moon Rising (Re-Recorded)",
        "Bad Moon Rising - Rerecorded",
        "Bad Moon Rising - BBC Session",
        "Bad Moon Rising - Recorded at Spotify Studios NYC",
        "Bad Moon Rising (Take 2)",
        "Bad Moon Rising\uff08Remastered\uff09",
        "BAD  MOON RISING!",
    ],
)
def test_editions_of_a_song_share_one_key(edition):
    assert song_key(edition, "Creedence") == song_key("Bad Moon Rising", "creedence")


@pytest.mark.parametrize(
    "title",
    [
        "Anti-Hero",
        "Twenty-Four Hours with You",
        "Live and Let Die",
        "Live Forever",
        "I Wanna Dance with Somebody (Who Loves Me)",
        "Dancing (With Me)",
        "Brace for Impact - Live a Little",
        "Ignition",
        "(I Can't Live) Without You",
        "Mambo No. 5 (A Little Bit Of...)",
        "Sign of the Times (Explicit Content)",
        "Recorded Butterflies",
        "Time After Time (Take My Hand)",
        "Come Clean",
    ],
)
def test_what_belongs_to_the_title_stays(title):
    assert song_title(title).lower() == title.lower()


def test_a_hyphen_within_a_word_begins_no_edition():
    assert song_key("Anti-Hero - Acoustic Version", "T") == "anti hero|t"


def test_a_title_that_is_only_an_edition_word_stays():
    assert song_key("Remix", "A") == "remix|a"
    assert song_key("(Live)", "A") == "live|a"


def test_the_same_title_by_others_is_another_song():
    assert song_key("Hello", "Adele") != song_key("Hello", "Lionel Richie")


def test_spelling_does_not_matter():
    assert folded("Beyoncé") == folded("BEYONCE")
    assert folded("Rock & Roll") == folded("Rock and Roll")
    assert folded("Don’t") == folded("dont")  # noqa: RUF001
    assert folded("10,000 Hours") == folded("10000 hours")


@pytest.mark.parametrize(
    "titles",
    [
        ("ハード", "ハート"),
        ("バイバイ", "ハイハイ", "パイパイ"),
        ("दिल", "दिला", "दाल"),
        ("มี", "มู", "มู่"),
    ],
)
def test_marks_that_make_another_word_stay(titles):
    assert len({folded(title) for title in titles}) == len(titles)


def test_words_whose_letters_carry_marks_stay_whole():
    assert " " not in folded("दिल") + folded("ที่สุด")


def test_points_that_may_be_left_out_do_not_matter():
    assert folded("שָׁלוֹם") == folded("שלום")
    assert folded("مُحَمَّد") == folded("محمد")
    assert folded("Ёлка") == folded("Елка")


def test_titles_without_letters_remain_different():
    assert len({song_key("÷", "Ed"), song_key("+", "Ed"), song_key("=", "Ed")}) == 3


def test_the_first_artist_makes_the_key_of_a_track():
    features = AudioFeatures(*[0.5] * len(FEATURE_NAMES))
    track = Track("1", "Song - Live", ("First", "Second"), features, MoodName.CALM)

    assert track.song_key == "song|first"


@pytest.mark.parametrize(
    "text",
    [
        "https://open.spotify.com/track/2wrJq5XKLnmhRXHIAf9xBa?si=abc",
        " https://open.spotify.com/intl-de/track/2wrJq5XKLnmhRXHIAf9xBa",
        "spotify:track:2wrJq5XKLnmhRXHIAf9xBa",
    ],
)
def test_a_link_or_uri_holds_the_id(text):
    assert spotify_track_id(text) == "2wrJq5XKLnmhRXHIAf9xBa"


def test_other_text_holds_no_id():
    assert spotify_track_id("2wrJq5XKLnmhRXHIAf9xBa") is None
    assert spotify_track_id("https://open.spotify.com/album/2wrJq5XKLnmhRXHIAf9xBa") is None
