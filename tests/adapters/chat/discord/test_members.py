"""Who is in a server."""

import pytest

from adapters.chat.message import Account, Platform

pytestmark = pytest.mark.simcord(shard_count=2)


def account(user) -> Account:
    return Account(Platform.DISCORD, str(user.id))


async def test_who_is_in_a_server_is_known(simcord_env, chat):
    server = simcord_env.create_guild()
    ann, bob = simcord_env.create_user("ann"), simcord_env.create_user("bob")
    server.add_member(ann)

    assert await chat.is_member(account(ann), str(server.id))
    assert not await chat.is_member(account(bob), str(server.id))


async def test_of_a_server_that_mien_is_not_in_nobody_is_asked(simcord_env, chat):
    ann = simcord_env.create_user("ann")
    before = len(simcord_env.http_requests)

    assert not await chat.is_member(account(ann), "4242")
    assert len(simcord_env.http_requests) == before
