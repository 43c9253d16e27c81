"""Who may change a group."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("status", "manages"), [("creator", True), ("administrator", True), ("member", False)]
)
async def test_those_who_manage_a_group_are_known(chat, api, inbox, status, manages):
    api.members[1001] = status
    api.says_in_group("/server@MienBot off")

    (command,) = await inbox.next_events()

    assert command.manages_place is manages
    assert api.called("getChatMember") == [{"chat_id": -1005, "user_id": 1001}]


async def test_nobody_is_asked_about_for_other_commands(chat, api, inbox):
    api.members[1001] = "creator"
    api.says_in_group("/mood happy")

    (command,) = await inbox.next_events()

    assert not command.manages_place
    assert api.called("getChatMember") == []


async def test_nobody_manages_a_private_chat(chat, api, inbox):
    api.says(text="/server off")

    (command,) = await inbox.next_events()

    assert not command.manages_place
    assert api.called("getChatMember") == []


async def test_where_telegram_does_not_say_nobody_manages(chat, api, inbox, refusal):
    api.refusals["getChatMember"] = [refusal(400, "Bad Request: not enough rights")]
    api.says_in_group("/server off")

    (command,) = await inbox.next_events()

    assert not command.manages_place
