"""`mien doctor` against a source of features on loopback."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from bot.bootstrap.features import WELL_KNOWN_ID
from engine.catalogue import starter_catalogue
from engine.tracks import FEATURE_NAMES

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
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            data = json.dumps({"content": songs}).encode()
            self.send_response(200 if self.path.startswith("/v1/audio-features?") else 404)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_):
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
        server.shutdown()


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
