"""Pictures that the end of a process left behind: tried again, but not for ever."""

from adapters.chat.message import Platform
from adapters.values import Consent, RequestState
from bot.conversation.leftovers import MOST_ATTEMPTS
from bot.ports import Storage
from bot.replies.company import perhaps_unheard
from bot.replies.consent import NOTICE_VERSION
from bot.replies.errors import apology
from engine.catalogue import Catalogue
from tests.bot.conversation.conftest import Talk, buttons_of, conversation
from tests.bot.conversation.leftovers.conftest import (
    NextProcess,
    attempts,
    killed_in,
    listener_id,
    photo,
    refuse,
    resumed,
)


async def test_a_picture_that_kills_the_process_is_given_up_after_three_tries(
    talk: Talk, next_process: NextProcess
):
    await talk.agree()
    await killed_in(talk, "fetch", received=talk.inbox.receive(photo(talk)))
    assert await attempts(talk) == [1]
    for _ in range(MOST_ATTEMPTS - 1):
        await killed_in(next_process(), "fetch")

    last = await resumed(next_process())
    after = await resumed(next_process())

    assert MOST_ATTEMPTS == 3
    assert [reply.text for reply in last.chat.said] == [apology().text]
    assert (last.chat.said[0].answers, last.chat.fetched) == ("photo", [])
    assert after.chat.said == []
    assert await attempts(talk) == []


async def test_the_picture_is_tried_again_until_then(talk: Talk, next_process: NextProcess):
    await talk.agree()
    await killed_in(talk, "fetch", received=talk.inbox.receive(photo(talk)))
    await killed_in(next_process(), "fetch")

    third = await resumed(next_process())

    assert len(third.chat.sets) == 1


async def test_only_what_is_looked_at_is_tried_by_then(talk: Talk):
    await talk.agree()
    await talk.inbox.receive(photo(talk, "first"))
    killing = killed_in(talk, "fetch", received=talk.inbox.receive(photo(talk, "second")))
    await killing

    assert await attempts(talk) == [1, 0]


async def test_what_was_in_hand_together_is_tried_again_one_by_one(
    talk: Talk, next_process: NextProcess
):
    await talk.inbox.close(grace_s=0)
    for person in ("ada", "bob"):
        one = talk.as_person(person)
        consent = Consent(NOTICE_VERSION, faces=True, given_at=talk.clock())
        await talk.storage.listeners.record_consent(await listener_id(one), consent)
        request_id = await talk.storage.requests.accept(await listener_id(one), photo(one, person))
        await talk.storage.requests.count_attempt([request_id])

    # Time enough for the other one to be fetched as well, if it were.
    await killed_in(next_process(), "fetch", after_s=0.2)
    tried = await attempts(talk)
    again = await resumed(next_process())

    assert sorted(tried) == [1, 2]
    assert len(again.chat.sets) == 2


async def test_an_answer_that_may_not_have_been_heard_comes_when_it_is_asked_for(
    talk: Talk, next_process: NextProcess
):
    await talk.agree()
    await killed_in(talk, "send", received=talk.inbox.receive(photo(talk)))
    again = await resumed(next_process())
    [line] = again.chat.said
    request_id = (await talk.storage.requests.photos(RequestState.AWAITING_TAP))[0].request_id

    [tapped] = buttons_of(line)
    await again.press_action(tapped.action)
    await again.press_action(tapped.action)

    assert line.text == perhaps_unheard(request_id).text
    assert line.answers == "photo"
    assert len(again.chat.sets) == 1
    assert (await resumed(next_process())).chat.said == []


async def test_a_page_that_was_away_is_asked_again_by_the_next_process(
    talk: Talk, next_process: NextProcess
):
    await talk.agree()
    await killed_in(talk, "send", received=talk.inbox.receive(photo(talk)))
    await resumed(next_process())

    again = await resumed(next_process())
    [line] = again.chat.said
    [tapped] = buttons_of(line)
    await again.press_action(tapped.action)

    assert len(again.chat.sets) == 1


async def test_a_chat_that_keeps_its_messages_is_asked_once(storage: Storage, catalogue: Catalogue):
    talk, asking, silent = (
        conversation(storage, catalogue, platform=Platform.DISCORD) for _ in range(3)
    )
    await talk.agree()
    await killed_in(talk, "send", received=talk.inbox.receive(photo(talk)))

    await resumed(asking)
    await resumed(silent)

    assert len(asking.chat.said) == 1
    assert silent.chat.said == []
    for one in (asking, silent):
        await one.inbox.close(grace_s=0)


async def test_a_question_that_nobody_heard_is_asked_again(talk: Talk, next_process: NextProcess):
    await talk.agree()
    await killed_in(talk, "send", received=talk.inbox.receive(photo(talk)))
    unheard = next_process()
    unheard.chat.send = refuse
    await resumed(unheard)
    assert await attempts(talk, RequestState.TELLING) == [2]

    again = await resumed(next_process())

    assert len(again.chat.said) == 1
    assert await attempts(talk, RequestState.TELLING) == []


async def test_an_album_that_was_left_behind_is_answered_as_one(
    talk: Talk, next_process: NextProcess
):
    await talk.agree()
    await talk.inbox.close(grace_s=0)
    for name in ("one", "two"):
        await talk.inbox.receive(photo(talk, name, album_id="album"))

    again = await resumed(next_process())

    [songs] = again.chat.sets
    assert (songs.answers, songs.settles) == ("one", ("two",))
