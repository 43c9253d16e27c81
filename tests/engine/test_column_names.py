import pytest

from engine.column_names import columns_of, missing_from
from engine.tracks import FEATURE_NAMES

NINE = list(FEATURE_NAMES)


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        (["Track URI", "Track Name", "Artist Name(s)"], ("track_id", "title", "artists")),
        (["id", "name", "artists"], ("track_id", "title", "artists")),
        (["uri", "track", "artist"], ("track_id", "title", "artists")),
        (["TRACK_ID", " track_name ", "ARTISTS"], ("track_id", "title", "artists")),
        (["spotify id", "Song Title", "Performer"], ("track_id", "title", "artists")),
        (["track_genre", "Duration (ms)", "Release Date"], ("genres", "duration_ms", "released")),
        (["top genre", "Length", "is_explicit"], ("genres", "duration_ms", "explicit")),
        (["BPM", "Loudness (dB)", "\t\tdnce"], ("tempo", "loudness", "danceability")),
    ],
)
def test_a_column_is_known_by_its_name_however_it_is_spelled(header, wanted):
    assert columns_of(header) == {name: at for at, name in enumerate(wanted)}


def test_columns_inside_other_objects_are_known():
    header = ["track name", "audio_features.energy", "item.audioFeatures.valence"]

    assert set(columns_of(header)) == {"title", "energy", "valence"}


def test_a_misspelt_feature_is_meant():
    assert columns_of(["danceabilty", "acousticnes", "valance"]) == {
        "danceability": 0,
        "acousticness": 1,
        "valence": 2,
    }


def test_energy_is_not_taken_for_liveness():
    assert set(columns_of(["energy", "live"])) == {"energy", "liveness"}


def test_the_title_of_a_mix_is_not_that_of_its_song():
    assert columns_of(["song_name", "title"])["title"] == 0


@pytest.mark.parametrize("number", ["Track", "Track #"])
def test_the_number_of_a_track_is_not_its_title(number):
    assert columns_of([number, "Title", "Artist"])["title"] == 1
    assert columns_of(["artist", "track"])["title"] == 1


def test_of_two_columns_alike_the_first_is_taken():
    assert columns_of(["energy", "Energy"]) == {"energy": 0}


def test_what_is_missing_is_named_in_order():
    columns = columns_of(["track_name", *NINE[:-1], "key"])

    assert missing_from(columns) == ("artists", "tempo")


def test_columns_without_a_name_are_nobodys():
    assert columns_of(["", "Unnamed: 0", "???"]) == {}
