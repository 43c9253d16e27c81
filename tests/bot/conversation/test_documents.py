"""Files that are no pictures."""

from collections.abc import Sequence

from adapters.chat.message import Address, IncomingDocument, MediaReference, Platform, Reply
from bot.conversation.documents import LARGEST_BYTES, Document, Documents
from bot.conversation.turn import Turn
from engine.errors import MediaTooLargeError
from tests.bot.conversation.conftest import FakeChat, Talk


class EndsWith:
    """Recognises an ending and says which it was."""

    def __init__(self, ending: str) -> None:
        self._ending = ending

    def recognises(self, document: Document) -> bool:
        return document.name.endswith(self._ending)

    async def answer(self, turn: Turn, document: Document) -> None:
        await turn.say(Reply(f"{self._ending}: {document.data.decode()}"))


async def answered(talk: Talk, *, chat: FakeChat, readers: Sequence[EndsWith]) -> Reply:
    chat.photos["file"] = b"its bytes"
    media = MediaReference("file")
    event = IncomingDocument(**talk.facts(), media=media, name="mine.csv")
    profile = await talk.storage.listeners.welcome(event.account)
    await Documents(readers).answer(Turn(chat, event, profile, 1, None))
    return chat.last


async def test_the_first_that_recognises_a_file_reads_it(talk: Talk):
    readers = [EndsWith(".json"), EndsWith(".csv"), EndsWith("v")]

    reply = await answered(talk, chat=FakeChat(), readers=readers)

    assert reply.text == ".csv: its bytes"


async def test_what_nobody_recognises_is_answered_with_what_can_be_sent(talk: Talk):
    reply = await answered(talk, chat=FakeChat(), readers=[EndsWith(".json")])

    assert reply.text.startswith("I can't read that kind of file.")


async def test_a_file_that_is_gone_is_asked_for_again(talk: Talk):
    await talk.hand_over(
        IncomingDocument(**talk.facts(), media=MediaReference("lost"), name="mine.csv")
    )

    assert talk.chat.last.text == "I can no longer reach that file. Please send it again."


class TooLarge(FakeChat):
    """Has more than anybody takes."""

    async def fetch(self, media: MediaReference, address: Address, *, limit_bytes: int) -> bytes:
        raise MediaTooLargeError(limit_bytes * 2, limit=limit_bytes, unit="bytes")


async def test_a_file_that_is_too_large_is_not_fetched(talk: Talk):
    reply = await answered(talk, chat=TooLarge(Platform.WEB), readers=[EndsWith(".csv")])

    assert f"up to {LARGEST_BYTES // 2**20} MB" in reply.text
