"""What cannot be read is left out, and nobody's words are told over it."""

from __future__ import annotations

import json

import pytest
from telegram.error import TelegramError

from adapters.chat.telegram.calls import keep_token_out_of_logs
from adapters.chat.telegram.updates import UpdatesRequest, readable
from tests.adapters.chat.telegram.fake_telegram import message

WORDS = "nobody else may read this"
SOUND = {"update_id": 7, "message": message(text="hello")}
WITHOUT_DATE = {"message_id": 5, "text": WORDS}
AFTER_THE_END_OF_TIME = {**message(text=WORDS), "date": 10**20}
UNREADABLE = (3, WITHOUT_DATE, AFTER_THE_END_OF_TIME, {**message(text=WORDS), "chat": [WORDS]})


def told(*updates) -> bytes:
    return json.dumps({"ok": True, "result": updates}).encode()


def read(payload: bytes) -> list:
    return UpdatesRequest.parse_json_payload(payload)["result"]


@pytest.mark.parametrize("content", UNREADABLE)
def test_what_cannot_be_read_keeps_its_number_alone(content, caplog):
    assert read(told({"update_id": 6, "message": content}, SOUND)) == [{"update_id": 6}, SOUND]
    assert [record.update_id for record in caplog.records] == [6]
    assert WORDS not in caplog.text


@pytest.mark.parametrize(
    "stray", [None, [], WORDS, {"message": WITHOUT_DATE}, {"update_id": WORDS}]
)
def test_what_has_no_number_is_left_out(stray, caplog):
    assert readable(stray) is None
    assert read(told(stray, SOUND)) == [SOUND]
    assert WORDS not in caplog.text


def test_where_nothing_has_a_number_it_is_asked_again_later():
    with pytest.raises(TelegramError):
        read(told({"message": WITHOUT_DATE}))


def test_a_silent_poll_and_a_refusal_stay_as_they_are():
    refusal = {"ok": False, "error_code": 409, "description": "Conflict"}

    assert read(told()) == []
    assert UpdatesRequest.parse_json_payload(json.dumps(refusal).encode()) == refusal


def test_an_answer_that_was_cut_off_is_in_no_log(caplog):
    keep_token_out_of_logs()

    with pytest.raises(TelegramError):
        read(told(SOUND, {"update_id": 8, "message": message(text=WORDS)})[:-1])

    assert WORDS not in caplog.text
