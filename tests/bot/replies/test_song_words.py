import pytest

from bot.replies.language import LANGUAGES, speaking
from bot.replies.song_words import colour_words, drive_words, feature_word
from engine.tracks import FEATURE_NAMES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", [colour_words, drive_words])
def test_every_step_from_low_to_high_has_its_own_word(language, words):
    with speaking(language):
        assert len(set(words())) == 4


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("feature", FEATURE_NAMES)
def test_much_and_little_of_a_feature_are_told_apart(language, feature):
    with speaking(language):
        assert feature_word(feature, high=True) != feature_word(feature, high=False)
