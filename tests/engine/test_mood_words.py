from __future__ import annotations

import pytest

from engine.mood_lexicon import EMOJI, LEXICONS
from engine.mood_words import MAX_CHARACTERS, mood_from_words, mood_suggestions
from engine.moods import MOOD_NAMES, MoodName, mood_named


@pytest.mark.parametrize("name", MOOD_NAMES)
def test_every_name_is_understood_as_itself(name):
    assert mood_from_words(name) == mood_named(name)


@pytest.mark.parametrize("word", [w for lexicon in LEXICONS.values() for w in lexicon.moods])
def test_every_word_of_a_lexicon_is_read_alone_as_it_stands_there(word):
    assert mood_from_words(f"I feel {word.upper()}!") == LEXICONS["en"].moods[word]


@pytest.mark.parametrize("emoji", EMOJI)
def test_every_emoji_is_understood(emoji):
    assert mood_from_words(emoji) == EMOJI[emoji]


def test_skin_tones_and_variation_selectors_do_not_matter():
    assert mood_from_words("💪🏽") == mood_from_words("💪")
    assert mood_from_words("❤️") == mood_from_words("❤")


@pytest.mark.parametrize(
    "text", ["", "   ", "asdf", "the quick brown fox", "12345", "tried", "not", "very", "🚗", "..."]
)
def test_what_names_no_mood_is_not_understood(text):
    assert mood_from_words(text) is None


def test_after_but_weighs_more_than_before():
    mood = mood_from_words("tired but hopeful")
    other_way = mood_from_words("hopeful but tired")

    assert mood
    assert other_way
    assert (mood.name, other_way.name) == (MoodName.HAPPY, MoodName.SAD)
    assert mood.valence > other_way.valence


def test_a_mixture_lies_between_its_parts():
    mixed = mood_from_words("happy and sad")
    happy, sad = mood_named(MoodName.HAPPY), mood_named(MoodName.SAD)

    assert mixed
    assert sad.valence < mixed.valence < happy.valence


def test_the_mood_that_weighs_most_names_a_mixture():
    mood = mood_from_words("angry, furious and a bit sad")

    assert mood
    assert mood.name is MoodName.ANGRY


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("not happy", MoodName.SAD),
        ("I'm not feeling very happy today", MoodName.SAD),
        ("I don\u2019t feel good", MoodName.SAD),
        ("not sad", MoodName.HAPPY),
        ("not angry", MoodName.CALM),
        ("not calm", MoodName.FEARFUL),
        ("not bad at all", MoodName.HAPPY),
        ("not angry, just sad", MoodName.SAD),
    ],
)
def test_a_negated_mood_is_turned_round(text, name):
    mood = mood_from_words(text)

    assert mood
    assert mood.name is name


def test_a_comma_ends_a_negation():
    mood = mood_from_words("no, happy")

    assert mood == mood_named(MoodName.HAPPY)


def test_not_sad_is_weaker_than_happy():
    mood = mood_from_words("not sad")

    assert mood
    assert 0 < mood.valence < mood_named(MoodName.HAPPY).valence


def test_degrees_move_the_point_and_keep_the_name():
    slightly, plain, very = (mood_from_words(t) for t in ("slightly sad", "sad", "very sad"))

    assert slightly
    assert plain
    assert very
    assert very.valence < plain.valence < slightly.valence < 0
    assert {slightly.name, plain.name, very.name} == {MoodName.SAD}


def test_no_degree_leaves_the_plane():
    mood = mood_from_words("extremely incredibly super totally happy")

    assert mood
    assert mood.valence == mood.arousal == 1


@pytest.mark.parametrize(
    ("typo", "word"),
    [
        ("hapy", None),
        ("happpy", "happy"),
        ("hapyp", "happy"),
        ("angri", "angry"),
        ("anxous", "anxious"),
        ("relaxd", "relaxed"),
        ("surprized", "surprised"),
        ("melanchly", "melancholy"),
    ],
)
def test_one_wrong_letter_in_a_longer_word_is_forgiven(typo, word):
    assert mood_from_words(typo) == (mood_from_words(word) if word else mood_named(MoodName.HAPPY))


@pytest.mark.parametrize("text", ["sat", "mid", "clam", "started", "likely", "hxxpy", "lower"])
def test_another_word_is_no_typo(text):
    assert mood_from_words(text) is None


def test_a_misspelling_of_two_moods_is_not_guessed():
    assert mood_from_words("scored") is None


def test_phrases_win_over_their_words():
    assert mood_from_words("over the moon") == mood_named(MoodName.HAPPY)
    assert mood_from_words("calm down") == mood_named(MoodName.CALM)


def test_the_end_of_a_very_long_text_is_not_read():
    assert mood_from_words("x " * MAX_CHARACTERS + "happy") is None


def test_suggestions_start_with_the_names_and_are_all_understood():
    suggestions = mood_suggestions()

    assert suggestions[:6] == MOOD_NAMES
    assert len(set(suggestions)) == len(suggestions)
    assert all(mood_from_words(word) for word in suggestions)
