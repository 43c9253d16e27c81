from __future__ import annotations

import json

import pytest

from adapters.chat.web.limits import WebLimits
from adapters.chat.web.protocol import Typing, Words, page_message

ASKED = "ac648aaa-e6c4-4106-b1db-e5f8a3a33426"


@pytest.mark.parametrize(
    ("frame", "heard"),
    [
        ({"type": "text", "text": "happy \ud83d"}, Words(ASKED, "happy ?")),
        ({"type": "typing", "command": "mood", "typed": "\ud83d"}, Typing(ASKED, "mood", "?")),
    ],
)
def test_half_of_an_emoji_is_heard_as_something_that_can_be_said_again(frame, heard):
    said = page_message(json.dumps({**frame, "request_id": ASKED}), limits=WebLimits())

    assert said == heard
