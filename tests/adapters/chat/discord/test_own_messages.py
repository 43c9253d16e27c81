from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import discord
import pytest

from adapters.chat.discord.own_messages import REMEMBERED_MESSAGES, OwnMessages

START = datetime(2026, 11, 21, 12, tzinfo=UTC)
OLD = discord.utils.time_snowflake(START - timedelta(days=1))
NEW = discord.utils.time_snowflake(START + timedelta(hours=1))
MIEN, SOMEBODY = 8, 9


class FakeClient:
    """Fetches messages of one author, or none."""

    user = SimpleNamespace(id=MIEN)

    def __init__(self, author):
        self.author = author
        self.fetched = []

    def get_partial_messageable(self, channel_id):
        return SimpleNamespace(fetch_message=self._fetch)

    async def _fetch(self, message_id):
        self.fetched.append(message_id)
        if self.author is None:
            raise discord.NotFound(SimpleNamespace(status=404, reason="Not Found"), None)
        return SimpleNamespace(author=SimpleNamespace(id=self.author))


@pytest.fixture
def own():
    return OwnMessages(since=START)


async def has(own, client, message_id):
    return await own.has(client, channel_id=1, message_id=message_id)


async def test_what_was_sent_is_known_without_asking(own):
    client = FakeClient(SOMEBODY)
    own.note(NEW)

    assert await has(own, client, NEW)
    assert client.fetched == []


async def test_what_is_new_and_was_not_sent_is_somebody_elses(own):
    client = FakeClient(MIEN)

    assert not await has(own, client, NEW)
    assert client.fetched == []


@pytest.mark.parametrize(("author", "ours"), [(MIEN, True), (SOMEBODY, False), (None, False)])
async def test_what_is_older_is_asked_about_once(own, author, ours):
    client = FakeClient(author)

    assert [await has(own, client, OLD) for _ in range(2)] == [ours, ours]
    assert client.fetched == [OLD]


async def test_memory_is_bounded(own):
    for message_id in range(REMEMBERED_MESSAGES + 10):
        own.note(message_id)

    assert len(own._ours) == REMEMBERED_MESSAGES
