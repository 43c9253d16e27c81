"""Listeners of the page: their open tabs, and replies that nobody was there to see."""

from __future__ import annotations

import asyncio
import itertools
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from aiohttp import WSCloseCode

from adapters.chat.web.limits import RateLimit, WebLimits
from adapters.chat.web.tab import Tab
from adapters.errors import MediaGoneError


@dataclass(slots=True)
class _Kept:
    """A reply; one that answers a hello is for the page that said it alone."""

    order: int
    frame: str
    delivered: bool
    hello_id: str | None

    def is_for(self, tab: Tab) -> bool:
        return self.hello_id is None or self.hello_id == tab.hello_id


class Session:
    """One listener's browser.

    `turn` keeps their events in order; `is_watched` while a picture of its camera is looked at;
    `language` is that of the last answer.
    """

    def __init__(self, session_id: str, *, limits: WebLimits, clock: Callable[[], float]) -> None:
        self.session_id = session_id
        self.turn = asyncio.Lock()
        self.waiting = 0
        self.is_watched = False
        self.language: str | None = None
        self.rate = RateLimit(limits.event_burst, per_s=limits.events_per_s, clock=clock)
        self.typing_rate = RateLimit(limits.typing_burst, per_s=limits.typings_per_s, clock=clock)
        self._limits = limits
        self._tabs: list[Tab] = []
        self._kept: deque[_Kept] = deque(maxlen=limits.kept_replies)
        self._hellos: deque[str] = deque(maxlen=limits.kept_replies)
        self._news = asyncio.Event()

    @property
    def tabs(self) -> tuple[Tab, ...]:
        """Those that are open."""
        return tuple(self._tabs)

    def join(self, tab: Tab) -> bool:
        """False if there are too many tabs already."""
        if len(self._tabs) >= self._limits.tabs_per_session:
            return False
        self._tabs.append(tab)
        return True

    def leave(self, tab: Tab) -> None:
        """The tab is closed; the others are asked for what it had."""
        if tab not in self._tabs:
            return
        self._tabs.remove(tab)
        # A browser keeps waiting photos for all of its tabs; one that lacks them says so.
        for other in self._tabs:
            self.hold(other, *tab.held)

    def hold(self, tab: Tab, *photo_ids: str) -> None:
        """The tab has these photos; uploads that waited for them go on."""
        tab.hold(*photo_ids)
        self._news.set()

    def greet(self, tab: Tab, hello_id: str, *photo_ids: str) -> None:
        """The tab has said which photos of before it has; uploads find them, or fail."""
        self._hellos.append(hello_id)
        tab.greet(hello_id, *photo_ids)
        self._news.set()

    def discard(self) -> None:
        """Keeps no reply of until now for tabs that come back."""
        self._kept.clear()

    async def tell(self, frame: str) -> bool:
        """Sends to every tab; whether any of them got it."""
        return await _told(self.tabs, frame)

    async def deliver(self, order: int, frame: str, *, answers: str | None = None) -> None:
        """Sends a reply and keeps it for tabs that are, or turn out to be, away.

        What answers a hello is for the tab that said it: the others show it already.
        """
        hello_id = answers if answers in self._hellos else None
        kept = _Kept(order, frame, delivered=False, hello_id=hello_id)
        self._kept.append(kept)
        while sum(len(each.frame) for each in self._kept) > self._limits.kept_bytes:
            self._kept.popleft()
        kept.delivered = await _told([tab for tab in self.tabs if kept.is_for(tab)], frame)

    async def catch_up(self, tab: Tab, seen: int | None) -> None:
        """What this tab missed since `seen`; for a new page, what no tab ever got."""
        for kept in tuple(self._kept):
            missed = not kept.delivered if seen is None else kept.order > seen
            if missed and kept.is_for(tab) and await tab.tell(kept.frame):
                kept.delivered = True

    async def upload(self, photo_id: str) -> bytes:
        """The photo's bytes, from whichever tab has it.

        MediaGoneError if those that are here do not; TimeoutError if nobody comes for a while.
        """
        while True:
            async with asyncio.timeout(self._limits.return_timeout_s):
                tab = await self._holder(photo_id)
            data = await tab.upload(photo_id)
            if data is not None:
                return data

    async def _holder(self, photo_id: str) -> Tab:
        while True:
            for tab in self._tabs:
                if tab.holds(photo_id):
                    return tab
            if self._tabs and all(tab.has_told for tab in self._tabs):
                raise MediaGoneError("no open page has it")
            self._news.clear()
            await self._news.wait()


async def _told(tabs: Iterable[Tab], frame: str) -> bool:
    return any(await asyncio.gather(*(tab.tell(frame) for tab in tabs)))


class Sessions:
    """The listeners in memory; beyond the limit, those longest unseen and not here are dropped."""

    def __init__(self, limits: WebLimits, *, clock: Callable[[], float], first_order: int) -> None:
        self._limits = limits
        self._clock = clock
        self._sessions: OrderedDict[str, Session] = OrderedDict()
        self._orders = itertools.count(first_order)
        newcomers = limits.new_sessions_per_minute
        self._newcomers = RateLimit(newcomers, per_s=newcomers / 60, clock=clock)

    def __iter__(self) -> Iterator[Session]:
        return iter(tuple(self._sessions.values()))

    def next_order(self) -> int:
        """Grows with every reply, so that a page can tell what it has seen."""
        return next(self._orders)

    def admits(self, session_id: str) -> bool:
        """Whether this page may come in now; only newcomers are ever turned away."""
        return session_id in self._sessions or self._newcomers.allows()

    def known(self, session_id: str) -> Session | None:
        """The session if it is in memory; makes none, and counts as no sign of life."""
        return self._sessions.get(session_id)

    def of(self, session_id: str) -> Session | None:
        """The session, made where there was none; None if all places are taken by open tabs."""
        session = self._sessions.get(session_id)
        if session is None:
            if not self._make_room():
                return None
            session = Session(session_id, limits=self._limits, clock=self._clock)
            self._sessions[session_id] = session
        self._sessions.move_to_end(session_id)
        return session

    async def close_tabs(self) -> None:
        """Ends every connection; pages try again on their own."""
        tabs = [tab for session in self for tab in session.tabs]
        await asyncio.gather(*(tab.close(WSCloseCode.GOING_AWAY) for tab in tabs))

    def _make_room(self) -> bool:
        if len(self._sessions) < self._limits.sessions:
            return True
        away = next((each for each in self if not each.tabs and not each.waiting), None)
        if away is None:
            return False
        del self._sessions[away.session_id]
        return True
