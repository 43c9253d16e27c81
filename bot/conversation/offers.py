"""Choosing a set for a mood, storing it, and showing it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from adapters.chat.message import Audience, Incoming, Reply
from adapters.values import Discovery, OfferedSet, ReadingId, Shown
from bot.conversation.collection import SongCollection
from bot.conversation.turn import Turn
from bot.ports import Storage
from bot.replies.company import remarked
from bot.replies.errors import error_reply
from bot.replies.goals import by_habit
from bot.replies.own_songs import few_of_own, nothing_of_own
from bot.replies.sets import set_reply
from engine.errors import NothingToOfferError
from engine.goal_habits import usual_goal
from engine.moods import Goal, Mood
from engine.readings import MoodReading
from engine.recommender import RecommendationRequest, RecommendedSet, Recommender

NOT_REPEATED_FOR = timedelta(days=7)
_ADVENTURE = {Discovery.FAMILIAR: 0.5, Discovery.BALANCED: 1.0, Discovery.ADVENTUROUS: 2.0}


class Offers:
    """Songs for a mood, with all that is known of the listener."""

    def __init__(
        self,
        recommender: Recommender,
        *,
        collection: SongCollection,
        storage: Storage,
        clock: Callable[[], datetime],
    ) -> None:
        self._recommender = recommender
        self._collection = collection
        self._history = storage.history
        self._feedback = storage.feedback
        self._clock = clock

    async def offer(
        self,
        turn: Turn[Incoming],
        mood: Mood,
        *,
        goal: Goal | None = None,
        reading: MoodReading | None = None,
        reading_id: ReadingId | None = None,
        remark: str = "",
    ) -> None:
        """Chooses, stores, then shows a set; a sentence where nothing is left to offer.

        `remark` is one more sentence above the songs.
        """
        now = self._clock()
        listener_id = turn.listener_id
        known = await self._feedback.known(listener_id, heard_since=now - NOT_REPEATED_FOR)
        request = RecommendationRequest(
            mood,
            goal=goal or turn.settings.goal,
            goal_choices=known.goal_choices,
            feedback=known.feedback,
            seeds=known.seeds,
            heard=known.heard,
            explicit_allowed=turn.settings.explicit_allowed,
            adventure=_ADVENTURE[turn.settings.discovery],
            pool=await self._collection.pool(turn.profile),
        )
        try:
            chosen = self._recommender.recommend(request)
        except NothingToOfferError as error:
            await turn.say(error_reply(error) if request.pool is None else nothing_of_own())
            return
        offered = await self._history.save_answer(
            listener_id, chosen, at=now, reading=reading, reading_id=reading_id
        )
        # Nothing was said of it yet.
        audience = turn.address.audience
        reply = set_reply(offered, settings=turn.settings, given={}, audience=audience)
        # What somebody usually wants is nobody else's business.
        told = filter(None, (remark, *_told(request, chosen, audience)))
        reply = remarked(reply, " ".join(told))
        await self.say_shown(turn, reply, Shown(offered.set_id))

    async def show(
        self,
        turn: Turn[Incoming],
        offered: OfferedSet,
        *,
        replaces: str | None = None,
        audience: Audience | None = None,
    ) -> None:
        """Shows a set as it stands, with what the listener said of its tracks.

        `audience` reads the message that is replaced, if others than the turn's do.
        """
        reply = await self._worded(turn, offered, audience or turn.address.audience)
        await self.say_shown(turn, reply, Shown(offered.set_id), replaces=replaces)

    async def share(self, turn: Turn[Incoming], offered: OfferedSet) -> None:
        """Posts a set for all who read there; the listener's reactions to it count."""
        everyone = turn.address.read_by(Audience.EVERYONE)
        reply = await self._worded(turn, offered, Audience.EVERYONE)
        message_id = await turn.chat.send(everyone, reply)
        if message_id is not None:
            await self._history.note_shown(everyone, message_id, Shown(offered.set_id))

    async def say_shown(
        self, turn: Turn[Incoming], reply: Reply, shown: Shown, *, replaces: str | None = None
    ) -> None:
        """Sends a message whose reactions count for what it shows."""
        message_id = await turn.say(_replacing(reply, replaces))
        if message_id is not None and message_id != replaces:
            await self._history.note_shown(turn.address, message_id, shown)

    async def _worded(self, turn: Turn[Incoming], offered: OfferedSet, audience: Audience) -> Reply:
        given = await self._feedback.given_for(turn.listener_id, offered.set_id)
        return set_reply(offered, settings=turn.settings, given=given, audience=audience)


def _told(
    request: RecommendationRequest, chosen: RecommendedSet, audience: Audience
) -> Iterator[str]:
    """What else there is to say of a set; of habits nothing where everyone reads it."""
    usual = _usual_goal(request)
    if usual is not Goal.AUTO and audience is not Audience.EVERYONE:
        yield by_habit(request.mood.name, usual)
    if request.pool is not None and len(chosen.recommendations) < request.count:
        yield few_of_own(len(chosen.recommendations))


def _usual_goal(request: RecommendationRequest) -> Goal:
    """The goal that a habit makes of auto; auto where there is none, or one was asked for."""
    if request.goal is not Goal.AUTO:
        return Goal.AUTO
    return usual_goal(request.mood.name, request.goal_choices)


def _replacing(reply: Reply, message_id: str | None) -> Reply:
    return reply if message_id is None else reply.replacing(message_id)
