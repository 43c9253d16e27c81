"""Buttons in a group: what goes on there, and what goes on privately."""

from adapters.chat.message import Audience, IncomingPress, ReplyKind
from tests.bot.conversation.conftest import Talk, reading_of


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


async def test_an_action_of_nobody_in_company_is_told_to_the_one_who_pressed(group: Talk):
    facts = group.facts()
    await group.hand_over(IncomingPress(**facts, action="like:1:2:all", message_id="m1"))

    assert group.chat.last.kind is ReplyKind.TOAST
