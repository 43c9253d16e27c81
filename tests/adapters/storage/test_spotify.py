from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from adapters.errors import StorageError
from adapters.storage.keys import Cipher, with_new_cipher
from adapters.storage.spotify import SpotifyStore
from adapters.streaming import Access, LinkedAccount, PendingLink, StreamingUser
from engine.moods import MoodName
from tests.adapters.storage.samples import KEYS, NOON, address

SOON = NOON + timedelta(minutes=10)
ADA = StreamingUser("ada-at-spotify", "Ada Lovelace")
ACCESS = Access("access-token", "refresh-token", SOON)
ACCOUNT = LinkedAccount(ADA, ACCESS, NOON)


@pytest.fixture
def pending(listener):
    return PendingLink(listener, address(), "de")


async def stored_text(storage):
    async with storage.database.transaction() as session:
        tables = ("spotify_accounts", "spotify_links", "spotify_playlists")
        rows = [(await session.execute(text(f"SELECT * FROM {one}"))).all() for one in tables]  # noqa: S608
    return str(rows)


async def test_a_state_finds_its_listener_once(storage, pending):
    await storage.spotify.begin(pending, "a state", now=NOON, until=SOON)

    assert await storage.spotify.waiting("a state", now=NOON) == pending
    assert await storage.spotify.take("a state", now=NOON) == pending
    assert await storage.spotify.take("a state", now=NOON) is None


async def test_an_unknown_state_finds_nobody(storage, pending):
    await storage.spotify.begin(pending, "a state", now=NOON, until=SOON)

    assert await storage.spotify.waiting("another", now=NOON) is None
    assert await storage.spotify.take("", now=NOON) is None


async def test_a_state_runs_out(storage, pending):
    await storage.spotify.begin(pending, "a state", now=NOON, until=SOON)

    assert await storage.spotify.waiting("a state", now=SOON) is None
    assert await storage.spotify.take("a state", now=SOON) is None


async def test_a_newer_link_puts_an_older_one_of_the_listener_out_of_use(
    storage, pending, stranger
):
    await storage.spotify.begin(pending, "old", now=NOON, until=SOON)
    theirs = replace(pending, listener_id=stranger)
    await storage.spotify.begin(theirs, "theirs", now=NOON, until=SOON)
    await storage.spotify.begin(pending, "new", now=NOON, until=SOON)

    assert await storage.spotify.take("old", now=NOON) is None
    assert await storage.spotify.take("new", now=NOON) == pending
    assert await storage.spotify.take("theirs", now=NOON) == theirs


async def test_nothing_is_kept_of_a_link_that_ran_out(storage, pending):
    await storage.spotify.begin(pending, "a state", now=NOON, until=SOON)

    await storage.spotify.drop_old_links(SOON)

    assert await stored_text(storage) == "[[], [], []]"


async def test_an_account_is_found_again_until_it_is_unlinked(storage, listener, stranger):
    await storage.spotify.link(listener, ACCOUNT)
    await storage.spotify.keep_playlist(listener, MoodName.SAD, "a playlist")

    assert await storage.spotify.account(listener) == ACCOUNT
    assert await storage.spotify.account(stranger) is None
    assert await storage.spotify.unlink(listener)
    assert not await storage.spotify.unlink(listener)
    assert await storage.spotify.account(listener) is None
    assert await storage.spotify.playlist(listener, MoodName.SAD) is None


async def test_an_unlinked_account_leaves_no_link_that_waits(storage, listener, pending):
    await storage.spotify.link(listener, ACCOUNT)
    await storage.spotify.begin(pending, "a state", now=NOON, until=SOON)

    await storage.spotify.unlink(listener)

    assert await stored_text(storage) == "[[], [], []]"


async def test_a_playlist_that_was_made_while_its_account_was_unlinked_is_not_noted(
    storage, listener
):
    await storage.spotify.link(listener, ACCOUNT)
    await storage.spotify.unlink(listener)

    await storage.spotify.keep_playlist(listener, MoodName.SAD, "a playlist")

    assert await storage.spotify.playlist(listener, MoodName.SAD) is None


async def test_neither_tokens_nor_people_can_be_read_in_the_tables(storage, listener, pending):
    await storage.spotify.begin(pending, "secret state", now=NOON, until=SOON)
    await storage.spotify.link(listener, ACCOUNT)
    await storage.spotify.keep_playlist(listener, MoodName.SAD, "secret playlist")

    written = await stored_text(storage)

    # Long enough that sealed text, which is random letters, never holds one of them by chance.
    for token_or_person in ("access-token", "refresh-token", "ada-at-spotify", "Ada Lovelace"):
        assert token_or_person not in written
    for place_or_state in ("chat-0815", "secret state", "secret playlist"):
        assert place_or_state not in written


async def test_renewed_access_takes_the_place_of_what_was_renewed(storage, listener):
    await storage.spotify.link(listener, ACCOUNT)
    renewed = replace(ACCESS, token="newer")

    await storage.spotify.renew(listener, ACCESS, renewed)

    assert await storage.spotify.account(listener) == replace(ACCOUNT, access=renewed)


async def test_what_was_renewed_meanwhile_brings_back_no_account(storage, listener):
    renewed = replace(ACCESS, token="newer")
    await storage.spotify.link(listener, ACCOUNT)
    await storage.spotify.unlink(listener)
    await storage.spotify.renew(listener, ACCESS, renewed)

    assert await storage.spotify.account(listener) is None

    anew = replace(ACCOUNT, access=replace(ACCESS, refresh_token="another"))
    await storage.spotify.link(listener, anew)
    await storage.spotify.renew(listener, ACCESS, renewed)

    assert await storage.spotify.account(listener) == anew


@pytest.mark.parametrize(("user_id", "kept"), [("ada-at-spotify", "a playlist"), ("bert", None)])
async def test_playlists_are_of_one_account(storage, listener, user_id, kept):
    await storage.spotify.link(listener, ACCOUNT)
    await storage.spotify.keep_playlist(listener, MoodName.SAD, "old")
    await storage.spotify.keep_playlist(listener, MoodName.SAD, "a playlist")

    await storage.spotify.link(listener, replace(ACCOUNT, user=StreamingUser(user_id, "")))

    assert await storage.spotify.playlist(listener, MoodName.SAD) == kept
    assert await storage.spotify.playlist(listener, MoodName.HAPPY) is None


async def test_nobody_who_was_forgotten_is_linked(storage, listener, pending):
    await storage.listeners.forget(listener)

    with pytest.raises(StorageError):
        await storage.spotify.link(listener, ACCOUNT)
    with pytest.raises(StorageError):
        await storage.spotify.begin(pending, "a state", now=NOON, until=SOON)


async def test_everything_is_sealed_anew_with_a_newer_key(storage, listener, pending):
    await storage.spotify.begin(pending, "a state", now=NOON, until=SOON)
    await storage.spotify.link(listener, ACCOUNT)
    await storage.spotify.keep_playlist(listener, MoodName.SAD, "a playlist")
    both = with_new_cipher(KEYS)
    newest = replace(both, ciphers=both.ciphers[:1])

    def store(keys):
        hasher = storage.spotify._hasher
        return SpotifyStore(storage.database, hasher=hasher, cipher=Cipher(keys))

    assert await store(both).seal_anew() == 3

    assert await store(newest).account(listener) == ACCOUNT
    assert await store(newest).playlist(listener, MoodName.SAD) == "a playlist"
    assert await store(newest).take("a state", now=NOON) == pending
