import pytest

from adapters.values import ListenerSettings, OwnList, SongSource
from bot.replies.language import LANGUAGES, speaking
from bot.replies.own_songs import list_reply, own_of_mood, own_seeded
from engine.moods import MoodName
from engine.song_lists.listed import ListedSong
from engine.song_lists.reading import SongList
from engine.tracks import AudioFeatures, Track
from tests.bot.replies.conftest import NOW, buttons_of

UNKNOWN = ListedSong("No Such Song", ("Nobody",))


def nothing_known(count: int) -> str:
    songs = (UNKNOWN,) * count
    return list_reply(SongList(songs), songs, None, {}, 0).text


def known_labels(count: int) -> list[str]:
    kept = OwnList(7, SongSource.LIST, NOW, count)
    return [one.label for one in buttons_of(list_reply(SongList(), (), kept, {}, 0))]


def seeded_before(count: int) -> str:
    return own_seeded(0, of=count, tried=count).text


def of_a_mood(count: int) -> str:
    features = AudioFeatures(0.8, 0.8, -5.0, 0.05, 0.1, 0.0, 0.1, 0.95, 120.0)
    track = Track("0" * 22, "Song", ("Band",), features, MoodName.HAPPY)
    return own_of_mood(MoodName.HAPPY, [track] * count, settings=ListenerSettings()).text


def test_of_one_song_nothing_is_said_as_of_several():
    assert nothing_known(1) == (
        "I read 1 song.\nIt is not in my catalogue: “Nobody \u2013 No Such Song”."
    )
    assert "🌱 Make it a seed song" in known_labels(1)
    assert seeded_before(1) == "It is a seed song of yours already."
    assert of_a_mood(1) == "As a link to Spotify, and as files for other players."


@pytest.mark.parametrize("said", [known_labels, seeded_before, of_a_mood])
@pytest.mark.parametrize("language", LANGUAGES)
def test_one_song_and_two_are_told_apart_in_every_language(language, said):
    with speaking(language):
        one, two = said(1), said(2)

    assert one != two
