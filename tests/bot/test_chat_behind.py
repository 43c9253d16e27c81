from adapters.chat.message import Account, Address, MediaReference, Platform, Reply
from bot.chat_behind import ChatBehind
from tests.bot.conversation.conftest import FakeChat

HOME = Address(Platform.WEB, "home")


async def test_everything_reaches_the_chat_behind_and_comes_back():
    behind = FakeChat()
    behind.photos["photo"] = b"bytes"
    behind.members.add(("ada", "server"))
    before = ChatBehind(behind)

    message_id = await before.send(HOME, Reply("hello"))
    fetched = await before.fetch(MediaReference("photo"), HOME, limit_bytes=10)

    assert before.platform is behind.platform
    assert await before.is_connected()
    assert await before.is_member(Account(Platform.WEB, "ada"), "server")
    assert behind.last.text == "hello"
    assert message_id is not None
    assert fetched == b"bytes"
