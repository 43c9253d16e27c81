"""Among others: nothing of a mood or a face is said where everyone reads, unless one shares."""

import pytest

from adapters.chat.message import Audience, Reply
from tests.bot.conversation.conftest import Talk, buttons_of

HAPPY = {"happy": 0.8, "surprise": 0.2}


@pytest.fixture
def group(talk: Talk) -> Talk:
    """Ada in a channel that everyone reads."""
    return talk.among(Audience.EVERYONE)


def said_to_all(talk: Talk) -> list[Reply]:
    said = zip(talk.chat.said, talk.chat.heard_by, strict=True)
    return [reply for reply, audience in said if audience is Audience.EVERYONE]


def opens(reply: Reply) -> str:
    [one] = buttons_of(reply)
    assert one.opens_private
    return one.action
