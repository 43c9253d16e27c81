"""The hello, and the notice that comes before the first photo is looked at."""

from __future__ import annotations

from adapters.chat.message import Button, ButtonRow, ButtonStyle, Reply
from bot.actions import Verb, action
from bot.replies.language import counted, marked, translated
from bot.replies.moods import mood_choice

FIRST_NOTICE = 1
NOTICE_VERSION = 1  # raise it when the notice says something new: everyone is asked again

_HELLO = marked(
    "Hello, I'm Mien. Send me a selfie or a short GIF, or tell me your mood in words, "
    "and I answer with five songs that fit the moment."
)
_HELLO_WITHOUT_FACES = marked(
    "Hello, I'm Mien. Tell me how you feel, in words or with an emoji, and I answer with five "
    "songs that fit the moment. This Mien reads no faces."
)
_NOTICE = marked(
    "Before I look at a face, you should know: a machine estimates emotions from the face in your "
    "picture. It can be wrong, and it knows how you look, not how you are. Your picture stays in "
    "memory while I read it and is never stored; I keep the numbers it gave, your songs and what "
    "you said of them: /privacy tells for how long, and /forget deletes it all. Please send only "
    "pictures of people who agree."
)


def hello(*, waiting: int = 0, reads_faces: bool = True) -> Reply:
    """First contact: who this is, and the notice where faces are read at all."""
    if not reads_faces:
        return Reply(translated(_HELLO_WITHOUT_FACES), buttons=mood_choice())
    said = [translated(_HELLO), translated(_NOTICE)]
    if waiting:
        said.append(_waiting(waiting))
    return Reply("\n\n".join(said), buttons=_answers())


def notice(*, waiting: int, most: int | None = None) -> Reply:
    """Asks before the first photo; it is answered after the tap.

    `most` is how many may wait, where older ones were let go for it.
    """
    said = [translated(_NOTICE), _waiting(waiting)]
    if most is not None:
        sentence = counted(
            "No more than {count} waits, so I let the older ones go.",
            "No more than {count} wait, so I let the older ones go.",
            most,
        )
        said.append(sentence.format(count=most))
    return Reply("\n\n".join(said), buttons=_answers())


def agreed(*, waiting: int) -> Reply:
    """Thanks; and what comes now."""
    if waiting:
        return Reply(translated("Thank you. Looking now …"))
    return Reply(translated("Thank you. Now send me a selfie, or tell me how you feel."))


def words_only(*, waiting: int) -> Reply:
    """Faces are left alone; pictures that waited were not looked at."""
    sentences = [translated("Fine, words only.")]
    if waiting:
        sentences.append(
            counted(
                "I did not look at your picture.",
                "I did not look at your {count} pictures.",
                waiting,
            ).format(count=waiting)
        )
    sentences.append(
        translated(
            "How do you feel? A word, an emoji or a sentence will do. "
            "If you change your mind, just send a picture."
        )
    )
    return Reply(" ".join(sentences), buttons=mood_choice())


def welcome_back(*, reads_faces: bool = True) -> Reply:
    """An opened chat of someone who was here before."""
    if not reads_faces:
        return Reply(translated("Good to see you. Tell me your mood."), buttons=mood_choice())
    greeting = translated("Good to see you. Send me a picture, or tell me your mood.")
    return Reply(greeting, buttons=mood_choice())


def reads_no_faces() -> Reply:
    """A picture, where the host left out what looks at it."""
    return Reply(
        translated(
            "This Mien reads no faces, so nobody looked at your picture: tell me your mood in "
            "words, or choose one."
        ),
        buttons=mood_choice(),
    )


def _waiting(count: int) -> str:
    return counted(
        "Your picture waits for your answer.",
        "Your {count} pictures wait for your answer.",
        count,
    ).format(count=count)


def _answers() -> tuple[ButtonRow, ...]:
    return (
        (
            Button(
                translated("👍 I agree"), action(Verb.AGREE, NOTICE_VERSION), ButtonStyle.PRIMARY
            ),
            Button(translated("✍️ Words only"), action(Verb.WORDS_ONLY)),
        ),
    )
