"""From which address a visitor comes, past the reverse proxies that the host trusts."""

from __future__ import annotations

from collections.abc import Collection
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from aiohttp import web

Network = IPv4Network | IPv6Network

_HEADER = "X-Forwarded-For"
# What one household gets of IPv6, and may change its addresses within.
_HOUSEHOLD_BITS = 64


def address_of(request: web.Request, proxies: Collection[Network]) -> str:
    """Whom to count something for: an address, or the network of a household.

    A proxy adds at the end of the header whom it saw; what stands before may be made up.
    """
    address = _address_in(request.remote or "")
    told = ",".join(request.headers.getall(_HEADER, ())).split(",")
    while told and address is not None and any(address in network for network in proxies):
        before = _address_in(told.pop())
        if before is None:
            break
        address = before
    return _counted(address)


def _address_in(text: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(text.strip())
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _counted(address: IPv4Address | IPv6Address | None) -> str:
    if isinstance(address, IPv6Address):
        return str(IPv6Network((int(address), _HOUSEHOLD_BITS), strict=False))
    return "" if address is None else str(address)
