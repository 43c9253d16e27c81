"""The page's files, and its texts filled in, in every language."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from html import escape
from importlib.resources import files
from string import Template

from aiohttp import web

from adapters.chat.message import CommandSpec
from adapters.chat.web.languages import preferred_language
from adapters.chat.web.limits import WebLimits
from adapters.chat.web.protocol import command_json

_CONTENT_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
_CACHING = {"Cache-Control": "no-cache"}


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
    ) -> None:
        self._files = {
            file.name: file.read_text("utf-8")
            for file in files("adapters.chat.web").joinpath("static").iterdir()
        }
        html = Template(self._files.pop("index.html"))
        self._pages = {
            language: html.substitute(_values(language, wording, commands, limits, live=live))
            for language, wording in texts.items()
        }

    def response(self, accept_language: str = "") -> web.Response:
        """The page itself, in the language that the browser likes best."""
        language = preferred_language(accept_language, tuple(self._pages))
        headers = {**_CACHING, "Vary": "Accept-Language", "Content-Language": language}
        return web.Response(text=self._pages[language], content_type="text/html", headers=headers)

    def file(self, name: str) -> web.Response:
        """One of the files that the page asks for. HTTPNotFound."""
        if name not in self._files:
            raise web.HTTPNotFound
        content_type = _CONTENT_TYPES[name[name.rindex(".") :]]
        return web.Response(text=self._files[name], content_type=content_type, headers=_CACHING)


def _values(
    language: str,
    texts: Mapping[str, str],
    commands: Sequence[CommandSpec],
    limits: WebLimits,
    *,
    live: bool,
) -> dict[str, str]:
    given = {
        "texts": dict(texts),
        # The page is in nobody's server: there is nothing to manage.
        "commands": [
            command_json(command, language) for command in commands if not command.for_managers
        ],
        "photo_bytes": limits.photo_bytes,
        "photos_at_once": limits.photos_at_once,
        "live": live,
    }
    values = {name: escape(text) for name, text in texts.items()}
    values["given"] = escape(json.dumps(given, ensure_ascii=False))
    values["text_characters"] = str(limits.text_characters)
    return values
