"""A page of HTML in one file: paragraphs, tables and pictures, with no script and no link."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LOOK = """
body { font: 16px/1.5 system-ui, sans-serif; color: #222; background: #fff; max-width: 60rem;
  margin: 2rem auto; padding: 0 1rem; }
h1, h2, h3 { line-height: 1.2; } h2 { margin-top: 3rem; border-top: 1px solid #ccc;
  padding-top: 1rem; }
p { max-width: 44rem; }
figure { margin: 1.5rem 0; } figure img { max-width: 100%; height: auto; display: block; }
figcaption { color: #555; font-size: .9rem; max-width: 44rem; }
.grid { display: flex; flex-wrap: wrap; gap: 0 2rem; align-items: flex-start; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; margin: 1rem 0; font-size: .93rem; }
caption { text-align: left; font-weight: 600; padding-bottom: .3rem; }
th, td { border-bottom: 1px solid #ddd; padding: .3rem .8rem .3rem 0; text-align: left;
  vertical-align: top; }
td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.warning { border-left: .4rem solid #D55E00; padding-left: .8rem; }
"""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it, already HTML."""

    heading: str
    parts: tuple[str, ...]


def page(title: str, sections: Iterable[Section]) -> str:
    """The whole file."""
    body = "\n".join(
        f"<section>\n<h2>{escape(one.heading)}</h2>\n" + "\n".join(one.parts) + "\n</section>"
        for one in sections
    )
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_LOOK}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{escape(title)}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )


def paragraph(text: str, *, warning: bool = False) -> str:
    """Plain text; a warning is marked at its side."""
    return f'<p class="warning">{escape(text)}</p>' if warning else f"<p>{escape(text)}</p>"


def heading(text: str) -> str:
    """Within a section."""
    return f"<h3>{escape(text)}</h3>"


def figure(png: bytes, *, alt: str, caption: str) -> str:
    """The picture within the page; `alt` says what it shows to who cannot see it."""
    data = base64.b64encode(png).decode("ascii")
    return (
        f'<figure><img src="data:image/png;base64,{data}" alt="{escape(alt)}">'
        f"<figcaption>{escape(caption)}</figcaption></figure>"
    )


def side_by_side(parts: Iterable[str]) -> str:
    """As many beside each other as there is room for."""
    return '<div class="grid">' + "\n".join(parts) + "</div>"


def table(caption: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Numbers stand to the right, three digits after the point."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
    lines = "\n".join("<tr>" + "".join(map(_cell, row)) + "</tr>" for row in rows)
    return (
        f'<div class="wide"><table><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead>\n<tbody>{lines}</tbody></table></div>"
    )


def _cell(value: object) -> str:
    match value:
        case float():
            return f'<td class="number">{value:.3f}</td>'
        case int():
            return f'<td class="number">{value:,}</td>'
        case None:
            return "<td>none</td>"
        case _:
            return f"<td>{escape(str(value))}</td>"
