"""Goals that listeners asked for in their moods."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from sqlalchemy import Connection, bindparam, delete, select

from adapters.storage.database import Database, table_of
from adapters.storage.listeners import lock_listener
from adapters.storage.records import goal_choice_of
from adapters.values import ListenerId, SetId
from engine.goal_habits import GoalChoice
from engine.moods import MoodName
from models import GoalChoiceRecord

# Put together once, and read without records: every choice of songs asks for them.
_GOALS = table_of(GoalChoiceRecord)
_CHOSEN = (
    select(_GOALS)
    .where(_GOALS.c.listener_id == bindparam("listener"))
    .order_by(_GOALS.c.chosen_at, _GOALS.c.id)
)


class GoalStore:
    """Fits the port `Goals`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def choose(self, listener_id: ListenerId, set_id: SetId, choice: GoalChoice) -> None:
        """Remembers what was asked for under a set; a second choice there replaces the first."""
        async with self._database.transaction() as session:
            await lock_listener(session, listener_id)
            await session.execute(
                delete(GoalChoiceRecord).where(
                    GoalChoiceRecord.listener_id == listener_id, GoalChoiceRecord.set_id == set_id
                )
            )
            session.add(
                GoalChoiceRecord(
                    listener_id=listener_id,
                    set_id=set_id,
                    mood_name=choice.mood,
                    goal=choice.goal,
                    chosen_at=choice.chosen_at,
                )
            )

    async def chosen(self, listener_id: ListenerId) -> Sequence[GoalChoice]:
        """All of them, oldest first."""
        return await self._database.run(partial(goals_chosen, listener_id=listener_id))

    async def forget(self, listener_id: ListenerId, mood: MoodName) -> None:
        """Nothing is usual in this mood any more."""
        usual = delete(_GOALS).where(
            _GOALS.c.listener_id == listener_id, _GOALS.c.mood_name == mood
        )
        await self._database.run(lambda connection: connection.execute(usual).rowcount)


def goals_chosen(connection: Connection, listener_id: ListenerId) -> list[GoalChoice]:
    """All of them, oldest first."""
    rows = connection.execute(_CHOSEN, {"listener": listener_id}).all()
    return [goal_choice_of(row) for row in rows]
