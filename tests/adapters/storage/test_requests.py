import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from adapters.chat.message import (
    Account,
    Address,
    Audience,
    Incoming,
    IncomingCommand,
    IncomingDocument,
    IncomingOpened,
    IncomingPress,
    IncomingReaction,
    IncomingText,
    IncomingUnread,
    MediaReference,
    Platform,
    Unread,
)
from adapters.errors import StorageError
from adapters.storage.keys import Cipher, IdentityHasher, Keys, WrongKeyError, with_new_cipher
from adapters.storage.requests import RequestStore
from adapters.storage.storage import open_storage
from adapters.values import ListenerId, RequestId, RequestState, SetId
from models import RequestRecord
from tests.adapters.storage.samples import KEYS, NOON, account, address, photo

EVERY_OTHER_KIND = {
    "opened": (IncomingOpened, {}),
    "command": (IncomingCommand, {"name": "mood", "argument": "happy"}),
    "text": (IncomingText, {"text": "my secret sorrow"}),
    "press": (IncomingPress, {"action": "like:1:2"}),
    "document": (IncomingDocument, {"media": MediaReference("my secret key"), "name": "my.csv"}),
    "unread": (IncomingUnread, {"reason": Unread.STICKER}),
    "reaction": (IncomingReaction, {"message_id": "m", "emoji": "❤", "added": True}),
}


async def records(storage):
    async with storage.database.transaction() as session:
        return (await session.scalars(select(RequestRecord).order_by(RequestRecord.id))).all()


async def test_an_accepted_photo_comes_back_whole(storage, listener):
    incoming = photo("event-1")
    request_id = await storage.requests.accept(listener, incoming)

    [request] = await storage.requests.photos(RequestState.ACCEPTED)

    assert request.request_id == request_id
    assert request.listener_id == listener
    assert request.event_id == "event-1"
    assert request.address == incoming.address
    assert request.media == incoming.media
    assert request.received_at == NOON


async def test_an_event_that_was_delivered_before_is_not_accepted(storage, listener, stranger):
    await storage.requests.accept(listener, photo("event-1"))

    assert await storage.requests.accept(listener, photo("event-1")) is None
    assert await storage.requests.accept(stranger, photo("event-1", name="bert")) is None
    assert len(await records(storage)) == 1


async def test_of_deliveries_at_once_one_is_accepted(storage, listener):
    accepted = await asyncio.gather(
        *(storage.requests.accept(listener, photo("event-1")) for _ in range(8))
    )

    assert len([request for request in accepted if request is not None]) == 1


async def test_platforms_may_use_the_same_event_ids(storage, listener):
    elsewhere = replace(photo("event-1"), account=account("anna", Platform.DISCORD))
    await storage.requests.accept(listener, photo("event-1"))

    assert await storage.requests.accept(listener, elsewhere) is not None


async def test_an_event_of_nobody_is_an_error_and_not_a_repeat(storage):
    with pytest.raises(StorageError):
        await storage.requests.accept(ListenerId(4711), photo())


def event(kind, event_id="e", **facts):
    make, what = EVERY_OTHER_KIND[kind]
    where = {"account": account("anna"), "address": address(), "received_at": NOON}
    return make(event_id=event_id, **where, **what, **facts)


@pytest.mark.parametrize("kind", EVERY_OTHER_KIND)
async def test_of_every_kind_it_is_known_where_to_answer(storage, listener, kind):
    request_id = await storage.requests.accept(listener, event(kind, locale="pt-BR"))

    [record] = await records(storage)
    [kept] = await storage.requests.unanswered()

    assert record.kind == kind
    assert (kept.request_id, kept.listener_id) == (request_id, listener)
    assert (kept.incoming.event_id, kept.incoming.address) == ("e", address())
    assert (kept.incoming.received_at, kept.incoming.locale) == (NOON, "pt-BR")
    assert kept.incoming.account == Account(Platform.TELEGRAM, "")
    assert await storage.requests.photos(RequestState.ACCEPTED) == []


@pytest.mark.parametrize("kind", ["reaction", "press"])
async def test_feedback_comes_back_whole(storage, listener, kind):
    incoming = event(kind)
    await storage.requests.accept(listener, incoming)

    [kept] = await storage.requests.unanswered()

    assert kept.incoming == replace(incoming, account=kept.incoming.account)


@pytest.mark.parametrize("kind", ["text", "command"])
async def test_what_was_typed_is_kept_nowhere(storage, listener, kind):
    await storage.requests.accept(listener, event(kind))

    [record] = await records(storage)
    [kept] = await storage.requests.unanswered()

    assert type(kept.incoming) is Incoming
    delivery = Cipher(KEYS).open(record.sealed_delivery)
    assert "sorrow" not in delivery
    assert "happy" not in delivery


async def test_what_was_answered_is_unanswered_no_more_and_the_oldest_comes_first(
    storage, listener
):
    for name, minutes in (("late", 2), ("early", 1), ("done", 0)):
        at = NOON + timedelta(minutes=minutes)
        request_id = await storage.requests.accept(
            listener, replace(event("text", name), received_at=at)
        )
    await storage.requests.mark(request_id, RequestState.ANSWERED)
    await storage.requests.accept(listener, photo())

    unanswered = await storage.requests.unanswered()

    assert [one.incoming.event_id for one in unanswered] == ["early", "late"]
    assert [record.sealed_delivery is None for record in await records(storage)] == [
        False,
        False,
        True,
        False,
    ]


async def test_tries_are_counted_for_those_that_are_named(storage, listener):
    names = ("one", "two", "three")
    one, two, _ = [await storage.requests.accept(listener, photo(name)) for name in names]

    await storage.requests.count_attempt([one, two])
    await storage.requests.count_attempt([two])

    photos = await storage.requests.photos(RequestState.ACCEPTED)
    assert [photo.attempts for photo in photos] == [1, 2, 0]


async def test_only_what_is_in_the_one_state_moves_to_the_other(storage, listener):
    names = ("accepted", "asked", "other")
    accepted, asked, _ = [await storage.requests.accept(listener, photo(name)) for name in names]
    await storage.requests.mark(asked, RequestState.AWAITING_CONSENT)

    await storage.requests.move(
        [accepted, asked], before=RequestState.ACCEPTED, after=RequestState.TELLING
    )

    assert [record.state for record in await records(storage)] == [
        RequestState.TELLING,
        RequestState.AWAITING_CONSENT,
        RequestState.ACCEPTED,
    ]
    [told] = await storage.requests.photos(RequestState.TELLING)
    assert told.address == address()


async def test_nothing_of_the_platform_is_readable(storage, listener):
    await storage.requests.accept(listener, photo("event-1"))

    [record] = await records(storage)

    row = " ".join(str(getattr(record, column.name)) for column in RequestRecord.__table__.columns)
    for readable in ("event-1", "chat-0815", "media-key-77", "reply-token-99", "anna-4711"):
        assert readable not in row


@pytest.mark.parametrize("state", [RequestState.ANSWERED, RequestState.REFUSED])
async def test_a_done_request_keeps_no_address_and_no_media(storage, listener, state):
    request_id = await storage.requests.accept(listener, photo())
    await storage.requests.mark(request_id, state)

    [record] = await records(storage)

    assert record.state == state
    assert record.sealed_delivery is None
    assert await storage.requests.photos(state) == []


async def test_a_photo_waits_for_consent_with_its_address(storage, listener):
    request_id = await storage.requests.accept(listener, photo())
    await storage.requests.mark(request_id, RequestState.AWAITING_CONSENT)

    [request] = await storage.requests.photos(RequestState.AWAITING_CONSENT)

    assert request.address == photo().address
    assert await storage.requests.photos(RequestState.ACCEPTED) == []


async def test_photos_come_oldest_first_and_of_one_listener_if_asked(storage, listener, stranger):
    for event_id, minutes in (("late", 9), ("early", 1)):
        await storage.requests.accept(listener, photo(event_id, minutes=minutes))
    await storage.requests.accept(stranger, photo("other", minutes=5, name="bert"))

    everyone = await storage.requests.photos(RequestState.ACCEPTED)
    one = await storage.requests.photos(RequestState.ACCEPTED, listener_id=listener)

    assert [request.event_id for request in everyone] == ["early", "other", "late"]
    assert [request.event_id for request in one] == ["early", "late"]


async def test_only_photos_of_before_come_if_asked(storage, listener):
    for event_id, minutes in (("old", 0), ("new", 1)):
        await storage.requests.accept(listener, photo(event_id, minutes=minutes))

    before = NOON + timedelta(minutes=1)
    [request] = await storage.requests.photos(RequestState.ACCEPTED, before=before)

    assert request.event_id == "old"


async def test_a_piece_of_an_album_keeps_its_album_and_the_pictures_beside_it(storage, listener):
    others = (MediaReference("second", 5), MediaReference("third"))
    piece = replace(photo(), others=others, album_id="album-1", locale="pt-BR")
    await storage.requests.accept(listener, piece)

    [request] = await storage.requests.photos(RequestState.ACCEPTED)

    assert (request.others, request.album_id, request.locale) == (others, "album-1", "pt-BR")


async def test_a_redirected_answer_goes_elsewhere_and_all_else_stays(storage, listener):
    incoming = photo()
    request_id = await storage.requests.accept(listener, incoming)
    elsewhere = Address(Platform.TELEGRAM, "private", Audience.PRIVATE, place_id="-5")

    await storage.requests.redirect(request_id, elsewhere)

    [request] = await storage.requests.photos(RequestState.ACCEPTED)
    assert request.address == elsewhere
    assert (request.media, request.event_id) == (incoming.media, incoming.event_id)


async def test_what_is_asked_for_elsewhere_is_tried_anew(storage, listener):
    request_id = await storage.requests.accept(listener, photo())
    await storage.requests.count_attempt([request_id])

    await storage.requests.redirect(request_id, address("private"))

    [request] = await storage.requests.photos(RequestState.ACCEPTED)
    assert request.attempts == 0


async def test_only_the_named_request_is_redirected(storage, listener):
    await storage.requests.accept(listener, photo("event-1"))
    request_id = await storage.requests.accept(listener, photo("event-2", minutes=1))

    await storage.requests.redirect(request_id, address("private"))

    addresses = [one.address for one in await storage.requests.photos(RequestState.ACCEPTED)]
    assert addresses == [address(), address("private")]


async def test_the_new_address_is_sealed_like_the_first(storage, listener):
    request_id = await storage.requests.accept(listener, photo())
    await storage.requests.redirect(request_id, address("private-0815"))

    [record] = await records(storage)

    assert "private-0815" not in record.sealed_delivery


@pytest.mark.parametrize("state", [RequestState.ANSWERED, RequestState.REFUSED])
async def test_a_done_request_is_not_redirected(storage, listener, state):
    request_id = await storage.requests.accept(listener, photo())
    await storage.requests.mark(request_id, state)

    await storage.requests.redirect(request_id, address("private"))
    await storage.requests.redirect(RequestId(4711), address("private"))

    [record] = await records(storage)
    assert record.sealed_delivery is None


async def test_a_photo_waits_for_the_tap_of_its_sender(storage, listener):
    request_id = await storage.requests.accept(listener, photo())
    await storage.requests.mark(request_id, RequestState.AWAITING_TAP)

    [request] = await storage.requests.photos(RequestState.AWAITING_TAP)

    assert request.address == photo().address
    assert await storage.requests.photos(RequestState.ACCEPTED) == []


async def test_a_forgotten_request_may_be_marked(storage, listener):
    request_id = await storage.requests.accept(listener, photo())
    await storage.listeners.forget(listener)

    await storage.requests.mark(request_id, RequestState.ANSWERED)
    await storage.requests.mark(RequestId(4711), RequestState.ANSWERED)

    assert await records(storage) == []


async def test_without_its_cipher_key_a_photo_is_an_error(storage, listener, database_url):
    await storage.requests.accept(listener, photo())
    other_cipher = Keys(KEYS.identity, (b"b3RoZXJvdGhlcm90aGVyb3RoZXJvdGhlcm90aGVyb3Q=",))
    reopened = await open_storage(database_url, other_cipher)

    with pytest.raises(WrongKeyError):
        await reopened.requests.photos(RequestState.ACCEPTED)

    await reopened.close()


@pytest.mark.parametrize(
    "state", [RequestState.ACCEPTED, RequestState.AWAITING_CONSENT, RequestState.AWAITING_TAP]
)
async def test_a_photo_that_waits_for_too_long_is_refused_and_its_delivery_dropped(
    storage, listener, state
):
    for name, received_at in (("old", NOON - timedelta(seconds=1)), ("new", NOON)):
        request_id = await storage.requests.accept(
            listener, replace(photo(name), received_at=received_at)
        )
        await storage.requests.mark(request_id, state)

    await storage.requests.give_up(before=NOON, now=NOON)

    old, new = await records(storage)
    assert (old.state, old.sealed_delivery) == (RequestState.REFUSED, None)
    assert new.state == state
    assert new.sealed_delivery is not None


async def test_what_is_answered_stays_answered_however_old(storage, listener):
    answered = await storage.requests.accept(listener, photo("answered"))
    await storage.requests.mark(answered, RequestState.ANSWERED)
    more = await storage.requests.accept(listener, photo("more"))
    await storage.requests.mark(more, RequestState.MORE_TO_SEE)

    day_after = NOON + timedelta(days=1)
    await storage.requests.give_up(before=day_after, now=day_after)

    assert [one.state for one in await records(storage)] == [RequestState.ANSWERED] * 2
    assert [one.sealed_delivery for one in await records(storage)] == [None] * 2


@pytest.mark.parametrize("kind", EVERY_OTHER_KIND)
async def test_anything_that_waits_for_too_long_is_refused(storage, listener, kind):
    await storage.requests.accept(listener, event(kind))

    await storage.requests.give_up(before=NOON + timedelta(seconds=1), now=NOON)

    [record] = await records(storage)
    assert (record.state, record.sealed_delivery) == (RequestState.REFUSED, None)


def whispered(event_id):
    where = Address(Platform.DISCORD, "channel", Audience.SENDER, reply_token=":token")
    return replace(photo(event_id), account=account("anna", Platform.DISCORD), address=where)


@pytest.mark.parametrize("state", [RequestState.ACCEPTED, RequestState.AWAITING_CONSENT])
async def test_link_and_token_of_a_selfie_command_are_dropped_before_they_die(
    storage, listener, state
):
    in_channel = whispered("in the channel")
    in_channel = replace(in_channel, address=replace(in_channel.address, reply_token=None))
    for one in (whispered("selfie"), in_channel):
        await storage.requests.mark(await storage.requests.accept(listener, one), state)
    long_before = NOON - timedelta(days=1)

    await storage.requests.give_up(before=long_before, now=NOON + timedelta(minutes=14))
    kept = len(await storage.requests.photos(state))
    await storage.requests.give_up(before=long_before, now=NOON + timedelta(minutes=14, seconds=1))

    assert kept == 2
    assert [one.event_id for one in await storage.requests.photos(state)] == ["in the channel"]
    dropped, _ = await records(storage)
    assert (dropped.state, dropped.sealed_delivery) == (RequestState.REFUSED, None)


async def test_a_selfie_that_is_answered_elsewhere_is_not_given_up_meanwhile(storage, listener):
    request_id = await storage.requests.accept(listener, whispered("selfie"))
    await storage.requests.redirect(request_id, replace(whispered("later").address, chat_id="new"))

    await storage.requests.give_up(before=NOON - timedelta(days=1), now=NOON + timedelta(hours=1))

    [kept] = await storage.requests.photos(RequestState.ACCEPTED)
    assert kept.address.chat_id == "new"


async def test_waiting_photos_are_sealed_anew_and_need_the_old_key_no_more(storage, listener):
    waiting = await storage.requests.accept(listener, photo("waiting"))
    done = await storage.requests.accept(listener, photo("done"))
    await storage.requests.mark(done, RequestState.ANSWERED)
    both = with_new_cipher(KEYS)
    newest = replace(both, ciphers=both.ciphers[:1])

    def store(keys):
        hasher = IdentityHasher(keys)
        return RequestStore(storage.database, hasher=hasher, cipher=Cipher(keys))

    count = await store(both).seal_anew()
    [request] = await store(newest).photos(RequestState.ACCEPTED)

    assert count == 1
    assert (request.request_id, request.event_id) == (waiting, "waiting")


async def test_old_requests_that_are_done_go_and_those_that_wait_stay(storage, listener):
    done, waiting, young = [
        await storage.requests.accept(
            listener, replace(photo(name), received_at=NOON + timedelta(hours=hours))
        )
        for name, hours in (("done", 0), ("waiting", 0), ("young", 2))
    ]
    for request_id in (done, young):
        await storage.requests.mark(request_id, RequestState.ANSWERED)

    await storage.requests.forget_before(NOON + timedelta(hours=1))

    assert [record.id for record in await records(storage)] == [waiting, young]


async def test_what_was_done_and_perhaps_not_told_is_unanswered_and_said_to_be_done(
    storage, listener
):
    request_id = await storage.requests.accept(listener, event("press"))
    await storage.feedback.give(listener, SetId(1), [], asked_by=request_id)

    [kept] = await storage.requests.unanswered()

    assert kept.state is RequestState.TELLING


@pytest.mark.parametrize("done", [True, False])
async def test_a_press_counts_when_its_token_is_dead_and_is_dropped_once_it_did(
    storage, listener, done
):
    at = Address(Platform.DISCORD, "c", Audience.SENDER, reply_token="a token")
    press = replace(event("press"), address=at)
    request_id = await storage.requests.accept(listener, press)
    if done:
        await storage.requests.move(
            [request_id], before=RequestState.ACCEPTED, after=RequestState.TELLING
        )

    await storage.requests.give_up(before=NOON, now=NOON + timedelta(minutes=15))

    assert len(await storage.requests.unanswered()) == (0 if done else 1)
