import pytest

from engine.distress import sounds_desperate


@pytest.mark.parametrize(
    "words",
    [
        "I want to die",
        "i WANNA die",
        "I don't want to live anymore",
        "I don\u2019t want to be alive",
        "thinking of suicide",
        "I feel suicidal",
        "I could kill myself",
        "I want to hurt myself",
        "there is no point in living",
        "i can't go on",
        "everyone would be better off without me",
        "I wish I was dead",
        "self-harm again",
    ],
)
def test_words_of_despair_are_noticed(words: str):
    assert sounds_desperate(words)


@pytest.mark.parametrize(
    "words",
    [
        "happy",
        "so sad today",
        "tired but hopeful",
        "dead tired",
        "I could die laughing",
        "killing it today",
        "this song slaps",
        "my life is great",
        "angry at my boss",
        "",
        "💔",
    ],
)
def test_other_words_are_not(words: str):
    assert not sounds_desperate(words)
