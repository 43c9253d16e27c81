"""Hundreds of random things that listeners do, one after another, on every chat."""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from random import Random

from adapters.chat.message import IncomingCommand, Platform, ReplyKind
from adapters.storage import migrate
from adapters.storage.keys import load_or_create_keys
from adapters.storage.storage import open_storage
from bot.conversation.commands import command_specs
from bot.replies.errors import apology
from engine.catalogue import Catalogue
from engine.errors import NoFaceError, UnreadableMediaError
from tests.bot.conversation.conftest import Talk, buttons_of, conversation, reading_of
from tests.hostile.doors import DOORS, check_shown
from tests.hostile.presses import OF_OTHERS, PRESSES
from tests.hostile.texts import TEXTS
from tests.soak.mutations import mutated_words

EVENTS = 150
HANGS_AFTER_S = 60.0
_PEOPLE = ("ada", "bob", "eve")
_EMOJI = ("👍", "👎", "❤", "3\u20e3", "\u20e3", "x", "\u0663\u20e3", "")
_READINGS = (
    reading_of(happy=0.9, sad=0.1),
    reading_of(happy=0.5, sad=0.4, sure=False),
    reading_of(happy=0.9, sad=0.1, faces=3),
    NoFaceError(),
    UnreadableMediaError("png"),
)
Deed = Callable[[Random, Talk], Awaitable[None]]


class _Errors(logging.Handler):
    """Whatever is logged as an error was foreseen by nobody."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.seen: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.seen.append(logging.Formatter().format(record))


async def complaint(case: str, folder: Path, catalogue: Catalogue) -> str | None:
    """What is wrong with how this session was answered; None if nothing is."""
    url = f"sqlite+aiosqlite:///{folder / 'mien.sqlite3'}"
    await asyncio.to_thread(migrate.upgrade, url)
    storage = await open_storage(url, load_or_create_keys(folder / "key"))
    errors = _Errors()
    logging.getLogger().addHandler(errors)
    random = Random(case)  # noqa: S311 - it must be possible to get the same again
    talks = [conversation(storage, catalogue, platform=platform) for platform in Platform]
    try:
        for _ in range(EVENTS):
            async with asyncio.timeout(HANGS_AFTER_S):
                await _do(random, random.choice(talks).as_person(random.choice(_PEOPLE)))
    except Exception:  # noqa: BLE001 - whatever it is, it is what is looked for
        return traceback.format_exc()
    finally:
        logging.getLogger().removeHandler(errors)
        for talk in talks:
            await talk.inbox.close(grace_s=0)
        await storage.close()
    return "\n".join(errors.seen) or None


async def _do(random: Random, talk: Talk) -> None:
    # Numbers of events go on: a repeated one would be dropped.
    talk.events = lambda: random.getrandbits(64)
    said = len(talk.chat.said)
    await random.choice(_DEEDS)(random, talk)
    for reply in talk.chat.said[said:]:
        if reply.text == apology().text:
            raise AssertionError("an apology")
        check_shown(reply)


async def _write(random: Random, talk: Talk) -> None:
    await _through(talk, 0, _words(random))


async def _command(random: Random, talk: Talk) -> None:
    name, argument = random.choice(command_specs()).name, _words(random)
    if random.random() < 0.5:
        await _through(talk, 0, f"/{name} {argument}")
        return
    await talk.hand_over(IncomingCommand(**talk.facts(), name=name, argument=argument))


async def _press_nonsense(random: Random, talk: Talk) -> None:
    words = mutated_words(random, random.choice(tuple(PRESSES.values())), "1:2")
    await _through(talk, 1, words)


async def _press_what_was_seen(random: Random, talk: Talk) -> None:
    """A button of anybody's."""
    seen = [one.action for reply in talk.chat.said[-20:] for one in buttons_of(reply)]
    guessed = random.choice(OF_OTHERS)
    numbers = {name: random.randint(1, 9) for name in ("set", "reading", "request")}
    is_seen = seen and random.random() < 0.8
    await _through(talk, 1, random.choice(seen) if is_seen else guessed.format(**numbers))


async def _send_a_picture(random: Random, talk: Talk) -> None:
    await talk.photo(random.choice(_READINGS), name=f"photo {random.getrandbits(32)}")


async def _react(random: Random, talk: Talk) -> None:
    stays = [reply for reply in talk.chat.said[-20:] if reply.kind is ReplyKind.MESSAGE]
    if stays:
        reply = random.choice(stays)
        await talk.react(random.choice(_EMOJI), on=reply, added=random.random() < 0.7)


async def _open(_random: Random, talk: Talk) -> None:
    await talk.open()


async def _through(talk: Talk, door: int, words: str) -> None:
    incoming = DOORS[talk.chat.platform][door](words, 1)
    if incoming is not None:
        facts = talk.facts()
        mine = {name: facts[name] for name in ("account", "address", "event_id")}
        await talk.hand_over(replace(incoming, **mine))


def _words(random: Random) -> str:
    first, second = (random.choice(tuple(TEXTS.values()))[:5000] for _ in range(2))
    return mutated_words(random, first, second)


_DEEDS: tuple[Deed, ...] = (
    _write,
    _command,
    _press_nonsense,
    _press_what_was_seen,
    _press_what_was_seen,
    _send_a_picture,
    _react,
    _open,
)
