"""The log: ids and durations, never people, pictures or secrets."""

from __future__ import annotations

import logging

OURS = ("bot", "adapters", "engine")
_PLAIN = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}


class _WithFacts(logging.Formatter):
    """The message, and behind it what came as `extra`."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 -- the base's name
        facts = [f"{key}={value}" for key, value in vars(record).items() if key not in _PLAIN]
        return " ".join((super().formatMessage(record), *facts))


def start_logging(level: str) -> None:
    """To standard error from now on; the level is for Mien's own modules.

    Libraries speak from WARNING up, whatever the level: at DEBUG the database driver writes every
    parameter and the chat clients write tokens and messages.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(_WithFacts("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for name in OURS:
        logging.getLogger(name).setLevel(level)
