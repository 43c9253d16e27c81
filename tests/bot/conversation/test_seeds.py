from engine.catalogue import Catalogue
from tests.bot.conversation.conftest import Talk, button, has_button


def a_song(catalogue: Catalogue):
    return catalogue.track(100)


async def test_a_song_is_found_by_title_and_artist_and_added_with_a_tap(
    talk: Talk, catalogue: Catalogue
):
    song = a_song(catalogue)
    await talk.command("seed", f"add {song.title} {song.artists[0]}")
    first = talk.chat.last.cards[0]
    await talk.press("1")
    await talk.command("seeds")

    assert (first.title, first.artists) == (song.title, song.artists)
    assert [card.title for card in talk.chat.last.cards] == [song.title]


async def test_a_spotify_link_is_added_at_once(talk: Talk, catalogue: Catalogue):
    song = a_song(catalogue)
    await talk.command("seed", f"https://open.spotify.com/track/{song.track_id}?si=abc")

    assert talk.chat.last.text.startswith(f"“{song.title}”")
    assert "now one of your seed songs" in talk.chat.last.text


async def test_a_song_that_is_not_there_is_said_to_be_missing(talk: Talk):
    await talk.command("seed", "zzxqj wvvkq pptlm")

    assert talk.chat.last.text.startswith("I have no song like")


async def test_a_seed_song_can_be_taken_away(talk: Talk, catalogue: Catalogue):
    song = a_song(catalogue)
    await talk.command("seed", song.track_id)
    await talk.command("seeds")
    await talk.press("✕")
    await talk.command("seeds")

    assert talk.chat.last.text.startswith("You have no seed songs yet")


async def test_adding_a_seed_song_twice_says_so(talk: Talk, catalogue: Catalogue):
    song = a_song(catalogue)
    await talk.command("seed", song.track_id)
    await talk.command("seed", song.track_id)

    assert "already" in talk.chat.last.text


async def test_many_seed_songs_are_listed_on_pages_that_every_platform_can_show(
    talk: Talk, catalogue: Catalogue
):
    songs = [catalogue.track(row) for row in range(25)]
    for song in songs:
        await talk.command("seed", song.track_id)
        talk.clock.move(seconds=1)
    await talk.command("seeds")
    first = talk.chat.last
    await talk.press("Older →")
    await talk.press("Older →")
    last = talk.chat.last

    newest_first = [song.title for song in reversed(songs)]
    assert [card.title for card in first.cards] == newest_first[:10]
    assert [card.title for card in last.cards] == newest_first[20:]
    assert [card.number for card in last.cards] == [21, 22, 23, 24, 25]
    assert last.replaces == talk.chat.id_of(first)
    assert (has_button(first, "← Newer"), has_button(last, "Older →")) == (False, False)


async def test_a_page_that_emptied_meanwhile_is_the_last_there_is(talk, catalogue):
    for row in range(11):
        await talk.command("seed", catalogue.track(row).track_id)
        talk.clock.move(seconds=1)
    await talk.command("seeds")
    older = button(talk.chat.last, "Older →").action
    await talk.press("✕")

    await talk.press_action(older)

    assert len(talk.chat.last.cards) == 10
    assert not has_button(talk.chat.last, "Older →")
