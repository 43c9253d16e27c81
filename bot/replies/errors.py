"""What went wrong, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from types import MappingProxyType

from adapters.chat.message import Reply, Unread
from adapters.errors import AdapterError, MediaGoneError
from bot.ports import BusyError
from bot.replies.language import counted, language_of, marked, speaking, translated
from bot.replies.moods import mood_choice
from bot.replies.quoting import quoted
from engine.errors import (
    AssetError,
    CatalogueError,
    EmptyMediaError,
    EngineError,
    FaceHint,
    MediaError,
    MediaTooCostlyError,
    MediaTooLargeError,
    NoFaceError,
    NothingToOfferError,
    UnreadableMediaError,
    UnsupportedMediaError,
)

_APOLOGY = marked(
    "Something went wrong on my side, and it is not your fault. Please try again in a moment; "
    "if it stays, tell whoever runs me."
)
_ENGINE_SENTENCES: Mapping[type[EngineError], str] = MappingProxyType(
    {
        AssetError: marked(
            "A part that I need to see with is missing or damaged. Please tell whoever runs me; "
            "you can still tell me your mood in words."
        ),
        CatalogueError: marked(
            "I cannot open my songs, and it is not your fault. Please tell whoever runs me."
        ),
    }
)


def apology() -> Reply:
    """Something failed that nobody foresaw."""
    return Reply(translated(_APOLOGY))


def apology_in(locale: str | None) -> str:
    """The same as a sentence, for adapters that cannot reach the conversation."""
    with speaking(language_of(locale)):
        return translated(_APOLOGY)


def error_reply(error: EngineError | AdapterError | BusyError) -> Reply:
    """One sentence of what happened and one of what to do."""
    if isinstance(error, NoFaceError):
        invitation = translated("Or tell me your mood:")
        return Reply(f"{error_sentence(error)} {invitation}", buttons=mood_choice())
    buttons = mood_choice() if isinstance(error, NothingToOfferError) else ()
    return Reply(error_sentence(error), buttons=buttons)


def error_sentence(error: EngineError | AdapterError | BusyError) -> str:
    """The same as plain words, for the terminal too."""
    match error:
        case EngineError():
            return _engine_sentence(error)
        case BusyError():
            return _busy(error.retry_after_s)
        case MediaGoneError():
            return translated("I can no longer reach that picture. Please send it again.")
        case _:
            return translated(_APOLOGY)


def _engine_sentence(error: EngineError) -> str:
    match error:
        case MediaError():
            return _media_sentence(error)
        case NoFaceError():
            return _no_face(error.hint)
        case NothingToOfferError():
            return _nothing_to_offer(error)
        case _:
            return translated(_ENGINE_SENTENCES.get(type(error), _APOLOGY))


def _no_face(hint: FaceHint | None) -> str:
    match hint:
        case FaceHint.TOO_DARK:
            return translated(
                "That picture is too dark for me to find a face in it. Try one with more light."
            )
        case FaceHint.BLURRED:
            return translated(
                "That picture is too blurred for me to find a face in it. Hold the camera still, "
                "or wipe its lens, and try again."
            )
        case FaceHint.TOO_SMALL:
            return translated(
                "If there is a face in that picture, it is too small for me. Come closer, or cut "
                "the picture until the face fills more of it."
            )
        case FaceHint.TURNED_AWAY:
            return translated(
                "I found no face turned to the camera in that picture. Try one in which you look "
                "into the camera and nothing covers your face."
            )
        case None:
            return translated(
                "I found no face in that picture. Try one with more light and the face larger and "
                "turned to the camera."
            )


def _nothing_to_offer(error: NothingToOfferError) -> str:
    if error.explicit:
        return translated(
            "I have no song left for that mood: all of them are disliked or explicit. "
            "You can allow explicit songs in /settings."
        )
    if error.refused:
        return translated(
            "I have no song left for that mood: you disliked all of them. Take a dislike back, or "
            "try another mood."
        )
    return translated("I have no song for that mood and goal. Try another mood, or another /goal.")


def _media_sentence(error: MediaError) -> str:
    match error:
        case EmptyMediaError():
            return translated("That file is empty. Please send the picture again.")
        case MediaTooLargeError():
            return _too_large(error)
        case UnsupportedMediaError():
            return f"{_unsupported(error.found)} {_what_is_read()}"
        case UnreadableMediaError():
            return translated(
                "That picture is damaged or incomplete, so I could not open it. "
                "Please send it again, or take a new one."
            )
        case MediaTooCostlyError():
            return translated(
                "That picture asks for more time or memory than I may spend on one. "
                "Please send a smaller one, or another."
            )
        case _:
            not_looked_at = translated("I could not look at that.")
            return f"{not_looked_at} {_what_is_read()}"


def _unsupported(found: str | None) -> str:
    if found is None:
        return translated("That is not a picture I can read.")
    # Translators: {found} is the name of a format, such as pdf
    return translated("That is not a picture I can read ({found}).").format(found=found)


def _what_is_read() -> str:
    return translated(
        "I read JPEG, PNG, WebP, GIF, HEIC and AVIF pictures and MP4 or WebM clips; "
        "please send one."
    )


def document_gone() -> Reply:
    """A file that is no longer where it was sent."""
    return Reply(translated("I can no longer reach that file. Please send it again."))


def unread(reason: Unread) -> Reply:
    """Something that is not looked at, and what to send instead."""
    match reason:
        case Unread.STICKER:
            return Reply(
                translated("I can't read that sticker. Send me a photo of a face instead.")
            )
        case Unread.VOICE:
            return Reply(translated("I have no ears for voices yet. Send a picture, or type."))
        case Unread.NO_PICTURE:
            return Reply(translated("There is no picture in that message."))
        case Unread.NOT_YOUR_PICTURE:
            return Reply(translated("I only read pictures that you sent yourself."))
        case _:
            return Reply(
                translated(
                    "I can't read that kind of file. Send me a picture, a clip or a list of songs."
                )
            )


def too_busy(retry_after_s: float) -> Reply:
    """The queue is full."""
    return Reply(_busy(retry_after_s))


def restarted() -> Reply:
    """What was said or pressed just before a restart, which may be lost."""
    return Reply(
        translated("I was restarted just now. If you got no answer, please send that again.")
    )


def unknown_command(name: str, known: tuple[str, ...]) -> Reply:
    """A command that does not exist."""
    commands = ", ".join(f"/{command}" for command in known)
    sentence = translated("I don't know /{name}. These I know: {commands}.")
    return Reply(sentence.format(name=quoted(name, longest=30), commands=commands))


def unknown_mood(words: str) -> Reply:
    """Words that were not understood are never guessed at."""
    question = translated("I can't tell a mood from “{words}”. Which is nearest?")
    return Reply(question.format(words=quoted(words)), buttons=mood_choice())


def not_yours() -> Reply:
    """A button of another listener, or of something forgotten."""
    return Reply(
        translated("I no longer have what that button belongs to. Ask me for new songs instead.")
    )


def _too_large(error: MediaTooLargeError) -> str:
    match error.unit:
        case "bytes":
            return translated(
                "That file has {size} MB and I take up to {limit} MB. Please send a smaller one."
            ).format(size=round(error.size / 2**20), limit=round(error.limit / 2**20))
        case "s":
            return translated(
                "That clip lasts {size} seconds and I take up to {limit}. "
                "Please send a shorter one."
            ).format(size=round(error.size), limit=round(error.limit))
        case "frames":
            return translated("That clip has too many frames for me. Please send a shorter one.")
        case _:
            return translated("That picture has too many pixels for me. Please send a smaller one.")


def _busy(retry_after_s: float) -> str:
    seconds = ceil(retry_after_s)
    return counted(
        "I'm busy with many pictures. Please try again in {count} second.",
        "I'm busy with many pictures. Please try again in {count} seconds.",
        seconds,
    ).format(count=seconds)
