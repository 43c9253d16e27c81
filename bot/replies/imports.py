"""An exported file that is sent back: what is in it, and what was added."""

from __future__ import annotations

from collections.abc import Iterator

from adapters.chat.message import Button, Reply
from adapters.values import Added
from bot.actions import Verb, action
from bot.replies.language import counted, translated


def import_question(held: Added, digest: str, *, left_out: int | None) -> Reply:
    """What the file holds, and whether to add it; answers older than `left_out` days are not."""
    lines = [translated("This is an export of mine. It holds:"), *_lines(held)]
    if left_out is not None:
        lines.append(
            counted(
                "Answers older than {count} day are left out, as I forget them by then; what you "
                "said of them is not.",
                "Answers older than {count} days are left out, as I forget them by then; what you "
                "said of them is not.",
                left_out,
            ).format(count=left_out)
        )
    lines.append(
        translated(
            "Shall I add to what I keep of you whatever of it is missing? What is here stays as it "
            "is, and a yes to my notice is not taken from a file."
        )
    )
    add = Button(translated("Add it"), action(Verb.IMPORT, "yes", digest))
    leave = Button(translated("Leave it"), action(Verb.IMPORT, "no"))
    return Reply("\n".join(lines), buttons=((add, leave),))


def imported(added: Added) -> Reply:
    """What was new."""
    if added == Added():
        return Reply(translated("Done. Everything in that file was here already."))
    return Reply("\n".join((translated("Done. I added:"), *_lines(added))))


def not_imported() -> Reply:
    """The listener said no."""
    return Reply(translated("Good, I added nothing."))


def no_export() -> Reply:
    """It only begins like one."""
    return Reply(
        translated("That file is no export of mine, or it was changed. I added nothing of it.")
    )


def newer_export() -> Reply:
    """Another Mien wrote it in a form that this one does not know."""
    return Reply(
        translated(
            "That file comes from a newer Mien than I am. Please ask whoever runs me to bring me "
            "up to date, then send it again."
        )
    )


def _lines(added: Added) -> Iterator[str]:
    for sentence, count in (
        (
            counted("{count} answer with its songs", "{count} answers with songs", added.sets),
            added.sets,
        ),
        (
            counted("{count} reading of a picture", "{count} readings of pictures", added.readings),
            added.readings,
        ),
        (
            counted(
                "{count} thing you said of a song", "{count} things you said of songs", added.signs
            ),
            added.signs,
        ),
        (
            counted("{count} corrected mood", "{count} corrected moods", added.corrections),
            added.corrections,
        ),
        (counted("{count} goal you chose", "{count} goals you chose", added.goals), added.goals),
        (counted("{count} seed song", "{count} seed songs", added.seeds), added.seeds),
        (
            counted("{count} song of your lists", "{count} songs of your lists", added.own_songs),
            added.own_songs,
        ),
    ):
        if count:
            yield f"• {sentence.format(count=count)}"
    if added.settings:
        yield "• " + translated("your settings")
