"""`mien doctor` against a Spotify on loopback."""

import base64

import pytest

from tests.bot.commands.loopback import Asked, serving

SECRET = "spotify-sesame"  # noqa: S105 - opens nothing


@pytest.fixture
def accounts():
    """Where a token is asked for."""
    expected = "Basic " + base64.b64encode(f"an-id:{SECRET}".encode()).decode()

    def answer(asked: Asked) -> tuple[int, object]:
        # Not asked for rightly, it knows no application: the tests that want one then fail.
        rightly = asked.path == "/api/token" and asked.body == "grant_type=client_credentials"
        if rightly and asked.authorization == expected:
            return 200, {"access_token": "t", "expires_in": 3600}
        return 400, {"error": "invalid_client"}

    with serving(answer) as address:
        yield address


@pytest.fixture
def doctor(mien, monkeypatch):
    def look(**settings):
        for name, value in settings.items():
            monkeypatch.setenv(f"MIEN_{name.upper()}", value)
        ended = mien("doctor", "--json")
        assert "sesame" not in ended.out + ended.err
        return {one["what"]: (one["fine"], one["said"]) for one in ended.objects}

    return look


def test_where_it_is_not_set_up_it_is_merely_off(doctor):
    found = doctor()

    assert found["spotify"][0] is None
    assert "MIEN_SPOTIFY_CLIENT_ID" in found["spotify"][1]


def test_an_application_that_is_well_is_told_with_its_redirect(doctor, accounts):
    found = doctor(
        spotify_client_id="an-id",
        spotify_client_secret=SECRET,
        spotify_accounts_url=accounts,
        public_url="https://mien.example",
    )

    assert found["spotify"][0] is found["spotify redirect"][0] is True
    assert "https://mien.example/spotify/callback" in found["spotify redirect"][1]


def test_without_a_public_address_only_this_machine_links(doctor, accounts):
    found = doctor(
        spotify_client_id="an-id", spotify_client_secret=SECRET, spotify_accounts_url=accounts
    )

    fine, said = found["spotify redirect"]
    assert fine is None
    assert "http://127.0.0.1:" in said
    assert "MIEN_PUBLIC_URL" in said


@pytest.mark.parametrize(
    ("secret", "place", "words"),
    [
        ("another-sesame", None, "MIEN_SPOTIFY_CLIENT_SECRET"),
        (SECRET, "http://127.0.0.1:1", "MIEN_SPOTIFY_ACCOUNTS_URL"),
    ],
)
def test_what_is_refused_or_not_reached_is_said_with_what_to_do(
    doctor, accounts, secret, place, words
):
    fine, said = doctor(
        spotify_client_id="an-id",
        spotify_client_secret=secret,
        spotify_accounts_url=place or accounts,
    )["spotify"]

    assert fine is False
    assert words in said
