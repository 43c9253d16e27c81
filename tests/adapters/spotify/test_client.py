import asyncio
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from aiohttp import web

from adapters.errors import (
    SpotifyBusyError,
    SpotifyError,
    SpotifyExpiredError,
    SpotifyMissingError,
    SpotifyNoDeviceError,
    SpotifyNotInvitedError,
    SpotifyNotNowError,
    SpotifyPremiumError,
    SpotifyRevokedError,
    SpotifySetupError,
)
from adapters.spotify import SpotifyClient
from adapters.spotify.api import SCOPES, Patience, TokenInHand, WebApi, sign_in
from adapters.streaming import Device
from tests.adapters.spotify.conftest import NOON, application_at, lose_patience
from tests.adapters.spotify.fake_spotify import A_DAY_S, CLIENT_ID, Song, songs


def test_the_way_to_spotify_names_what_is_asked_for_and_the_state():
    client = SpotifyClient(application_at("http://127.0.0.1:9"))

    url = urlsplit(client.authorize_url("a state"))

    client.close()
    asked = {name: value for name, [value] in parse_qs(url.query).items()}
    assert (url.netloc, url.path) == ("127.0.0.1:9", "/authorize")
    assert asked["state"] == "a state"
    assert asked["client_id"] == CLIENT_ID
    assert asked["redirect_uri"] == "http://127.0.0.1:8080/spotify/callback"
    assert sorted(asked["scope"].split()) == sorted(SCOPES)


async def test_every_request_is_waited_for_within_what_stands_around_it(spotify):
    around = []

    @contextmanager
    def noting():
        around.append("in")
        try:
            yield
        finally:
            around.append("out")

    client = SpotifyClient(application_at(spotify.url), clock=lambda: NOON, around=noting)
    spotify.person()
    access = await client.redeem(spotify.code())
    spotify.answer(500)
    with pytest.raises(SpotifyError):
        await client.user(access)
    client.close()

    assert around == ["in", "out"] * 2


async def test_a_code_is_worth_access_once(client, spotify):
    spotify.person()
    code = spotify.code()

    access = await client.redeem(code)

    assert access.expires_at == NOON + timedelta(hours=1)
    assert (await client.user(access)).name == "Ada"
    with pytest.raises(SpotifyRevokedError):
        await client.redeem(code)


async def test_renewed_access_keeps_the_refresh_token_that_spotify_does_not_repeat(client, access):
    renewed = await client.renew(access)

    assert renewed.token != access.token
    assert renewed.refresh_token == access.refresh_token
    assert (await client.user(renewed)).user_id == "ada-at-spotify"


async def test_a_yes_that_was_taken_back_is_told(client, spotify, access):
    spotify.revoke()

    with pytest.raises(SpotifyRevokedError):
        await client.renew(access)
    with pytest.raises(SpotifyExpiredError):
        await client.user(access)


async def test_a_wrong_secret_is_the_hosts_matter(spotify):
    client = SpotifyClient(application_at(spotify.url, secret="wrong"))
    spotify.person()

    with pytest.raises(SpotifySetupError):
        await client.redeem(spotify.code())
    client.close()


async def test_nothing_is_written_anywhere(client, access, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    await client.user(await client.renew(access))

    assert list(Path.cwd().iterdir()) == []


async def test_no_token_gets_into_the_log(client, spotify, access, caplog):
    caplog.set_level("DEBUG")
    spotify.answer(403, message="Forbidden")

    with pytest.raises(SpotifyMissingError):
        await client.songs(await client.renew(access), "secretplaylist", 0)

    spoken = [one for one in caplog.records if one.name.startswith("spotipy")]
    assert spoken == []
    assert access.token not in caplog.text
    assert access.refresh_token not in caplog.text


async def test_no_token_gets_into_a_representation(access):
    assert access.token not in repr(access)
    assert access.refresh_token not in repr(access)


async def test_liked_songs_come_in_pages_of_fifty(client, spotify, access):
    spotify.people["ada-at-spotify"].liked = list(songs(120))

    first = await client.liked(access, 0)
    last = await client.liked(access, 100)

    assert (len(first.items), first.total, first.following) == (50, 120, 50)
    assert (len(last.items), last.following) == (20, None)
    assert first.items[0].track_id == next(songs(1)).track_id


async def test_files_of_ones_own_have_no_id_and_episodes_are_left_out(client, spotify, access):
    mine = Song(None, "Demo", ("Me",))
    found = spotify.playlist("mixed", [mine, Song("e" * 22, kind="episode"), *songs(1)])

    page = await client.songs(access, found.playlist_id, 0)

    assert [one.track_id for one in page.items] == [None, next(songs(1)).track_id]
    assert page.items[0].artists == ("Me",)


async def test_playlists_of_others_are_listed_but_cannot_be_read(client, spotify, access):
    spotify.playlist("mine", songs(3))
    spotify.playlist("theirs", owner="somebody")
    spotify.playlist("ours", owner="somebody", collaborative=True)
    user = await client.user(access)

    page = await client.playlists(access, user, 0)

    told = [(one.name, one.readable, one.songs) for one in page.items]
    assert told == [("mine", True, 3), ("theirs", False, 0), ("ours", True, 0)]


async def test_a_playlist_is_made_for_nobody_elses_eyes_and_filled(client, spotify, access):
    playlist_id = await client.create(access, "Mien", "Songs")
    await client.add(access, playlist_id, ["a" * 22, "b" * 22])

    made = spotify.playlists[playlist_id]
    assert (made.name, made.public, made.owner) == ("Mien", False, "ada-at-spotify")
    assert [one.track_id for one in made.songs] == ["a" * 22, "b" * 22]


async def test_a_playlist_of_others_or_of_nobody_is_missing(client, spotify, access):
    theirs = spotify.playlist("theirs", owner="somebody")

    for playlist_id in (theirs.playlist_id, "nowhere"):
        with pytest.raises(SpotifyMissingError):
            await client.songs(access, playlist_id, 0)


async def test_only_devices_that_take_commands_are_told(client, spotify, access):
    phone = spotify.device("Phone", active=True)
    spotify.device("Car", restricted=True)

    assert await client.devices(access) == [Device(phone, "Phone", True)]


async def test_songs_play_where_they_should(client, spotify, access):
    spotify.device("Phone", active=True)
    spotify.device("Kitchen")
    kitchen = (await client.devices(access))[1]

    await client.play(access, ["a" * 22], kitchen)
    await client.pause(access)
    await client.skip(access)

    ada = spotify.people["ada-at-spotify"]
    assert ada.playing == (kitchen.device_id, ["a" * 22])
    assert (ada.paused, ada.skipped) == (True, 1)


async def test_where_nothing_is_open_there_is_no_device(client, access):
    with pytest.raises(SpotifyNoDeviceError):
        await client.pause(access)


async def test_what_is_paused_already_cannot_be_paused_now(client, spotify, access):
    spotify.device("Phone", active=True)
    await client.pause(access)

    with pytest.raises(SpotifyNotNowError):
        await client.pause(access)


async def test_players_are_for_premium(client, spotify, access):
    spotify.people["ada-at-spotify"].premium = False

    with pytest.raises(SpotifyPremiumError):
        await client.skip(access)


@pytest.mark.parametrize(
    "words",
    [
        "User not registered in the Developer Dashboard",
        "Check settings on developer.spotify.com/dashboard, the user may not be registered.",
    ],
)
async def test_whoever_is_not_in_the_dashboard_is_not_invited(client, spotify, access, words):
    spotify.answer(403, text=words)

    with pytest.raises(SpotifyNotInvitedError):
        await client.user(access)


async def test_a_host_without_premium_is_told_apart(client, spotify, access):
    spotify.answer(403, message="Active premium subscription required for the owner of the app.")

    with pytest.raises(SpotifySetupError):
        await client.user(access)


async def test_too_many_requests_stop_all_of_them_without_any_sleep(client, spotify, access):
    spotify.answer(429, headers={"Retry-After": str(A_DAY_S)})

    with pytest.raises(SpotifyBusyError) as first:
        await client.user(access)
    asked = len(spotify.asked)
    with pytest.raises(SpotifyBusyError) as second:
        await client.liked(access, 0)

    assert first.value.retry_after_s == A_DAY_S
    assert A_DAY_S - 60 < second.value.retry_after_s <= A_DAY_S
    assert len(spotify.asked) == asked


@pytest.mark.parametrize(
    ("shape", "wait_s"),
    [
        ({"reason": "QUOTA_EXCEEDED"}, 600),
        ({}, 30),
        ({"headers": {"Retry-After": "Fri, 20 Nov 2026 12:00:00 GMT"}}, 30),
        ({"headers": {"Retry-After": "9" * 400}}, 7 * 86_400),
    ],
)
async def test_a_limit_without_its_time_is_kept_for_a_while(client, spotify, access, shape, wait_s):
    spotify.answer(429, **shape)

    with pytest.raises(SpotifyBusyError) as caught:
        await client.user(access)

    assert caught.value.retry_after_s == wait_s


async def test_after_its_time_spotify_is_asked_again(client, spotify, access):
    spotify.answer(429, headers={"Retry-After": "0"})
    with pytest.raises(SpotifyBusyError):
        await client.user(access)

    assert (await client.user(access)).name == "Ada"


async def test_a_limit_at_the_sign_in_counts_as_well(client, spotify, access):
    spotify.token_answer = web.Response(status=429, headers={"Retry-After": "77"})

    with pytest.raises(SpotifyBusyError) as caught:
        await client.renew(access)

    assert caught.value.retry_after_s == 77


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 500, "message": "oops"},
        {"status": 200, "text": "<html>"},
        {"status": 200, "text": "[]"},
        {"status": 200, "text": '{"id": null'},
        {"status": 400, "text": '{"error": "as a text"}'},
        {"status": 502, "text": ""},
    ],
)
async def test_whatever_else_is_answered_is_an_error_of_spotifys(client, spotify, access, answer):
    spotify.answer(answer.pop("status"), **answer)

    with pytest.raises(SpotifyError):
        await client.user(access)


async def test_a_dead_spotify_is_an_error_and_not_a_crash(client, spotify, access):
    spotify.dead = True

    with pytest.raises(SpotifyError):
        await client.user(access)


async def test_a_hanging_spotify_is_left_after_a_while(client, spotify, access):
    spotify.hangs = True
    lose_patience(client)

    with pytest.raises(SpotifyError, match="no answer within"):
        await client.user(access)


async def test_a_hanging_spotify_takes_no_more_than_its_own_threads(client, spotify, access):
    spotify.hangs = True
    lose_patience(client)
    waiting = [asyncio.create_task(client.user(access)) for _ in range(40)]

    ended = await asyncio.gather(*waiting, return_exceptions=True)

    assert all(isinstance(one, SpotifyError) for one in ended)
    assert len([one for one in spotify.asked if one.path == "/me"]) <= 4
    assert sum(isinstance(one, SpotifyBusyError) for one in ended) == 24


def test_nobody_waits_for_spotify_without_an_end():
    patience = Patience()

    assert patience.connect_s + patience.answer_s <= patience.longest_s <= 30
    assert WebApi(application_at("http://127.0.0.1:9")).requests_timeout == (300, 300)
    assert sign_in(application_at("http://127.0.0.1:9"), TokenInHand()).requests_timeout == (
        300,
        300,
    )
