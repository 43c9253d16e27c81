"""One word or sentence per mood, each whole, so that every language can agree with itself.

Mien says how a person looks, never what they are; and it says neither "disgust" nor "contempt".
"""

from __future__ import annotations

from bot.replies.language import in_context, marked, translated
from engine.moods import MoodName

_LOOKS = {
    # Translators: say it so that it fits women and men, here and below
    MoodName.HAPPY: marked("You look happy."),
    MoodName.SURPRISED: marked("You look surprised."),
    MoodName.ANGRY: marked("You look a bit cross, right?"),
    MoodName.FEARFUL: marked("You look a bit uneasy, right?"),
    MoodName.SAD: marked("You look a bit down, right?"),
    MoodName.CALM: marked("You look calm."),
}
_LOOKS_WITH_A_TOUCH = {
    # Translators: {touch} is one of the words with the context "with a touch of …", here and below
    MoodName.HAPPY: marked("You look happy, with a touch of {touch}."),
    MoodName.SURPRISED: marked("You look surprised, with a touch of {touch}."),
    MoodName.ANGRY: marked("You look a bit cross, with a touch of {touch}, right?"),
    MoodName.FEARFUL: marked("You look a bit uneasy, with a touch of {touch}, right?"),
    MoodName.SAD: marked("You look a bit down, with a touch of {touch}, right?"),
    MoodName.CALM: marked("You look calm, with a touch of {touch}."),
}
_SONGS = {
    MoodName.HAPPY: marked("Songs for a happy mood."),
    MoodName.SURPRISED: marked("Songs for a surprised mood."),
    MoodName.ANGRY: marked("Songs for an angry mood."),
    MoodName.FEARFUL: marked("Songs for a fearful mood."),
    MoodName.SAD: marked("Songs for a sad mood."),
    MoodName.CALM: marked("Songs for a calm mood."),
}
_ONE_SONG = {
    # Translators: what is said of a song, here and below; a comma and its genre may follow
    MoodName.HAPPY: marked("a happy song"),
    MoodName.SURPRISED: marked("a song full of surprise"),
    MoodName.ANGRY: marked("an angry song"),
    MoodName.FEARFUL: marked("a fearful song"),
    MoodName.SAD: marked("a sad song"),
    MoodName.CALM: marked("a calm song"),
}


def mood_word(name: MoodName) -> str:
    """The mood's name, as on buttons."""
    words = {
        # Translators: a noun where an adjective would need to know the listener's gender
        MoodName.HAPPY: in_context("name of a mood", "happy"),
        MoodName.SURPRISED: in_context("name of a mood", "surprised"),
        MoodName.ANGRY: in_context("name of a mood", "angry"),
        MoodName.FEARFUL: in_context("name of a mood", "fearful"),
        MoodName.SAD: in_context("name of a mood", "sad"),
        MoodName.CALM: in_context("name of a mood", "calm"),
    }
    return words[name]


def look_word(name: MoodName) -> str:
    """How a face looks, where it could be another."""
    words = {
        # Translators: a noun where an adjective would need to know the listener's gender
        MoodName.HAPPY: in_context("a guess at a look", "happy"),
        MoodName.SURPRISED: in_context("a guess at a look", "surprised"),
        MoodName.ANGRY: in_context("a guess at a look", "a bit cross"),
        MoodName.FEARFUL: in_context("a guess at a look", "a bit uneasy"),
        MoodName.SAD: in_context("a guess at a look", "a bit down"),
        MoodName.CALM: in_context("a guess at a look", "calm"),
    }
    return words[name]


def look_sentence(name: MoodName) -> str:
    """Begins an answer: `You look happy`."""
    return translated(_LOOKS[name])


def look_sentence_with(name: MoodName, touch: MoodName) -> str:
    """The same where a second mood shows: `You look happy, with a touch of surprise`."""
    return translated(_LOOKS_WITH_A_TOUCH[name]).format(touch=_touch_word(touch))


def songs_for(name: MoodName) -> str:
    """Begins an answer to words: `Songs for a calm mood`."""
    return translated(_SONGS[name])


def song_of(name: MoodName) -> str:
    """What one song is: `a calm song`."""
    return translated(_ONE_SONG[name])


def _touch_word(name: MoodName) -> str:
    words = {
        # Translators: with the article or preposition that {touch} needs in the sentence
        MoodName.HAPPY: in_context("with a touch of …", "a smile"),
        MoodName.SURPRISED: in_context("with a touch of …", "surprise"),
        MoodName.ANGRY: in_context("with a touch of …", "crossness"),
        MoodName.FEARFUL: in_context("with a touch of …", "unease"),
        MoodName.SAD: in_context("with a touch of …", "sadness"),
        MoodName.CALM: in_context("with a touch of …", "calm"),
    }
    return words[name]
