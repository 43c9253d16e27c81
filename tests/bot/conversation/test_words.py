import pytest

from tests.bot.conversation.conftest import HELP_URL, Talk


@pytest.mark.parametrize("words", ["happy", "😌", "tired but hopeful", "furious"])
async def test_words_and_emoji_get_songs_without_a_face(talk: Talk, words: str):
    await talk.command("mood", words)

    assert len(talk.chat.last.cards) == 5


async def test_plain_text_is_a_mood_too(talk: Talk):
    await talk.text("I feel so sad today")

    assert len(talk.chat.last.cards) == 5
    assert "sad" in talk.chat.last.text


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
