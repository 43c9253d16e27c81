"""Several faces: the sender's alone, until they say that everyone agreed."""

import pytest

from adapters.chat.message import Audience, IncomingPress
from adapters.errors import MediaGoneError
from adapters.values import RequestState
from engine.errors import NoFaceError
from tests.bot.conversation.conftest import Talk, button, has_button, reading_of

AGREED, SHOW = "👥 Everyone agreed", "🔢 Show the faces"
HAPPY = {"happy": 0.9, "neutral": 0.1}


@pytest.fixture
async def asked(talk: Talk) -> Talk:
    """Three faces were sent, and the first was answered."""
    await talk.agree()
    await talk.photo(reading_of(faces=3, **HAPPY))
    return talk


async def test_only_the_most_prominent_face_is_looked_at_until_everyone_agreed(asked: Talk):
    assert asked.readers.asked_for_all == [False]
    assert [has_button(asked.chat.last, label) for label in (AGREED, SHOW)] == [True, True]
    assert asked.chat.last.pictures == ()


async def test_one_face_brings_no_question(talk: Talk):
    await talk.agree()
    await talk.photo(reading_of(**HAPPY))

    assert len(talk.chat.sets) == 1
    assert not has_button(talk.chat.last, AGREED)


async def test_once_everyone_agreed_there_is_one_set_for_all_and_a_picture(asked: Talk):
    await asked.press(AGREED)

    assert asked.chat.fetched == ["photo", "photo"]
    assert asked.readers.asked_for_all == [False, True]
    songs, picture = asked.chat.said[-2:]
    assert "I looked at 3 faces: sad (2) and happy (1)." in songs.text
    assert len(songs.cards) == 5
    assert picture.pictures[0].png == b"photo|happy|sad|sad"
    assert "1: happy, 2: sad, 3: sad" in picture.pictures[0].alt_text


async def test_what_others_showed_is_not_kept(asked: Talk):
    listener = (await asked.storage.listeners.welcome(asked.facts()["account"])).listener_id
    before = await asked.storage.listeners.export(listener)
    await asked.press(AGREED)

    after = await asked.storage.listeners.export(listener)
    assert after.readings == before.readings
    assert after.sets[-1].reading is None


async def test_the_faces_are_shown_without_looking_at_the_others(asked: Talk):
    await asked.press(SHOW)

    assert asked.readers.asked_for_all == [False, False]
    assert asked.chat.last.pictures[0].png == b"photo|happy||"
    assert "1: happy, 2: not looked at" in asked.chat.last.pictures[0].alt_text
    assert len(asked.chat.sets) == 1


async def test_the_picture_is_found_again_after_a_restart(asked: Talk, next_process):
    action = button(asked.chat.last, AGREED).action
    again = next_process()
    await again.inbox.resume()
    await again.press_action(action)

    assert again.chat.fetched == ["photo"]
    assert len(again.chat.sets) == 1


async def test_of_several_pictures_it_is_the_one_that_counted(talk: Talk):
    await talk.agree()
    group = reading_of(faces=2, **HAPPY)
    await talk.photo(NoFaceError(), reading_of(sure=False, sad=0.5, neutral=0.5), group)
    await talk.press(SHOW)

    assert talk.chat.last.pictures[0].png == b"photo 3|happy|"


async def test_of_an_album_too(talk: Talk):
    await talk.agree()
    await talk.album(NoFaceError(), reading_of(faces=2, **HAPPY))
    await talk.press(AGREED)

    assert talk.chat.last.pictures[0].png == b"album 2|happy|sad"


async def test_only_the_latest_picture_can_be_looked_at_again(asked: Talk):
    first = asked.chat.last
    await asked.photo(reading_of(faces=2, **HAPPY), name="later")
    await asked.press(AGREED, on=first)

    assert "later" in asked.chat.fetched
    assert asked.chat.last.text.startswith("I no longer know where that picture is.")
    assert asked.readers.asked_for_all == [False, False]


async def test_once_given_up_it_is_no_longer_known_where_the_picture_was(asked: Talk):
    asked.clock.move(days=8)
    await asked.storage.requests.give_up(before=asked.clock(), now=asked.clock())
    await asked.press(SHOW)

    assert asked.chat.last.text.startswith("I no longer know where that picture is.")


async def test_nobody_else_can_ask_for_the_picture(asked: Talk):
    action = button(asked.chat.last, SHOW).action
    await asked.as_person("eve").press_action(action)

    assert asked.chat.fetched == ["photo"]
    assert asked.chat.last.pictures == ()


async def test_a_picture_that_is_gone_gets_its_sentence(asked: Talk):
    asked.chat.photos.clear()
    await asked.press(AGREED)

    assert "no longer reach" in asked.chat.last.text
    assert len(asked.chat.sets) == 1
    assert MediaGoneError.__name__ not in asked.chat.last.text


async def test_who_chose_words_only_since_is_not_looked_at(asked: Talk):
    question = asked.chat.last
    await asked.press("✍️ Words only", on=asked.chat.said[0])
    await asked.press(AGREED, on=question)

    assert asked.readers.asked_for_all == [False]


async def test_where_others_read_nothing_is_asked_and_no_picture_shown(talk: Talk):
    await talk.agree()
    await talk.change(shares_in_groups=True)
    group = talk.among(Audience.EVERYONE)
    await group.photo(reading_of(faces=3, **HAPPY))

    assert len(talk.chat.sets) == 1
    assert talk.chat.said[-1] in talk.chat.sets
    requests = await talk.storage.requests.photos(RequestState.MORE_TO_SEE)
    assert list(requests) == []


async def test_the_private_buttons_do_nothing_where_others_read(asked: Talk):
    action = button(asked.chat.last, SHOW).action
    await asked.change(shares_in_groups=True)
    group = asked.among(Audience.EVERYONE)
    await group.hand_over(IncomingPress(**group.facts(), action=action))

    assert asked.chat.last.pictures == ()
    assert asked.chat.fetched == ["photo"]


async def test_photos_switched_off_since_stay_off(talk: Talk):
    await talk.agree()
    here = talk.among(Audience.SENDER)
    await here.photo(reading_of(faces=2, **HAPPY))
    address = here.facts()["address"]
    await talk.storage.places.allow_photos(address.platform, "server", allowed=False)
    await here.press(AGREED)

    assert talk.chat.fetched == ["photo"]
    assert talk.chat.last.text.startswith("Photos are switched off here")
