"""`@MienBot calm piano`: songs in any chat, and nothing of it stored."""

from __future__ import annotations

import asyncio

from adapters.chat.message import Card, Link, Reply
from adapters.chat.telegram.inline import MOST_AT_ONCE
from tests.adapters.chat.telegram.fake_telegram import USER

SONG = Card(
    "Nuages <gris>",
    ("Liszt", "Somebody & Co"),
    "calm and mostly piano",
    links=(Link("Spotify", "https://open.spotify.com/track/1"),),
    number=1,
)


def asks(api, words, *, query_id="i1", user_id=1001):
    asker = {**USER, "id": user_id}
    api.happens(inline_query={"id": query_id, "from": asker, "query": words, "offset": ""})


async def test_songs_are_offered_as_articles(chat, api, songs, inbox):
    songs.reply = Reply("", cards=(SONG, Card("Other", ("Somebody",), "")))
    asks(api, "calm piano")

    (answer,) = await api.wait_for_call("answerInlineQuery")

    first, second = answer["results"]
    assert songs.asked == [("calm piano", "en-GB")]
    assert (first["title"], first["type"]) == ("Nuages <gris>", "article")
    assert first["description"] == "Liszt, Somebody & Co · calm and mostly piano"
    assert first["input_message_content"]["message_text"] == (
        '<a href="https://open.spotify.com/track/1">Nuages &lt;gris&gt;</a>'
        " · Liszt, Somebody &amp; Co"
    )
    assert first["input_message_content"]["parse_mode"] == "HTML"
    assert second["description"] == "Somebody"
    assert "button" not in answer
    assert answer["cache_time"] == 300
    assert inbox.events == []


async def test_without_songs_a_button_says_so_and_opens_the_chat(chat, api, songs):
    asks(api, "qwertz")

    (answer,) = await api.wait_for_call("answerInlineQuery")

    assert "results" not in answer or answer["results"] == []
    assert answer["button"] == {"text": "No songs for that.", "start_parameter": "inline"}


async def test_an_error_is_logged_and_answered_with_nothing(chat, api, songs, caplog):
    songs.error = RuntimeError("the catalogue is gone")
    asks(api, "calm piano")

    (answer,) = await api.wait_for_call("answerInlineQuery")

    assert answer.get("results", []) == []
    assert (answer["cache_time"], "button" in answer) == (0, False)
    assert "the catalogue is gone" in caplog.text


async def test_who_is_not_let_in_finds_nothing(chat, api, songs, inbox):
    songs.reply = Reply("", cards=(SONG,))
    songs.strangers = {"2002"}
    asks(api, "calm piano", query_id="i1", user_id=2002)
    asks(api, "calm piano", query_id="i2")

    first, second = await api.wait_for_call("answerInlineQuery", times=2)

    by_query = {one["inline_query_id"]: one for one in (first, second)}
    assert by_query["i1"].get("results", []) == []
    assert "button" not in by_query["i1"]
    assert len(by_query["i2"]["results"]) == 1
    assert songs.asked == [("calm piano", "en-GB")]
    assert inbox.events == []


async def test_a_query_that_telegram_has_forgotten_is_left(chat, api, songs, inbox, refusal):
    old = refusal(400, "Bad Request: query is too old")
    api.refusals["answerInlineQuery"] = [old, old]
    asks(api, "calm piano")
    await api.wait_for_call("answerInlineQuery", times=2)
    asks(api, "calm", query_id="i2")

    answers = await api.wait_for_call("answerInlineQuery", times=3)

    assert [answer["inline_query_id"] for answer in answers] == ["i1", "i1", "i2"]


async def test_a_slow_answer_holds_up_nobody(chat, api, songs, inbox):
    songs.gate = asyncio.Event()
    asks(api, "calm piano")
    api.says(text="hello")

    events = await inbox.next_events()

    assert [event.text for event in events] == ["hello"]
    assert api.called("answerInlineQuery") == []


async def test_a_newer_query_takes_the_place_of_the_older(chat, api, songs):
    songs.gate = asyncio.Event()
    asks(api, "ca", query_id="i1")
    asks(api, "calm", query_id="i2")
    update = api.says(text="hello")
    await api.wait_for(lambda: max(api.offsets, default=0) > update["update_id"])

    songs.gate.set()
    answers = await api.wait_for_call("answerInlineQuery")

    assert [answer["inline_query_id"] for answer in answers] == ["i2"]


async def test_queries_are_bounded(chat, api, songs, caplog):
    songs.gate = asyncio.Event()
    for number in range(MOST_AT_ONCE + 1):
        asks(api, "calm", query_id=f"i{number}", user_id=2000 + number)
    update = api.says(text="hello")
    await api.wait_for(lambda: max(api.offsets, default=0) > update["update_id"])
    songs.gate.set()

    answers = await api.wait_for_call("answerInlineQuery", times=MOST_AT_ONCE)

    assert len(answers) == MOST_AT_ONCE
    assert "too many inline queries" in caplog.text


async def test_without_an_answerer_queries_are_not_asked_for_and_left_alone(chat_of, api, inbox):
    asks(api, "calm piano")
    api.says(text="hello")
    running = asyncio.create_task(chat_of(inline=False).run(inbox.receive))

    events = await inbox.next_events()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)

    assert [event.text for event in events] == ["hello"]
    assert "inline_query" not in api.called("getUpdates")[0]["allowed_updates"]
    assert api.called("answerInlineQuery") == []
