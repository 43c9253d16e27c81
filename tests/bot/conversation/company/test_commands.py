"""Commands where everyone reads: those about a person are answered behind a button."""

import pytest

from adapters.chat.message import Audience, IncomingPress, Unread
from adapters.chat.telegram.deep_links import DeepLinks
from bot.actions import LONGEST_IN_A_LINK, Verb, action
from tests.bot.conversation.company.conftest import opens, said_to_all
from tests.bot.conversation.conftest import Talk, buttons_of

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
