"""Finds the use case for what a listener did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from adapters.chat.message import (
    CommandSpec,
    Incoming,
    IncomingCommand,
    IncomingDocument,
    IncomingOpened,
    IncomingPhoto,
    IncomingPress,
    IncomingReaction,
    IncomingText,
    IncomingUnread,
)
from adapters.values import RequestState
from bot.actions import Action, StaleButtonError, Verb
from bot.conversation.documents import Documents
from bot.conversation.opening import Opening
from bot.conversation.own_songs import OwnSongs
from bot.conversation.photos import Photos
from bot.conversation.reactions import Reactions
from bot.conversation.turn import (
    CommandHandler,
    PressHandler,
    Turn,
    UseCase,
    say_not_yours,
)
from bot.conversation.words import Words
from bot.replies.errors import unknown_command, unread


@dataclass(frozen=True, slots=True)
class Listening:
    """Who answers what is neither a command nor a button."""

    photos: Photos
    documents: Documents
    own_songs: OwnSongs
    words: Words
    reactions: Reactions
    opening: Opening


class Router:
    """One conversation for all platforms."""

    def __init__(
        self,
        listening: Listening,
        *,
        others: Sequence[UseCase],
        commands: tuple[CommandSpec, ...],
    ) -> None:
        self._listening = listening
        self._names = tuple(spec.name for spec in commands if not spec.for_managers)
        self._commands: dict[str, CommandHandler] = {}
        self._presses: dict[Verb, PressHandler] = {}
        heard: tuple[UseCase, ...] = (
            listening.photos,
            listening.own_songs,
            listening.words,
            listening.reactions,
            listening.opening,
        )
        for use_case in (*heard, *others):
            self._commands.update(use_case.commands())
            self._presses.update(use_case.presses())

    async def answer(self, turn: Turn[Incoming]) -> RequestState:
        """Answers one event; the state its request is in afterwards."""
        if isinstance(turn.incoming, IncomingPhoto):
            return await self._listening.photos.answer(turn.about(turn.incoming))
        await self._heard(turn)
        return RequestState.ANSWERED

    async def _heard(self, turn: Turn[Incoming]) -> None:
        match turn.incoming:
            case IncomingCommand() as command:
                await self._command(turn.about(command))
            case IncomingText(text=text):
                await self._text(turn, text)
            case IncomingPress() as press:
                await self._press(turn.about(press))
            case IncomingReaction() as reaction:
                await self._listening.reactions.emoji(turn.about(reaction))
            case IncomingOpened() as opened:
                await self._listening.opening.opened(turn, opened)
            case IncomingDocument() as document:
                await self._listening.documents.answer(turn.about(document))
            case IncomingUnread(reason=reason):
                await turn.say(unread(reason))
            case _:
                raise TypeError(type(turn.incoming).__name__)

    async def _text(self, turn: Turn[Incoming], text: str) -> None:
        if self._listening.own_songs.is_list(text):
            await self._listening.own_songs.pasted(turn, text)
        else:
            await self._listening.words.answer(turn, text)

    async def _command(self, turn: Turn[IncomingCommand]) -> None:
        name = turn.incoming.name
        handler = self._commands.get(name)
        if handler is None:
            await turn.say(unknown_command(name[:30], self._names))
            return
        await handler(turn, turn.incoming.argument)

    async def _press(self, turn: Turn[IncomingPress]) -> None:
        action = Action.parse(turn.incoming.action)
        handler = self._presses.get(action.verb) if action else None
        if action is None or handler is None:
            await say_not_yours(turn)
            return
        try:
            await handler(turn, action)
        except StaleButtonError:
            await say_not_yours(turn)
