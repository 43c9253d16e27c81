"""Several faces in one picture: who may be looked at, and what was seen.

What a face showed is told to its sender alone.
"""

from __future__ import annotations

from collections import Counter

from adapters.chat.message import Button, Picture, Reply, ReplyKind
from bot.actions import Verb, action
from bot.replies.language import counted, listed, translated
from bot.replies.mood_words import mood_word
from engine.moods import best_guesses
from engine.readings import MoodReading


def faces_question(request_id: int, picture: int) -> Reply:
    """Offered below an answer: to look at everyone, or to show which faces were found."""
    place = (request_id, picture)
    return Reply(
        translated(
            "Did everyone in the picture agree to be looked at? Then tap, and I find songs for "
            "all of you."
        ),
        buttons=(
            (Button(translated("👥 Everyone agreed"), action(Verb.EVERYONE, *place)),),
            (Button(translated("🔢 Show the faces"), action(Verb.FACES, *place)),),
        ),
    )


def faces_read(reading: MoodReading) -> str:
    """How many look how: said above the songs for all of them."""
    looks = Counter(best_guesses(shown)[0][0] for shown in reading.looked_at)
    moods = listed([f"{mood_word(name)} ({count})" for name, count in looks.most_common()])
    count = len(reading.looked_at)
    return counted(
        "I looked at {count} face: {moods}.", "I looked at {count} faces: {moods}.", count
    ).format(count=count, moods=moods)


def face_words(reading: MoodReading) -> tuple[str, ...]:
    """What stands behind each number in the picture; nothing for a face that was left alone."""
    return tuple(
        mood_word(best_guesses(face.emotions)[0][0]) if face.emotions else ""
        for face in reading.faces
    )


def boxed_picture(png: bytes, reading: MoodReading) -> Picture:
    """The photo with its numbered faces, and in words what is in it."""
    # Translators: of a face in a picture
    left_alone = translated("not looked at")
    words = [word or left_alone for word in face_words(reading)]
    numbered = [f"{number}: {word}" for number, word in enumerate(words, start=1)]
    said = translated("Your picture with a number at each face. {faces}.")
    return Picture(png, said.format(faces=", ".join(numbered)))


def boxes_reply(png: bytes, reading: MoodReading) -> Reply:
    """The picture, for its sender and nobody else."""
    return Reply(
        translated("This one is for you alone; I keep no copy."),
        pictures=(boxed_picture(png, reading),),
    )


def picture_out_of_reach() -> Reply:
    """A button below an answer whose picture is no longer known."""
    return Reply(
        translated("I no longer know where that picture is. Send it again and I look anew."),
        kind=ReplyKind.TOAST,
    )
