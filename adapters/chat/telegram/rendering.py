"""A Reply as Telegram shows text: HTML in which every word from outside is escaped."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from adapters.chat.message import Card, Link, Reply

ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Piece:
    """Plain text with one look. Cutting happens here, so that no tag is ever cut."""

    text: str
    bold: bool = False
    url: str | None = None

    def html(self) -> str:
        """Escaped, inside its tags."""
        markup = html.escape(self.text)
        if self.url:
            markup = f'<a href="{html.escape(self.url)}">{markup}</a>'
        return f"<b>{markup}</b>" if self.bold else markup


def html_of(reply: Reply, *, limit: int) -> str:
    """Text, heading and cards; what goes beyond `limit` characters as shown is left out."""
    return "".join(piece.html() for piece in _within(limit, list(_pieces(reply))))


def html_of_song(card: Card, *, limit: int) -> str:
    """Title, artists and links alone: what a song is, and not why it was chosen."""
    song = replace(card, number=None, reason="", similarity=None)
    _, *pieces = _card(song, song.links)
    return "".join(piece.html() for piece in _within(limit, pieces))


def cut(text: str, *, limit: int) -> str:
    """At most `limit` characters, with an ellipsis where something was left out."""
    if _length(text) <= limit:
        return text
    return _start(text, limit - _length(ELLIPSIS)) + ELLIPSIS


def _pieces(reply: Reply) -> Iterator[Piece]:
    paragraphs: list[list[Piece]] = []
    if reply.text:
        paragraphs.append([Piece(reply.text)])
    if reply.heading:
        paragraphs.append([Piece(reply.heading, bold=True)])
    if reply.cards:
        # Links to other services fit where one card has a message to itself.
        links = None if len(reply.cards) == 1 else 1
        lines = (list(_card(card, card.links[:links])) for card in reply.cards)
        paragraphs.append(list(_joined("\n", lines)))
    return _joined("\n\n", paragraphs)


def _joined(between: str, groups: Iterable[list[Piece]]) -> Iterator[Piece]:
    for number, group in enumerate(groups):
        if number:
            yield Piece(between)
        yield from group


def _card(card: Card, links: tuple[Link, ...]) -> Iterator[Piece]:
    yield Piece(f"{card.number}. " if card.number else "• ")
    yield Piece(_one_line(card.title), url=links[0].url if links else None)
    artists = _one_line(", ".join(card.artists))
    score = f" ≈ {card.similarity:.0%}" if card.similarity is not None else ""
    reason = f" — {card.reason}" if card.reason else ""
    yield Piece(f" · {artists}{score}{reason}")
    for link in links[1:]:
        yield Piece(" · ")
        yield Piece(link.label, url=link.url)


def _one_line(text: str) -> str:
    # A line break in a title would look like another track.
    return " ".join(text.split())


def _within(limit: int, pieces: list[Piece]) -> Iterator[Piece]:
    if sum(_length(piece.text) for piece in pieces) <= limit:
        yield from pieces
        return
    room = limit - _length(ELLIPSIS)
    for piece in pieces:
        shown = _start(piece.text, room)
        room -= _length(shown)
        if shown != piece.text:
            yield replace(piece, text=shown + ELLIPSIS)
            return
        yield piece


def _length(text: str) -> int:
    # Telegram counts UTF-16 units: most emoji are two.
    return len(text.encode("utf-16-le")) // 2


def _start(text: str, units: int) -> str:
    return text.encode("utf-16-le")[: units * 2].decode("utf-16-le", "ignore")
