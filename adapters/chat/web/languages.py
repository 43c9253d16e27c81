"""Which language the page speaks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aiohttp import web

COOKIE = "mien_language"  # which the page's script writes


def wishes_of(request: web.Request) -> str:
    """The language in which Mien answered there last, then those that the browser asks for."""
    answered, asked = request.cookies.get(COOKIE, ""), request.headers.get("Accept-Language", "")
    return f"{answered}, {asked}"


def preferred_language(header: str, spoken: Sequence[str]) -> str:
    """The spoken language that a header like `Accept-Language` ranks first (RFC 9110, 12.5.4).

    The first spoken one where the browser names none of them, or does not care.
    """
    wishes = sorted(_wishes(header), key=lambda wish: -wish[1])
    for tag, quality in wishes:
        if quality <= 0:
            break
        language = spoken[0] if tag == "*" else tag.split("-")[0]
        if language in spoken:
            return language
    return spoken[0]


def _wishes(header: str) -> Iterator[tuple[str, float]]:
    for part in header.lower().split(","):
        tag, _, weight = part.partition(";")
        if tag.strip():
            yield tag.strip(), _quality(weight)


def _quality(weight: str) -> float:
    name, _, value = weight.partition("=")
    if not name.strip():
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
