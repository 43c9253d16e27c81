"""A group that becomes a supergroup keeps what was chosen for it, and hears nothing of that."""

from __future__ import annotations

from adapters.chat.message import Platform

OLD = {"id": -77, "type": "group", "title": "Friends"}
NEW = {"id": -1007, "type": "supergroup", "title": "Friends"}


async def test_what_was_chosen_for_a_group_moves_with_it(chat, api, groups, inbox):
    api.says(chat=OLD, migrate_to_chat_id=NEW["id"])
    api.says(chat=NEW, migrate_from_chat_id=OLD["id"])
    api.says(text="hello")

    events = await inbox.next_events()

    assert groups.moved == [(Platform.TELEGRAM, "-77", "-1007")]
    assert [event.text for event in events] == ["hello"]
    assert api.called("sendMessage") == []


async def test_a_move_that_could_not_be_stored_is_stored_at_the_next_try(
    chat, api, groups, inbox, caplog
):
    groups.failures = 1
    api.says(chat=OLD, migrate_to_chat_id=NEW["id"])
    api.says(text="hello")

    await inbox.next_events()

    assert len(groups.moved) == 2
    assert api.called("sendMessage") == []
    assert "an update was not stored" in caplog.text
