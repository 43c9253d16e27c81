"""`make messages`: brings the catalogues up to date with the sentences in the source.

Translations that exist are kept, messages that are gone are dropped, and nothing is guessed. The
same sentences make the same bytes.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po, write_po

from bot.replies.language import CATALOGUES, OTHER_LANGUAGES

SOURCE = Path(__file__).parents[1]
_KEYWORDS = {
    "translated": None,
    "marked": None,
    "everywhere": None,
    "counted": (1, 2),
    "in_context": ((1, "c"), 2),
}
_REGIONS = {"pt": "pt_BR"}  # plurals differ from those of Portugal
_WIDTH = 100
_HEADER = """\
# Mien speaks to a friend: say du, tú, tu or você, and no form that tells women from men.
# Keep what stands in {{braces}}, emoji and commands such as /seed as they are.
msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""


def extracted() -> Catalog:
    """Every message in the source, with its places and what translators should know."""
    messages = Catalog()
    found = extract_from_dir(
        SOURCE,
        keywords=_KEYWORDS,
        comment_tags=("Translators:",),
        strip_comment_tags=True,
    )
    for file, line, message, comments, context in found:
        place = f"{SOURCE.name}/{file}"
        messages.add(message, locations=[(place, line)], auto_comments=comments, context=context)
    return messages


def read(language: str) -> Catalog:
    """The catalogue as it is now."""
    with (CATALOGUES / f"{language}.po").open("rb") as text:
        return read_po(text, locale=_locale(language))


def updated(language: str, messages: Catalog) -> bytes:
    """The catalogue's new text: these messages, with the translations there are."""
    catalogue = read(language)
    catalogue.update(messages, no_fuzzy_matching=True)
    text = BytesIO()
    write_po(
        text,
        catalogue,
        width=_WIDTH,
        omit_header=True,
        sort_by_file=True,
        ignore_obsolete=True,
        include_lineno=False,
    )
    header = _HEADER.format(language=language, plurals=get_plural(_locale(language)))
    return header.encode() + text.getvalue()


def main() -> None:
    """Writes all catalogues."""
    messages = extracted()
    for language in OTHER_LANGUAGES:
        (CATALOGUES / f"{language}.po").write_bytes(updated(language, messages))


def _locale(language: str) -> str:
    return _REGIONS.get(language, language)


if __name__ == "__main__":
    main()
