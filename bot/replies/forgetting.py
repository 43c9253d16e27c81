"""/forget: everything, or a part of the past; asked once more, and confirmed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from adapters.chat.message import Button, ButtonRow, ButtonStyle, Reply
from adapters.values import Span
from bot.actions import Verb, action
from bot.replies.language import in_context, translated, written_date, written_moment
from bot.replies.spotify import ends_there
from bot.spans import Part

_MIDNIGHT_S = 24 * 3600


def forget_question() -> Reply:
    """Asks once more, since it cannot be undone; and offers to forget less."""
    return Reply(
        translated(
            "Shall I forget everything about you: moods, songs, likes, seed songs, settings? "
            "This cannot be undone."
        ),
        buttons=(
            (
                Button(translated("Forget me"), action(Verb.FORGET, "yes"), ButtonStyle.DANGER),
                _keep_it(),
            ),
            *_parts(),
        ),
    )


def last_question() -> Reply:
    """Whether the newest answer shall go."""
    return _question(
        translated(
            "Shall I forget my last answer: the mood, its songs, and what you said of them? This "
            "cannot be undone."
        ),
        "last",
    )


def span_question(span: Span) -> Reply:
    """Whether all from then shall go; the button carries the time as it was named."""
    start = int(span.start.timestamp())
    times = (start,) if span.end is None else (start, int(span.end.timestamp()))
    what = translated(
        "That is moods, songs, what you said of them, songs that you named, answers to the notice, "
        "and that you wrote. Your settings stay. This cannot be undone."
    )
    return _question(f"{_asked(span)} {what}", "span", *times)


def forgotten(*, had_spotify: bool = False) -> Reply:
    """Nothing is left here; `had_spotify`: an account was linked, which ends only there."""
    done = translated(
        "Done. I have forgotten everything about you. If you write again, we start anew."
    )
    there = (ends_there(),) if had_spotify else ()
    return Reply("\n".join((done, _copies(), *there)), clears=True)


def part_forgotten(*, asks_again: bool) -> Reply:
    """Nothing is left of that part; `asks_again`: a yes to the notice went with it."""
    lines = [translated("Done. I have forgotten that, and what I had learned from it.")]
    if asks_again:
        lines.append(translated("Your yes to the notice went with it, so I ask again."))
    return Reply("\n".join((*lines, _copies())), clears=True)


def nothing_to_forget() -> Reply:
    """There is no answer."""
    return Reply(translated("There is no answer that I could forget."))


def forget_usage() -> Reply:
    """Words that name no part of the past."""
    return Reply(
        translated(
            "I don't know which part that is. Choose one, or write days like this: "
            "/forget 2026-11-01 2026-11-05"
        ),
        buttons=_parts(everything=True),
    )


def kept() -> Reply:
    """The listener changed their mind."""
    return Reply(translated("Good, everything stays."))


def part_labels() -> Mapping[Part, str]:
    """What each part is called."""
    return {
        Part.EVERYTHING: in_context("what to forget", "Everything"),
        Part.LAST: in_context("what to forget", "Last answer"),
        Part.HOUR: in_context("what to forget", "Last hour"),
        Part.TODAY: in_context("what to forget", "Today"),
        Part.WEEK: in_context("what to forget", "Last 7 days"),
    }


def _asked(span: Span) -> str:
    if span.start.timestamp() % _MIDNIGHT_S:
        sentence = translated("Shall I forget all since {moment} (UTC)?")
        return sentence.format(moment=written_moment(span.start))
    first = written_date(span.start.date())
    if span.end is None:
        return translated("Shall I forget all since {day} (days end at midnight in UTC)?").format(
            day=first
        )
    last = written_date((span.end - timedelta(days=1)).date())
    sentence = translated(
        "Shall I forget all from {first} to {last} (days end at midnight in UTC)?"
    )
    return sentence.format(first=first, last=last)


def _question(text: str, *values: object) -> Reply:
    forget = Button(translated("Forget it"), action(Verb.FORGET, *values), ButtonStyle.DANGER)
    return Reply(text, buttons=((forget, _keep_it()),))


def _keep_it() -> Button:
    return Button(translated("Keep it"), action(Verb.FORGET, "no"))


def _parts(*, everything: bool = False) -> tuple[ButtonRow, ...]:
    buttons = {
        part: Button(label, action(Verb.FORGET, "ask", part.name.lower()))
        for part, label in part_labels().items()
    }
    rows = ((buttons[Part.LAST], buttons[Part.HOUR]), (buttons[Part.TODAY], buttons[Part.WEEK]))
    return (*rows, (buttons[Part.EVERYTHING],)) if everything else rows


def _copies() -> str:
    return translated(
        "A backup that my host made before this may still hold it, until they delete that too."
    )
