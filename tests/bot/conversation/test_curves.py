"""A clip is answered with songs, and with a picture of its moods over time."""

from dataclasses import replace

from adapters.chat.message import Audience
from adapters.errors import PlatformError
from engine.emotions import Emotion, EmotionDistribution
from engine.mood_reader import CurvePoint, MoodReading
from tests.bot.conversation.conftest import Talk, reading_of


def clip(**shares: float) -> MoodReading:
    calm = EmotionDistribution.of({Emotion.NEUTRAL: 1.0})
    seen = reading_of(**shares)
    curve = (CurvePoint(0.0, calm), CurvePoint(0.5, seen.emotions), CurvePoint(1.25, calm))
    return replace(seen, frames=3, time_s=0.5, curve=curve)


async def test_a_clip_brings_its_curve_with_the_answer(talk: Talk):
    await talk.agree()
    await talk.photo(clip(happy=0.9, neutral=0.1))

    songs, curve = talk.chat.said[-2:]
    assert len(songs.cards) == 5
    assert curve.pictures[0].png.startswith(b"\x89PNG")
    assert curve.pictures[0].alt_text == (
        "The look from second 0 to second 1.2, in this order: calm, happy, and calm. "
        "Strongest at second 0.5: happy, 90%."
    )


async def test_an_unsure_clip_brings_it_too(talk: Talk):
    await talk.agree()
    await talk.photo(replace(clip(sad=0.4, neutral=0.35, angry=0.25), sure=False))

    question, curve = talk.chat.said[-2:]
    assert "I'm not sure about this one" in question.text
    assert curve.pictures


async def test_a_photo_has_no_curve(talk: Talk):
    await talk.agree()
    await talk.photo(reading_of(happy=1.0))

    assert not any(reply.pictures for reply in talk.chat.said)


async def test_where_others_read_there_is_none(talk: Talk):
    await talk.agree()
    await talk.change(shares_in_groups=True)
    await talk.among(Audience.EVERYONE).photo(clip(happy=1.0))

    assert len(talk.chat.sets) == 1
    assert not any(reply.pictures for reply in talk.chat.said)


async def test_a_curve_that_cannot_be_shown_takes_nothing_back(talk: Talk, caplog):
    await talk.agree()
    talk.chat.send = _without_pictures(talk.chat.send)
    await talk.photo(clip(happy=0.9, neutral=0.1))

    assert talk.chat.last == talk.chat.sets[0]
    assert "too large" in caplog.text


def _without_pictures(send):
    async def refuse_pictures(address, reply):
        if reply.pictures:
            raise PlatformError("too large")
        return await send(address, reply)

    return refuse_pictures


async def test_the_picture_speaks_the_listeners_language(talk: Talk):
    await talk.agree()
    await talk.change(language="de")
    await talk.photo(clip(happy=0.9, neutral=0.1))

    assert "0,5" in talk.chat.last.pictures[0].alt_text
