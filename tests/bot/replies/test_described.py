from adapters.values import AskedSource
from bot.replies.described import asked_elsewhere
from bot.replies.spotify_library import brought_in


def test_nothing_is_said_where_nobody_was_asked():
    assert asked_elsewhere(None) == []


def test_what_was_told_and_what_was_not_are_counted():
    told, silent = asked_elsewhere(AskedSource("ReccoBeats", 12, 9, 3))

    assert told == (
        "I asked ReccoBeats about 12 songs that my catalogue lacks. Described there: 9."
    )
    assert silent == "ReccoBeats did not answer for 3 songs: send them again later."


def test_of_songs_from_spotify_it_is_said_too():
    asked = AskedSource("ReccoBeats", 1, 0, 0)

    reply = brought_in(5, None, moods={}, missing=5, left_out=0, asked=asked)

    assert "I asked ReccoBeats about 1 song that my catalogue lacks." in reply.text
