"""What a browser gets before it can talk: the page, its files, and the form in front of it."""

from __future__ import annotations

from collections.abc import Collection

from aiohttp import web

from adapters.chat.web.door import Door, typed_secret
from adapters.chat.web.languages import wishes_of
from adapters.chat.web.page import Page
from adapters.chat.web.visitors import check_host, check_origin, remember


class Entrance:
    """Shows the page to those whom the door lets in, and to others how to come in."""

    def __init__(self, page: Page, door: Door, *, allowed_hosts: Collection[str]) -> None:
        self._page = page
        self._door = door
        self._allowed_hosts = allowed_hosts

    def routes(self) -> list[web.RouteDef]:
        """The page, its files and, where there is a secret, where it is sent to."""
        routes = [web.get("/", self._show_page), web.get("/page/{name}", self._show_file)]
        return [*routes, web.post("/sign-in", self._sign_in)] if self._door.is_locked else routes

    async def _show_page(self, request: web.Request) -> web.Response:
        check_host(request, self._allowed_hosts)
        if not self._door.lets_in(request):
            return self._page.sign_in(wishes_of(request))
        response = self._page.response(wishes_of(request))
        remember(request, response)
        return response

    async def _show_file(self, request: web.Request) -> web.Response:
        check_host(request, self._allowed_hosts)
        return self._page.file(request.match_info["name"])

    async def _sign_in(self, request: web.Request) -> web.StreamResponse:
        check_host(request, self._allowed_hosts)
        check_origin(request)
        given = await typed_secret(request)
        if not self._door.may_try(request):
            return self._page.sign_in(wishes_of(request), status=429, wrong="sign_in_slower")
        if not self._door.opens_with(given):
            return self._page.sign_in(wishes_of(request), wrong="sign_in_wrong")
        opened = web.HTTPSeeOther("/")
        self._door.remember(request, opened)
        raise opened
