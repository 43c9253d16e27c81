"""What all tests share."""

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.specifications import DiscordRequests, SpotifyRequests, TelegramRequests
from tests.specifications import discord_requests as discord_requests_of
from tests.specifications import spotify_requests as spotify_requests_of
from tests.specifications import telegram_requests as telegram_requests_of


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where everything is installed, a skipped test is a failure."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if skipped and os.environ.get("TESTS_MAY_SKIP") == "no":
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--specs", type=Path, help="check requests against the specifications there")


@pytest.fixture
def telegram_requests(pytestconfig: pytest.Config) -> Iterator[TelegramRequests]:
    """Fails the test if a call of the Bot API is not what Telegram specifies."""
    requests = _telegram(pytestconfig.getoption("--specs"))
    already = len(requests.violations)
    yield requests
    assert not requests.violations[already:]


@pytest.fixture
def discord_requests(pytestconfig: pytest.Config) -> Iterator[DiscordRequests]:
    """Fails the test if a REST request is not what Discord specifies."""
    requests = _discord(pytestconfig.getoption("--specs"))
    already = len(requests.violations)
    yield requests
    assert not requests.violations[already:]


@pytest.fixture
def spotify_requests(pytestconfig: pytest.Config) -> Iterator[SpotifyRequests]:
    """Fails the test if a request is not what Spotify specifies for development mode."""
    requests = _spotify(pytestconfig.getoption("--specs"))
    already = len(requests.violations)
    yield requests
    assert not requests.violations[already:]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    folder = terminalreporter.config.getoption("--specs")
    if folder is not None:
        checked = {
            "Telegram": _telegram(folder),
            "Discord": _discord(folder),
            "Spotify": _spotify(folder),
        }
        for name, requests in checked.items():
            bad = len(requests.violations)
            terminalreporter.write_line(f"{name}: {requests.checked} requests, {bad} violations")


# Read once: the specifications are megabytes of JSON.
_telegram = cache(telegram_requests_of)
_discord = cache(discord_requests_of)
_spotify = cache(spotify_requests_of)
