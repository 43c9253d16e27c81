"""Words where everyone reads: the same neutral line, whatever they tell."""

import pytest

from adapters.chat.message import Audience
from engine.moods import MOOD_NAMES
from tests.bot.conversation.company.conftest import said_to_all
from tests.bot.conversation.conftest import HELP_URL, Talk

TELLING = ("look", "Songs", "angry", "cross", *(name.value for name in MOOD_NAMES))


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
