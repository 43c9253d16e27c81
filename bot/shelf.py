"""The catalogue in use and what answers from it, renewed when another takes its place."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from adapters.chat.message import Completer, Completion, Incoming, InlineAnswerer, Reply
from adapters.values import RequestState
from bot.conversation.turn import Turn
from bot.settings import Settings
from engine.catalogue import (
    Catalogue,
    is_catalogue,
    load_catalogue,
    mark_of,
    starter_catalogue,
)
from engine.described import DescribedSong, with_described
from engine.errors import CatalogueError

LOOKED_AFTER_S = 2.0  # a look costs two system calls

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Voices:
    """All that answers from one catalogue."""

    answer: Callable[[Turn[Incoming]], Awaitable[RequestState]]
    complete: Completer
    answer_inline: InlineAnswerer


def home_of_imports(settings: Settings) -> Path:
    """Where the host's own catalogue is unless they name another folder."""
    return settings.data_dir / "catalogue"


def own_catalogue(settings: Settings) -> Path:
    """Where the host's own catalogue is, or will be once something was imported."""
    return settings.catalogue_dir or home_of_imports(settings)


def uses_starter(settings: Settings) -> bool:
    """Whether the starter catalogue is in use: nothing was imported, no folder is named."""
    return settings.catalogue_dir is None and not is_catalogue(own_catalogue(settings))


def open_catalogue(settings: Settings, *, thoroughly: bool = False) -> Catalogue:
    """The host's own catalogue, the starter catalogue where there is none; CatalogueError.

    Thoroughly, every byte of it is checked.
    """
    if uses_starter(settings):
        return starter_catalogue()
    return load_catalogue(own_catalogue(settings), thoroughly=thoroughly)


class Shelf:
    """Answers from the newest catalogue; an answer that has begun goes on with its own."""

    def __init__(
        self,
        settings: Settings,
        voices_of: Callable[[Catalogue], Voices],
        *,
        guests: Callable[[], Collection[DescribedSong]] = tuple,
    ) -> None:
        self._settings = settings
        self._voices_of = voices_of
        self._guests = guests
        # Looked at before it is opened: what comes in between is seen by the next look.
        self._mark = self._mark_now()
        self._voices = voices_of(self._opened())

    async def answer(self, turn: Turn[Incoming]) -> RequestState:
        """Answers one event."""
        return await self._voices.answer(turn)

    async def complete(self, command: str, typed: str, locale: str | None) -> Sequence[Completion]:
        """Suggestions while an argument is typed."""
        return await self._voices.complete(command, typed, locale)

    async def answer_inline(self, words: str, locale: str | None) -> Reply:
        """Songs asked for from any chat."""
        return await self._voices.answer_inline(words, locale)

    async def watch(self, *, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        """Renews, until it is cancelled, what answers whenever there is another catalogue."""
        while True:
            await sleep(LOOKED_AFTER_S)
            await self._look()

    async def _look(self) -> None:
        """One that cannot be read is told of once, and the one before stays."""
        mark = await asyncio.to_thread(self._mark_now)
        if mark == self._mark:
            return
        self._mark = mark
        try:
            catalogue = await asyncio.to_thread(self._opened)
        except CatalogueError as error:
            log.error("the new catalogue is not taken: %s", error)  # noqa: TRY400
            return
        # It goes through all tracks: .02 s for six thousand, and there may be many more.
        self._voices = await asyncio.to_thread(self._voices_of, catalogue)
        log.info("catalogue %s is in use now, with %s tracks", catalogue.version, len(catalogue))

    def _mark_now(self) -> tuple[tuple[int, int] | None, int]:
        return mark_of(own_catalogue(self._settings)), len(self._guests())

    def _opened(self) -> Catalogue:
        return with_described(open_catalogue(self._settings), tuple(self._guests()))
