from engine.catalogue import Catalogue
from tests.bot.conversation.conftest import Talk


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
