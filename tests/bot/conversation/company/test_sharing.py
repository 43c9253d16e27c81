"""A set that its owner shares: for all to read, without a word of the face."""

import pytest

from adapters.chat.message import Audience, ReplyKind
from tests.bot.conversation.company.conftest import HAPPY, said_to_all
from tests.bot.conversation.conftest import Talk, button, has_button, reading_of


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


async def test_a_set_is_shared_only_from_where_others_are(talk: Talk):
    await talk.among(Audience.SENDER).command("mood", "happy")

    await talk.press("📣 Share here")

    assert "no longer have" in talk.chat.last.text
    assert said_to_all(talk) == []


async def test_a_set_of_somebody_else_is_not_shared(talk: Talk):
    await talk.among(Audience.SENDER).command("mood", "happy")

    await talk.as_person("eve").among(Audience.SENDER).press("📣 Share here")

    assert said_to_all(talk) == []
