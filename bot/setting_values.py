"""Looks at what a host set: the value that is meant, or a ValueError that says what is needed."""

from __future__ import annotations

import re
from ipaddress import ip_address, ip_network
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import SecretStr

WEBHOOK_PATH = "/telegram"
SHORTEST_SECRET = 12


def absolute(path: Path) -> Path:
    """The same from the root on."""
    return path.expanduser().absolute()


def listed(value: object) -> object:
    """Words between commas, where the environment gave one text."""
    if not isinstance(value, str):
        return value
    return tuple(word.strip() for word in value.split(",") if word.strip())


def webhook_address(url: str) -> str:
    """With the path at which our server takes updates."""
    if not re.fullmatch(r"https://[^\s/?#]+(/[^\s?#]*)?", url):
        raise ValueError("an address that begins with https:// is needed")
    return url.rstrip("/").removesuffix(WEBHOOK_PATH) + WEBHOOK_PATH


def proxies(entries: tuple[str, ...]) -> tuple[str, ...]:
    """Each an address or a network; in one of all addresses any visitor could name any."""
    if not all(map(_is_of_some, entries)):
        raise ValueError("every entry is an address or a network: 127.0.0.1 or 172.16.0.0/12")
    return entries


def header_word(secret: SecretStr) -> SecretStr:
    """What a header can carry."""
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret.get_secret_value()):
        raise ValueError("1 to 256 of A-Z, a-z, 0-9, _ and - are needed")
    return secret


def long_enough(secret: SecretStr) -> SecretStr:
    """What nobody finds by trying; spaces at its ends would be lost when it is typed."""
    given = secret.get_secret_value()
    if len(given) < SHORTEST_SECRET or given != given.strip():
        raise ValueError(f"{SHORTEST_SECRET} characters or more are needed, no space at either end")
    return secret


def is_this_machine(host: str) -> bool:
    """Whether nobody else can reach what listens there, or is opened under this name."""
    return host.lower() == "localhost" or _is_loopback(host.strip("[]"))


def people(entries: tuple[str, ...]) -> tuple[str, ...]:
    """Each a platform and an account."""
    return _matching(entries, r"(discord|telegram):\d+", "discord:123 or telegram:456")


def places(entries: tuple[str, ...]) -> tuple[str, ...]:
    """Each a platform and a server, group or chat."""
    return _matching(entries, r"discord:\d+|telegram:-?\d+", "discord:123 or telegram:-100456")


def _matching(entries: tuple[str, ...], pattern: str, examples: str) -> tuple[str, ...]:
    """The entries; whoever writes one that fits nobody would wait for somebody who never comes."""
    if not all(re.fullmatch(pattern, entry) for entry in entries):
        raise ValueError(f"every entry is a platform and an id, such as {examples}")
    return entries


def plain_address(url: str) -> str:
    """Without a slash at the end."""
    if not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", url):
        raise ValueError("an address that begins with https:// or http:// is needed")
    return url.rstrip("/")


def reachable_address(url: str) -> str:
    """Where Spotify sends browsers back to: https, or http on this machine, by its number."""
    plain = plain_address(url)
    address = urlsplit(plain)
    if address.scheme == "http" and not _is_loopback(address.hostname or ""):
        raise ValueError("https:// is needed, or http://127.0.0.1 for this machine alone")
    return plain


def _is_of_some(network: str) -> bool:
    try:
        return ip_network(network).prefixlen > 0
    except ValueError:
        return False


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:  # a name, "localhost" included
        return False
