from datetime import timedelta

from engine.moods import MoodName
from engine.taste import FeedbackKind
from tests.adapters.storage.samples import NOON, reading, recommended, sign

LIKE, PICK = FeedbackKind.LIKE, FeedbackKind.PICK


def later(minutes):
    return NOON + timedelta(minutes=minutes)


async def test_the_diary_tells_each_answer_newest_first(storage, listener, stranger):
    for minutes, name in ((0, "a"), (2, "c"), (1, "b")):
        await storage.history.save_answer(
            listener, recommended(name, "z"), at=later(minutes), reading=reading()
        )
    await storage.history.save_answer(stranger, recommended("x"), at=later(9))

    entries = await storage.history.diary(listener, 2)

    assert [one.first_title for one in entries] == ["Song c", "Song b"]
    assert [one.offered_at for one in entries] == [later(2), later(1)]
    assert {one.mood for one in entries} == {recommended("a").mood}
    assert None not in {one.reading_id for one in entries}


async def test_the_diary_counts_the_songs_that_were_liked_for_themselves(storage, listener):
    saved = await storage.history.save_answer(listener, recommended(*"abc"), at=NOON)
    other = await storage.history.save_answer(listener, recommended("d"), at=later(1))
    signs = [
        sign(LIKE, "a"),
        sign(LIKE, "a", weight=0.25),
        sign(LIKE, "b"),
        sign(LIKE, "c", weight=0.25),
        sign(PICK, "c"),
    ]
    await storage.feedback.give(listener, saved.set_id, signs)

    entries = await storage.history.diary(listener, 9)

    assert [(one.set_id, one.liked) for one in entries] == [(other.set_id, 0), (saved.set_id, 2)]


async def test_an_answer_to_words_is_in_the_diary_too(storage, listener):
    await storage.history.save_answer(listener, recommended("a", mood=MoodName.CALM), at=NOON)

    [entry] = await storage.history.diary(listener, 9)

    assert entry.reading_id is None
    assert entry.mood.name is MoodName.CALM
