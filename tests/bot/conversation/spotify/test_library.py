import asyncio
import itertools

import pytest

from adapters.values import OwnSong, SongSource
from engine.moods import MOOD_NAMES
from tests.adapters.spotify.fake_spotify import Song, songs
from tests.bot.conversation.conftest import button, buttons_of, has_button
from tests.bot.conversation.spotify.test_saving import contents


@pytest.fixture
def known(catalogue):
    """Songs of the catalogue as Spotify tells them, of all moods."""
    rows = range(0, len(catalogue), len(catalogue) // 60)
    tracks = [catalogue.track(row) for row in rows]
    return [Song(one.track_id, one.title, one.artists) for one in tracks]


@pytest.fixture
def moods(catalogue, known):
    tracks = [catalogue.track(catalogue.row_of(one.track_id)) for one in known]
    probabilities = catalogue.mood_probabilities
    rows = [catalogue.row_of(one.track_id) for one in tracks]
    return {row: MOOD_NAMES[int(probabilities[row].argmax())] for row in rows}


async def liked(ada, some):
    await ada.link()
    ada.spotify.people["ada-at-spotify"].liked = list(some)
    await ada.command("library")
    return await ada.press("❤️ Liked songs")


async def kept(ada):
    listener = await ada.listener_id()
    return [one.track_id for one in await ada.storage.own_songs.of(listener)]


async def test_liked_songs_are_joined_to_the_catalogue_and_the_others_counted(ada, known):
    said = await liked(ada, [*known, *songs(40), Song(None, "Demo", ("Me",))])

    count = len(known)
    assert f"I read {count + 41} songs." in said.text
    assert "41 of them are missing from my catalogue" in said.text
    assert await kept(ada) == [one.track_id for one in known]


async def test_they_are_counted_by_their_mood(ada, known, moods):
    said = await liked(ada, known)

    told = dict(line.split(": ") for line in said.text.splitlines()[1:])
    counts = {mood: list(moods.values()).count(mood) for mood in MOOD_NAMES}
    assert {label.split()[-1]: int(number) for label, number in told.items()} == counts


async def test_progress_is_told_in_one_message(ada, known):
    said = await liked(ada, [*known, *songs(400)])

    progress = [one for one in ada.chat.said if "so far" in one.text]
    assert [one.text.split(": ")[1] for one in progress] == [
        f"50 of {len(known) + 400} so far …",
        f"300 of {len(known) + 400} so far …",
    ]
    assert progress[1].replaces == ada.chat.id_of(progress[0])
    assert said.replaces is None


async def test_a_chosen_playlist_comes_beside_what_was_there(ada, known):
    await liked(ada, known[:3])
    ada.spotify.playlist("Road trip", known[2:6])
    await ada.command("library")
    chosen = await ada.press("🎵 A playlist")
    assert [one.label for one in buttons_of(chosen)] == ["Road trip (4)"]

    await ada.press("Road trip (4)")

    assert await kept(ada) == [one.track_id for one in known[:6]]


async def test_what_came_with_an_exported_file_stays_beside_what_is_brought_in(ada, known):
    await liked(ada, known[:3])
    listener = await ada.listener_id()
    theirs = [OwnSong(one.track_id, one.title, one.artists) for one in known[5:7]]
    await ada.storage.own_songs.add(listener, theirs, source=SongSource.SPOTIFY, at=ada.clock())

    await ada.press("❤️ Liked songs")

    ids = [one.track_id for one in known]
    assert await kept(ada) == [*ids[:3], *ids[5:7]]


async def test_only_playlists_that_can_be_read_are_offered_and_none_of_miens(ada):
    await ada.link()
    ada.spotify.playlist("Mine")
    ada.spotify.playlist("Mien: happy")
    ada.spotify.playlist("Theirs", owner="somebody")
    ada.spotify.playlist("Ours", owner="somebody", collaborative=True)
    await ada.command("library")

    chosen = await ada.press("🎵 A playlist")

    assert [one.label for one in buttons_of(chosen)] == ["Mine (0)", "Ours (0)"]


async def test_many_playlists_come_in_pages(ada):
    await ada.link()
    for number in range(70):
        ada.spotify.playlist(f"List {number}")
    await ada.command("library")
    await ada.press("🎵 A playlist")

    second = await ada.press("More →")

    assert next(one.label for one in buttons_of(second)) == "List 8 (0)"
    assert second.replaces is not None
    assert has_button(await ada.press("← Back"), "List 0 (0)")


async def test_who_has_no_playlist_is_told_which_ones_count(ada):
    await ada.link()
    await ada.command("library")

    assert "only your own" in (await ada.press("🎵 A playlist")).text


async def test_a_playlist_that_is_gone_is_told(ada):
    await ada.link()
    ada.spotify.playlist("Mine")
    await ada.command("library")
    await ada.press("🎵 A playlist")
    ada.spotify.playlists.clear()

    assert "no longer has that" in (await ada.press("Mine (0)")).text


async def test_songs_are_sorted_into_a_playlist_for_each_of_their_moods(ada, known, moods):
    await liked(ada, known)

    said = await ada.press("🗂 Sort into six playlists")

    names = {one.name: set(contents(one)) for one in ada.spotify.playlists.values()}
    ids = {row: song.track_id for row, song in zip(moods, known, strict=True)}
    assert names == {
        f"Mien: {mood}": {ids[row] for row in moods if moods[row] is mood}
        for mood in set(moods.values())
    }
    assert f"into {len(names)} playlists" in said.text
    assert all(one.playlist_id in said.text for one in ada.spotify.playlists.values())


async def test_sorting_again_adds_nothing_twice(ada, known):
    await liked(ada, known)
    await ada.press("🗂 Sort into six playlists")
    before = {one.name: contents(one) for one in ada.spotify.playlists.values()}

    said = await ada.press("🗂 Sort into six playlists")

    assert {one.name: contents(one) for one in ada.spotify.playlists.values()} == before
    assert "0 new songs" in said.text


async def test_they_become_seed_songs(ada, known):
    await liked(ada, known[:20])

    said = await ada.press("🌱 Make them seed songs")

    seeds = await ada.storage.feedback.seeds(await ada.listener_id())
    assert [one.track_id for one in seeds] == [one.track_id for one in known[:20]]
    assert "20 songs are new seed songs" in said.text


async def test_songs_are_chosen_from_them_alone_until_they_are_unlinked(ada, known):
    await liked(ada, known)
    await ada.press("🎯 Choose only from my songs")
    await ada.talk.command("mood", "happy")
    own = {card.title for card in ada.chat.sets[-1].cards}
    assert own <= {one.title for one in known}

    await ada.command("unlink")

    listener = await ada.listener_id()
    profile = await ada.storage.listeners.profile(listener)
    assert not profile.settings.only_own_songs


async def test_they_are_forgotten_and_nothing_else(ada, known):
    await liked(ada, known)
    listener = await ada.listener_id()
    theirs = [OwnSong("a" * 22, "A", ("B",))]
    await ada.storage.own_songs.add(listener, theirs, source=SongSource.LIST, at=ada.clock())

    await ada.press("🗑 Forget this list")

    assert await kept(ada) == ["a" * 22]
    await ada.command("library")
    assert not has_button(ada.chat.last, "🗂 Sort into six playlists")


async def test_songs_are_brought_in_again_without_any_twice(ada, known):
    await liked(ada, known)
    await ada.command("library")

    again = await ada.press("❤️ Liked songs")

    assert "missing" not in again.text
    assert await kept(ada) == [one.track_id for one in known]


async def test_an_old_button_without_songs_says_so(ada, known):
    said = await liked(ada, known)
    old = button(said, "🗂 Sort into six playlists").action
    await ada.press("🗑 Forget this list")

    await ada.talk.press_action(old)
    await ada.desk.idle()

    assert "no songs of yours from Spotify yet" in ada.chat.last.text


async def test_an_empty_library_is_told(ada):
    assert "no songs there" in (await liked(ada, [])).text


async def test_without_an_account_it_says_how_to_link_one(ada):
    assert "Send /link first" in (await ada.command("library")).text


async def test_what_was_read_before_an_unlinking_is_not_kept(ada, known):
    await ada.link()
    ada.spotify.people["ada-at-spotify"].liked = known
    await ada.command("library")
    ada.spotify.hangs = True
    await ada.talk.press("❤️ Liked songs")
    await ada.talk.command("unlink")
    ada.spotify.hanging.set()
    await ada.desk.idle()

    assert await kept(ada) == []
    assert "not linked" in ada.chat.last.text


async def test_what_is_kept_while_an_account_is_unlinked_does_not_stay(ada, known):
    await ada.link()
    ada.spotify.people["ada-at-spotify"].liked = known
    await ada.command("library")
    own = ada.storage.own_songs
    add = own.add

    async def add_too_late(listener_id, songs, **facts):
        await ada.talk.command("unlink")
        return await add(listener_id, songs, **facts)

    own.add = add_too_late
    said = await ada.press("❤️ Liked songs")

    assert await kept(ada) == []
    assert "not linked" in said.text


async def test_songs_of_one_account_are_not_kept_for_another(ada, known):
    await ada.link()
    ada.spotify.people["ada-at-spotify"].liked = known[:3]
    await ada.command("library")
    bring, url = button(ada.chat.last, "❤️ Liked songs").action, await ada.url()
    ada.spotify.hangs = "/me/tracks"
    await ada.talk.press_action(bring)
    await ada.spotify.seen["/me/tracks"].wait()
    ada.spotify.person("bert-at-spotify", name="Bert")
    await ada.browser.agree(url)
    ada.spotify.hanging.set()
    await ada.desk.idle()

    assert await kept(ada) == []


async def test_the_player_does_not_wait_for_the_library(ada, known):
    await ada.link()
    ada.spotify.device("Phone", active=True)
    ada.spotify.people["ada-at-spotify"].liked = known
    await ada.command("library")
    ada.spotify.hangs = "/me/tracks"
    await ada.talk.press("❤️ Liked songs")
    await ada.spotify.seen["/me/tracks"].wait()

    await ada.talk.command("pause")
    for pausing in list(ada.desk._jobs)[1:]:
        await asyncio.wait([pausing])
    before = ada.chat.last.text
    ada.spotify.hanging.set()
    await ada.desk.idle()

    assert "Paused." in before
    assert "I read" in ada.chat.last.text


@pytest.mark.parametrize("requests_answered", [0, 3])
async def test_a_spotify_that_dies_half_way_keeps_what_was_known(ada, known, requests_answered):
    await liked(ada, known[:5])
    ada.spotify.people["ada-at-spotify"].liked = [*known, *songs(200)]
    ada.spotify.dies_after = requests_answered

    said = await ada.press("❤️ Liked songs")

    assert "does not answer right now" in said.text
    assert await kept(ada) == [one.track_id for one in known[:5]]
    ada.spotify.dies_after = None
    again = await ada.press("❤️ Liked songs")
    assert f"I read {len(known) + 200} songs" in again.text


@pytest.mark.parametrize("requests_answered", [1, 4])
async def test_sorting_that_was_cut_off_is_completed_by_the_next(ada, known, requests_answered):
    await liked(ada, known)
    ada.spotify.dies_after, ada.spotify.dies_late = requests_answered, True

    said = await ada.press("🗂 Sort into six playlists")
    ada.spotify.dies_after = None
    await ada.press("🗂 Sort into six playlists")

    assert "does not answer right now" in said.text
    names = [one.name for one in ada.spotify.playlists.values()]
    assert sorted(names) == sorted(set(names))
    all_songs = [contents(one) for one in ada.spotify.playlists.values()]
    assert sorted(itertools.chain(*all_songs)) == sorted(one.track_id for one in known)


async def test_sorting_lists_the_accounts_playlists_once_for_all_moods(ada, known, moods):
    await liked(ada, known)
    for number in range(60):
        ada.spotify.playlist(f"another {number}")
    asked = len(ada.spotify.paths("GET"))

    await ada.press("🗂 Sort into six playlists")

    assert len(set(moods.values())) == len(MOOD_NAMES)
    assert ada.spotify.paths("GET")[asked:].count("/me/playlists") == 2
