"""The diary tells moods and songs, in words and as a picture."""

import io
from datetime import UTC, datetime, timedelta

from PIL import Image

from adapters.values import DiaryEntry, ReadingId, SetId
from bot.conversation.diary import answers_of
from bot.replies.diary import LONGEST_TITLE
from engine.moods import MoodName, mood_named
from tests.bot.conversation.conftest import Talk, reading_of

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


def shown(reply):
    """The first title, cut as the diary cuts it."""
    title = reply.cards[0].title
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…"


def entry(number, *, reading=None, mood=MoodName.HAPPY, minutes=0, liked=0):
    at = NOON - timedelta(minutes=minutes)
    reading_id = None if reading is None else ReadingId(reading)
    return DiaryEntry(SetId(number), at, mood_named(mood), reading_id, f"Song {number}", liked)


async def test_the_diary_tells_days_moods_songs_and_likes(talk: Talk):
    await talk.agree()
    await talk.photo(reading_of(happy=1.0))
    first = talk.chat.sets[-1]
    await talk.press("👍", on=first)
    talk.clock.move(days=1)
    await talk.command("mood", "calm")
    second = talk.chat.sets[-1]
    await talk.command("history")

    lines = talk.chat.last.text.splitlines()
    assert lines[2:] == [
        "May 2",
        f"😌 calm: “{shown(second)}” and others",
        "",
        "May 1",
        f"😊 happy: “{shown(first)}” and others, 1 liked",
    ]


async def test_several_answers_are_drawn_and_said_in_words(talk: Talk):
    await talk.command("mood", "sad")
    talk.clock.move(days=1)
    await talk.command("mood", "happy")
    await talk.command("history")

    [picture] = talk.chat.last.pictures
    assert Image.open(io.BytesIO(picture.png)).format == "PNG"
    assert len(picture.png) <= 200_000
    assert picture.alt_text == (
        "Your moods over 2 answers from May 1 to May 2: sad (1) and happy (1). "
        "They became more pleasant. They became livelier."
    )


async def test_one_answer_makes_no_picture(talk: Talk):
    await talk.command("mood", "sad")
    await talk.command("history")

    assert talk.chat.last.pictures == ()
    assert "sad" in talk.chat.last.text


async def test_what_is_long_ago_is_told_but_not_drawn(talk: Talk):
    await talk.command("mood", "sad")
    talk.clock.move(days=31)
    await talk.command("mood", "happy")
    await talk.command("history")

    assert talk.chat.last.pictures == ()
    assert "sad" in talk.chat.last.text


async def test_only_the_last_answers_are_told(talk: Talk):
    for _ in range(12):
        await talk.command("mood", "happy")
        talk.clock.move(hours=2)
    await talk.command("history")

    assert talk.chat.last.text.count("happy:") == 10


async def test_five_others_are_no_answer_of_their_own(talk: Talk):
    await talk.agree()
    await talk.photo(reading_of(happy=1.0))
    await talk.press("👍", on=talk.chat.sets[-1])
    await talk.press("⏭ Five others", on=talk.chat.sets[-1])
    await talk.command("history")

    assert talk.chat.last.text.count("happy:") == 1
    assert "1 liked" in talk.chat.last.text


async def test_without_answers_the_diary_is_empty(talk: Talk):
    await talk.command("history")

    assert talk.chat.last.text.startswith("Your diary is empty.")


async def test_without_history_the_diary_says_so(talk: Talk):
    await talk.command("mood", "happy")
    await talk.press_action("history:off")
    await talk.command("history")

    assert talk.chat.last.text.startswith("No history is kept of you")
    assert talk.chat.last.pictures == ()


async def test_the_diary_is_ones_own(talk: Talk):
    await talk.command("mood", "happy")
    stranger = talk.as_person("bert")
    await stranger.command("history")

    assert talk.chat.last.text.startswith("Your diary is empty.")


def test_a_corrected_photo_stands_as_it_was_meant():
    sets = [
        entry(3, reading=1, mood=MoodName.CALM, liked=1),
        entry(2, reading=1, mood=MoodName.SAD, liked=2),
        entry(1, reading=9),
    ]

    [newest, other] = answers_of(sets)

    assert (newest.set_id, newest.mood.name, newest.liked) == (3, MoodName.CALM, 3)
    assert other.set_id == 1


def test_the_same_words_much_later_are_an_answer_of_their_own():
    soon = [entry(2), entry(1, minutes=59)]
    later = [entry(2), entry(1, minutes=61)]
    photo_and_words = [entry(2), entry(1, reading=1)]

    assert [len(answers_of(one)) for one in (soon, later, photo_and_words)] == [1, 2, 2]
