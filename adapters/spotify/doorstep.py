"""The two pages of linking: before somebody leaves for Spotify, and when they come back."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable, Mapping
from html import escape
from string import Template

from aiohttp import web

from adapters.streaming import DoorstepPage, Returned

LINK_PATH, CALLBACK_PATH = "/spotify/link/{state}", "/spotify/callback"
COOKIE = "mien_spotify"
COOKIE_FOR_S = 900
LONGEST_STATE = 100  # characters; ours have 43

_PAGE = Template(
    '<!doctype html>\n<html lang="$language"><head><meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    '<meta name="robots" content="noindex">\n'
    '<link rel="stylesheet" href="/spotify/style.css"><title>$heading</title></head>\n'
    "<body><main><h1>$heading</h1>\n$paragraphs\n$onward</main></body></html>\n"
)
_STYLE = """
:root { color-scheme: light dark; }
body { font: 1.1rem/1.5 system-ui, sans-serif; margin: 0; }
main { max-width: 34rem; margin: 10vh auto; padding: 0 1.25rem; }
a.onward { display: inline-block; padding: .7rem 1.2rem; border: 2px solid; border-radius: 2rem;
  font-weight: 600; text-decoration: none; }
"""


# (state, locale) to the page before leaving; what came back to the page after it.
Leaving = Callable[[str, str | None], Awaitable[DoorstepPage]]
Returning = Callable[[Returned], Awaitable[DoorstepPage]]


def doorstep_routes(leaving: Leaving, returning: Returning) -> list[web.RouteDef]:
    """For the HTTP server."""

    async def leave(request: web.Request) -> web.Response:
        state = request.match_info["state"][:LONGEST_STATE]
        page = await leaving(state, _locale(request))
        response = _shown(page)
        if page.onward is not None:
            # Lax, not strict: it must come along when Spotify sends the browser back.
            response.set_cookie(
                COOKIE,
                state,
                path="/spotify",
                max_age=COOKIE_FOR_S,
                httponly=True,
                samesite="Lax",
                secure=_is_secure(request),
            )
        return response

    async def come_back(request: web.Request) -> web.Response:
        response = _shown(await returning(_returned(request)))
        response.del_cookie(COOKIE, path="/spotify")
        return response

    return [
        web.get(LINK_PATH, leave),
        web.get(CALLBACK_PATH, come_back),
        web.get("/spotify/style.css", _style),
    ]


def _returned(request: web.Request) -> Returned:
    query: Mapping[str, str] = request.query
    state = query.get("state", "")[:LONGEST_STATE]
    cookie = request.cookies.get(COOKIE, "")
    return Returned(
        state=state,
        code=query.get("code"),
        refused=query.get("error"),
        here=bool(state) and hmac.compare_digest(_bytes(cookie), _bytes(state)),
        locale=_locale(request),
    )


def _bytes(text: str) -> bytes:
    # A header may hold bytes that are no text.
    return text.encode(errors="replace")


async def _style(_request: web.Request) -> web.Response:
    return web.Response(text=_STYLE, content_type="text/css")


def _shown(page: DoorstepPage) -> web.Response:
    paragraphs = "\n".join(f"<p>{escape(one)}</p>" for one in page.text.split("\n\n"))
    onward = ""
    if page.onward is not None:
        address, label = escape(page.onward), escape(page.onward_label)
        onward = f'<p><a class="onward" rel="noreferrer" href="{address}">{label}</a></p>'
    text = _PAGE.substitute(
        language=escape(page.language),
        heading=escape(page.heading),
        paragraphs=paragraphs,
        onward=onward,
    )
    headers = {"Cache-Control": "no-store", "Content-Language": page.language}
    return web.Response(text=text, content_type="text/html", headers=headers)


def _locale(request: web.Request) -> str | None:
    """The first language of the browser."""
    first = request.headers.get("Accept-Language", "").split(",")[0].split(";")[0].strip()
    return first or None


def _is_secure(request: web.Request) -> bool:
    # A proxy speaks https outside and http to us.
    return request.secure or request.headers.get("X-Forwarded-Proto") == "https"
