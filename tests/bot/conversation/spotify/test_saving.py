import pytest

from adapters.streaming import Access
from engine.moods import MoodName
from tests.adapters.spotify.fake_spotify import songs


def ids(reply):
    return [card.links[0].url.rsplit("/", 1)[-1] for card in reply.cards]


def contents(playlist):
    return [one.track_id for one in playlist.songs]


async def offered(ada, mood="happy"):
    await ada.talk.command("mood", mood)
    return ids(ada.chat.sets[-1])


async def test_a_set_is_saved_into_the_listeners_own_playlist_for_its_mood(ada):
    await ada.link()
    songs_offered = await offered(ada)

    said = await ada.command("save")

    [made] = ada.spotify.playlists.values()
    assert (made.name, made.owner, made.public) == ("Mien: happy", "ada-at-spotify", False)
    assert contents(made) == songs_offered
    assert "5 songs are new in your Spotify playlist “Mien: happy”" in said.text
    assert f"https://open.spotify.com/playlist/{made.playlist_id}" in said.text


async def test_a_song_that_is_disliked_is_not_saved(ada):
    await ada.link()
    _, *others = await offered(ada)
    await ada.talk.press("👎", on=ada.chat.sets[-1])

    said = await ada.command("save")

    [made] = ada.spotify.playlists.values()
    assert contents(made) == others
    assert "4 songs are new in your Spotify playlist" in said.text
    assert "no address" not in said.text


async def test_saving_twice_makes_neither_a_second_playlist_nor_a_second_copy(ada):
    await ada.link()
    songs_offered = await offered(ada)
    await ada.command("save")

    said = await ada.command("save")

    [made] = ada.spotify.playlists.values()
    assert contents(made) == songs_offered
    assert "all in your Spotify playlist" in said.text


async def test_more_songs_of_a_mood_go_to_the_same_playlist(ada):
    await ada.link()
    first = await offered(ada)
    await ada.command("save")
    second = await offered(ada)
    await ada.command("save")

    [made] = ada.spotify.playlists.values()
    assert contents(made) == [*first, *second]


async def test_every_mood_has_its_own_playlist(ada):
    await ada.link()
    for mood in ("happy", "calm"):
        await offered(ada, mood)
        await ada.command("save")

    assert [one.name for one in ada.spotify.playlists.values()] == ["Mien: happy", "Mien: calm"]


async def test_a_playlist_far_behind_others_is_found_again(ada):
    await ada.link()
    for number in range(120):
        ada.spotify.playlist(f"another {number}")
    await offered(ada)
    await ada.command("save")
    made = list(ada.spotify.playlists.values())[-1]
    made.name = "renamed by its owner"

    await offered(ada)
    await ada.command("save")

    assert len(made.songs) == 10
    assert len(ada.spotify.playlists) == 121


async def test_songs_that_are_far_down_a_playlist_are_found_there(ada):
    await ada.link()
    songs_offered = await offered(ada)
    await ada.command("save")
    [made] = ada.spotify.playlists.values()
    made.songs[:0] = songs(130)

    await ada.command("save")

    assert contents(made)[130:] == songs_offered


async def test_a_playlist_that_was_made_and_not_noted_is_found_by_its_name(ada):
    await ada.link()
    await offered(ada)
    ada.spotify.playlist("Mien: happy", owner="somebody else")
    mine = ada.spotify.playlist("Mien: happy", owner="ada-at-spotify")

    await ada.command("save")

    assert len(mine.songs) == 5
    assert len(ada.spotify.playlists) == 2
    listener = await ada.listener_id()
    assert await ada.storage.spotify.playlist(listener, MoodName.HAPPY) == mine.playlist_id


async def test_a_playlist_that_its_owner_deleted_is_made_anew(ada):
    await ada.link()
    await offered(ada)
    await ada.command("save")
    ada.spotify.playlists.clear()

    await ada.command("save")

    [made] = ada.spotify.playlists.values()
    assert len(made.songs) == 5


async def test_before_the_first_songs_there_is_nothing_to_save(ada):
    await ada.link()
    asked = len(ada.spotify.asked)

    said = await ada.command("save")

    assert "no songs of yours" in said.text
    assert len(ada.spotify.asked) == asked


async def test_without_an_account_it_says_how_to_link_one(ada):
    await offered(ada)

    assert "Send /link first" in (await ada.command("save")).text


async def test_access_is_renewed_before_it_runs_out(ada):
    await ada.link()
    await offered(ada)
    before = (await ada.account()).access
    ada.clock.move(minutes=59, seconds=30)

    said = await ada.command("save")

    after = (await ada.account()).access
    assert "are new in" in said.text
    assert (after.token != before.token, after.refresh_token) == (True, before.refresh_token)


async def test_access_that_spotify_no_longer_takes_is_renewed_once(ada):
    await ada.link()
    await offered(ada)
    ada.spotify.tokens.clear()

    said = await ada.command("save")

    assert "are new in" in said.text
    assert isinstance((await ada.account()).access, Access)


@pytest.mark.parametrize(("days", "words"), [(3, "took back your yes"), (183, "after six months")])
async def test_a_yes_that_no_longer_holds_unlinks_and_says_why(ada, days, words):
    await ada.link()
    await offered(ada)
    ada.spotify.revoke()
    ada.clock.move(days=days)

    said = await ada.command("save")

    assert words in said.text
    assert await ada.account() is None


async def test_a_limit_of_spotifys_is_told_with_its_time_and_kept_by_all(ada):
    await ada.link()
    await offered(ada)
    ada.spotify.answer(429, headers={"Retry-After": "7200"})

    first = await ada.command("save")
    asked = len(ada.spotify.asked)
    second = await ada.command("pause")

    assert "in 2 hours" in first.text
    assert "in 2 hours" in second.text
    assert len(ada.spotify.asked) == asked


@pytest.mark.parametrize(
    ("requests_answered", "late"),
    [*((number, False) for number in range(5)), (2, True), (4, True)],
)
async def test_a_spotify_that_dies_half_way_is_told_and_the_next_try_completes_it(
    ada, requests_answered, late
):
    await ada.link()
    songs_offered = await offered(ada)
    ada.spotify.tokens.clear()
    ada.spotify.dies_after, ada.spotify.dies_late = requests_answered, late

    said = await ada.command("save")
    ada.spotify.dies_after = None
    await ada.command("save")

    assert "does not answer right now" in said.text
    [made] = ada.spotify.playlists.values()
    assert contents(made) == songs_offered
    await ada.talk.command("mood", "calm")
    assert len(ada.chat.last.cards) == 5


async def test_no_more_playlists_are_listed_once_the_moods_own_was_seen(ada):
    await ada.link()
    await offered(ada)
    await ada.command("save")
    for number in range(120):
        ada.spotify.playlist(f"another {number}")
    asked = len(ada.spotify.asked)

    await ada.command("save")

    assert [one.path for one in ada.spotify.asked[asked:]].count("/me/playlists") == 1
