from dataclasses import replace

import pytest

from adapters.values import ListenerSettings
from bot.replies.language import LANGUAGES, speaking
from bot.replies.playlists import last_playlist
from engine.moods import MoodName
from tests.bot.replies.conftest import offered_for


def last_songs(count: int) -> str:
    offered = offered_for(MoodName.HAPPY)
    some = replace(offered, tracks=offered.tracks[:count])
    return last_playlist(some, settings=ListenerSettings()).text


def test_one_song_is_one_link():
    assert last_songs(1) == "Your last song as a link to Spotify, and as files for other players."


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_song_and_two_are_told_apart_in_every_language(language):
    with speaking(language):
        assert last_songs(1) != last_songs(2)
