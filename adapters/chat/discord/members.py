"""Who is in a server."""

from __future__ import annotations

import discord


async def is_member(client: discord.Client, *, server_id: int, user_id: int) -> bool:
    """Whether they are in it now; False of one that Mien is not in. discord.HTTPException.

    To ask about one person needs no privileged intent.
    """
    server = client.get_guild(server_id)
    if server is None:
        return False
    try:
        await server.fetch_member(user_id)
    except (discord.NotFound, discord.Forbidden):
        return False
    return True
