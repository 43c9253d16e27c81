"""The camera's pictures: who agreed sees boxes and moods, and nothing of it is kept."""

import pytest

from adapters.chat.message import Account, LiveView, Platform
from bot.conversation.live import ASKED_AGAIN_AFTER_S, Live
from bot.ports import BusyError
from engine.errors import NoFaceError
from tests.bot.conversation.conftest import Talk, reading_of

ADA = Account(Platform.WEB, "ada")


@pytest.fixture
def live(talk: Talk) -> Live:
    return Live(talk.readers, storage=talk.storage)


async def seen(live: Live, talk: Talk, reading) -> LiveView:
    talk.readers.readings[b"jpeg"] = reading
    return await live.look(ADA, b"jpeg", "en-GB")


async def test_nothing_is_looked_at_before_the_listener_agreed(live: Live, talk: Talk):
    view = await seen(live, talk, reading_of(happy=1.0))

    assert talk.readers.asked_for_all == []
    assert (view.agreed, view.faces) == (False, ())
    assert view.note.startswith("Once you have agreed")


async def test_a_camera_that_stays_open_brings_nobody_back(live: Live, talk: Talk):
    await talk.agree()
    await talk.command("forget")
    await talk.press("Forget me")
    view = await seen(live, talk, reading_of(happy=1.0))

    assert (view.agreed, view.wait_s) == (False, ASKED_AGAIN_AFTER_S)
    assert talk.readers.asked_for_all == []
    assert await talk.storage.listeners.known(ADA) is None


async def test_who_agreed_sees_a_box_and_a_mood(live: Live, talk: Talk):
    await talk.agree()
    view = await seen(live, talk, reading_of(happy=0.9, neutral=0.1))

    [face] = view.faces
    assert (face.left, face.top, face.width, face.height) == (10, 10, 50, 50)
    assert face.label == "😊 happy"


async def test_other_faces_have_a_box_and_no_mood(live: Live, talk: Talk):
    await talk.agree()
    view = await seen(live, talk, reading_of(faces=3, happy=1.0))

    assert [face.label for face in view.faces] == ["😊 happy", "", ""]
    assert talk.readers.asked_for_all == [False]


async def test_an_unsure_look_names_its_two_best_guesses(live: Live, talk: Talk):
    await talk.agree()
    view = await seen(live, talk, reading_of(sure=False, sad=0.5, neutral=0.4, angry=0.1))

    assert view.faces[0].label == "a bit down or calm?"


async def test_nobody_in_front_of_the_camera_is_said(live: Live, talk: Talk):
    await talk.agree()
    view = await seen(live, talk, NoFaceError())

    assert view.faces == ()
    assert "face" in view.note


async def test_while_all_are_busy_the_camera_waits(live: Live, talk: Talk):
    await talk.agree()

    assert (await seen(live, talk, BusyError(3.0))).wait_s == 3.0


async def test_no_picture_only_asks_whether_one_may_come(live: Live, talk: Talk):
    await talk.agree()

    assert await live.look(ADA, b"", None) == LiveView()


async def test_the_mood_is_named_in_the_listeners_language(live: Live, talk: Talk):
    await talk.agree()
    talk.readers.readings[b"jpeg"] = reading_of(happy=1.0)

    view = await live.look(ADA, b"jpeg", "de-DE")
    assert view.faces[0].label == "😊 fröhlich"


async def test_nothing_of_it_is_kept(live: Live, talk: Talk):
    await talk.agree()
    listener = (await talk.storage.listeners.welcome(ADA)).listener_id
    before = await talk.storage.listeners.export(listener)
    await seen(live, talk, reading_of(happy=1.0))

    assert await talk.storage.listeners.export(listener) == before
