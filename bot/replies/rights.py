"""What is kept of a listener, and what is not."""

from __future__ import annotations

from adapters.chat.message import Button, ButtonRow, Reply
from bot.actions import Verb, action
from bot.replies.language import counted, translated


def privacy_reply(
    *,
    kept_days: int,
    reads_faces: bool = False,
    spotify: bool = False,
    feature_source: str | None = None,
) -> Reply:
    """What is kept and for how long, and what is not; with a way to take a yes back.

    `spotify`: listeners may link their account there. `feature_source` is asked about songs.
    """
    paragraphs = (
        translated(
            "What I keep: your answers to the notice, when you wrote, the emotion numbers of your "
            "pictures and how you corrected them, the songs I offered and what you said of them, "
            "the goals you chose, your seed songs, lists of songs that you sent (not what they are "
            "called), your settings and the language of your app."
        ),
        translated(
            "Your account, our messages and events are known only by keyed hashes; where to find a "
            "picture that waits for an answer, and the latest that showed several faces, is kept "
            "encrypted, for a week at most. On my own page such a picture stays in your browser."
        ),
        translated(
            "Of a server or group I keep, by a keyed hash too, whether photos are switched off "
            "there, and nothing of who is in it."
        ),
        *((_of_spotify(),) if spotify else ()),
        *((_of_source(feature_source),) if feature_source else ()),
        translated(
            "What I never keep: your pictures, face measurements that could recognise you, "
            "your name."
        ),
        counted(
            "Moods and songs older than {count} day I forget by myself; what I learned of your "
            "taste stays.",
            "Moods and songs older than {count} days I forget by myself; what I learned of your "
            "taste stays.",
            kept_days,
        ).format(count=kept_days),
        translated(
            "In /settings you can have no history kept: then of all answers only the last stays, "
            "and what I learned of your taste."
        ),
        translated(
            "/export gives you all of it as files. /forget deletes all of it at once, or a part: "
            "the last answer, the last hour, days that you name."
        ),
    )
    return Reply("\n\n".join(paragraphs), buttons=(_take_back(),) if reads_faces else ())


def _of_spotify() -> str:
    return translated(
        "If you link your Spotify account I keep, encrypted, what opens it, whose it is and which "
        "playlists I made there, and which of your songs there I know; /unlink forgets all of "
        "that. Spotify learns only what you ask me to do there."
    )


def _of_source(name: str) -> str:
    sentence = translated(
        "Of songs that you bring and my catalogue lacks, I send Spotify's ids to {source}, which "
        "knows how songs sound, and nothing of you. What it said of a song I keep, but not who "
        "brought it."
    )
    return sentence.format(source=name)


def _take_back() -> ButtonRow:
    return (Button(translated("✍️ Read my face no more"), action(Verb.WORDS_ONLY)),)
