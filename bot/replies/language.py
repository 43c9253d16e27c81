"""The languages Mien speaks: gettext catalogues, read with Babel.

English is the message id. A reply is worded in the language that `speaking` set around it; whoever
words one outside of any conversation gets English.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from adapters.chat.message import LocalizedText

ENGLISH = "en"
OTHER_LANGUAGES = ("de", "es", "fr", "pt")
LANGUAGES = (ENGLISH, *OTHER_LANGUAGES)
NATIVE_NAMES = {
    "en": "English",
    "de": "Deutsch",
    "es": "Español",
    "fr": "Français",
    "pt": "Português",
}
CATALOGUES = Path(__file__).parent / "catalogues"

_spoken: ContextVar[str] = ContextVar("spoken", default=ENGLISH)


def language_of(locale: str | None) -> str:
    """The language we speak for a tag such as `pt-BR`; English where we do not speak it."""
    primary = (locale or ENGLISH).replace("_", "-").split("-")[0].lower()
    return primary if primary in LANGUAGES else ENGLISH


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Replies inside are worded in this language, in this task only."""
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)


def spoken_language() -> str:
    """The one that replies are worded in here."""
    return _spoken.get()


def translated(message: str) -> str:
    """The message in the spoken language."""
    return _catalogue(_spoken.get()).gettext(message)


def in_context(context: str, message: str) -> str:
    """The same for a word that means several things; `context` tells the translator which."""
    return _catalogue(_spoken.get()).pgettext(context, message)


def counted(singular: str, plural: str, count: int) -> str:
    """The form for so many, with {count} not yet filled in."""
    return _catalogue(_spoken.get()).ngettext(singular, plural, count)


def everywhere(message: str) -> LocalizedText:
    """The message in all languages at once, for menus that platforms keep."""
    others = {language: _catalogue(language).gettext(message) for language in OTHER_LANGUAGES}
    return LocalizedText(message, others)


def marked(message: str) -> str:
    """The message itself: marks it for the catalogues where it is translated later."""
    return message


def listed(words: Sequence[str]) -> str:
    """`a, b and c`."""
    from babel.lists import format_list

    return str(format_list(list(words), locale=_spoken.get()))


def percentage(share: float) -> str:
    """`42%`, or as it is written there; `share` is 0..1."""
    from babel.numbers import format_percent

    return str(format_percent(share, locale=_spoken.get()))


def decimal(number: float) -> str:
    """`1.8`, or as it is written there: one digit behind the point at most."""
    from babel.numbers import format_decimal

    return str(format_decimal(round(number, 1), format="0.#", locale=_spoken.get()))


def written_day(day: date) -> str:
    """`21 Nov`, or as it is written there."""
    from babel.dates import format_skeleton

    return str(format_skeleton("MMMd", day, locale=_spoken.get()))


def written_date(day: date) -> str:
    """`Nov 21, 2026`, or as it is written there."""
    from babel.dates import format_date

    return str(format_date(day, "medium", locale=_spoken.get()))


def written_moment(moment: datetime) -> str:
    """`11/21/26, 6:31 PM`, or as it is written there, in the moment's own zone."""
    from babel.dates import format_datetime

    shown = format_datetime(moment, "short", tzinfo=moment.tzinfo, locale=_spoken.get())
    # A narrow space, which not every chat and terminal can show.
    return str(shown).replace("\u202f", " ")


@cache
def _catalogue(language: str) -> NullTranslations:
    """Read from its text when it is first spoken: no compiled copy can be out of date."""
    if language == ENGLISH:
        return NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with (CATALOGUES / f"{language}.po").open("rb") as text:
        messages = read_po(text, locale=language)
    compiled = BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return GNUTranslations(compiled)
