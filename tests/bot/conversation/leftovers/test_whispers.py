"""What was whispered is tried again only as long as its token lives."""

from dataclasses import replace
from datetime import timedelta

from adapters.chat.message import Address, Audience, Platform
from adapters.storage.storage import Storage
from bot.conversation.endings import Endings
from bot.conversation.leftovers import MOST_ATTEMPTS, Leftovers
from engine.catalogue import Catalogue
from tests.bot.conversation.conftest import FakeChat, Talk, conversation
from tests.bot.conversation.leftovers.conftest import fail, listener_id, photo, refuse


async def test_where_nothing_can_be_whispered_any_more_nothing_is_tried_again(talk: Talk):
    address = Address(Platform.DISCORD, "channel", Audience.SENDER, reply_token=":dead")
    chat = FakeChat(Platform.DISCORD)
    chat.send = refuse
    leftovers = Leftovers(
        chats={Platform.DISCORD: chat},
        storage=talk.storage,
        endings=Endings(talk.storage.requests),
        answer=fail,
    )
    selfie = replace(photo(talk), address=address)
    request_id = await talk.storage.requests.accept(await listener_id(talk), selfie)
    for _ in range(MOST_ATTEMPTS):
        await talk.storage.requests.count_attempt([request_id])

    [turn] = await leftovers.photos()
    await leftovers.take_up(turn)

    assert await leftovers.photos() == []


async def test_a_whispered_selfie_waits_for_consent_as_long_as_its_token_lives(
    storage: Storage, catalogue: Catalogue
):
    talk = conversation(storage, catalogue, platform=Platform.DISCORD)
    where = Address(Platform.DISCORD, "channel", Audience.SENDER, ":token", "server")
    for name, minutes in (("early", 0), ("late", 10)):
        talk.clock.move(minutes=minutes)
        await talk.hand_over(photo(talk, name, address=where))
    talk.clock.move(minutes=5)
    week_ago = talk.clock() - timedelta(days=7)

    await storage.requests.give_up(before=week_ago, now=talk.clock())
    await talk.press("👍 I agree")

    assert talk.chat.fetched == ["late"]
    assert len(talk.chat.sets) == 1
