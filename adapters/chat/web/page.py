"""The page's files, and its texts filled in, in every language."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from html import escape
from importlib.resources import files
from string import Template

from aiohttp import web

from adapters.chat.message import CommandSpec
from adapters.chat.web.frames import command_json
from adapters.chat.web.languages import preferred_language
from adapters.chat.web.limits import WebLimits

_CONTENT_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
_CACHING = {"Cache-Control": "no-cache"}
_BY_LANGUAGE = {"Vary": "Accept-Language, Cookie"}
_SIGN_IN_HEADERS = {
    "Cache-Control": "no-store",
    **_BY_LANGUAGE,
    # The one form that is sent without a script. Without a referrer it would name no origin.
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
}


class Page:
    """The page of one host, by language; the first is for browsers that ask for none of them.

    KeyError if a text is missing.
    """

    def __init__(
        self,
        texts: Mapping[str, Mapping[str, str]],
        commands: Sequence[CommandSpec],
        limits: WebLimits,
        *,
        live: bool = False,
        camera: bool = True,
    ) -> None:
        self._files = {
            file.name: file.read_text("utf-8")
            for file in files("adapters.chat.web").joinpath("static").iterdir()
        }
        html = Template(self._files.pop("index.html"))
        self._sign_in = Template(self._files.pop("sign-in.html"))
        self._texts = texts
        self._pages = {
            language: html.substitute(
                _values(language, texts, commands, limits, live=live, camera=camera)
            )
            for language in texts
        }

    def response(self, wishes: str = "") -> web.Response:
        """The page itself, in the language that is liked best."""
        language = preferred_language(wishes, tuple(self._pages))
        headers = {**_CACHING, **_BY_LANGUAGE, "Content-Language": language}
        return web.Response(text=self._pages[language], content_type="text/html", headers=headers)

    def sign_in(
        self, wishes: str = "", *, status: int = 403, wrong: str | None = None
    ) -> web.Response:
        """The form in front of the page; `wrong` names the text that says why it is here again."""
        language = preferred_language(wishes, tuple(self._pages))
        texts = self._texts[language]
        values = {name: escape(text) for name, text in texts.items()}
        values["wrong"] = values[wrong] if wrong else ""
        values["invalid"] = 'aria-invalid="true"' if wrong else ""
        headers = {**_SIGN_IN_HEADERS, "Content-Language": language}
        html = self._sign_in.substitute(values)
        return web.Response(text=html, content_type="text/html", headers=headers, status=status)

    def file(self, name: str) -> web.Response:
        """One of the files that the page asks for. HTTPNotFound."""
        if name not in self._files:
            raise web.HTTPNotFound
        content_type = _CONTENT_TYPES[name[name.rindex(".") :]]
        return web.Response(text=self._files[name], content_type=content_type, headers=_CACHING)


def _values(
    language: str,
    texts: Mapping[str, Mapping[str, str]],
    commands: Sequence[CommandSpec],
    limits: WebLimits,
    *,
    live: bool,
    camera: bool,
) -> dict[str, str]:
    given = {
        # An answer may be in another language than the page around it.
        "texts": {each: dict(wording) for each, wording in texts.items()},
        # The page is in nobody's server: there is nothing to manage.
        "commands": [
            command_json(command, language) for command in commands if not command.for_managers
        ],
        "photo_bytes": limits.photo_bytes,
        "photos_at_once": limits.photos_at_once,
        "live": live,
        "camera": camera,
    }
    values = {name: escape(text) for name, text in texts[language].items()}
    values["given"] = escape(json.dumps(given, ensure_ascii=False))
    values["text_characters"] = str(limits.text_characters)
    return values
