"""What was accepted and not answered: tried again, asked about, or apologised for."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

from adapters.chat.message import IncomingPhoto, IncomingText
from adapters.errors import PlatformError, StorageError
from adapters.values import RequestState
from tests.bot.conversation.conftest import Talk, reading_of

HAPPY = reading_of(happy=0.9, surprise=0.1)
NextProcess = Callable[[], Talk]


class Killed(asyncio.Event):
    """Set where a call hangs in which the process is about to be killed."""

    async def call(self, *_: object, **__: object) -> None:
        self.set()
        await asyncio.Event().wait()


async def killed_in(
    talk: Talk, method: str, *, received: Awaitable[None] | None = None, after_s: float = 0
) -> None:
    """The end comes while the chat is asked for this."""
    killed = Killed()
    setattr(talk.chat, method, killed.call)
    await (received or talk.inbox.resume())
    async with asyncio.timeout(5):
        await killed.wait()
    await asyncio.sleep(after_s)
    await talk.inbox.close(grace_s=0)


def photo(talk: Talk, name: str = "photo", **changes: object) -> IncomingPhoto:
    sent = IncomingPhoto(**talk.facts(name), media=talk.picture(name, HAPPY))
    return replace(sent, **changes)


async def resumed(talk: Talk, **options: object) -> Talk:
    await talk.inbox.resume(**options)
    await talk.inbox.idle()
    return talk


async def attempts(talk: Talk, state: RequestState = RequestState.ACCEPTED) -> list[int]:
    return [one.attempts for one in await talk.storage.requests.photos(state)]


async def refuse(*_: object, **__: object) -> None:
    raise PlatformError("503")


async def fail(*_: object) -> None:
    raise StorageError("database is locked")


def words(talk: Talk, name: str) -> IncomingText:
    return IncomingText(**talk.facts(name), text="something")


async def listener_id(talk: Talk) -> int:
    return (await talk.storage.listeners.welcome(words(talk, "who").account)).listener_id
