"""What a direct message holds beside words."""

import pytest

from adapters.chat.message import (
    IncomingDocument,
    IncomingPhoto,
    IncomingText,
    IncomingUnread,
    Unread,
)

pytestmark = pytest.mark.simcord(shard_count=2)

PHOTO = b"the bytes of a photo"
LIMIT = 1000
VOICE_MESSAGE = 1 << 13
LINK = "https://tenor.example/view/smile-1"


@pytest.fixture
def ann(simcord_env):
    return simcord_env.create_user("ann")


@pytest.fixture
def sends(simcord_env, ann):
    """Sends files, or what else the gateway may tell of a message."""

    async def send(*files, said="", **changed):
        attachments = simcord_env.backend.store_attachments(ann.dm_channel.id, files)
        return await ann.send_dm(said, attachments=attachments, **changed)

    return send


@pytest.fixture
def gateway_tells(simcord_env, sends):
    """A message of which the gateway tells more than the simulation can make."""

    async def tell(said="", **changed):
        payload = {
            **message_of(simcord_env, await sends(said=said or "?")),
            "id": "1400000000000000000",
            "content": said,
        }
        simcord_env.backend.emit("MESSAGE_CREATE", payload | changed)
        await simcord_env.settle()

    return tell


def message_of(env, message):
    return next(
        payload
        for _, event, payload in reversed(env.backend.transcript)
        if event == "MESSAGE_CREATE" and payload["id"] == str(message.id)
    )


def gif(proxy_url):
    video = {"url": "https://media.tenor.example/1.mp4", "proxy_url": proxy_url}
    return {"type": "gifv", "url": LINK, "video": video}


async def test_several_pictures_come_as_one_photo(sends, chat, receiver):
    await sends(("a.png", b"first"), ("b.jpg", b"second"), ("c.gif", b"third"))

    [event] = receiver.events
    fetched = [
        await chat.fetch(media, event.address, limit_bytes=LIMIT)
        for media in (event.media, *event.others)
    ]
    assert fetched == [b"first", b"second", b"third"]


async def test_a_file_of_unknown_kind_is_left_to_who_can_decode_it(sends, receiver):
    await sends(("me", PHOTO), ("me.heicx", PHOTO))

    [event] = receiver.events
    assert isinstance(event, IncomingPhoto)
    assert len(event.others) == 1


async def test_what_surely_is_a_picture_comes_before_what_may_be_one(sends, chat, receiver):
    await sends(("me", b"?"), ("me.png", PHOTO))

    [event] = receiver.events
    assert await chat.fetch(event.media, event.address, limit_bytes=LIMIT) == PHOTO


@pytest.mark.parametrize("name", ["list.txt", "mine.csv", "mine.xspf", "mine.M3U8"])
async def test_a_file_that_may_hold_text_is_a_document(sends, chat, receiver, name):
    await sends((name, b"Adele - Hello"))

    [event] = receiver.events
    assert isinstance(event, IncomingDocument)
    assert event.name == name
    assert await chat.fetch(event.media, event.address, limit_bytes=LIMIT) == b"Adele - Hello"


async def test_beside_a_picture_a_document_is_left_alone(sends, receiver):
    await sends(("list.txt", b"Adele - Hello"), ("me.png", PHOTO))

    [event] = receiver.events
    assert isinstance(event, IncomingPhoto)
    assert event.others == ()


@pytest.mark.parametrize("name", ["songs.pdf", "song.mp3"])
async def test_other_files_are_not_read(sends, receiver, name):
    await sends((name, b"something"))

    [event] = receiver.events
    assert isinstance(event, IncomingUnread)
    assert event.reason is Unread.OTHER_FILE


async def test_a_voice_message_is_not_heard(sends, receiver):
    await sends(("voice-message.ogg", b"hm"), flags=VOICE_MESSAGE)

    assert [event.reason for event in receiver.events] == [Unread.VOICE]


@pytest.mark.parametrize(("form", "ending"), [(1, "png"), (2, "png"), (4, "gif")])
async def test_a_sticker_that_is_a_picture_is_one(gateway_tells, receiver, form, ending):
    await gateway_tells(sticker_items=[{"id": "5", "name": "smile", "format_type": form}])

    event = receiver.events[-1]
    assert isinstance(event, IncomingPhoto)
    assert f"/stickers/5.{ending}" in event.media.key
    assert event.media.size_bytes is None


async def test_a_drawn_sticker_is_not_read(gateway_tells, receiver):
    await gateway_tells(sticker_items=[{"id": "5", "name": "smile", "format_type": 3}])

    assert receiver.events[-1].reason is Unread.STICKER


async def test_what_was_passed_on_is_not_ones_own(gateway_tells, receiver):
    passed_on = {"message": {"content": "", "type": 0, "attachments": [], "embeds": []}}
    passed_on["message"] |= {"timestamp": "2026-11-21T12:00:00+00:00", "edited_timestamp": None}
    passed_on["message"] |= {"flags": 0}

    await gateway_tells(
        message_reference={"type": 1, "channel_id": "1", "message_id": "2"},
        message_snapshots=[passed_on],
    )

    assert receiver.events[-1].reason is Unread.NOT_YOUR_PICTURE


async def test_a_picture_command_takes_a_document_too(ann, chat, receiver):
    await ann.slash("selfie", photo=("list.txt", b"songs"))

    [event] = receiver.events
    assert isinstance(event, IncomingDocument)
    assert await chat.fetch(event.media, event.address, limit_bytes=LIMIT) == b"songs"


async def test_a_picture_command_with_another_file_says_so(ann, receiver):
    await ann.slash("selfie", photo=("list.pdf", b"songs"))

    assert [event.reason for event in receiver.events] == [Unread.OTHER_FILE]


async def test_a_link_with_its_clip_is_a_photo_at_once(gateway_tells, receiver):
    clip = "https://cdn.simcord.invalid/external/1.mp4"

    await gateway_tells(LINK, embeds=[gif(clip)])

    event = receiver.events[-1]
    assert isinstance(event, IncomingPhoto)
    assert clip in event.media.key


async def test_a_clip_from_elsewhere_is_not_fetched(gateway_tells, receiver):
    await gateway_tells(LINK, embeds=[gif("https://evil.invalid/1.mp4")])

    assert receiver.events[-1].text == LINK


async def test_words_beside_a_link_are_words(gateway_tells, receiver):
    await gateway_tells(f"me now {LINK}", embeds=[gif("https://cdn.simcord.invalid/1.mp4")])

    assert isinstance(receiver.events[-1], IncomingText)


async def test_a_link_without_a_clip_is_text_after_a_moment(ann, receiver, sleep):
    message = await ann.send_dm(LINK)

    [event] = receiver.events
    assert (event.event_id, event.text) == (str(message.id), LINK)
    assert sleep.waited == [2.0]


async def test_a_clip_that_comes_later_makes_no_second_answer(simcord_env, ann, receiver):
    message = await ann.send_dm(LINK)

    late = gif("https://cdn.simcord.invalid/1.mp4")
    payload = {**message_of(simcord_env, message), "embeds": [late]}
    simcord_env.backend.emit("MESSAGE_UPDATE", payload)
    await simcord_env.settle()

    assert [type(event) for event in receiver.events] == [IncomingText]
