"""Who may talk to this Mien, where the host invited only some."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import partial

from adapters.chat.message import (
    Account,
    Address,
    Audience,
    Incoming,
    IncomingCommand,
    IncomingPress,
    IncomingReaction,
    Platform,
    Receiver,
    Reply,
    ReplyKind,
)
from bot.actions import Action, Verb
from bot.conversation.membership import Membership
from bot.conversation.refusals import Refusals
from bot.ports import Chat, Listeners
from bot.replies.company import invited_only
from bot.replies.language import language_of, speaking

MOST_STRANGERS = 100  # who are told at a time that they are not invited
_RIGHTS = frozenset({"privacy", "export", "forget"})
_OF_RIGHTS = frozenset({Verb.FORGET, Verb.WORDS_ONLY})  # the buttons below their answers


@dataclass(frozen=True, slots=True)
class GuestList:
    """People and places as `platform:id`; a place is a server, a group or a chat.

    Who is in a listed server or group may come alone, too, which only its platform can tell.
    Where nothing is listed everyone may come. The page is not concerned: it has its own door.
    """

    people: Collection[str] = ()
    places: Collection[str] = ()

    def admits(self, account: Account, address: Address | None = None) -> bool:
        """Whether they may ask; without an address from nowhere in particular."""
        open_to_all = not self.people and not self.places
        if open_to_all or account.platform is Platform.WEB:
            return True
        listed = address is not None and self.lists(address)
        return listed or f"{account.platform}:{account.account_id}" in self.people

    def lists(self, address: Address) -> bool:
        """Whether it is one of the places, or in one."""
        where = (address.place_id, address.chat_id)
        return any(f"{address.platform}:{place}" in self.places for place in where)


class Admission:
    """Hands on what comes from those who are on the list. Of anybody else nothing is stored.

    Of whom something is stored already may see it, take it along and have it forgotten, whatever
    the list says by now.
    """

    def __init__(
        self,
        receive: Receiver,
        *,
        chats: Mapping[Platform, Chat],
        guests: GuestList,
        listeners: Listeners,
    ) -> None:
        self._receive = receive
        self._chats = chats
        self._guests = guests
        self._listeners = listeners
        self._members = Membership(chats, places=guests.places)
        self._refusals = Refusals(most=MOST_STRANGERS)

    async def receive(self, incoming: Incoming) -> None:
        """Hands it on, or says that this Mien is for invited people; StorageError."""
        if await self._admits(incoming):
            await self._receive(incoming)
            return
        with speaking(language_of(incoming.locale)):
            refusal = _refusal(incoming)
        if refusal is not None:
            chat = self._chats[incoming.account.platform]
            self._refusals.say(incoming.account, partial(chat.send, incoming.address, refusal))

    async def close(self, *, grace_s: float) -> None:
        """Lets what is being said be heard for so long, then ends it."""
        await self._refusals.close(grace_s=grace_s)

    async def _admits(self, incoming: Incoming) -> bool:
        account, address = incoming.account, incoming.address
        if self._guests.lists(address):
            # What is answered privately there leads on into the private chat.
            self._members.note(account)
        if self._guests.admits(account, address):
            return True
        if _claims_a_right(incoming) and await self._listeners.known(account) is not None:
            return True
        return address.private and await self._members.includes(account)


def _claims_a_right(incoming: Incoming) -> bool:
    """Whether it asks what is kept, for a copy of it or for its end, or takes back the yes."""
    if isinstance(incoming, IncomingCommand):
        return incoming.name in _RIGHTS
    pressed = Action.parse(incoming.action) if isinstance(incoming, IncomingPress) else None
    if pressed is None:
        return False
    # What was asked for in company is opened in private.
    opened = pressed.verb is Verb.OPEN and pressed.word(1) in _RIGHTS
    return opened or pressed.verb in _OF_RIGHTS


def _refusal(incoming: Incoming) -> Reply | None:
    """None where others would read it: there, only a press is answered, to whoever pressed."""
    pressed = isinstance(incoming, IncomingPress)
    in_company = incoming.address.audience is Audience.EVERYONE
    if isinstance(incoming, IncomingReaction) or (in_company and not pressed):
        return None
    kind = ReplyKind.TOAST if pressed else ReplyKind.MESSAGE
    return replace(invited_only(), kind=kind, answers=incoming.event_id)
