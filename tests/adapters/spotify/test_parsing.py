from datetime import UTC, datetime, timedelta

import pytest

from adapters.spotify.parsing import access_of, devices_of, songs_of

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def page(*items, following=None, offset=0):
    return {"items": list(items), "offset": offset, "total": 100, "next": following}


def song(**facts):
    return {"id": "a" * 22, "type": "track", "name": "A", "artists": [{"name": "B"}], **facts}


def test_a_token_is_good_until_its_time_is_over():
    access = access_of({"access_token": "a", "refresh_token": "r", "expires_in": 3600}, now=NOON)

    assert access.expires_at == NOON + timedelta(hours=1)


def test_a_song_that_spotify_replaced_keeps_the_id_its_owner_saved():
    [found] = songs_of(page({"track": song(linked_from={"id": "b" * 22})})).items

    assert found.track_id == "b" * 22


@pytest.mark.parametrize("key", ["item", "track"])
def test_both_names_of_a_playlists_song_are_read(key):
    assert songs_of(page({key: song()})).items[0].title == "A"


def test_what_is_gone_leaves_a_gap_that_is_counted():
    found = songs_of(page({"track": None}, None, {"track": song()}, following="x", offset=50))

    assert len(found.items) == 1
    assert found.following == 53


def test_an_empty_page_is_the_last_one():
    assert songs_of(page(following="x")).following is None


def test_a_song_without_names_is_still_a_song():
    [found] = songs_of(page({"track": song(name=None, artists=[])})).items

    assert (found.title, found.artists) == ("", ("",))


def test_devices_without_an_id_cannot_be_chosen():
    told = {"id": None, "name": "Car", "is_active": False}

    assert devices_of({"devices": [told]}) == []


@pytest.mark.parametrize("answer", [{}, {"items": None, "offset": 0, "total": 0}, {"items": [1]}])
def test_what_is_no_page_is_an_error(answer):
    with pytest.raises((KeyError, TypeError, ValueError, AttributeError)):
        songs_of(answer)
