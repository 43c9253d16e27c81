"""Inline queries: `@MienBot calm piano` in any chat."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from telegram import (
    Bot,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.constants import InlineQueryLimit, MessageLimit, ParseMode
from telegram.error import TelegramError

from adapters.chat.message import Account, Admits, Card, InlineAnswerer, Platform, Reply
from adapters.chat.telegram.rendering import cut, html_of_song
from adapters.failures import whatever_fails

CACHED_S = 300
MOST_AT_ONCE = 16
_LONGEST_LINE = 100  # characters of a title, description or button: more is never shown
_OPENED_FROM_INLINE = "inline"

log = logging.getLogger(__name__)


class InlineQueries:
    """Answers beside everything else; nothing of a query is stored.

    Whom `admits` does not let in finds nothing.
    """

    def __init__(self, bot: Bot, *, answer: InlineAnswerer, admits: Admits) -> None:
        self._bot = bot
        self._answer = answer
        self._admits = admits
        self._running: dict[int, asyncio.Task[None]] = {}

    def take(self, query: InlineQuery) -> None:
        """Answers it soon. Each key pressed is a query, so a newer one takes the older's place."""
        asker = query.from_user.id
        older = self._running.pop(asker, None)
        if older is not None:
            older.cancel()
        if len(self._running) >= MOST_AT_ONCE:
            log.warning("too many inline queries at once")
            return
        task = asyncio.create_task(self._answered(query))
        self._running[asker] = task
        task.add_done_callback(lambda done: self._finished(asker, done))

    def close(self) -> None:
        """Ends all of them."""
        for task in self._running.values():
            task.cancel()

    def _finished(self, asker: int, task: asyncio.Task[None]) -> None:
        if self._running.get(asker) is task:
            del self._running[asker]

    async def _answered(self, query: InlineQuery) -> None:
        if not self._admits(Account(Platform.TELEGRAM, str(query.from_user.id))):
            await self._show_nothing(query)
            return
        with whatever_fails(log, "an inline query has no answer") as attempt:
            reply = await self._answer(query.query, query.from_user.language_code)
            await self._show(query, articles_of(reply), button_of(reply), cached_s=CACHED_S)
        if attempt.failed:
            await self._show_nothing(query)

    async def _show_nothing(self, query: InlineQuery) -> None:
        try:
            await self._show(query, (), None, cached_s=0)
        except TelegramError as error:
            log.warning("an inline query was left open: %s", type(error).__name__)

    async def _show(
        self,
        query: InlineQuery,
        articles: Sequence[InlineQueryResultArticle],
        button: InlineQueryResultsButton | None,
        *,
        cached_s: int,
    ) -> None:
        await self._bot.answer_inline_query(
            query.id,
            articles,
            cache_time=cached_s,
            # The songs are the same for all, but the words about them are in one language.
            is_personal=True,
            button=button,
        )


def articles_of(reply: Reply) -> list[InlineQueryResultArticle]:
    """One for each card; choosing it sends the song, and not why it was offered."""
    cards = reply.cards[: InlineQueryLimit.RESULTS]
    return [_article(number, card) for number, card in enumerate(cards, start=1)]


def button_of(reply: Reply) -> InlineQueryResultsButton | None:
    """What is said where there are no songs; it opens the private chat."""
    if reply.cards or not reply.text:
        return None
    return InlineQueryResultsButton(
        cut(reply.text, limit=_LONGEST_LINE), start_parameter=_OPENED_FROM_INLINE
    )


def _article(number: int, card: Card) -> InlineQueryResultArticle:
    about = " · ".join(part for part in (", ".join(card.artists), card.reason) if part)
    content = InputTextMessageContent(
        html_of_song(card, limit=MessageLimit.MAX_TEXT_LENGTH),
        parse_mode=ParseMode.HTML,
        link_preview_options=LinkPreviewOptions(is_disabled=not card.links),
    )
    title = cut(card.title, limit=_LONGEST_LINE)
    about = cut(about, limit=_LONGEST_LINE)
    return InlineQueryResultArticle(str(number), title, content, description=about)
