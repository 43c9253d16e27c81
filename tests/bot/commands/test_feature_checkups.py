"""`mien doctor` against a source of features on loopback."""

import pytest

from bot.bootstrap.features import WELL_KNOWN_ID
from engine.catalogue import starter_catalogue
from engine.tracks import FEATURE_NAMES
from tests.bot.commands.loopback import Asked, serving

KNOWN = {
    "href": f"https://open.spotify.com/track/{WELL_KNOWN_ID}",
    **dict.fromkeys(FEATURE_NAMES, 0.5),
    "tempo": 120,
}


@pytest.fixture
def songs():
    """What is known there; put in what shall be."""
    return [KNOWN]


@pytest.fixture
def url(songs):
    def answer(asked: Asked) -> tuple[int, object]:
        known = asked.path.startswith("/v1/audio-features?")
        return 200 if known else 404, {"content": songs}

    with serving(answer) as address:
        yield f"{address}/v1"


@pytest.fixture
def song_features(mien, monkeypatch):
    def look(**settings):
        for name, value in settings.items():
            monkeypatch.setenv(f"MIEN_{name.upper()}", value)
        told = {one["what"]: one for one in mien("doctor", "--json").objects}["song features"]
        return told["fine"], told["said"]

    return look


def test_the_song_it_is_asked_about_is_one_that_the_starter_catalogue_has():
    starter = starter_catalogue()

    assert starter.track(starter.row_of(WELL_KNOWN_ID)).title == "Mr. Brightside"


def test_without_a_choice_it_is_merely_off(song_features):
    fine, said = song_features()

    assert fine is None
    assert "MIEN_FEATURE_SOURCE" in said


def test_a_source_that_answers_is_well(song_features, url):
    fine, said = song_features(feature_source="reccobeats", reccobeats_url=url)

    assert fine is True
    assert "reccobeats answers" in said


def test_one_that_no_longer_tells_what_it_should_is_not(song_features, url, songs):
    songs.clear()

    fine, said = song_features(feature_source="reccobeats", reccobeats_url=url)

    assert fine is False
    assert "MIEN_FEATURE_SOURCE" in said


@pytest.mark.parametrize("place", ["http://127.0.0.1:1/v1", "/elsewhere"])
def test_one_that_does_not_answer_is_said_with_what_to_do(song_features, url, place):
    place = f"{url}{place}" if place.startswith("/") else place

    fine, said = song_features(feature_source="reccobeats", reccobeats_url=place)

    assert fine is False
    assert "MIEN_RECCOBEATS_URL" in said
