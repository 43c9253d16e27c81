import base64
from html.parser import HTMLParser

from engine.building.report_page import (
    Section,
    figure,
    heading,
    page,
    paragraph,
    side_by_side,
    table,
)


class Tags(HTMLParser):
    """Start tags with their attributes, and whether each was closed in order."""

    def __init__(self, text):
        super().__init__()
        self.seen, self._open, self.tidy = [], [], True
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))
        if tag not in ("meta", "img"):
            self._open.append(tag)

    def handle_endtag(self, tag):
        self.tidy = self.tidy and self._open.pop() == tag


def test_a_page_is_whole_and_needs_nothing_else():
    parts = (heading("Why"), paragraph("Because."), side_by_side([figure(b"", alt="", caption="")]))
    tags = Tags(page("All", [Section("First", parts)]))

    assert tags.tidy
    assert {"script", "link", "iframe"}.isdisjoint(tag for tag, _ in tags.seen)
    assert ("html", {"lang": "en"}) in tags.seen


def test_names_from_files_are_text_and_never_markup():
    evil = '<img src=x onerror="alert(1)">'
    parts = (paragraph(evil), heading(evil), table(evil, (evil,), [(evil,)]))

    text = page(evil, [Section(evil, (*parts, figure(b"", alt=evil, caption=evil)))])

    assert [tag for tag, _ in Tags(text).seen].count("img") == 1
    assert "<img src=x" not in text


def test_a_picture_lies_in_the_page_with_words_for_who_cannot_see_it():
    [(_, picture)] = [
        (tag, of) for tag, of in Tags(figure(b"png", alt="a cat", caption="")).seen if tag == "img"
    ]

    assert picture["alt"] == "a cat"
    kind, data = picture["src"].split(",")
    assert kind == "data:image/png;base64"
    assert base64.b64decode(data) == b"png"


def test_cells_are_written_for_people():
    text = table("All", ("a", "b", "c"), [(1234, 0.12345, None)])

    assert ">1,234<" in text
    assert ">0.123<" in text
    assert ">none<" in text
    assert text.count('scope="col"') == 3
