"""The page's files, and its texts filled in."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from html import escape
from importlib.resources import files
from string import Template

from aiohttp import web

from adapters.chat.message import CommandSpec
from adapters.chat.web.limits import WebLimits
from adapters.chat.web.protocol import command_json

_CONTENT_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
_CACHING = {"Cache-Control": "no-cache"}


class Page:
    """The page of one host. KeyError if a text is missing."""

    def __init__(
        self, texts: Mapping[str, str], commands: Sequence[CommandSpec], limits: WebLimits
    ) -> None:
        self._files = {
            file.name: file.read_text("utf-8")
            for file in files("adapters.chat.web").joinpath("static").iterdir()
        }
        given = {
            "texts": dict(texts),
            "commands": [command_json(command) for command in commands],
            "photo_bytes": limits.photo_bytes,
            "text_characters": limits.text_characters,
        }
        values = {name: escape(text) for name, text in texts.items()}
        values["given"] = escape(json.dumps(given, ensure_ascii=False))
        values["text_characters"] = str(limits.text_characters)
        self._html = Template(self._files.pop("index.html")).substitute(values)

    def response(self) -> web.Response:
        """The page itself."""
        return web.Response(text=self._html, content_type="text/html", headers=_CACHING)

    def file(self, name: str) -> web.Response:
        """One of the files that the page asks for. HTTPNotFound."""
        if name not in self._files:
            raise web.HTTPNotFound
        content_type = _CONTENT_TYPES[name[name.rindex(".") :]]
        return web.Response(text=self._files[name], content_type=content_type, headers=_CACHING)
