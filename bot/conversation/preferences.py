"""Settings and the goal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from adapters.chat.message import Incoming, IncomingPress
from adapters.values import Discovery, ListenerSettings, MusicService
from bot.actions import Action, StaleButtonError, Verb
from bot.conversation.turn import CommandHandler, PressHandler, Turn, language_with
from bot.ports import Storage
from bot.replies.goals import goal_set, goal_unlearned, goal_usage
from bot.replies.language import LANGUAGES, speaking
from bot.replies.moods import goal_named
from bot.replies.settings import (
    AS_THE_APP,
    OFF,
    ON,
    SettingsPage,
    discovery_holds,
    explicit_holds,
    history_holds,
    language_holds,
    own_songs_hold,
    service_holds,
    settings_reply,
    sharing_holds,
    toast,
)
from engine.goal_habits import habits
from engine.moods import MoodName

# Makes the settings of old ones and of what a button names.
_Choice = Callable[[ListenerSettings, Action], ListenerSettings]
_Holds = Callable[[ListenerSettings], str]


class Preferences:
    """What a listener chooses for all answers to come."""

    def __init__(self, storage: Storage) -> None:
        self._listeners = storage.listeners
        self._goals = storage.goals

    def commands(self) -> Mapping[str, CommandHandler]:
        """/settings and /goal."""
        return {"settings": lambda turn, _: self.show(turn), "goal": self.goal}

    def presses(self) -> Mapping[Verb, PressHandler]:
        """The pages of the settings, and what can be chosen there."""
        choices = {verb: self._chooser(verb) for verb in _CHOICES}
        return {
            **choices,
            Verb.SETTINGS: self.turn_page,
            Verb.UNLEARN_GOAL: lambda turn, act: self.unlearn(turn, act.member(MoodName, 0)),
        }

    async def show(self, turn: Turn[Incoming]) -> None:
        """/settings."""
        await turn.say(settings_reply(turn.settings))

    async def goal(self, turn: Turn[Incoming], name: str) -> None:
        """/goal lift; alone it tells what holds, and what was learned."""
        goal = goal_named(name)
        if goal is None:
            learned = habits(await self._goals.chosen(turn.listener_id))
            await turn.say(goal_usage(name.strip(), turn.settings.goal, learned))
            return
        settings = replace(turn.settings, goal=goal)
        await self._listeners.change_settings(turn.listener_id, settings)
        await turn.say(goal_set(goal))

    async def unlearn(self, turn: Turn[Incoming], mood: MoodName) -> None:
        """No goal is usual in this mood any more."""
        await self._goals.forget(turn.listener_id, mood)
        await turn.say(goal_unlearned(mood))

    async def turn_page(self, turn: Turn[IncomingPress], pressed: Action) -> None:
        """Another page in the place of the one that was pressed on."""
        await _say_in_place(turn, turn.settings, pressed.member(SettingsPage, 0))

    def _chooser(self, verb: Verb) -> PressHandler:
        choice, holds, page = _CHOICES[verb]

        async def choose(turn: Turn[IncomingPress], pressed: Action) -> None:
            settings = choice(turn.settings, pressed)
            await self._listeners.change_settings(turn.listener_id, settings)
            # In the language that was just chosen, if one was.
            chosen = replace(turn.profile, settings=settings)
            with speaking(language_with(chosen, turn.incoming.locale)):
                await turn.say(toast(holds(settings)))
                await _say_in_place(turn, settings, page)

        return choose


async def _say_in_place(
    turn: Turn[IncomingPress], settings: ListenerSettings, page: SettingsPage
) -> None:
    reply = settings_reply(settings, page)
    message_id = turn.incoming.message_id
    await turn.say(reply if message_id is None else reply.replacing(message_id))


def _explicit(settings: ListenerSettings, pressed: Action) -> ListenerSettings:
    return replace(settings, explicit_allowed=_switched_on(pressed))


def _sharing(settings: ListenerSettings, pressed: Action) -> ListenerSettings:
    return replace(settings, shares_in_groups=_switched_on(pressed))


def _only_own(settings: ListenerSettings, pressed: Action) -> ListenerSettings:
    return replace(settings, only_own_songs=_switched_on(pressed))


def _history(settings: ListenerSettings, pressed: Action) -> ListenerSettings:
    return replace(settings, keeps_history=_switched_on(pressed))


def _service(settings: ListenerSettings, pressed: Action) -> ListenerSettings:
    return replace(settings, music_service=pressed.member(MusicService, 0))


def _discovery(settings: ListenerSettings, pressed: Action) -> ListenerSettings:
    return replace(settings, discovery=pressed.member(Discovery, 0))


def _language(settings: ListenerSettings, pressed: Action) -> ListenerSettings:
    language = pressed.word(0)
    if language not in (AS_THE_APP, *LANGUAGES):
        raise StaleButtonError(pressed.verb)
    return replace(settings, language=None if language == AS_THE_APP else language)


def _switched_on(pressed: Action) -> bool:
    if pressed.word(0) not in (ON, OFF):
        raise StaleButtonError(pressed.verb)
    return pressed.word(0) == ON


_CHOICES: Mapping[Verb, tuple[_Choice, _Holds, SettingsPage]] = {
    Verb.EXPLICIT: (_explicit, explicit_holds, SettingsPage.ALL),
    Verb.SHARING: (_sharing, sharing_holds, SettingsPage.ALL),
    Verb.ONLY_OWN: (_only_own, own_songs_hold, SettingsPage.ALL),
    Verb.SERVICE: (_service, service_holds, SettingsPage.SERVICE),
    Verb.DISCOVERY: (_discovery, discovery_holds, SettingsPage.DISCOVERY),
    Verb.LANGUAGE: (_language, language_holds, SettingsPage.LANGUAGE),
    Verb.HISTORY: (_history, history_holds, SettingsPage.HISTORY),
}
