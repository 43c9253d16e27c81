"""Among others: nothing of a mood or a face is said where everyone reads, unless one shares."""

from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.chat.message import Audience, IncomingPress, Reply, ReplyKind, Unread
from adapters.chat.telegram.deep_links import DeepLinks
from adapters.values import RequestState
from bot.actions import LONGEST_IN_A_LINK, Verb, action
from engine.errors import NoFaceError
from engine.moods import MOOD_NAMES
from tests.bot.conversation.conftest import (
    HELP_URL,
    Talk,
    button,
    buttons_of,
    has_button,
    reading_of,
)

HAPPY = {"happy": 0.8, "surprise": 0.2}
ABOUT_ONE = (
    "goal",
    "seed",
    "seeds",
    "taste",
    "history",
    "playlist",
    "settings",
    "export",
    "forget",
)
TELLING = ("look", "Songs", "angry", "cross", *(name.value for name in MOOD_NAMES))


@pytest.fixture
def group(talk: Talk) -> Talk:
    """Ada in a channel that everyone reads."""
    return talk.among(Audience.EVERYONE)


def said_to_all(talk: Talk) -> list[Reply]:
    said = zip(talk.chat.said, talk.chat.heard_by, strict=True)
    return [reply for reply, audience in said if audience is Audience.EVERYONE]


def opens(reply: Reply) -> str:
    [one] = buttons_of(reply)
    assert one.opens_private
    return one.action


async def test_a_picture_in_company_gets_one_neutral_line_and_is_not_looked_at(talk, group):
    await talk.agree()
    await group.photo(reading_of(**HAPPY))

    [line] = said_to_all(talk)
    assert line.text == "I have your picture. Tap to see the answer privately."
    assert opens(line).startswith("see:")
    assert group.chat.fetched == []
    assert group.chat.working == []


@pytest.mark.parametrize("audience", [Audience.SENDER, Audience.PRIVATE])
async def test_the_tap_answers_the_picture_for_its_sender_alone(talk, group, audience):
    await talk.agree()
    await group.photo(reading_of(**HAPPY))
    line = talk.chat.last

    await replace(group, audience=audience).press("See it privately", on=line)

    assert talk.chat.last.text.startswith("You look happy")
    assert talk.chat.heard_by[-1] is audience
    assert said_to_all(talk) == [line]


async def test_a_second_tap_answers_nothing_again(talk: Talk, group: Talk):
    await talk.agree()
    await group.photo(reading_of(**HAPPY))
    line, alone = talk.chat.last, talk.among(Audience.SENDER)
    await alone.press("See it privately", on=line)

    await alone.press("See it privately", on=line)

    assert len(talk.chat.sets) == 1
    assert "or answered already" in talk.chat.last.text
    assert talk.chat.last.kind is ReplyKind.TOAST


async def test_a_tap_after_the_picture_was_given_up_is_told_why(talk: Talk, group: Talk):
    await talk.agree()
    await group.photo(reading_of(**HAPPY))
    line = talk.chat.last
    later = talk.clock() + timedelta(seconds=1)
    await talk.storage.requests.give_up(before=later, now=later)

    await talk.among(Audience.SENDER).press("See it privately", on=line)

    assert "waited for over a week" in talk.chat.last.text
    assert talk.chat.fetched == []


async def test_nobody_else_can_see_the_picture(talk: Talk, group: Talk):
    await talk.agree()
    await group.photo(reading_of(**HAPPY))
    line, eve = talk.chat.last, talk.as_person("eve").among(Audience.SENDER)

    await eve.press("See it privately", on=line)

    assert "somebody else's" in talk.chat.last.text
    assert talk.chat.last.kind is ReplyKind.TOAST
    assert talk.chat.fetched == []


async def test_the_tap_of_a_stranger_to_mien_brings_the_notice_and_then_the_answer(talk, group):
    await group.photo(reading_of(**HAPPY))
    alone = talk.among(Audience.SENDER)

    await alone.press("See it privately")
    assert "a machine estimates emotions" in talk.chat.last.text
    await alone.press("See it privately")
    assert "a machine estimates emotions" in talk.chat.last.text
    assert talk.chat.fetched == []
    await alone.press("👍 I agree")

    assert len(talk.chat.sets) == 1
    assert talk.chat.heard_by[-1] is Audience.SENDER
    assert len(said_to_all(talk)) == 1


async def test_the_button_works_after_a_restart(talk: Talk, group: Talk, next_process):
    await talk.agree()
    await group.photo(reading_of(**HAPPY))
    line = talk.chat.last
    again = next_process()
    await again.inbox.resume()
    await again.inbox.idle()
    assert again.chat.said == []

    again.events = talk.events
    await again.among(Audience.SENDER).press_action(opens(line))

    assert len(again.chat.sets) == 1


async def test_a_tap_cut_off_by_the_end_is_answered_after_it_where_it_was_tapped(
    talk, group, next_process
):
    await talk.agree()
    await group.photo(reading_of(**HAPPY))
    [waiting] = await talk.storage.requests.photos(RequestState.AWAITING_TAP)
    here = waiting.address.read_by(Audience.SENDER)
    await talk.storage.requests.redirect(waiting.request_id, here)
    await talk.storage.requests.mark(waiting.request_id, RequestState.ACCEPTED)
    again = next_process()

    await again.inbox.resume()
    await again.inbox.idle()

    assert len(again.chat.sets) == 1
    assert again.chat.heard_by == [Audience.SENDER]


async def test_who_shares_and_agreed_is_answered_for_all_without_a_word_of_the_face(talk, group):
    await talk.agree()
    await talk.change(shares_in_groups=True)
    await group.photo(reading_of(**HAPPY))

    assert talk.chat.heard_by[-1] is Audience.EVERYONE
    assert talk.chat.last.text == "Songs for a happy mood."
    assert len(talk.chat.last.cards) == 5
    assert not has_button(talk.chat.last, "📣 Share here")


async def test_sharing_without_consent_still_asks_privately(talk: Talk, group: Talk):
    await talk.change(shares_in_groups=True)
    await group.photo(reading_of(**HAPPY))

    assert talk.chat.last.text == "I have your picture. Tap to see the answer privately."
    assert talk.chat.fetched == []


@pytest.mark.parametrize(
    "words", ["happy", "so angry", "tired but hopeful", "😢", "purple", "", "I want to die"]
)
async def test_words_in_company_are_answered_with_the_same_neutral_line(group: Talk, words):
    await group.text(words)
    await group.command("mood", words)

    texts = {reply.text for reply in group.chat.said}
    assert texts == {"That stays between you and me. Tap and I answer you privately."}
    assert not any(word in reply.plain_text() for reply in group.chat.said for word in TELLING)


async def test_the_button_under_a_plain_mood_brings_its_songs_privately(talk, group):
    await group.text("happy")
    await talk.among(Audience.SENDER).press("See it privately")

    assert talk.chat.last.text == "Songs for a happy mood."
    assert talk.chat.heard_by[-1] is Audience.SENDER


async def test_the_button_under_other_words_opens_the_conversation(talk: Talk, group: Talk):
    await group.text("tired but hopeful")
    await talk.press("See it privately")
    assert talk.chat.last.text.startswith("Hello, I'm Mien.")

    await talk.agree()
    await talk.press("See it privately")
    assert talk.chat.last.text.startswith("Good to see you.")


async def test_words_of_despair_get_their_kind_line_privately_even_if_one_shares(talk, group):
    await talk.change(shares_in_groups=True)
    await group.text("I want to kill myself")
    assert HELP_URL not in talk.chat.last.plain_text()

    await talk.among(Audience.SENDER).press("See it privately")

    assert HELP_URL in talk.chat.last.text
    assert len(said_to_all(talk)) == 1


@pytest.mark.parametrize("words", ["happy", "I want to kill myself"])
async def test_somebody_else_learns_nothing_from_the_button(talk: Talk, group: Talk, words):
    await group.text(words)

    await talk.as_person("eve").press("See it privately")

    assert talk.chat.last.text.startswith("Hello, I'm Mien.")


async def test_words_of_somebody_who_shares_are_answered_in_place(talk: Talk, group: Talk):
    await talk.change(shares_in_groups=True)
    await group.text("happy")

    assert talk.chat.last.text == "Songs for a happy mood."
    assert talk.chat.heard_by == [Audience.EVERYONE]


@pytest.mark.parametrize("shares", [True, False])
@pytest.mark.parametrize("name", ["settings", "taste", "seeds", "forget", "start", "nonsense"])
async def test_other_commands_stay_private_even_if_one_shares(talk, group, name, shares):
    await talk.change(shares_in_groups=shares)
    await group.command(name)

    assert talk.chat.last.text.startswith("That stays between you and me.")
    assert opens(talk.chat.last).startswith("open:")


@pytest.mark.parametrize("name", ABOUT_ONE)
async def test_a_command_about_oneself_is_answered_behind_the_button(talk, group, name):
    await talk.agree()
    await talk.command("mood", "happy")
    await talk.command(name)
    in_private = talk.chat.last
    await group.command(name)
    line = talk.chat.last

    await talk.among(Audience.SENDER).press("See it privately", on=line)

    assert talk.chat.last.plain_text() == in_private.plain_text()
    assert talk.chat.heard_by[-1] is Audience.SENDER
    assert said_to_all(talk) == [line]


@pytest.mark.parametrize("name", ABOUT_ONE)
async def test_the_button_of_a_command_tells_nobody_else_of_its_sender(talk, group, name):
    await group.command(name)

    await talk.as_person("eve").among(Audience.SENDER).press("See it privately")

    assert talk.chat.last.text.startswith("Hello, I'm Mien.")


@pytest.mark.parametrize("name", ABOUT_ONE)
def test_the_button_of_a_command_fits_into_a_link(name):
    longest = action(Verb.OPEN, 2**63 - 1, name)

    assert len(longest) <= LONGEST_IN_A_LINK
    assert DeepLinks("token").action_of(DeepLinks("token").payload_of(longest)) == longest


async def test_a_press_too_long_for_a_link_opens_the_conversation(talk: Talk, group: Talk):
    await group.hand_over(IncomingPress(**group.facts(), action=f"seed:{'x' * 48}"))

    assert len(opens(talk.chat.last)) <= LONGEST_IN_A_LINK
    await talk.press("See it privately")
    assert talk.chat.last.text.startswith("Hello, I'm Mien.")


@pytest.mark.parametrize("name", ["help", "privacy", "selfie"])
async def test_what_tells_nothing_of_a_person_is_said_to_all(group: Talk, name: str):
    await group.command(name)

    assert not any(one.opens_private for one in buttons_of(group.chat.last))


async def test_an_opened_group_hears_no_notice(group: Talk):
    await group.open()

    assert opens(group.chat.last).startswith("open:")


async def test_what_cannot_be_read_is_said_in_company_too(group: Talk):
    await group.unread(Unread.STICKER)

    assert "can't read that sticker" in group.chat.last.text


async def test_a_command_that_only_its_sender_reads_is_answered_at_once(talk: Talk):
    await talk.among(Audience.SENDER).command("mood", "happy")

    assert talk.chat.last.text == "Songs for a happy mood."


@pytest.mark.parametrize("audience", list(Audience))
async def test_only_a_set_among_others_that_one_reads_alone_can_be_shared(talk, audience):
    await talk.change(shares_in_groups=True)
    await talk.among(audience).command("mood", "happy")

    assert has_button(talk.chat.last, "📣 Share here") is (audience is Audience.SENDER)


async def test_a_shared_set_says_nothing_of_the_face_and_its_sender_hears_that_it_is_there(talk):
    await talk.agree()
    alone = talk.among(Audience.SENDER)
    await alone.photo(reading_of(**HAPPY))
    await alone.press("📣 Share here")

    [shared] = said_to_all(talk)
    assert shared.text == "Songs for a happy mood."
    assert [card.title for card in shared.cards] == [card.title for card in talk.chat.sets[0].cards]
    assert not has_button(shared, "📣 Share here")
    assert talk.chat.last.kind is ReplyKind.TOAST
    assert talk.chat.heard_by[-1] is Audience.SENDER


async def test_a_reaction_to_a_shared_set_counts(talk: Talk):
    alone = talk.among(Audience.SENDER)
    await alone.command("mood", "happy")
    await alone.press("📣 Share here")
    [shared] = said_to_all(talk)
    await talk.among(Audience.EVERYONE).react("👍", on=shared)

    profile = await talk.storage.listeners.welcome(alone.facts()["account"])
    assert len(await talk.storage.feedback.given(profile.listener_id)) == 5


async def test_a_thumb_refreshes_the_shared_message_as_everyone_reads_it(talk: Talk):
    await talk.agree()
    alone = talk.among(Audience.SENDER)
    await alone.photo(reading_of(**HAPPY))
    await alone.press("📣 Share here")
    [shared] = said_to_all(talk)

    await alone.press("👍", on=shared)

    refreshed = talk.chat.last
    assert refreshed.replaces == talk.chat.id_of(shared)
    assert refreshed.text == "Songs for a happy mood."
    assert button(refreshed, "👍").pressed
    assert not has_button(refreshed, "📣 Share here")
    await alone.press("👍", on=refreshed)
    assert not button(talk.chat.last, "👍").pressed


@pytest.mark.parametrize("audience", [Audience.SENDER, Audience.EVERYONE])
async def test_a_press_of_somebody_else_on_a_shared_set_is_told_to_them_alone(talk, audience):
    alone = talk.among(Audience.SENDER)
    await alone.command("mood", "happy")
    await alone.press("📣 Share here")
    [shared] = said_to_all(talk)
    eve = talk.as_person("eve").among(audience)

    for label in ("👍", "🔎", "⏭ Five others", "🎯 Goal", "🤔 Not right?", "🗂 As cards"):
        await eve.press(label, on=shared)
        assert "no longer have what that button belongs to" in talk.chat.last.text
        assert talk.chat.last.kind is ReplyKind.TOAST


async def test_a_set_in_a_group_goes_on_privately_once_its_owner_no_longer_shares(talk, group):
    await talk.change(shares_in_groups=True)
    await group.text("happy")
    songs = talk.chat.last
    await talk.change(shares_in_groups=False)

    await group.press("⏭ Five others", on=songs)
    line = talk.chat.last
    assert line.text.startswith("That stays between you and me.")
    await talk.press("See it privately", on=line)

    assert len(talk.chat.sets) == 2
    assert talk.chat.heard_by[-1] is Audience.PRIVATE


async def test_who_shares_presses_on_in_the_group(talk: Talk, group: Talk):
    await talk.agree()
    await talk.change(shares_in_groups=True)
    await group.photo(reading_of(sure=False, sad=0.4, neutral=0.35, angry=0.25))
    await group.press("😌 calm")
    await group.press("⏭ Five others")

    assert talk.chat.heard_by[-2:] == [Audience.EVERYONE] * 2
    assert len(talk.chat.sets) == 2


async def test_a_question_about_a_face_in_a_group_is_nobody_elses(talk: Talk, group: Talk):
    await talk.agree()
    await talk.change(shares_in_groups=True)
    await group.photo(reading_of(sure=False, sad=0.4, neutral=0.35, angry=0.25))

    await talk.as_person("eve").among(Audience.EVERYONE).press("😌 calm")

    assert talk.chat.last.kind is ReplyKind.TOAST
    assert talk.chat.sets == []


async def test_moods_offered_in_a_group_answer_whoever_presses_privately(talk, group):
    await talk.change(shares_in_groups=True)
    await group.text("purple")
    eve = talk.as_person("eve")

    await eve.among(Audience.EVERYONE).press("😌 calm")
    assert talk.chat.last.text.startswith("That stays between you and me.")
    await eve.press("See it privately")

    assert talk.chat.last.text == "Songs for a calm mood."
    assert talk.chat.heard_by[-1] is Audience.PRIVATE


async def test_a_set_is_shared_only_from_where_others_are(talk: Talk):
    await talk.among(Audience.SENDER).command("mood", "happy")

    await talk.press("📣 Share here")

    assert "no longer have" in talk.chat.last.text
    assert said_to_all(talk) == []


async def test_a_set_of_somebody_else_is_not_shared(talk: Talk):
    await talk.among(Audience.SENDER).command("mood", "happy")

    await talk.as_person("eve").among(Audience.SENDER).press("📣 Share here")

    assert said_to_all(talk) == []


async def test_a_failure_in_company_is_apologised_for_without_a_word_of_anyone(talk, group, caplog):
    await talk.agree()
    await talk.change(shares_in_groups=True)
    await group.photo(ZeroDivisionError("a bug"), name="one")
    await group.photo(NoFaceError(), name="two")

    apology, no_face = said_to_all(talk)
    assert apology.text.startswith("Something went wrong on my side")
    assert no_face.text.startswith("I found no face in that picture.")
    assert "a bug" in caplog.text


async def test_an_album_in_company_is_seen_whole_with_one_tap(talk: Talk, group: Talk):
    await talk.agree()
    await group.album(reading_of(neutral=0.5, sad=0.5), reading_of(**HAPPY), NoFaceError())
    [line] = said_to_all(talk)

    await talk.among(Audience.SENDER).press("See it privately", on=line)

    assert talk.chat.fetched == ["album 1", "album 2", "album 3"]
    assert talk.chat.last.text.startswith("You look happy")
    assert len(talk.chat.sets) == 1
    for state in (RequestState.AWAITING_TAP, RequestState.ACCEPTED):
        assert list(await talk.storage.requests.photos(state)) == []


async def test_an_action_of_nobody_in_company_is_told_to_the_one_who_pressed(group: Talk):
    facts = group.facts()
    await group.hand_over(IncomingPress(**facts, action="like:1:2:all", message_id="m1"))

    assert group.chat.last.kind is ReplyKind.TOAST
