"""Words, reactions and presses of before a restart: asked for again, or counted once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.chat.message import IncomingPress, IncomingReaction
from bot.actions import Action, Verb
from bot.replies.errors import restarted
from engine.taste import FeedbackKind
from tests.bot.conversation.conftest import Talk
from tests.bot.conversation.leftovers.conftest import (
    NextProcess,
    killed_in,
    listener_id,
    resumed,
    words,
)


async def test_words_before_a_restart_are_asked_for_again_once(
    talk: Talk, next_process: NextProcess
):
    await talk.agree()
    for name in ("one", "two"):
        await talk.storage.requests.accept(await listener_id(talk), words(talk, name))

    again = await resumed(next_process(), told_since=talk.clock())
    silent = await resumed(next_process())

    assert [reply.text for reply in again.chat.said] == [restarted().text]
    assert (again.chat.last.answers, again.chat.last.settles) == ("two", ("one",))
    assert silent.chat.said == []


async def test_words_of_long_ago_are_not_mentioned(talk: Talk, next_process: NextProcess):
    await talk.storage.requests.accept(await listener_id(talk), words(talk, "old"))
    since = talk.clock() + timedelta(seconds=1)

    again = await resumed(next_process(), told_since=since)

    assert again.chat.said == []
    assert await talk.storage.requests.unanswered() == []


async def test_it_is_said_in_the_language_of_the_listener(talk: Talk, next_process: NextProcess):
    sent = replace(words(talk, "salut"), locale="fr")
    await talk.storage.requests.accept(await listener_id(talk), sent)

    again = await resumed(next_process())

    assert again.chat.last.text.startswith("Je viens de redémarrer.")


async def test_a_reaction_before_a_restart_still_counts(talk: Talk, next_process: NextProcess):
    await talk.agree()
    await talk.text("happy")
    songs = talk.chat.sets[0]
    reaction = IncomingReaction(
        **talk.facts("👍"), message_id=talk.chat.id_of(songs), emoji="👍", added=True
    )
    listener = await listener_id(talk)
    await talk.storage.requests.accept(listener, reaction)
    long_after = talk.clock() + timedelta(days=1)

    again = await resumed(next_process(), told_since=long_after)

    given = await talk.storage.feedback.given(listener)
    assert [sign.kind for sign in given] == [FeedbackKind.LIKE] * 5
    assert again.chat.said == []
    assert await talk.storage.requests.unanswered() == []


def press(talk: Talk, verb: Verb, *values: object) -> IncomingPress:
    encoded = Action(verb, tuple(str(value) for value in values)).encode()
    return IncomingPress(**talk.facts(f"{verb} {values}"), action=encoded)


async def test_a_thumb_before_a_restart_counts_and_is_thanked_for(
    talk: Talk, next_process: NextProcess
):
    await talk.text("happy")
    listener = await listener_id(talk)
    await talk.storage.requests.accept(listener, press(talk, Verb.LIKE, 1, 2))

    again = await resumed(next_process(), told_since=talk.clock() + timedelta(days=1))
    silent = await resumed(next_process())

    assert [sign.kind for sign in await talk.storage.feedback.given(listener)] == [
        FeedbackKind.LIKE
    ]
    assert len(again.chat.said) == 1
    assert silent.chat.said == []


@pytest.mark.parametrize("taken_back", [False, True])
async def test_a_thumb_that_counted_before_a_restart_counts_once(
    talk: Talk, next_process: NextProcess, taken_back: bool
):
    await talk.text("happy")
    listener = await listener_id(talk)
    if taken_back:
        await talk.press_action("like:1:2")
    received = talk.inbox.receive(press(talk, Verb.LIKE, 1, 2))
    await killed_in(talk, "send", received=received)

    again = await resumed(next_process())

    assert len(await talk.storage.feedback.given(listener)) == (0 if taken_back else 1)
    assert again.chat.said == []
    assert await talk.storage.requests.unanswered() == []


async def test_who_picked_and_heard_nothing_is_asked_to_do_it_again(
    talk: Talk, next_process: NextProcess
):
    await talk.text("happy")
    await killed_in(talk, "send", received=talk.inbox.receive(press(talk, Verb.PICK, 1, 2)))

    again = await resumed(next_process())

    given = await talk.storage.feedback.given(await listener_id(talk))
    assert [sign.kind for sign in given] == [FeedbackKind.PICK]
    assert [reply.text for reply in again.chat.said] == [restarted().text]


async def test_a_press_that_is_no_feedback_is_not_repeated_after_a_restart(
    talk: Talk, next_process: NextProcess
):
    await talk.text("happy")
    await talk.storage.requests.accept(await listener_id(talk), press(talk, Verb.SHARE, 1))

    again = await resumed(next_process())

    assert [reply.text for reply in again.chat.said] == [restarted().text]
