"""What every chat adapter promises, told as what one person does and sees.

A platform's tests subclass `ChatContract` and give it a fixture `person`.
"""

from typing import Protocol

import pytest

from adapters.chat.message import (
    Button,
    Incoming,
    IncomingCommand,
    IncomingPhoto,
    IncomingPress,
    IncomingReaction,
    IncomingText,
    Platform,
    Reply,
    ReplyKind,
)
from bot.ports import Chat
from engine.errors import MediaTooLargeError

PHOTO = b"the bytes of a photo"


class Person(Protocol):
    """Somebody on a platform, whose adapter runs; each call returns what the adapter made of it."""

    platform: Platform
    chat: Chat

    async def says(self, text: str) -> Incoming: ...

    async def says_twice(self, text: str) -> tuple[Incoming, Incoming]:
        """One message that the platform delivers twice."""

    async def uses_command(self, name: str, argument: str) -> Incoming: ...

    async def sends_photo(self, data: bytes) -> IncomingPhoto: ...

    async def hands_out(self, photo: IncomingPhoto, data: bytes, *, limit_bytes: int) -> bytes:
        """What `fetch` gives while the platform hands out these bytes."""

    def was_asked_for_bytes(self) -> bool: ...

    async def presses(self, label: str) -> IncomingPress:
        """A button of the message shown last."""

    async def reacts(self, emoji: str, *, added: bool) -> IncomingReaction:
        """To the message shown last."""

    async def sees(self, number: int) -> list[str]:
        """The texts of our messages once so many were sent or changed, oldest message first."""


class ChatContract:
    """The tests."""

    async def test_it_says_which_platform_it_is(self, person: Person):
        event = await person.says("hello")

        assert person.chat.platform is person.platform
        assert event.account.platform is event.address.platform is person.platform

    async def test_it_says_that_it_is_connected(self, person: Person):
        await person.says("hello")

        assert await person.chat.is_connected()

    async def test_words_are_text(self, person: Person):
        event = await person.says("tired but hopeful")

        assert isinstance(event, IncomingText)
        assert event.text == "tired but hopeful"
        assert event.address.private
        assert event.received_at.tzinfo is not None

    async def test_a_command_has_a_name_and_an_argument(self, person: Person):
        event = await person.uses_command("mood", "tired but hopeful")

        assert isinstance(event, IncomingCommand)
        assert (event.name, event.argument) == ("mood", "tired but hopeful")

    async def test_a_command_written_as_text_is_a_command_even_if_unknown(self, person: Person):
        event = await person.says("/Dance all night")

        assert isinstance(event, IncomingCommand)
        assert (event.name, event.argument) == ("dance", "all night")

    async def test_a_photo_is_a_reference_whose_bytes_can_be_fetched(self, person: Person):
        event = await person.sends_photo(PHOTO)

        assert isinstance(event, IncomingPhoto)
        assert event.media.size_bytes == len(PHOTO)
        assert not person.was_asked_for_bytes()
        assert await person.hands_out(event, PHOTO, limit_bytes=len(PHOTO)) == PHOTO
        assert person.was_asked_for_bytes()

    async def test_too_large_a_photo_is_refused_before_any_byte_is_asked_for(self, person: Person):
        event = await person.sends_photo(PHOTO)

        with pytest.raises(MediaTooLargeError) as refused:
            await person.chat.fetch(event.media, event.address, limit_bytes=len(PHOTO) - 1)

        assert (refused.value.size, refused.value.limit) == (len(PHOTO), len(PHOTO) - 1)
        assert not person.was_asked_for_bytes()

    async def test_what_is_delivered_twice_has_one_id(self, person: Person):
        first, second = await person.says_twice("hello")
        other = await person.says("hello")

        assert first.event_id == second.event_id != other.event_id

    async def test_presses_and_reactions_name_the_message_that_was_sent(self, person: Person):
        event = await person.says("hello")
        buttons = ((Button("Left", "pick:3:1"), Button("Right", "pick:3:2")),)
        message_id = await person.chat.send(event.address, Reply("Choose.", buttons=buttons))

        press = await person.presses("Right")
        added = await person.reacts("👍", added=True)
        removed = await person.reacts("👍", added=False)

        assert isinstance(press, IncomingPress)
        assert press.action == "pick:3:2"
        assert [(each.emoji, each.added) for each in (added, removed)] == [
            ("👍", True),
            ("👍", False),
        ]
        assert {press.message_id, added.message_id, removed.message_id} == {message_id}
        assert press.account == added.account == event.account
        assert len({event.event_id, press.event_id, added.event_id, removed.event_id}) == 4

    async def test_a_replacing_reply_takes_the_place_of_the_message(self, person: Person):
        address = (await person.says("hello")).address
        first = await person.chat.send(address, Reply("Before."))
        second = await person.chat.send(address, Reply("Other."))

        replaced = await person.chat.send(address, Reply("After.", replaces=first))

        assert replaced == first != second
        assert await person.sees(3) == ["After.", "Other."]

    async def test_a_toast_has_no_id(self, person: Person):
        address = (await person.says("hello")).address

        assert await person.chat.send(address, Reply("Noted.", kind=ReplyKind.TOAST)) is None
