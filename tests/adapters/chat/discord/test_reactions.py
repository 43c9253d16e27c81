from datetime import UTC, datetime, timedelta

import discord
import pytest

from adapters.chat.discord.reactions import REMEMBERED_REACTIONS, ReactionIds

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def ids():
    return ReactionIds()


def reaction(kind="REACTION_ADD", message_id=1):
    data = {"message_id": message_id, "channel_id": 2, "user_id": 3, "type": 0, "burst": False}
    return discord.RawReactionActionEvent(data, discord.PartialEmoji(name="👍"), kind)


def test_a_repeat_has_the_same_id(ids):
    first = ids.id_of(reaction(), at=NOON)

    assert ids.id_of(reaction(), at=NOON + timedelta(seconds=5)) == first


def test_a_change_of_mind_has_a_new_id(ids):
    turns = ("REACTION_ADD", "REACTION_REMOVE", "REACTION_ADD")

    seen = {
        ids.id_of(reaction(kind), at=NOON + timedelta(seconds=second))
        for second, kind in enumerate(turns)
    }

    assert len(seen) == 3


def test_turns_after_a_restart_are_new(ids):
    before = ids.id_of(reaction(), at=NOON)

    assert ReactionIds().id_of(reaction(), at=NOON + timedelta(days=1)) != before


def test_messages_are_told_apart(ids):
    assert ids.id_of(reaction(message_id=1), at=NOON) != ids.id_of(reaction(message_id=2), at=NOON)


def test_memory_is_bounded(ids):
    for message_id in range(REMEMBERED_REACTIONS + 50):
        ids.id_of(reaction(message_id=message_id), at=NOON)

    assert len(ids._last) == REMEMBERED_REACTIONS
