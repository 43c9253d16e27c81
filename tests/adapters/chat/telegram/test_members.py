"""Who is in a group."""

from __future__ import annotations

import pytest

from adapters.chat.message import Account, Platform
from adapters.errors import PlatformError

ADA = Account(Platform.TELEGRAM, "1001")


@pytest.mark.parametrize(
    ("status", "is_in"),
    [
        ("creator", True),
        ("administrator", True),
        ("member", True),
        ("restricted", True),
        ("left", False),
        ("kicked", False),
    ],
)
async def test_who_is_in_a_group_is_known(chat, api, status, is_in):
    api.members[1001] = status

    assert await chat.is_member(ADA, "-1005") is is_in
    assert api.called("getChatMember") == [{"chat_id": -1005, "user_id": 1001}]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (400, "Bad Request: user not found"),
        (400, "Bad Request: member list is inaccessible"),
        (403, "Forbidden: bot was kicked from the supergroup chat"),
    ],
)
async def test_where_telegram_will_not_say_nobody_is_in_it(chat, api, refusal, code, words):
    api.refusals["getChatMember"] = [refusal(code, words)]

    assert not await chat.is_member(ADA, "-1005")


async def test_that_telegram_cannot_say_now_is_an_error(chat, api, refusal):
    api.refusals["getChatMember"] = [refusal(502, "Bad Gateway")]

    with pytest.raises(PlatformError):
        await chat.is_member(ADA, "-1005")


async def test_nobody_is_asked_about_in_a_private_chat(chat, api):
    assert not await chat.is_member(ADA, "1001")
    assert api.called("getChatMember") == []
