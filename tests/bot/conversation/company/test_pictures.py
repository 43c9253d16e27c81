"""A picture where everyone reads: one neutral line, and its answer for its sender alone."""

from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.chat.message import Audience, ReplyKind
from adapters.values import RequestState
from engine.errors import NoFaceError
from tests.bot.conversation.company.conftest import HAPPY, opens, said_to_all
from tests.bot.conversation.conftest import Talk, has_button, reading_of


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
