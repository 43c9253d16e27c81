"""Finds the use case for what a listener did."""

from __future__ import annotations

from collections.abc import Sequence

from adapters.chat.message import (
    CommandSpec,
    Incoming,
    IncomingCommand,
    IncomingOpened,
    IncomingPhoto,
    IncomingPress,
    IncomingReaction,
    IncomingText,
    IncomingUnread,
)
from adapters.values import RequestState
from bot.actions import Action, StaleButtonError, Verb
from bot.conversation.opening import Opening
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


class Router:
    """One conversation for all platforms."""

    def __init__(
        self,
        *,
        photos: Photos,
        words: Words,
        reactions: Reactions,
        opening: Opening,
        others: Sequence[UseCase],
        commands: tuple[CommandSpec, ...],
    ) -> None:
        self._photos = photos
        self._words = words
        self._reactions = reactions
        self._opening = opening
        self._names = tuple(spec.name for spec in commands if not spec.for_managers)
        self._commands: dict[str, CommandHandler] = {}
        self._presses: dict[Verb, PressHandler] = {}
        use_cases: tuple[UseCase, ...] = (photos, words, reactions, opening, *others)
        for use_case in use_cases:
            self._commands.update(use_case.commands())
            self._presses.update(use_case.presses())

    async def answer(self, turn: Turn[Incoming]) -> RequestState:
        """Answers one event; the state its request is in afterwards."""
        match turn.incoming:
            case IncomingPhoto() as photo:
                return await self._photos.answer(turn.about(photo))
            case IncomingCommand() as command:
                await self._command(turn.about(command))
            case IncomingText(text=text):
                await self._words.answer(turn, text)
            case IncomingPress() as press:
                await self._press(turn.about(press))
            case IncomingReaction() as reaction:
                await self._reactions.emoji(turn.about(reaction))
            case IncomingOpened() as opened:
                await self._opening.opened(turn, opened)
            case IncomingUnread(reason=reason):
                await turn.say(unread(reason))
            case _:
                raise TypeError(type(turn.incoming).__name__)
        return RequestState.ANSWERED

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
