from dataclasses import replace
from datetime import UTC, datetime

import pytest

from adapters import errors
from adapters.errors import SpotifyBusyError, SpotifyError, SpotifyRevokedError
from adapters.streaming import Device, StreamingPlaylist
from adapters.values import ListenerSettings, OwnList, SongSource
from bot.actions import LONGEST_BYTES, Action
from bot.replies import spotify, spotify_library, spotify_songs
from bot.replies.language import LANGUAGES, speaking
from engine.moods import MoodName
from tests.bot.replies.conftest import LONGEST_ID, buttons_of

LONGEST_LABEL = 40
DEVICES = [Device("d" * 200, "A very long name of a loudspeaker in the kitchen", True)]
DEVICES += [Device(f"device {number}", "", False) for number in range(12)]
PLAYLISTS = [StreamingPlaylist(f"{n:022}", "A long name " * 9, "me", 7, True) for n in range(20)]
KEPT = OwnList(LONGEST_ID, SongSource.SPOTIFY, datetime(2026, 5, 1, tzinfo=UTC), 7)


def kinds_of(error):
    below = error.__subclasses__()
    return [*below, *(deeper for one in below for deeper in kinds_of(one))]


def raised(kind):
    return kind(5.0) if kind is SpotifyBusyError else kind("a reason that nobody reads")


def test_every_refusal_of_spotifys_has_a_sentence_of_its_own():
    # A yes that no longer holds is told by how old it was.
    kinds = {SpotifyError, *kinds_of(SpotifyError)} - {SpotifyRevokedError}
    unanswered = {SpotifyError, errors.SpotifyExpiredError}

    told = {kind: spotify.refused_sentence(raised(kind)) for kind in kinds}

    own = [sentence for kind, sentence in told.items() if kind not in unanswered]
    assert len(set(own)) == len(own) == len(kinds) - 2
    assert {told[kind] for kind in unanswered}.isdisjoint(own)
    assert all("a reason" not in sentence for sentence in told.values())
    assert spotify.link_ran_out().text != spotify.link_taken_back().text


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.2, "in 1 second."),
        (90, "in 90 seconds."),
        (91, "in 2 minutes."),
        (5400, "in 90 minutes."),
        (5401, "in 2 hours."),
        (86_400, "in 24 hours."),
    ],
)
def test_a_wait_is_told_in_the_unit_that_fits(seconds, words):
    assert spotify.refused_sentence(SpotifyBusyError(seconds)).endswith(words)


@pytest.fixture(params=LANGUAGES)
def replies(request):
    with speaking(request.param):
        return [
            spotify.linked_reply("Ada"),
            spotify_songs.which_device(LONGEST_ID, DEVICES, songs=5),
            spotify_library.library_menu(None, settings=ListenerSettings()),
            spotify_library.library_menu(KEPT, settings=ListenerSettings()),
            spotify_library.which_playlist(PLAYLISTS, 1),
            spotify_library.brought_in(9, KEPT, moods={MoodName.SAD: 7}, missing=2, left_out=1),
            spotify_library.no_library_yet(),
        ]


def test_every_button_fits_every_platform_and_is_understood(replies):
    for reply in replies:
        buttons = buttons_of(reply)
        assert buttons
        assert len({one.action for one in buttons}) == len(buttons)
        for button in buttons:
            assert button.action.isascii()
            assert len(button.action) <= LONGEST_BYTES
            assert Action.parse(button.action).encode() == button.action
            assert 1 <= len(button.label) <= LONGEST_LABEL


def test_a_playlist_is_found_by_its_name_in_every_language():
    with speaking("de"):
        here = spotify_songs.playlist_name(MoodName.HAPPY)

    assert here in spotify_songs.playlist_names(MoodName.HAPPY)
    assert "Mien: happy" in spotify_songs.playlist_names(MoodName.HAPPY)


def test_names_of_two_moods_are_never_the_same():
    names = [name for mood in MoodName for name in spotify_songs.playlist_names(mood)]

    assert len(names) == len(set(names))


def test_a_page_that_no_longer_exists_is_the_last_one():
    last = spotify_library.which_playlist(PLAYLISTS, 99)

    labels = [one.label for one in buttons_of(last)]
    assert len(labels) == 5
    assert labels[-1] == "← Back"


def test_nothing_is_said_of_a_face_in_what_spotify_keeps():
    # Its owner may show a playlist to others.
    for mood in MoodName:
        assert (
            "face" not in spotify_songs.playlist_name(mood) + spotify_songs.playlist_description()
        )


@pytest.mark.parametrize("name", [" ", "\n", "\u202e"])
def test_names_that_show_nothing_are_named_by_us(name):
    device, playlist = Device("id", name, active=True), StreamingPlaylist("p", name, "me", 3, True)

    asked = spotify_songs.which_device(1, [device], songs=5)
    chosen = spotify_library.which_playlist([playlist], 0)

    assert [one.label for one in buttons_of(asked)] == ["a device without a name"]
    assert [one.label for one in buttons_of(chosen)] == ["a playlist without a name (3)"]
    assert "play on Spotify." in spotify_songs.playing(device, songs=5, missing=0).text
    assert spotify.linked_reply(name).text.startswith("Your Spotify account is linked.")


def there_already(count: int) -> str:
    return spotify_songs.saved(MoodName.SAD, "p", added=0, known=count, missing=0).text


def where(count: int) -> str:
    return spotify_songs.which_device(1, DEVICES, songs=count).text


def known_of(count: int) -> list[str]:
    kept = replace(KEPT, songs=count)
    reply = spotify_library.brought_in(5, kept, moods={}, missing=0, left_out=0)
    return [reply.text, *(one.label for one in buttons_of(reply))]


def test_of_one_song_nothing_is_said_as_of_several():
    alone = spotify_library.brought_in(1, None, moods={}, missing=1, left_out=0).text

    assert there_already(1).startswith("It is in your Spotify playlist")
    assert where(1) == "Where shall I play it?"
    assert known_of(1)[0].endswith("This one I know, with its mood:")
    assert "🌱 Make it a seed song" in known_of(1)
    assert alone.startswith("I read 1 song. 1 is missing from my catalogue")


@pytest.mark.parametrize("said", [there_already, known_of])
@pytest.mark.parametrize("language", LANGUAGES)
def test_one_song_and_two_are_told_apart_in_every_language(language, said):
    with speaking(language):
        one, two = said(1), said(2)

    assert one != two
