"""Finds the use case for what a listener did."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from adapters.chat.message import (
    CommandSpec,
    Incoming,
    IncomingCommand,
    IncomingOpened,
    IncomingPhoto,
    IncomingPress,
    IncomingReaction,
    IncomingText,
    Reply,
)
from adapters.values import ReadingId, RequestState, SetId
from bot.actions import Action, Verb, named
from bot.conversation.offers import Offers
from bot.conversation.photos import Photos
from bot.conversation.preferences import Preferences
from bot.conversation.reactions import Reactions
from bot.conversation.seeds import Seeds
from bot.conversation.turn import Turn
from bot.conversation.words import Words
from bot.ports import Storage
from bot.replies.commands import send_a_picture
from bot.replies.consent import hello, welcome_back
from bot.replies.errors import not_yours, unknown_command
from bot.replies.preferences import help_reply
from bot.replies.rights import privacy_reply
from engine.moods import Goal, MoodName, mood_named
from engine.taste import FeedbackKind

SHOWN_AGAIN = 3  # sets on a reloaded page: enough to go on, short enough to scroll

CommandHandler = Callable[[Turn[Incoming], str], Awaitable[None]]
PressHandler = Callable[[Turn[IncomingPress], Action], Awaitable[None]]


class Router:
    """One conversation for all platforms."""

    def __init__(  # noqa: PLR0913 -- one per use case, and nowhere else
        self,
        *,
        photos: Photos,
        words: Words,
        reactions: Reactions,
        seeds: Seeds,
        preferences: Preferences,
        offers: Offers,
        storage: Storage,
        commands: tuple[CommandSpec, ...],
    ) -> None:
        self._photos = photos
        self._words = words
        self._reactions = reactions
        self._seeds = seeds
        self._preferences = preferences
        self._offers = offers
        self._history = storage.history
        self._specs = commands
        self._commands = self._command_handlers()
        self._presses = self._press_handlers()

    async def answer(self, turn: Turn[Incoming]) -> RequestState:
        """Answers one event; the state its request is in afterwards."""
        match turn.incoming:
            case IncomingPhoto() as photo:
                return await self._photos.answer(turn.about(photo))
            case IncomingCommand() as command:
                await self._command(turn, command)
            case IncomingText(text=text):
                await self._words.answer(turn, text)
            case IncomingPress() as press:
                await self._press(turn.about(press))
            case IncomingReaction() as reaction:
                await self._reactions.emoji(turn.about(reaction))
            case IncomingOpened() as opened:
                await self._opened(turn, opened)
            case _:
                raise TypeError(type(turn.incoming).__name__)
        return RequestState.ANSWERED

    async def _opened(self, turn: Turn[Incoming], opened: IncomingOpened) -> None:
        if turn.profile.consent is None:
            await turn.say(hello())
        sets = await self._history.latest_sets(turn.listener_id, SHOWN_AGAIN)
        if opened.shows_nothing:
            for offered in reversed(sets):
                await self._offers.show(turn, offered)
        if turn.profile.consent is not None and not (sets and opened.shows_nothing):
            await turn.say(welcome_back())

    async def _command(self, turn: Turn[Incoming], command: IncomingCommand) -> None:
        handler = self._commands.get(command.name)
        if handler is None:
            names = tuple(spec.name for spec in self._specs)
            await turn.say(unknown_command(command.name[:30], names))
            return
        await handler(turn, command.argument)

    async def _press(self, turn: Turn[IncomingPress]) -> None:
        action = Action.parse(turn.incoming.action)
        handler = self._presses.get(action.verb) if action else None
        if action is None or handler is None:
            await turn.say(not_yours())
            return
        await handler(turn, action)

    def _command_handlers(self) -> Mapping[str, CommandHandler]:
        preferences, seeds = self._preferences, self._seeds
        return {
            "help": lambda turn, _: _say(turn, help_reply(self._specs)),
            "start": lambda turn, _: _say(turn, hello()),
            "selfie": lambda turn, _: _say(turn, Reply(send_a_picture())),
            "privacy": lambda turn, _: _say(turn, privacy_reply()),
            "mood": self._words.answer,
            "goal": preferences.goal,
            "settings": lambda turn, _: preferences.show(turn),
            "forget": lambda turn, _: preferences.ask_forget(turn),
            "seed": seeds.find,
            "seeds": lambda turn, _: seeds.list(turn),
        }

    def _press_handlers(self) -> Mapping[Verb, PressHandler]:
        photos, reactions = self._photos, self._reactions
        preferences, seeds = self._preferences, self._seeds
        return {
            Verb.AGREE: lambda turn, _: photos.consent(turn, faces=True),
            Verb.WORDS_ONLY: lambda turn, _: photos.consent(turn, faces=False),
            Verb.LIKE: lambda turn, act: self._thumb(turn, act, FeedbackKind.LIKE),
            Verb.DISLIKE: lambda turn, act: self._thumb(turn, act, FeedbackKind.DISLIKE),
            Verb.PICK: lambda turn, act: reactions.pick(turn, _set_id(act), act.number(1) or 0),
            Verb.OTHERS: lambda turn, act: reactions.others(turn, _set_id(act)),
            Verb.CARDS: lambda turn, act: reactions.as_cards(turn, _set_id(act)),
            Verb.NOT_RIGHT: lambda turn, act: reactions.ask_mood(turn, _set_id(act)),
            Verb.GOALS: lambda turn, act: reactions.ask_goal(turn, _set_id(act)),
            Verb.CORRECT: self._correct,
            Verb.GUESS: self._guess,
            Verb.OTHER_MOODS: lambda turn, act: photos.other_moods(turn, _reading_id(act)),
            Verb.GOAL: self._goal,
            Verb.MOOD: self._mood,
            Verb.SEED: lambda turn, act: seeds.add(turn, act.word(0)),
            Verb.UNSEED: lambda turn, act: seeds.remove(turn, act.word(0)),
            Verb.EXPLICIT: lambda turn, act: preferences.explicit(
                turn, allowed=act.word(0) == "on"
            ),
            Verb.SERVICE: lambda turn, act: preferences.service(turn, act.word(0)),
            Verb.FORGET: lambda turn, act: preferences.forget(turn, sure=act.word(0) == "yes"),
        }

    async def _thumb(self, turn: Turn[IncomingPress], action: Action, kind: FeedbackKind) -> None:
        await self._reactions.thumb(turn, _set_id(action), action.number(1) or 0, kind)

    async def _correct(self, turn: Turn[IncomingPress], action: Action) -> None:
        meant = named(MoodName, action.word(1))
        if meant is None:
            await turn.say(not_yours())
            return
        await self._reactions.correct(turn, _set_id(action), meant)

    async def _guess(self, turn: Turn[IncomingPress], action: Action) -> None:
        meant = named(MoodName, action.word(1))
        if meant is None:
            await turn.say(not_yours())
            return
        await self._photos.guess(turn, _reading_id(action), meant)

    async def _goal(self, turn: Turn[IncomingPress], action: Action) -> None:
        goal = named(Goal, action.word(1))
        if goal is None:
            await turn.say(not_yours())
            return
        await self._reactions.set_goal(turn, _set_id(action), goal)

    async def _mood(self, turn: Turn[IncomingPress], action: Action) -> None:
        name = named(MoodName, action.word(0))
        if name is None:
            await turn.say(not_yours())
            return
        await turn.show_working()
        await self._offers.offer(turn, mood_named(name))


async def _say(turn: Turn[Incoming], reply: Reply) -> None:
    await turn.say(reply)


def _set_id(action: Action) -> SetId:
    """Sets are numbered from 1: 0 is nobody's."""
    return SetId(action.number(0) or 0)


def _reading_id(action: Action) -> ReadingId:
    return ReadingId(action.number(0) or 0)
