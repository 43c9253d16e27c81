"""Songs that the catalogue lacks: who was asked about them, and what came of it."""

from __future__ import annotations

from adapters.values import AskedSource
from bot.replies.language import counted


def asked_elsewhere(asked: AskedSource | None) -> list[str]:
    """Nothing where nobody was asked."""
    if asked is None:
        return []
    return [*_asked(asked), *_silent(asked)]


def _asked(asked: AskedSource) -> list[str]:
    if not asked.told:
        return []
    sentence = counted(
        "I asked {source} about {count} song that my catalogue lacks. Described there: "
        "{described}.",
        "I asked {source} about {count} songs that my catalogue lacks. Described there: "
        "{described}.",
        asked.told,
    )
    return [sentence.format(source=asked.name, count=asked.told, described=asked.described)]


def _silent(asked: AskedSource) -> list[str]:
    if not asked.silent:
        return []
    sentence = counted(
        "{source} did not answer for {count} song: send it again later.",
        "{source} did not answer for {count} songs: send them again later.",
        asked.silent,
    )
    return [sentence.format(source=asked.name, count=asked.silent)]
