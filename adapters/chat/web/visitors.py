"""Who may speak to the page's server, and by which cookie a listener is known again."""

from __future__ import annotations

import re
import secrets
from collections.abc import Collection
from hashlib import sha256
from urllib.parse import urlsplit

from aiohttp import web

COOKIE = "mien_listener"
LOOPBACK_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})

_TOKEN_BYTES = 32
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
# Browsers cut longer lives down to this.
_COOKIE_AGE_S = 400 * 24 * 3600


def check_host(request: web.Request, allowed_hosts: Collection[str]) -> None:
    """HTTPForbidden for a name that is not ours: another site's name may point at our address."""
    if _host_name(request.host) not in allowed_hosts:
        raise web.HTTPForbidden


def check_origin(request: web.Request) -> None:
    """HTTPForbidden unless the page that asks came from this very host and port."""
    origin = request.headers.get("Origin", "").lower()
    host = request.host.lower()
    if origin not in {f"http://{host}", f"https://{host}"}:
        raise web.HTTPForbidden


def session_id_of(request: web.Request) -> str | None:
    """The listener's id, from which the cookie cannot be found; None without a proper cookie."""
    token = request.cookies.get(COOKIE, "")
    return sha256(token.encode()).hexdigest() if _TOKEN.fullmatch(token) else None


def remember(request: web.Request, response: web.StreamResponse) -> None:
    """Gives a newcomer a cookie, and an old one a longer life."""
    token = request.cookies.get(COOKIE, "")
    if not _TOKEN.fullmatch(token):
        token = secrets.token_urlsafe(_TOKEN_BYTES)
    response.set_cookie(
        COOKIE,
        token,
        max_age=_COOKIE_AGE_S,
        path="/",
        httponly=True,
        samesite="Strict",
        secure=is_https(request),
    )


def is_https(request: web.Request) -> bool:
    """Whether the browser speaks https, be it with a proxy in front of us."""
    # A forged header harms its forger.
    return request.secure or request.headers.get("X-Forwarded-Proto") == "https"


def _host_name(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
