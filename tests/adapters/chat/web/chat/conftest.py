"""What several of these tests need."""

from __future__ import annotations

import asyncio

MIB = 2**20


async def settled(site, address) -> None:
    """Until the server has seen that no tab is open."""
    while site.chat._session(address).tabs:  # noqa: ASYNC110
        await asyncio.sleep(0)
