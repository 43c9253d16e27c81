from __future__ import annotations

import re

import pytest

from adapters.chat.message import CommandSpec, LocalizedText
from adapters.chat.web.limits import WebLimits
from adapters.chat.web.page import Page
from adapters.chat.web.protocol import MOST_HELD_PHOTOS
from bot.conversation.albums import MOST_WAITING
from bot.conversation.room import MOST_PHOTOS_OF_ONE
from bot.replies.page import page_texts

TEXTS = page_texts()["en"]
FILES = (
    "app.js",
    "camera.js",
    "composer.js",
    "connection.js",
    "documents.js",
    "elements.js",
    "focus.js",
    "languages.js",
    "photos.js",
    "reactions.js",
    "suggestions.js",
    "view.js",
    "style.css",
)


def page(texts=TEXTS, *, commands=()) -> Page:
    return Page({"en": texts}, commands, WebLimits())


def test_texts_and_commands_cannot_break_out_of_the_page():
    texts = {**TEXTS, "tagline": "<script>alert(1)</script>"}
    html = page(texts, commands=[CommandSpec("mood", LocalizedText('"><script>'))]).response().text

    assert "alert(1)" in html
    assert html.count("<script") == 1


def test_what_only_managers_of_a_server_may_use_is_not_offered():
    commands = [
        CommandSpec("mood", LocalizedText("Songs")),
        CommandSpec("server", LocalizedText("Photos on or off"), for_managers=True),
    ]
    html = page(commands=commands).response().text

    assert "mood" in html
    assert "server" not in html


def test_each_language_has_its_page():
    both = Page({"en": TEXTS, "de": page_texts()["de"]}, (), WebLimits())

    assert '<html lang="de">' in both.response("de").text
    assert '<html lang="en">' in both.response("ja").text
    assert '<html lang="en">' in both.response().text


def test_a_missing_text_is_found_when_the_page_is_made():
    with pytest.raises(KeyError):
        page({name: text for name, text in TEXTS.items() if name != "tagline"})


def test_every_text_is_used_and_every_used_text_is_there():
    scripts = "".join(page().file(name).text for name in FILES)
    sent_as_reason = {"too_fast", "failed"}
    in_scripts = set(re.findall(r"texts\.(\w+)", scripts)) | sent_as_reason
    marked = {name: f"@{name}@" for name in TEXTS}
    shown = page(marked)
    forms = [shown.sign_in(wrong=wrong).text for wrong in ("sign_in_wrong", "sign_in_slower")]
    html = "".join((shown.response().text, *forms))
    in_html = set(re.findall(r"@(\w+)@", re.sub(r'data-given="[^"]*"', "", html)))

    assert in_scripts | in_html == set(TEXTS)


def test_the_page_asks_nobody_else_and_has_no_inline_script_or_style():
    html = page().response().text + page().sign_in().text
    assert not re.search(r"<style|style=|\son\w+=|javascript:", html)
    for name in FILES:
        text = page().file(name).text
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", text)
        addresses = set(re.findall(r"https?://[\w.]+", text))
        assert addresses <= {"http://www.w3.org", "https://open.spotify.com"}


def test_the_page_keeps_all_that_may_wait_and_what_is_sent_meanwhile():
    [rows] = map(int, re.findall(r"MOST_ROWS = (\d+);", page().file("photos.js").text))

    # What is sent beside those that wait is there before the server has said what it lets go.
    assert rows > max(MOST_WAITING, MOST_PHOTOS_OF_ONE)
    assert rows * WebLimits().photos_at_once == MOST_HELD_PHOTOS


async def test_files_are_served_with_their_kind_and_nothing_beside_them(site):
    async with site.browser() as browser:
        for name, kind in (("app.js", "text/javascript"), ("mark.svg", "image/svg+xml")):
            async with browser.http.get(f"{site.url}page/{name}") as response:
                assert response.content_type == kind
        for name in ("index.html", "..%2fchat.py", "missing.js"):
            async with browser.http.get(f"{site.url}page/{name}") as response:
                assert response.status == 404
