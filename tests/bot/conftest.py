"""What all tests of the program share."""

import logging
from collections.abc import Iterator

import pytest

from bot.logs import OURS


@pytest.fixture
def logs_as_before() -> Iterator[None]:
    """Takes back what a test, or a program that it runs in this process, makes of the log."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    for name in OURS:
        logging.getLogger(name).setLevel(logging.NOTSET)
