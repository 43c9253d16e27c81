"""Songs to take along: the last set, or the best of a mood."""

import csv
import io
import json
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest

from bot.conversation.playlists import MOST_SONGS, best_songs
from bot.replies.playlists import Standing
from engine.moods import MoodName
from engine.taste import Feedback, FeedbackKind
from tests.bot.conversation.conftest import HELP_URL, Talk
from tests.bot.replies.conftest import offered_for

NOW = datetime(2026, 5, 1, tzinfo=UTC)
HAPPY = MoodName.HAPPY


def sign(kind, name, *, mood=HAPPY, weight=1.0):
    return Feedback(kind, f"id-{name}", name, (f"Band {name}",), mood, NOW, weight)


def addresses_in(file):
    """Where the songs are, as a reader of this kind of file finds it."""
    text = file.data.decode("utf-8-sig")
    match file.name.rpartition(".")[2]:
        case "m3u8":
            return [line for line in text.splitlines() if not line.startswith("#")]
        case "xspf":
            tracks = ET.fromstring(text).iter("{http://xspf.org/ns/0/}track")  # noqa: S314
            return [one.findtext("{http://xspf.org/ns/0/}location") for one in tracks]
        case "jspf":
            return [one["location"][0] for one in json.loads(text)["playlist"]["track"]]
        case "csv":
            return [one["url"] for one in csv.DictReader(io.StringIO(text, newline=""))]


def addresses_of(reply):
    return [card.links[0].url for card in reply.cards]


async def test_the_last_songs_come_as_links_and_as_four_files(talk: Talk):
    await talk.command("mood", "sad")
    await talk.command("mood", "happy")
    offered = talk.chat.sets[-1]
    await talk.press_action("service:deezer")
    await talk.command("playlist")

    reply = talk.chat.last
    assert reply.heading == offered.heading
    assert [card.title for card in reply.cards] == [card.title for card in offered.cards]
    assert {card.links[0].label for card in reply.cards} == {"Deezer"}
    assert [file.name for file in reply.files] == [
        f"mien-happy-2026-05-01.{kind}" for kind in ("m3u8", "xspf", "jspf", "csv")
    ]
    for file in reply.files:
        assert addresses_in(file) == addresses_of(reply), file.name
        assert file.media_type
        assert file.description


async def test_the_last_songs_are_taken_along_without_those_that_are_disliked(talk: Talk):
    await talk.command("mood", "happy")
    offered = talk.chat.last
    await talk.press("👎", on=offered)
    await talk.command("playlist")

    reply = talk.chat.last
    assert [card.title for card in reply.cards] == [card.title for card in offered.cards[1:]]
    assert addresses_in(reply.files[0]) == addresses_of(reply)


async def test_where_all_of_the_last_songs_are_disliked_there_is_nothing_to_take_along(talk: Talk):
    await talk.command("mood", "happy")
    for card in talk.chat.last.cards:
        await talk.press_action(card.buttons[1].action)
    await talk.command("playlist")

    assert talk.chat.last.text.startswith("There are no songs to take along.")


async def test_the_best_of_a_mood_begins_with_what_was_liked(talk: Talk):
    await talk.command("mood", "happy")
    offered = talk.chat.sets[-1]
    await talk.press("👎", on=offered)
    liked = offered.cards[3]
    await talk.press_action(liked.buttons[0].action)
    await talk.command("mood", "sad")
    await talk.command("playlist", "😊")

    reply = talk.chat.last
    assert reply.cards[0].title == liked.title
    assert reply.cards[0].reason == "you liked it"
    assert [card.title for card in reply.cards[1:]] == [
        card.title for card in offered.cards if card.number not in (1, 4)
    ]
    assert addresses_in(reply.files[0]) == addresses_of(reply)


async def test_the_best_of_a_mood_outlives_its_sets(talk: Talk):
    await talk.command("mood", "happy")
    liked = talk.chat.sets[-1].cards[0]
    await talk.press("👍", on=talk.chat.sets[-1])
    await talk.press_action("history:off")
    await talk.command("mood", "sad")
    await talk.command("playlist", "happy")

    assert [card.title for card in talk.chat.last.cards] == [liked.title]


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("", "There are no songs to take along."),
        ("happy", "There are no songs for that mood yet (happy)."),
        ("xylophone", "I can't tell a mood from that."),
    ],
)
async def test_where_there_are_no_songs_the_way_to_some_is_told(talk: Talk, words, answer):
    await talk.command("playlist", words)

    assert talk.chat.last.text.startswith(answer)
    assert talk.chat.last.files == ()


async def test_words_of_despair_are_heard_here_too(talk: Talk):
    await talk.command("playlist", "I want to die")

    assert HELP_URL in talk.chat.last.text


def test_likes_come_before_picks_and_the_newest_first():
    given = [
        sign(FeedbackKind.LIKE, "a"),
        sign(FeedbackKind.PICK, "b"),
        sign(FeedbackKind.LIKE, "c"),
        sign(FeedbackKind.PICK, "a"),
    ]

    songs = best_songs(HAPPY, given, [])

    assert [(song.title, song.standing) for song in songs] == [
        ("c", Standing.LIKED),
        ("a", Standing.LIKED),
        ("b", Standing.PICKED),
    ]


def test_weak_signs_other_moods_and_disliked_songs_do_not_count():
    given = [
        sign(FeedbackKind.LIKE, "weak", weight=0.25),
        sign(FeedbackKind.LIKE, "other", mood=MoodName.SAD),
        sign(FeedbackKind.LIKE, "disliked"),
        sign(FeedbackKind.DISLIKE, "disliked", mood=MoodName.SAD),
    ]

    assert best_songs(HAPPY, given, []) == []


def test_songs_that_were_passed_over_are_left_out_and_there_is_an_end():
    offered = offered_for(HAPPY)
    first = offered.tracks[0]
    skipped = Feedback(
        FeedbackKind.SKIP, first.track_id, first.title, first.artists, HAPPY, NOW, 1.0
    )
    liked = [sign(FeedbackKind.LIKE, str(number)) for number in range(8)]

    songs = best_songs(HAPPY, [skipped, *liked], [offered, offered])

    assert len(songs) == MOST_SONGS
    assert [song.title for song in songs[8:]] == ["Song 2", "Song 3"]
