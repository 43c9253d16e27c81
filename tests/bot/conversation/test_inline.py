import pytest

from bot.conversation.inline import MOST_CARDS, InlineSongs
from engine.catalogue import Catalogue
from engine.moods import MoodName
from engine.recommender import Recommender


@pytest.fixture(scope="module")
def inline(catalogue: Catalogue) -> InlineSongs:
    return InlineSongs(Recommender(catalogue), catalogue)


def tracks_of(reply, catalogue: Catalogue):
    rows = [catalogue.row_of(card.links[0].url) for card in reply.cards]
    assert None not in rows
    return [catalogue.track(row) for row in rows]


@pytest.mark.parametrize(
    ("words", "locale"), [("calm", "en"), ("müde aber froh", "de"), ("😡", "fr")]
)
async def test_a_mood_gets_ten_songs_with_reasons_and_links(
    inline: InlineSongs, words: str, locale: str
):
    reply = await inline.answer(words, locale)

    assert len(reply.cards) == MOST_CARDS
    assert all(card.reason and card.links and not card.buttons for card in reply.cards)
    assert len({artist for card in reply.cards for artist in card.artists}) >= MOST_CARDS


async def test_songs_of_the_mood_and_the_genre_come_first(
    inline: InlineSongs, catalogue: Catalogue
):
    reply = await inline.answer("angry metal", "en")

    first = tracks_of(reply, catalogue)[:5]
    assert {(track.genre, track.mood) for track in first} == {("metal", MoodName.ANGRY)}


async def test_songs_of_the_mood_by_the_artist_come_first(
    inline: InlineSongs, catalogue: Catalogue
):
    reply = await inline.answer("sad queen", "en")

    queens = [track for track in tracks_of(reply, catalogue) if "Queen" in track.artists]
    assert "Bohemian Rhapsody" in {track.title for track in queens}
    assert {track.mood for track in queens} == {MoodName.SAD}
    assert reply.cards[0].artists == queens[0].artists
    assert len(reply.cards) == MOST_CARDS


async def test_an_artist_alone_brings_several_of_their_songs(inline: InlineSongs):
    reply = await inline.answer("queen", "en")

    assert sum("Queen" in card.artists for card in reply.cards) > 1


async def test_words_that_no_song_has_leave_the_mood(inline: InlineSongs):
    reply = await inline.answer("calm zzxqj", "en")

    assert len(reply.cards) == MOST_CARDS


async def test_other_words_search_for_songs(inline: InlineSongs):
    reply = await inline.answer("bohemian rapsody", "en")

    assert reply.cards[0].title.startswith("Bohemian Rhapsody")
    assert reply.cards[0].reason


async def test_a_genre_alone_brings_its_songs(inline: InlineSongs, catalogue: Catalogue):
    reply = await inline.answer("dubstep", "en")

    assert "dubstep" in {track.genre for track in tracks_of(reply, catalogue)}


@pytest.mark.parametrize("words", ["happy", "sad hip-hop", "love", "angry rap", "metal"])
async def test_explicit_songs_stay_out(inline: InlineSongs, catalogue: Catalogue, words: str):
    reply = await inline.answer(words, "en")

    assert reply.cards
    assert not any(track.explicit for track in tracks_of(reply, catalogue))


@pytest.mark.parametrize("words", ["", "   ", "zzxqj wvvkq pptlm"])
async def test_what_is_not_understood_is_told_how_to_ask(inline: InlineSongs, words: str):
    reply = await inline.answer(words, None)

    assert reply.text == "Type a mood, such as: calm piano"
    assert reply.cards == ()


@pytest.mark.parametrize(("words", "locale"), [("I want to die", "en"), ("quiero morir", "es")])
async def test_words_of_despair_get_no_songs(inline: InlineSongs, words: str, locale: str):
    reply = await inline.answer(words, locale)

    assert reply.cards == ()
    assert 0 < len(reply.text) <= 60


async def test_a_sad_question_is_lifted_gently(inline: InlineSongs, catalogue: Catalogue):
    reply = await inline.answer("sad", "en")

    sad = [track for track in tracks_of(reply, catalogue) if track.mood is MoodName.SAD]
    assert len(sad) <= 0.4 * MOST_CARDS


async def test_a_very_long_question_is_cut(inline: InlineSongs):
    reply = await inline.answer("calm " * 5000, "en")

    assert len(reply.cards) == MOST_CARDS
