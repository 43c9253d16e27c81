"""What buttons of ours never carry."""

from __future__ import annotations

from bot.actions import Verb

_NUMBERS = ("0", "-1", "1.5", "1e9", "٣", "²", " 1", "1 ", "9" * 18, "9" * 19, "9" * 400, "", "x")

PRESSES: dict[str, str] = {
    "nothing": "",
    "a colon": ":",
    "only colons": ":" * 64,
    "a space": " ",
    "an unknown verb": "explode:1",
    "a verb in capitals": "LIKE:1:1",
    "a verb with a space": "like :1:1",
    "sixty-five bytes": "like:" + "1" * 60,
    "ten thousand bytes": "like:" + "1:" * 5000,
    "nul": "like:\x00:1",
    "half of an emoji": "like:\ud83d:1",
    "a mark of direction": "\u202elike:1:1",
    "tags": "<b>like</b>:1:1",
    "sql": "like:1' OR 1=1--:1",
    "an old notice": "agree:0",
    "a notice of tomorrow": "agree:999999",
    "a notice in letters": "agree:x",
    "a mood that is none": "mood:disgusted",
    "a page far away": "seeds:999999",
    "a page before the first": "settings:-5",
    "a language that is none": "language:xx",
    "a service that is none": "service:evil",
    "a track that is none": "seed:../../etc/passwd",
    "a song taken back that was none": "unseed:spotify:track:x",
    "a direction that is none": "towards:1:1:sideways",
    **{f"a set called {number[:20]!r}": f"pick:{number}:1" for number in _NUMBERS},
    **{f"a track called {number[:20]!r}": f"like:1:{number}" for number in _NUMBERS},
    **{f"{verb} with nothing": verb.value for verb in Verb},
    **{f"{verb} with too much": f"{verb}:1:2:3:4:5:6" for verb in Verb},
}

# Those that name something: `{set}`, `{reading}` and `{request}` are another listener's.
OF_OTHERS: tuple[str, ...] = (
    "like:{set}:1",
    "dislike:{set}:1",
    "like:{set}:1:all",
    "pick:{set}:1",
    "towards:{set}:1:calmer",
    "others:{set}",
    "cards:{set}",
    "wrong:{set}",
    "correct:{set}:happy",
    "goals:{set}",
    "goal:{set}:calm",
    "share:{set}",
    "guess:{reading}:happy",
    "moods:{reading}",
    "see:{request}",
    "everyone:{request}:0",
    "faces:{request}:0",
)
