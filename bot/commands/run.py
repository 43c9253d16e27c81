"""`mien run`: serves the page, and the chats that have a token."""

from __future__ import annotations

import asyncio
import signal
from typing import TYPE_CHECKING

from adapters.chat.message import Platform
from bot.commands.output import say
from bot.logs import start_logging
from bot.settings import read_settings

if TYPE_CHECKING:
    from bot.bootstrap import Ready

_NAMES = {Platform.DISCORD: "Discord", Platform.TELEGRAM: "Telegram"}


def run() -> None:
    """Serve Mien until Ctrl-C or SIGTERM."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _end_at_once)
    from bot.bootstrap import prepare, serve

    settings = read_settings()
    start_logging(settings.log_level, form=settings.log_format, secrets=settings.secrets)
    keys = prepare(settings)

    async def until_stopped() -> None:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stop.set)
        await serve(settings, keys, stop=stop, ready=_say_ready)

    asyncio.run(until_stopped())


def _end_at_once(_signal: int, _frame: object) -> None:
    """While nothing runs yet there is nothing to finish."""
    raise SystemExit(0)


def _say_ready(ready: Ready) -> None:
    others = [_NAMES[platform] for platform in ready.platforms if platform in _NAMES]
    # Nobody waits for them: one that is out of reach keeps nobody from the page.
    also = f", and connecting to {' and '.join(others)}" if others else ""
    say(f"Mien is ready: {ready.page_url}{also}. Ctrl-C ends it.")
    say(f"Health and numbers: {ready.operations_url}/healthz, /readyz and /metrics.")
