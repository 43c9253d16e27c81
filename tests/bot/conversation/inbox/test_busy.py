"""Too much: what is said when no more can be taken, and how often."""

import asyncio
from dataclasses import replace

from adapters.chat.message import Account, Address, Incoming, IncomingReaction, Platform
from adapters.values import RequestState
from bot.conversation.overload import Overload
from bot.conversation.room import MOST_OF_ONE, MOST_PHOTOS_OF_ONE
from bot.replies.errors import too_busy
from tests.bot.conversation.inbox.conftest import Clock, Desk, facts, photo, words


async def test_beyond_its_capacity_mien_says_that_it_is_busy(desk_with):
    desk = desk_with(capacity=2)
    desk.answers.hold("one", "two")
    for name in ("one", "two", "three"):
        await desk.inbox.receive(photo(name, person=name))

    assert [reply.text for reply in await desk.heard(1)] == [too_busy(1).text]
    assert await desk.names_in(RequestState.ACCEPTED) == ["one", "two"]


async def test_the_busy_sentence_grows_with_what_waits(desk_with):
    desk = desk_with(capacity=40)
    names = [f"{number}" for number in range(41)]
    desk.answers.hold(*names)
    for name in names:
        await desk.inbox.receive(photo(name, person=name))

    assert [reply.text for reply in await desk.heard(1)] == [too_busy(20).text]
    assert "20 seconds" in desk.chat.said[0].text


async def test_busy_is_said_once_for_an_album_and_the_rest_of_it_is_not_read(desk_with):
    desk = desk_with(capacity=1)
    desk.answers.hold("other")
    await desk.inbox.receive(photo("other", person="bob"))
    for name in ("one", "two"):
        await desk.inbox.receive(replace(photo(name), album_id="album"))
    desk.answers.gates["other"].set()
    await desk.inbox.idle()
    await desk.inbox.receive(replace(photo("three"), album_id="album"))
    await desk.inbox.idle()

    assert [reply.text for reply in desk.chat.said] == [too_busy(1).text]
    assert desk.answers.ended == ["other"]
    assert await desk.names_in(RequestState.ACCEPTED) == []


async def test_busy_is_said_anew_for_another_album_and_to_somebody_else(desk_with):
    desk = desk_with(capacity=0)
    for name, album_id, person in (("1", "a", "ada"), ("2", "b", "ada"), ("3", "a", "bob")):
        await desk.inbox.receive(replace(photo(name, person=person), album_id=album_id))
    await desk.inbox.idle()

    assert len(desk.chat.said) == 3


def on_telegram(incoming: Incoming) -> Incoming:
    person = incoming.account.account_id
    where = Address(Platform.TELEGRAM, f"chat of {person}")
    return replace(incoming, account=Account(Platform.TELEGRAM, person), address=where)


async def test_one_listener_cannot_fill_the_queue_and_is_told_so_once(desk: Desk):
    names = [f"{number}" for number in range(MOST_OF_ONE)]
    desk.answers.hold("0")
    for name in (*names, "one more", "and more", "and more still"):
        await desk.inbox.receive(on_telegram(words(name)))
    await desk.inbox.receive(on_telegram(words("hello", person="bob")))
    await desk.answers.begin("hello")
    desk.answers.gates["0"].set()
    await desk.inbox.idle()

    assert MOST_OF_ONE == 20
    assert [reply.text for reply in desk.chat.said] == [too_busy(10).text]
    assert desk.answers.ended == ["hello", *names]


async def test_fewer_photos_of_one_listener_wait_than_words(desk: Desk):
    names = [f"{number}" for number in range(MOST_PHOTOS_OF_ONE)]
    desk.answers.hold("0")
    for name in (*names, "one more", "and more"):
        await desk.inbox.receive(on_telegram(photo(name)))
    await desk.inbox.receive(on_telegram(words("words")))
    desk.answers.gates["0"].set()
    await desk.inbox.idle()

    assert MOST_PHOTOS_OF_ONE == 10
    assert len(desk.chat.said) == 1
    assert desk.answers.ended == [*names, "words"]
    assert await desk.names_in(RequestState.ACCEPTED) == []


async def test_once_all_is_answered_too_much_is_told_anew(desk: Desk):
    for at in ("a", "b"):
        names = [f"{at} {number}" for number in range(MOST_OF_ONE + 2)]
        desk.answers.hold(names[0])
        for name in names:
            await desk.inbox.receive(on_telegram(words(name)))
        desk.answers.gates[names[0]].set()
        await desk.inbox.idle()

    assert len(desk.chat.said) == 2


async def test_the_page_hears_of_each_thing_that_is_too_much(desk: Desk):
    desk.answers.hold("0")
    for number in range(MOST_OF_ONE + 2):
        await desk.inbox.receive(words(f"{number}"))
    desk.answers.gates["0"].set()
    await desk.inbox.idle()

    assert [reply.answers for reply in desk.chat.said] == ["ada: 20", "ada: 21"]


async def test_a_reaction_that_comes_while_mien_is_busy_is_not_answered(desk_with):
    desk = desk_with(capacity=0)

    await desk.inbox.receive(
        IncomingReaction(**facts("👍", "ada", None), message_id="m1", emoji="👍", added=True)
    )

    assert desk.chat.said == []


async def test_busy_is_said_in_the_language_of_the_listener(desk_with):
    desk = desk_with(capacity=0)
    profile = await desk.storage.listeners.welcome(Account(Platform.WEB, "ada"))
    settings = replace(profile.settings, language="de")
    await desk.storage.listeners.change_settings(profile.listener_id, settings)

    await desk.inbox.receive(photo("selfie"))
    await desk.inbox.receive(replace(photo("other", person="bob"), locale="fr-CA"))
    await desk.inbox.idle()

    assert desk.chat.languages == ["de", "fr"]


async def test_busy_and_unheard_is_refused_all_the_same(desk_with):
    desk = desk_with(capacity=0)
    desk.chat.refusals = 1

    await desk.inbox.receive(photo("selfie"))
    await desk.inbox.idle()

    assert await desk.names_in(RequestState.ACCEPTED) == []


async def test_who_cannot_hear_yet_that_mien_is_busy_holds_up_nobody(desk_with):
    desk = desk_with(capacity=0)
    desk.chat.send = _wait_for_ever
    async with asyncio.timeout(5):
        for number in range(2):
            await desk.inbox.receive(on_telegram(photo(f"{number}")))
        await desk.inbox.receive(on_telegram(words("hello", person="bob")))
    # It must not be answered after a restart: that is stored before the platform is told.
    assert desk.requests.marked == [RequestState.REFUSED] * 3

    await desk.inbox.close(grace_s=0)


async def _wait_for_ever(*_):
    await asyncio.Event().wait()


async def done_but(desk: Desk, count: int) -> None:
    """Until no more than so many events are in hand."""
    async with asyncio.timeout(5):
        while desk.inbox.depth() > count:  # noqa: ASYNC110 - one look more is cheap
            await asyncio.sleep(0.01)


async def test_photos_are_refused_while_more_come_than_can_be_read_and_words_are_not(desk_with):
    clock = Clock()
    desk = desk_with(overload=Overload(clock))
    names = [f"{number}" for number in range(10)]
    desk.answers.hold(*names)
    for name in names:
        await desk.inbox.receive(photo(name, person=name))
    await desk.answers.begin(*names)
    for name in names[:2]:  # half a second each: eight are four seconds' worth
        clock.now += 0.5
        desk.answers.gates[name].set()
        await done_but(desk, len(names) - names.index(name) - 1)
    await desk.inbox.receive(photo("soon enough", person="soon"))
    clock.now += 5
    await desk.inbox.receive(photo("late", person="late"))
    await desk.inbox.receive(words("hello", person="talker"))
    await done_but(desk, len(names) - 2)

    assert [reply.answers for reply in await desk.heard(1)] == ["late: late"]
    assert desk.answers.ended == [*names[:2], "soon enough", "hello"]
    assert "busy" in desk.chat.said[0].text
