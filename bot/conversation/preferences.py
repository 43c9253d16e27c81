"""Settings and the goal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from adapters.chat.message import Incoming
from adapters.values import MusicService
from bot.actions import Verb, named
from bot.conversation.turn import CommandHandler, PressHandler, Turn
from bot.ports import Storage
from bot.replies.preferences import (
    explicit_chosen,
    goal_set,
    goal_usage,
    service_chosen,
    settings_reply,
)
from engine.moods import Goal


class Preferences:
    """What a listener chooses for all answers to come."""

    def __init__(self, storage: Storage) -> None:
        self._listeners = storage.listeners

    def commands(self) -> Mapping[str, CommandHandler]:
        """/settings and /goal."""
        return {"settings": lambda turn, _: self.show(turn), "goal": self.goal}

    def presses(self) -> Mapping[Verb, PressHandler]:
        """The buttons under the settings."""
        return {
            Verb.EXPLICIT: lambda turn, act: self.explicit(turn, allowed=act.word(0) == "on"),
            Verb.SERVICE: lambda turn, act: self.service(turn, act.member(MusicService, 0)),
        }

    async def show(self, turn: Turn[Incoming]) -> None:
        """/settings."""
        await turn.say(settings_reply(turn.settings))

    async def goal(self, turn: Turn[Incoming], name: str) -> None:
        """/goal lift."""
        goal = named(Goal, name.strip().lower())
        if goal is None:
            await turn.say(goal_usage(name.strip()))
            return
        settings = replace(turn.settings, goal=goal)
        await self._listeners.change_settings(turn.listener_id, settings)
        await turn.say(goal_set(goal))

    async def explicit(self, turn: Turn[Incoming], *, allowed: bool) -> None:
        """Explicit songs on or off."""
        settings = replace(turn.settings, explicit_allowed=allowed)
        await self._listeners.change_settings(turn.listener_id, settings)
        await turn.say(explicit_chosen(allowed=allowed))

    async def service(self, turn: Turn[Incoming], service: MusicService) -> None:
        """Where titles link to."""
        settings = replace(turn.settings, music_service=service)
        await self._listeners.change_settings(turn.listener_id, settings)
        await turn.say(service_chosen(service))
