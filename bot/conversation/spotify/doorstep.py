"""Who leaves for Spotify from a link of ours, and who comes back."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace

from adapters.chat.message import Platform, Reply
from adapters.errors import AdapterError, SpotifyError, SpotifyRevokedError, StorageError
from adapters.streaming import DoorstepPage, LinkedAccount, PendingLink, Returned
from bot.conversation.spotify.desk import SpotifyDesk
from bot.ports import Chat
from bot.replies.language import language_of, speaking, spoken_language
from bot.replies.spotify import (
    code_refused,
    leaving_page,
    linked_page,
    linked_reply,
    not_agreed,
    not_agreed_page,
    old_link_page,
    other_browser_page,
    refused_page,
    refused_reply,
)

log = logging.getLogger(__name__)


class Doorstep:
    """Turns a yes that was given at Spotify into a linked account, and tells the chat."""

    def __init__(self, desk: SpotifyDesk, chats: Mapping[Platform, Chat]) -> None:
        self._desk = desk
        self._chats = chats

    async def leaving(self, state: str, locale: str | None) -> DoorstepPage:
        """What somebody sees who opens the link."""
        pending = await self._desk.accounts.waiting(state, now=self._desk.clock())
        with speaking(pending.language if pending else language_of(locale)):
            if pending is None:
                return old_link_page()
            return leaving_page(self._desk.spotify.authorize_url(state))

    async def returning(self, back: Returned) -> DoorstepPage:
        """What they see when Spotify sends them back; by then the account is linked, or not."""
        now = self._desk.clock()
        pending = await self._desk.accounts.waiting(back.state, now=now)
        with speaking(pending.language if pending else language_of(back.locale)):
            if pending is None:
                return old_link_page()
            # It stays open for the browser that it belongs to.
            if not back.here:
                return other_browser_page()
            taken = await self._desk.accounts.take(back.state, now=now)
            return old_link_page() if taken is None else await self._answered(taken, back)

    async def _answered(self, pending: PendingLink, back: Returned) -> DoorstepPage:
        if back.code is None:
            log.info("no account was linked: %s", "refused" if back.refused else "no code")
            await self._tell(pending, not_agreed())
            return not_agreed_page()
        try:
            name = await self._link(pending, back.code)
        except SpotifyError as error:
            log.warning("no account was linked: %s", error)
            reply = _refusal(error)
            await self._tell(pending, reply)
            return refused_page(reply.text)
        except StorageError:
            log.exception("no account was linked")
            return old_link_page()
        await self._tell(pending, linked_reply(name))
        return linked_page()

    async def _link(self, pending: PendingLink, code: str) -> str:
        access = await self._desk.spotify.redeem(code)
        # Only now does Spotify say whether this account may be used at all.
        user = await self._desk.spotify.user(access)
        before = await self._desk.accounts.account(pending.listener_id)
        if before is not None and before.user.user_id != user.user_id:
            await self._desk.unlink(pending.listener_id)
        account = LinkedAccount(user, access, self._desk.clock())
        await self._desk.accounts.link(pending.listener_id, account)
        return user.name

    async def _tell(self, pending: PendingLink, reply: Reply) -> None:
        chat = self._chats.get(pending.address.platform)
        if chat is None:
            return
        try:
            await chat.send(pending.address, replace(reply, language=spoken_language()))
        except AdapterError:
            log.exception("could not be told", extra={"listener": pending.listener_id})


def _refusal(error: SpotifyError) -> Reply:
    return code_refused() if isinstance(error, SpotifyRevokedError) else refused_reply(error)
