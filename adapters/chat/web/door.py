"""The page's door: who knows the host's secret comes in, and is known again by a cookie."""

from __future__ import annotations

import hmac
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable, Collection
from hashlib import scrypt, sha256
from urllib.parse import parse_qs

from aiohttp import web

from adapters.chat.web.addresses import Network, address_of
from adapters.chat.web.limits import RateLimit
from adapters.chat.web.visitors import is_https

COOKIE = "mien_signed_in"
FIELD = "secret"

_COOKIE_AGE_S = 90 * 24 * 3600
_NONCE_BYTES = 16
_LARGEST_FORM_BYTES = 4096
_FORM = "application/x-www-form-urlencoded"
# Somebody who mistypes gets through; who tries out words has 8640 a day for each address.
_TRIES = 5
_TRIES_PER_S = 0.1
_MOST_ADDRESSES = 1000
# And all addresses together, which one person may have many of.
_ALL_TRIES = 50
_ALL_TRIES_PER_S = 0.5
# A cookie that somebody stole must not make the secret easy to find by trying: 50 ms a try.
_COST = {"n": 2**14, "r": 8, "p": 1, "maxmem": 2**26}


class Door:
    """Open to all without a secret. `clock` tells seconds for the tries, `now` the time of day.

    `proxies` are believed when they say who is behind them.
    """

    def __init__(
        self,
        secret: str | None = None,
        *,
        proxies: Collection[Network] = (),
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._digest = None if secret is None else sha256(secret.encode()).digest()
        self._key = b"" if secret is None else scrypt(secret.encode(), salt=b"mien page", **_COST)
        self._proxies = proxies
        self._clock = clock
        self._now = now
        self._tries = RateLimit(_ALL_TRIES, per_s=_ALL_TRIES_PER_S, clock=clock)
        self._tries_from: OrderedDict[str, RateLimit] = OrderedDict()

    @property
    def is_locked(self) -> bool:
        """Whether there is a secret at all."""
        return self._digest is not None

    def lets_in(self, request: web.Request) -> bool:
        """Whether this browser signed in, or nobody needs to."""
        if not self.is_locked:
            return True
        name, _, seal = request.cookies.get(COOKIE, "").rpartition(".")
        began, _, _ = name.partition(".")
        return (
            hmac.compare_digest(self._seal(name).encode(), seal.encode(errors="replace"))
            and began.isdigit()
            and 0 <= self._now() - int(began) < _COOKIE_AGE_S
        )

    def check(self, request: web.Request) -> None:
        """HTTPForbidden for a browser that did not sign in."""
        if not self.lets_in(request):
            raise web.HTTPForbidden

    def may_try(self, request: web.Request) -> bool:
        """Whether one more try is allowed from there; takes it."""
        address = address_of(request, self._proxies)
        if address not in self._tries_from:
            limit = RateLimit(_TRIES, per_s=_TRIES_PER_S, clock=self._clock)
            self._tries_from[address] = limit
        self._tries_from.move_to_end(address)
        if len(self._tries_from) > _MOST_ADDRESSES:
            self._tries_from.popitem(last=False)
        return self._tries_from[address].allows() and self._tries.allows()

    def opens_with(self, given: str) -> bool:
        """Whether this is the secret; takes as long either way."""
        digest = sha256(given.encode(errors="replace")).digest()
        return self._digest is not None and hmac.compare_digest(digest, self._digest)

    def remember(self, request: web.Request, response: web.StreamResponse) -> None:
        """Gives the browser the cookie by which it is let in from now on."""
        name = f"{int(self._now())}.{secrets.token_urlsafe(_NONCE_BYTES)}"
        response.set_cookie(
            COOKIE,
            f"{name}.{self._seal(name)}",
            max_age=_COOKIE_AGE_S,
            path="/",
            httponly=True,
            samesite="Strict",
            secure=is_https(request),
        )

    def _seal(self, name: str) -> str:
        return hmac.new(self._key, name.encode(errors="replace"), sha256).hexdigest()


async def typed_secret(request: web.Request) -> str:
    """What stood in the form. HTTPRequestEntityTooLarge, HTTPUnsupportedMediaType."""
    if request.content_type != _FORM:
        # A form of several parts would be written to the disk.
        raise web.HTTPUnsupportedMediaType
    size = request.content_length
    if size is None or size > _LARGEST_FORM_BYTES:
        raise web.HTTPRequestEntityTooLarge(max_size=_LARGEST_FORM_BYTES, actual_size=size or 0)
    form = parse_qs((await request.read()).decode(errors="replace"))
    return form.get(FIELD, [""])[0].strip()
