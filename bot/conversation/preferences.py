"""Settings, the goal, and being forgotten."""

from __future__ import annotations

from dataclasses import replace

from adapters.chat.message import Incoming
from adapters.values import MusicService
from bot.actions import named
from bot.conversation.turn import Turn
from bot.ports import Storage
from bot.replies.preferences import (
    explicit_chosen,
    goal_set,
    goal_usage,
    service_chosen,
    settings_reply,
)
from bot.replies.rights import forget_question, forgotten, kept
from engine.moods import Goal


class Preferences:
    """What a listener chooses for all answers to come."""

    def __init__(self, storage: Storage) -> None:
        self._listeners = storage.listeners

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

    async def service(self, turn: Turn[Incoming], name: str) -> None:
        """Where titles link to."""
        service = named(MusicService, name)
        if service is None:
            await self.show(turn)
            return
        settings = replace(turn.settings, music_service=service)
        await self._listeners.change_settings(turn.listener_id, settings)
        await turn.say(service_chosen(service))

    async def ask_forget(self, turn: Turn[Incoming]) -> None:
        """/forget asks once more."""
        await turn.say(forget_question())

    async def forget(self, turn: Turn[Incoming], *, sure: bool) -> None:
        """Leaves no row, this request's included."""
        if not sure:
            await turn.say(kept())
            return
        await self._listeners.forget(turn.listener_id)
        await turn.say(forgotten())
