from __future__ import annotations

import base64
import json

from adapters.chat.message import Button, ButtonStyle, Card, File, Link, Picture, Reply
from adapters.chat.web.frames import reply_json

ASKED = "ac648aaa-e6c4-4106-b1db-e5f8a3a33426"


def test_a_reply_that_clears_says_so():
    frame = reply_json(Reply("Forgotten.", clears=True), message_id="m1", order=7, answers=None)

    assert json.loads(frame)["clears"] is True


def test_all_of_a_reply_reaches_the_page():
    like = Button("👍", "like:1:1", pressed=True, spoken="Like Lovely Day")
    card = Card(
        "Lovely Day",
        ("Bill Withers",),
        "warm",
        links=(Link("Spotify", "https://open.spotify.com/track/1"),),
        number=1,
        similarity=0.9,
        player_url="https://open.spotify.com/embed/track/1",
        buttons=(like,),
    )
    reply = Reply(
        "You look happy.",
        heading="Sunbeams",
        cards=(card,),
        buttons=((Button("Forget", "forget:yes", ButtonStyle.DANGER),),),
        pictures=(Picture(b"\x89PNG", "A curve"),),
        files=(File("songs.m3u8", "audio/x-mpegurl", b"#EXTM3U", "For players"),),
        language="de",
    )

    shown = json.loads(reply_json(reply, message_id="m1", order=7, answers="r1"))

    assert shown == {
        "type": "reply",
        "id": "m1",
        "order": 7,
        "kind": "message",
        "text": "You look happy.",
        "heading": "Sunbeams",
        "cards": [
            {
                "title": "Lovely Day",
                "artists": ["Bill Withers"],
                "reason": "warm",
                "links": [{"label": "Spotify", "url": "https://open.spotify.com/track/1"}],
                "number": 1,
                "similarity": 0.9,
                "player_url": "https://open.spotify.com/embed/track/1",
                "buttons": [
                    {
                        "label": "👍",
                        "action": "like:1:1",
                        "style": "normal",
                        "pressed": True,
                        "spoken": "Like Lovely Day",
                    }
                ],
            }
        ],
        "buttons": [
            [
                {
                    "label": "Forget",
                    "action": "forget:yes",
                    "style": "danger",
                    "pressed": False,
                    "spoken": None,
                }
            ]
        ],
        "pictures": [{"png": base64.b64encode(b"\x89PNG").decode(), "alt": "A curve"}],
        "files": [
            {
                "name": "songs.m3u8",
                "media_type": "audio/x-mpegurl",
                "description": "For players",
                "size": 7,
                "data": base64.b64encode(b"#EXTM3U").decode(),
            }
        ],
        "lang": "de",
        "answers": "r1",
        "clears": False,
        "settles": [],
    }
