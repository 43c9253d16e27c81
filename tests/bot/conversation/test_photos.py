from dataclasses import replace

from adapters.chat.message import Address, Audience, IncomingPhoto, IncomingPress
from adapters.errors import MediaGoneError, StorageError
from adapters.values import RequestState
from bot.ports import BusyError
from bot.replies.consent import FIRST_NOTICE, NOTICE_VERSION
from engine.errors import (
    EmptyMediaError,
    MediaTooLargeError,
    NoFaceError,
    UnreadableMediaError,
    UnsupportedMediaError,
)
from tests.bot.conversation.conftest import Talk, button, reading_of

HAPPY = {"happy": 0.8, "surprise": 0.2}


async def test_no_photo_is_fetched_before_the_listener_agreed(talk: Talk):
    await talk.photo(reading_of(**HAPPY))

    assert talk.chat.fetched == []
    assert "a machine estimates emotions" in talk.chat.last.text
    assert [one.label for one in talk.chat.last.buttons[0]] == ["👍 I agree", "✍️ Words only"]


async def test_the_photo_that_asked_for_consent_is_answered_after_the_tap(talk: Talk):
    await talk.photo(reading_of(**HAPPY))
    await talk.press("👍 I agree")

    assert talk.chat.fetched == ["photo"]
    assert talk.chat.last.text.startswith("You look happy, with a touch of surprise.")
    assert len(talk.chat.last.cards) == 5


async def test_two_photos_before_consent_are_both_answered(talk: Talk):
    await talk.photo(reading_of(**HAPPY), name="one")
    await talk.photo(reading_of(sad=1.0), name="two")
    await talk.press("👍 I agree")

    assert talk.chat.fetched == ["one", "two"]
    assert [reply.text[:9] for reply in talk.chat.sets] == ["You look "] * 2


async def waiting_of(talk: Talk, state: RequestState) -> list[str]:
    return [one.event_id for one in await talk.storage.requests.photos(state)]


async def test_no_more_than_ten_pictures_wait_for_the_notice_and_the_oldest_go(talk: Talk):
    for number in range(12):
        await talk.photo(reading_of(**HAPPY), event_id=f"e{number}", name=f"{number}")

    assert "10 wait, so I let the older ones go" in talk.chat.last.text
    assert "Your 10 pictures wait" in talk.chat.last.text
    assert [reply.settles for reply in talk.chat.said[-3:]] == [(), ("e0",), ("e1",)]
    waiting = await waiting_of(talk, RequestState.AWAITING_CONSENT)
    assert waiting == [f"e{number}" for number in range(2, 12)]

    await talk.press("👍 I agree")

    assert talk.chat.fetched == [str(number) for number in range(2, 12)]


async def test_pictures_of_one_message_count_one_by_one_and_go_together(talk: Talk):
    four = [reading_of(**HAPPY)] * 4
    for number in range(3):
        await talk.photo(*four, event_id=f"e{number}", name=f"{number}")

    assert "Your 8 pictures wait" in talk.chat.last.text
    assert await waiting_of(talk, RequestState.AWAITING_CONSENT) == ["e1", "e2"]


async def test_pictures_that_wait_for_a_tap_in_company_are_no_more_either(talk: Talk):
    await talk.agree()
    group = talk.among(Audience.EVERYONE)
    for number in range(11):
        await group.photo(reading_of(**HAPPY), event_id=f"e{number}", name=f"{number}")

    assert talk.chat.last.settles == ("e0",)
    assert len(await waiting_of(talk, RequestState.AWAITING_TAP)) == 10


async def test_what_others_let_wait_is_left_alone(talk: Talk):
    await talk.as_person("bert").photo(reading_of(**HAPPY), event_id="of bert")
    for number in range(11):
        await talk.photo(reading_of(**HAPPY), event_id=f"e{number}", name=f"{number}")

    assert "of bert" in await waiting_of(talk, RequestState.AWAITING_CONSENT)


OF_THE_PRESS = "of the press"


def answered_by(token: str, talk: Talk) -> dict[str, object]:
    """Facts of an event that is answered through this token, as on Discord."""
    facts = talk.facts()
    return {**facts, "address": replace(facts["address"], reply_token=token)}


async def waiting_in_a_server(talk: Talk) -> Talk:
    """A photo that came with a command in a server; its token dies while its sender thinks."""
    alone = talk.among(Audience.SENDER)
    media = alone.picture("photo", reading_of(**HAPPY))
    await alone.hand_over(IncomingPhoto(**answered_by("of the photo", alone), media=media))
    return alone


async def test_a_late_yes_in_a_server_brings_the_songs_to_the_button_that_was_pressed(talk: Talk):
    alone = await waiting_in_a_server(talk)
    yes = button(talk.chat.last, "👍 I agree").action
    await alone.hand_over(IncomingPress(**answered_by(OF_THE_PRESS, alone), action=yes))

    assert len(talk.chat.sets) == 1
    assert talk.chat.addresses[-1].reply_token == OF_THE_PRESS


async def test_an_older_notice_is_no_yes_to_the_one_of_today(talk: Talk):
    await talk.photo(reading_of(**HAPPY))
    await talk.press_action(f"agree:{NOTICE_VERSION - 1}")

    assert talk.chat.fetched == []
    assert "a machine estimates emotions" in talk.chat.last.text
    assert "Your picture waits" in talk.chat.last.text
    await talk.press("👍 I agree")
    assert len(talk.chat.sets) == 1


async def test_the_button_of_the_first_notice_had_no_version(talk: Talk):
    await talk.photo(reading_of(**HAPPY))
    await talk.press_action("agree")

    assert len(talk.chat.sets) == (NOTICE_VERSION == FIRST_NOTICE)


async def test_many_photos_waiting_in_a_server_are_answered_in_few_messages(talk: Talk):
    alone = talk.among(Audience.SENDER)
    for number in range(5):
        await alone.photo(reading_of(**HAPPY), name=f"photo {number}")
    said = len(talk.chat.said)

    await alone.press("👍 I agree")

    assert len(talk.chat.said) - said == 3
    assert [reply.text.count("pictures") for reply in talk.chat.sets] == [0, 1]
    assert len(talk.chat.fetched) == 5
    assert list(await talk.storage.requests.photos(RequestState.ACCEPTED)) == []


async def test_many_photos_waiting_in_private_are_answered_one_by_one(talk: Talk):
    for number in range(5):
        await talk.photo(reading_of(**HAPPY), name=f"photo {number}")

    await talk.press("👍 I agree")

    assert len(talk.chat.sets) == 5


async def test_a_yes_said_privately_brings_the_songs_there(talk: Talk):
    await waiting_in_a_server(talk)
    await talk.press_action(button(talk.chat.last, "👍 I agree").action)

    assert talk.chat.sets
    assert talk.chat.heard_by[-1] is Audience.PRIVATE


async def test_a_photo_from_the_private_chat_is_answered_there_wherever_its_sender_agrees(talk):
    await talk.photo(reading_of(**HAPPY))
    await talk.among(Audience.SENDER).press("👍 I agree")

    assert talk.chat.sets
    assert talk.chat.addresses[-1] == talk.facts()["address"]


async def test_photos_switched_off_while_one_waited_for_a_yes_stay_off(talk: Talk):
    await waiting_in_a_server(talk)
    address: Address = talk.among(Audience.SENDER).facts()["address"]
    await talk.storage.places.allow_photos(address.platform, "server", allowed=False)

    await talk.press_action(button(talk.chat.last, "👍 I agree").action)

    assert talk.chat.fetched == []
    assert talk.chat.last.text.startswith("Photos are switched off here")


async def test_words_only_leaves_the_waiting_photo_unread(talk: Talk):
    await talk.photo(reading_of(**HAPPY), event_id="selfie")
    await talk.press("✍️ Words only")

    assert talk.chat.fetched == []
    assert "I did not look at your picture" in talk.chat.last.text
    assert talk.chat.last.settles == ("selfie",)
    profile = await talk.storage.requests.photos(RequestState.AWAITING_CONSENT)
    assert list(profile) == []


async def test_a_photo_after_words_only_asks_again(talk: Talk):
    await talk.open()
    await talk.press("✍️ Words only")
    await talk.photo(reading_of(**HAPPY))

    assert talk.chat.fetched == []
    assert "Your picture waits" in talk.chat.last.text


async def test_an_agreed_listener_gets_a_sign_of_life_and_five_songs(talk: Talk):
    await talk.agree()
    await talk.photo(reading_of(**HAPPY), event_id="selfie")

    assert talk.chat.working == ["selfie"]
    assert talk.chat.last.answers == "selfie"
    assert [card.number for card in talk.chat.last.cards] == [1, 2, 3, 4, 5]
    assert all(card.reason for card in talk.chat.last.cards)


async def test_a_photo_delivered_twice_is_answered_once(talk: Talk):
    await talk.agree()
    await talk.photo(reading_of(**HAPPY), event_id="selfie")
    await talk.photo(reading_of(**HAPPY), event_id="selfie")

    assert len(talk.chat.sets) == 1


async def test_twelve_faces_are_named_and_only_one_is_read(talk: Talk):
    await talk.agree()
    await talk.photo(reading_of(faces=12, **HAPPY))

    said = talk.chat.sets[-1].text
    assert "I found 12 faces and read only the most prominent one" in said


async def test_an_unsure_reading_asks_with_its_two_best_guesses(talk: Talk):
    await talk.agree()
    await talk.photo(reading_of(sure=False, sad=0.4, neutral=0.35, angry=0.25))

    assert talk.chat.last.text.startswith("I'm not sure about this one: a bit down, or calm?")
    assert [one.label for one in talk.chat.last.buttons[0]] == ["😔 sad", "😌 calm"]
    assert talk.chat.sets == []


async def test_the_tapped_guess_gets_its_songs(talk: Talk):
    await talk.agree()
    await talk.photo(reading_of(sure=False, sad=0.4, neutral=0.35, angry=0.25))
    await talk.press("😌 calm")

    assert len(talk.chat.sets) == 1
    assert "calm" in talk.chat.last.text


async def test_neither_guess_opens_all_six_moods(talk: Talk):
    await talk.agree()
    await talk.photo(reading_of(sure=False, sad=0.4, neutral=0.35, angry=0.25))
    await talk.press("Something else")

    assert len([one for row in talk.chat.last.buttons for one in row]) == 6


async def test_another_listener_cannot_answer_for_an_unsure_reading(talk: Talk):
    await talk.agree()
    await talk.photo(reading_of(sure=False, sad=0.4, neutral=0.35, angry=0.25))
    action = button(talk.chat.last, "😔 sad").action
    await talk.as_person("eve").press_action(action)

    assert talk.chat.sets == []
    assert "no longer have what that button belongs to" in talk.chat.last.text


async def test_two_corrections_of_the_same_kind_change_the_next_reading(talk: Talk):
    await talk.agree()
    ambiguous = reading_of(neutral=0.5, sad=0.4, happy=0.1)
    for _ in range(3):
        await talk.photo(ambiguous)
        if talk.chat.last.text.startswith("You look calm"):
            await talk.press("🤔 Not right?")
            await talk.press("😔 sad")

    await talk.photo(ambiguous)

    assert talk.chat.last.text.startswith("Taken as sad, as you taught me;")


async def test_every_bad_picture_gets_its_sentence_and_the_chat_goes_on(talk: Talk):
    await talk.agree()
    errors = {
        EmptyMediaError(): "That file is empty",
        MediaTooLargeError(50 * 2**20, limit=20 * 2**20, unit="bytes"): "50 MB",
        MediaTooLargeError(169e6, limit=60e6, unit="pixels"): "too many pixels",
        UnsupportedMediaError("txt"): "not a picture I can read (txt)",
        UnreadableMediaError("truncated"): "damaged or incomplete",
        NoFaceError(): "no face",
        MediaGoneError(): "no longer reach",
        BusyError(3): "in 3 seconds",
    }
    for error, words in errors.items():
        await talk.photo(error)
        assert words in talk.chat.last.text

    await talk.photo(reading_of(**HAPPY))
    assert len(talk.chat.sets) == 1


async def test_an_unexpected_error_is_apologised_for(talk: Talk, caplog):
    await talk.agree()
    await talk.photo(RuntimeError("a bug"))

    assert "Something went wrong on my side" in talk.chat.last.text
    assert "a bug" in caplog.text


async def test_songs_whose_message_cannot_be_noted_stay_said(talk: Talk, caplog):
    await talk.agree()
    talk.storage.history.note_shown = _refuse_to_store
    await talk.photo(reading_of(**HAPPY))
    await talk.text("happy")

    assert talk.chat.said[-2:] == talk.chat.sets
    assert "no space left" in caplog.text


async def test_whose_pictures_cannot_be_taken_up_hears_of_it(talk: Talk):
    await talk.photo(reading_of(**HAPPY))
    talk.storage.requests.redirect = _refuse_to_store
    await talk.press("👍 I agree")

    assert "Something went wrong on my side" in talk.chat.last.text


async def _refuse_to_store(*_):
    raise StorageError("no space left")
