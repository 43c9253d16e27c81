"""The log: ids and durations, never people, pictures or secrets."""

from __future__ import annotations

import logging
import re
from collections.abc import Collection
from typing import Literal

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

OURS = ("bot", "adapters", "engine")

REDACTED = "[redacted]"

# Whatever a library puts into a message or a trace: tokens of both platforms, what MultiFernet
# sealed, the password of an address.
_SECRETS = re.compile(
    r"\d{6,12}:[A-Za-z0-9_-]{30,}"
    r"|[A-Za-z0-9_-]{23,30}\.[A-Za-z0-9_-]{6,7}\.[A-Za-z0-9_-]{27,}"
    r"|gAAAA[A-Za-z0-9_=-]{40,}"
    r"|(?<=://)[^\s/:@]*:[^\s/@]+(?=@)"
)
_PLAIN_TEXT_FIRST = ("timestamp", "level", "logger", "event")


def start_logging(
    level: str, *, form: Literal["text", "json"] = "text", secrets: Collection[str] = ()
) -> None:
    """To standard error from now on; the level is for Mien's own modules.

    Libraries speak from WARNING up, whatever the level: at DEBUG the database driver writes every
    parameter and the chat clients write tokens and messages. None of `secrets`, and nothing that
    looks like one, gets out; `form` is for people, or for a program that collects logs.
    """
    rendering: Processor = structlog.processors.JSONRenderer() if form == "json" else _as_text
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[
                structlog.stdlib.add_logger_name,
                structlog.stdlib.add_log_level,
                structlog.stdlib.ExtraAdder(),
            ],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                structlog.processors.format_exc_info,
                redacting(secrets),
                rendering,
            ],
        )
    )
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for name in OURS:
        logging.getLogger(name).setLevel(level)


def redacting(secrets: Collection[str]) -> Processor:
    """Blanks these, and whatever looks like a secret, in every text of an event."""
    known = sorted(filter(None, secrets), key=len, reverse=True)

    def redact(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        return {name: _redacted(value, known) for name, value in event.items()}

    return redact


def _redacted(value: object, known: Collection[str]) -> object:
    if isinstance(value, (bool, int, float)) or value is None:
        return value
    # Whatever else it is would be written as text.
    text = str(value)
    for secret in known:
        text = text.replace(secret, REDACTED)
    return _SECRETS.sub(REDACTED, text)


def _as_text(_logger: WrappedLogger, _method: str, event: EventDict) -> str:
    """One line, and behind it the trace."""
    trace = event.pop("exception", None)
    moment, level, logger, said = (event.pop(name, "") for name in _PLAIN_TEXT_FIRST)
    facts = "".join(f" {name}={value}" for name, value in event.items())
    line = f"{moment} {str(level).upper()} {logger}: {said}{facts}"
    return f"{line}\n{trace}" if trace else line
