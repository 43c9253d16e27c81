"""A Reply as a Discord message: text, embeds, files and buttons, within Discord's limits."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import discord

from adapters.chat.discord.keyboard import view_of
from adapters.chat.message import Card, Link, Reply

CONTENT_LENGTH = 2000
DESCRIPTION_LENGTH = 4096
EMBEDS_LENGTH = 6000
MOST_EMBEDS = 10
ALT_TEXT_LENGTH = 1024
MOST_FILES = 10
# Escaping at most doubles a text: a title may have 256 characters, a line far less than 4096.
HEADING_LENGTH = 128
FIELD_LENGTH = 200
LINE_LENGTH = 1000
ELLIPSIS = "…"

_ADDRESS = re.compile(r"(https?://[^\s<>\[\]]+)")
_MARKUP = re.compile(r"([\\*_~`|\[\]<])")
_MARKUP_AT_LINE_START = re.compile(r"^(\s*)([>#-])", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Rendered:
    """What is sent. Files are read by sending: one Rendered for each attempt."""

    content: str | None
    embeds: list[discord.Embed]
    files: list[discord.File]
    view: discord.ui.View | None

    def for_new(self) -> dict[str, Any]:
        """Arguments of the library's send methods."""
        parts = {"content": self.content, "embeds": self.embeds, "files": self.files}
        return parts if self.view is None else {**parts, "view": self.view}

    def for_edit(self) -> dict[str, Any]:
        """Arguments of the library's edit methods; nothing of the old message stays."""
        return {
            "content": self.content,
            "embeds": self.embeds,
            "attachments": self.files,
            "view": self.view,
        }


def render(reply: Reply) -> Rendered:
    """The text above, heading and tracks in an embed, pictures and files with their descriptions.

    Where there is no room for links to all services there is one for each track. What does not fit
    even so comes as a text file too, complete.
    """
    text = _escaped_around_addresses(reply.text)
    fits = len(text) <= CONTENT_LENGTH
    above = [] if fits else [*_text_lines(reply.text), ""]
    apart = reply.apart and fits
    heading = _escaped(_cut(reply.heading or "", HEADING_LENGTH))
    room = EMBEDS_LENGTH - len(heading)
    for most_links in (None, 1):
        lines = [*above, *_lines_of(reply.cards, most_links=most_links, apart=apart)]
        pages, complete = _pages(lines, room=room, apart=apart)
        if complete:
            break
    return Rendered(
        content=text if fits and text else None,
        embeds=_embeds(heading, pages),
        files=_files(reply, complete=complete),
        view=view_of(reply),
    )


def _embeds(heading: str, pages: list[str]) -> list[discord.Embed]:
    if not heading and not pages:
        return []
    first, *others = pages or [""]
    embeds = [discord.Embed(title=heading or None, description=first or None)]
    return embeds + [discord.Embed(description=page) for page in others]


def _pages(lines: list[str], *, room: int, apart: bool) -> tuple[list[str], bool]:
    """The lines in as few descriptions as hold them, and whether all found room.

    `apart`: each line has one of its own.
    """
    pages: list[str] = []
    for line in lines:
        room -= len(line) + 1
        if room < 0 or len(line) > DESCRIPTION_LENGTH or len(pages) == MOST_EMBEDS:
            return pages, False
        if not apart and pages and len(pages[-1]) + len(line) < DESCRIPTION_LENGTH:
            pages[-1] += f"\n{line}"
        else:
            pages.append(line)
    return pages, True


def _lines_of(cards: Iterable[Card], *, most_links: int | None, apart: bool) -> Iterator[str]:
    """The lines of all cards; `apart`: those of a card are one."""
    for card in cards:
        lines = _card_lines(replace(card, links=card.links[:most_links]))
        if apart:
            yield "\n".join(lines)
        else:
            yield from lines


def _card_lines(card: Card) -> Iterator[str]:
    number = f"**{card.number}.**" if card.number else "•"
    artists = _escaped(_cut(", ".join(card.artists), FIELD_LENGTH))
    score = f" ≈ {card.similarity:.0%}" if card.similarity is not None else ""
    yield f"{number} {_title(card)} · {artists}{score}"
    if card.reason:
        yield _escaped(_cut(card.reason, FIELD_LENGTH))
    if len(card.links) > 1:
        yield " · ".join(_link(link.label, link) for link in card.links[1:])


def _title(card: Card) -> str:
    return _link(card.title, card.links[0]) if card.links else _escaped(_cut(card.title, 200))


def _link(label: str, link: Link) -> str:
    words = _escaped(_cut(label, FIELD_LENGTH))
    if _ADDRESS.fullmatch(link.url) is None:
        return words
    address = link.url.replace("(", "%28").replace(")", "%29")
    return f"[{words}]({address})"


def _text_lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        for start in range(0, max(len(line), 1), LINE_LENGTH):
            yield _escaped_around_addresses(line[start : start + LINE_LENGTH])


def _escaped_around_addresses(text: str) -> str:
    # An address with a backslash in it leads nowhere.
    pieces = _ADDRESS.split(text)
    return "".join(piece if index % 2 else _escaped(piece) for index, piece in enumerate(pieces))


def _escaped(text: str) -> str:
    return _MARKUP_AT_LINE_START.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", text))


def _cut(text: str, length: int) -> str:
    """On one line, at most so long."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + ELLIPSIS


def _files(reply: Reply, *, complete: bool) -> list[discord.File]:
    whole_text = [] if complete else [_as_file(reply)]
    return [*whole_text, *_own_files(reply), *_pictures(reply)][:MOST_FILES]


def _own_files(reply: Reply) -> Iterator[discord.File]:
    for file in reply.files:
        description = _cut(file.description, ALT_TEXT_LENGTH)
        yield discord.File(io.BytesIO(file.data), file.name, description=description or None)


def _pictures(reply: Reply) -> Iterator[discord.File]:
    for number, picture in enumerate(reply.pictures, start=1):
        alt_text = _cut(picture.alt_text, ALT_TEXT_LENGTH)
        yield discord.File(
            io.BytesIO(picture.png), f"picture-{number}.png", description=alt_text or None
        )


def _as_file(reply: Reply) -> discord.File:
    return discord.File(io.BytesIO(reply.plain_text().encode()), "message.txt")
