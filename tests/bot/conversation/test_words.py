import pytest

from adapters.storage.storage import Storage
from engine.building.importing import import_files
from engine.catalogue import load_catalogue
from tests.bot.conversation.conftest import HELP_URL, Talk, conversation

ONE_ANGRY_SONG = (
    "track_id,title,artists,danceability,energy,loudness,speechiness,acousticness,"
    "instrumentalness,liveness,valence,tempo\nid1,Song,Band,.5,.99,-3,.1,.01,0,.2,.05,180\n"
)


@pytest.mark.parametrize("words", ["happy", "😌", "tired but hopeful", "furious"])
async def test_words_and_emoji_get_songs_without_a_face(talk: Talk, words: str):
    await talk.command("mood", words)

    assert len(talk.chat.last.cards) == 5


async def test_plain_text_is_a_mood_too(talk: Talk):
    await talk.text("I feel so sad today")

    assert len(talk.chat.last.cards) == 5
    assert "sad" in talk.chat.last.text


async def test_a_mood_that_the_catalogue_lacks_is_no_matter_of_dislikes(storage: Storage, tmp_path):
    (tmp_path / "one.csv").write_text(ONE_ANGRY_SONG)
    import_files([tmp_path / "one.csv"], tmp_path / "one", told=lambda _what, _share: None)
    talk = conversation(storage, load_catalogue(tmp_path / "one"))

    await talk.command("mood", "calm")

    assert talk.chat.last.text.startswith("I have no song for that mood and goal.")
    assert len([one for row in talk.chat.last.buttons for one in row]) == 6
    await talk.inbox.close(grace_s=0)


async def test_words_that_are_not_understood_are_asked_about_never_guessed(talk: Talk):
    await talk.command("mood", "xylophone")

    assert talk.chat.last.text == "I can't tell a mood from “xylophone”. Which is nearest?"
    assert len([one for row in talk.chat.last.buttons for one in row]) == 6


async def test_words_of_despair_get_a_kind_line_before_any_song(talk: Talk):
    await talk.text("I want to die")

    assert HELP_URL in talk.chat.last.text
    assert talk.chat.sets == []


async def test_quiet_songs_come_where_they_are_wanted(talk: Talk):
    await talk.command("mood", "I want to die")
    await talk.press("🎵 Quiet songs")

    assert len(talk.chat.sets) == 1


async def test_a_mood_button_gets_songs(talk: Talk):
    await talk.command("mood", "xylophone")
    await talk.press("😌 calm")

    assert len(talk.chat.last.cards) == 5


async def test_mood_without_words_asks(talk: Talk):
    await talk.command("mood")

    assert talk.chat.last.text == "How do you feel?"


async def test_an_essay_is_cut_and_shown_short(talk: Talk):
    await talk.text("qq " * 5000)

    assert len(talk.chat.last.text) < 150


@pytest.mark.parametrize(
    "words", ["müde aber hoffnungsvoll", "no estoy triste", "crevée mais contente", "tô de boa"]
)
async def test_moods_are_understood_in_other_languages(talk: Talk, words: str):
    await talk.text(words)

    assert len(talk.chat.last.cards) == 5
