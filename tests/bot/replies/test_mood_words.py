import pytest

from bot.replies.language import LANGUAGES, speaking
from bot.replies.mood_words import (
    look_sentence,
    look_sentence_with,
    look_word,
    mood_word,
    song_of,
    songs_for,
)
from engine.moods import MOOD_NAMES, MoodName


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", [mood_word, look_word, look_sentence, songs_for, song_of])
def test_no_two_moods_are_said_alike(language, words):
    with speaking(language):
        assert len({words(name) for name in MOOD_NAMES}) == len(MOOD_NAMES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_touch_of_every_other_mood_can_be_told_apart(language):
    with speaking(language):
        said = {
            look_sentence_with(name, touch)
            for name in MOOD_NAMES
            for touch in MOOD_NAMES
            if touch is not name
        }

    assert len(said) == len(MOOD_NAMES) * (len(MOOD_NAMES) - 1)
    assert not any("{" in sentence for sentence in said)


@pytest.mark.parametrize(("language", "of_people"), [("en", "surprised"), ("de", "überrascht")])
def test_a_song_is_full_of_surprise_and_not_surprised(language, of_people):
    with speaking(language):
        assert mood_word(MoodName.SURPRISED) == of_people
        assert of_people not in song_of(MoodName.SURPRISED)


def test_words_are_gentler_than_names():
    assert mood_word(MoodName.ANGRY) == "angry"
    assert look_word(MoodName.ANGRY) == "a bit cross"
