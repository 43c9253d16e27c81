"""No update is lost, and none holds up the others for ever."""

from __future__ import annotations

import asyncio
import logging

from tests.adapters.chat.telegram.fake_telegram import message


async def test_an_update_is_confirmed_only_after_it_was_stored(chat, api, inbox):
    inbox.gate = asyncio.Event()
    update = api.says(text="hello")
    await inbox.next_events()
    offsets_before = list(api.offsets)

    inbox.gate.set()
    await api.wait_for(lambda: update["update_id"] + 1 in api.offsets)

    assert max(offsets_before) <= update["update_id"]


async def test_an_update_delivered_again_has_the_same_event_id(chat_of, api, inbox):
    inbox.gate = asyncio.Event()
    api.says(text="hello")

    for number in (1, 2):
        # Cancelled before it was stored, as by a crash: nothing was confirmed.
        running = asyncio.create_task(chat_of().run(inbox.receive))
        await inbox.next_events(number)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    first, second = inbox.events
    assert first == second


async def test_a_failure_to_store_is_tried_again(chat, api, inbox, caplog):
    inbox.failures = 2
    update = api.says(text="hello")

    await api.wait_for(lambda: update["update_id"] + 1 in api.offsets)

    assert [event.event_id for event in inbox.events] == [str(update["update_id"])] * 3
    assert api.called("sendMessage") == []
    assert "database is locked" in caplog.text


async def test_what_could_not_be_stored_at_once_is_not_overtaken_by_what_came_later(
    chat, api, inbox
):
    inbox.failures = 1
    api.says(text="first")
    api.says(text="second")

    events = await inbox.next_events(3)

    assert [event.text for event in events] == ["first", "first", "second"]


async def test_after_three_failures_there_is_an_apology_and_the_next_update(chat, api, inbox):
    inbox.failures, inbox.poison = 3, "poison"
    api.says(text="poison")
    api.says(text="hello")

    events = await inbox.next_events(4)
    (sorry,) = await api.wait_for_call("sendMessage")

    assert [event.text for event in events] == ["poison", "poison", "poison", "hello"]
    assert (sorry["chat_id"], sorry["text"]) == (1001, "sorry")


async def test_an_apology_that_cannot_be_sent_holds_nothing_up(chat, api, inbox, refusal):
    inbox.failures = 3
    api.refusals["sendMessage"] = [refusal(403, "Forbidden: bot was blocked by the user")]
    api.says(text="poison")
    api.says(text="hello")

    events = await inbox.next_events(4)

    assert events[-1].text == "hello"


async def test_what_cannot_be_translated_is_passed_over_with_a_log_line(chat, api, inbox, caplog):
    caplog.set_level(logging.INFO)
    skipped = api.says(new_chat_title="Friends")
    api.says(text="hello")

    events = await inbox.next_events()

    assert [event.text for event in events] == ["hello"]
    left = [record for record in caplog.records if record.message == "an update was left alone"]
    assert [record.update for record in left] == [skipped["update_id"]]


async def test_an_update_that_cannot_be_read_is_confirmed_and_holds_up_no_other(
    chat, api, inbox, caplog
):
    words = "nobody else may read this"
    api.happens(message={"message_id": 5, "text": words})
    api.says(text="hello")
    last = api.happens(message={"message_id": 6, "text": words})

    events = await inbox.next_events()
    await api.wait_for(lambda: last["update_id"] + 1 in api.offsets)

    assert [event.text for event in events] == ["hello"]
    assert "cannot be read" in caplog.text
    assert words not in caplog.text


async def test_in_a_group_sorry_is_said_to_who_asked(chat, api, inbox):
    inbox.failures = 3
    api.says_in_group("@MienBot poison")
    await inbox.next_events(3)

    (sorry,) = await api.wait_for_call("sendMessage")

    assert (sorry["chat_id"], sorry["text"]) == (-1005, "sorry")
    assert sorry["reply_parameters"]["message_id"] == 77


async def test_a_webhook_of_before_is_removed_and_its_updates_are_kept(chat_of, api, inbox, caplog):
    api.webhook_url = "https://before.example/telegram"
    api.says(text="hello")
    running = asyncio.create_task(chat_of().run(inbox.receive))

    await inbox.next_events()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)

    assert api.called("deleteWebhook") == [{"drop_pending_updates": False}]
    assert "had a webhook" in caplog.text


async def test_where_there_is_no_webhook_none_is_removed(chat, api):
    await api.wait_for_call("getUpdates")

    assert api.called("deleteWebhook") == []


async def test_edited_messages_are_not_asked_for_and_left_alone(chat, api, inbox):
    api.happens(edited_message={**message(text="/mood sad"), "edit_date": 1795262500})
    api.says(text="hello")

    events = await inbox.next_events()

    assert [event.text for event in events] == ["hello"]
    assert "edited_message" not in api.called("getUpdates")[0]["allowed_updates"]


async def test_polling_goes_on_after_the_server_failed(chat, api, inbox, naps, refusal):
    api.refusals["getUpdates"] = [refusal(500, "Internal Server Error")] * 3
    api.says(text="hello")

    await inbox.next_events()

    first, second, third = naps.lengths_s[-3:]
    assert 0.5 <= first <= 1 <= second <= 2 <= third <= 4


async def test_the_start_waits_for_a_server_that_fails(chat_of, api, inbox, refusal):
    api.refusals["getMe"] = [refusal(502, "Bad Gateway")]
    running = asyncio.create_task(chat_of().run(inbox.receive))

    await api.wait_for_call("getUpdates")
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)

    assert len(api.called("getMe")) == 2


async def test_it_is_connected_while_the_last_call_was_answered(chat_of, api, inbox, refusal):
    bot = chat_of()
    before = await bot.is_connected()
    running = asyncio.create_task(bot.run(inbox.receive))
    await api.wait_for_call("getUpdates")
    meanwhile = await bot.is_connected()

    api.refusals["getUpdates"] = [refusal(500, "Internal Server Error")] * 100_000
    api.says(text="hello")
    async with asyncio.timeout(5):
        while await bot.is_connected():  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0)
    api.refusals["getUpdates"] = []
    async with asyncio.timeout(5):
        while not await bot.is_connected():  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)

    assert (before, meanwhile, await bot.is_connected()) == (False, True, False)
