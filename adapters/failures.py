"""Whatever fails at an edge is told in the log and ends nothing else: somebody waits there."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(slots=True)
class Attempt:
    """What was tried, and whether it failed."""

    failed: bool = False


@contextmanager
def whatever_fails(log: logging.Logger, what: str, **facts: object) -> Iterator[Attempt]:
    """Logs it with its trace and goes on behind the block; a cancellation passes."""
    attempt = Attempt()
    try:
        yield attempt
    except Exception:
        attempt.failed = True
        log.exception(what, extra=facts)
