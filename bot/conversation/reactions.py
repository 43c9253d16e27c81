"""Thumbs, picks, skips and the platform's own emoji: what changes the next answer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime

from adapters.chat.message import Audience, Incoming, IncomingPress, IncomingReaction
from adapters.values import OfferedSet, OfferedTrack, SetId, Shown
from bot.actions import FOR_ALL, Action, Verb
from bot.conversation.collection import SongCollection
from bot.conversation.emoji import numbered, sign_of
from bot.conversation.offers import Offers
from bot.conversation.turn import CommandHandler, PressHandler, Turn, say_not_yours, set_id
from bot.ports import Storage
from bot.replies.kin import towards_reply
from bot.replies.sets import (
    cards_together,
    goals_reply,
    not_right_reply,
    pick_reply,
    single_cards,
)
from bot.replies.taste import noted
from engine.directions import Direction
from engine.goal_habits import GoalChoice
from engine.moods import Goal, MoodName, mood_named
from engine.recommender import Kin, Recommender
from engine.taste import Feedback, FeedbackKind


class Reactions:
    """Feedback on sets and cards of the listener it belongs to."""

    def __init__(
        self,
        offers: Offers,
        recommender: Recommender,
        *,
        collection: SongCollection,
        storage: Storage,
        clock: Callable[[], datetime],
    ) -> None:
        self._offers = offers
        self._recommender = recommender
        self._collection = collection
        self._history = storage.history
        self._feedback = storage.feedback
        self._goals = storage.goals
        self._clock = clock

    def commands(self) -> Mapping[str, CommandHandler]:
        """None: all of this hangs on sets."""
        return {}

    def presses(self) -> Mapping[Verb, PressHandler]:
        """The buttons under a set and its cards."""
        return {
            Verb.LIKE: lambda turn, act: self._thumbed(turn, act, FeedbackKind.LIKE),
            Verb.DISLIKE: lambda turn, act: self._thumbed(turn, act, FeedbackKind.DISLIKE),
            Verb.PICK: lambda turn, act: self.pick(turn, set_id(act), act.number(1) or 0),
            Verb.TOWARDS: lambda turn, act: self.towards(
                turn, set_id(act), act.number(1) or 0, act.member(Direction, 2)
            ),
            Verb.OTHERS: lambda turn, act: self.others(turn, set_id(act)),
            Verb.CARDS: lambda turn, act: self.as_cards(turn, set_id(act)),
            Verb.NOT_RIGHT: lambda turn, act: self.ask_mood(turn, set_id(act)),
            Verb.GOALS: lambda turn, act: self.ask_goal(turn, set_id(act)),
            Verb.CORRECT: lambda turn, act: self.correct(
                turn, set_id(act), act.member(MoodName, 1)
            ),
            Verb.GOAL: lambda turn, act: self.set_goal(turn, set_id(act), act.member(Goal, 1)),
        }

    async def thumb(
        self,
        turn: Turn[IncomingPress],
        of: SetId,
        number: int,
        kind: FeedbackKind,
        *,
        audience: Audience,
    ) -> None:
        """A thumb button: given, or taken back when it was pressed already.

        `audience` reads the set that it hangs on.
        """
        found = await self._track(turn, of, number)
        if found is None:
            return
        offered, track = found
        given = await self._feedback.given_for(turn.listener_id, of)
        taken_back = kind in given.get(track.track_id, ())
        if taken_back:
            await self._feedback.take_back(
                turn.listener_id, of, kind, [track.track_id], asked_by=turn.request_id
            )
        else:
            await self._give(turn, offered, [track], kind)
        await turn.say(noted(kind, track.title, taken_back=taken_back))
        await self._refresh(turn, offered, audience)

    async def pick(self, turn: Turn[Incoming], of: SetId, number: int) -> None:
        """The track's card and its five closest kin."""
        found = await self._track(turn, of, number)
        if found is None:
            return
        offered, track = found
        await self._give(turn, offered, [track], FeedbackKind.PICK)
        kin = await self._kin(turn, track.track_id)
        ways = self._recommender.directions(track.track_id)
        reply = pick_reply(offered, track, kin, settings=turn.settings, directions=ways)
        await self._offers.say_shown(turn, reply, Shown(of, number))

    async def towards(
        self, turn: Turn[Incoming], of: SetId, number: int, direction: Direction
    ) -> None:
        """What is close to a picked track, but brighter, calmer or older."""
        found = await self._track(turn, of, number)
        if found is None:
            return
        offered, track = found
        kin = await self._kin(turn, track.track_id, direction)
        ways = self._recommender.directions(track.track_id)
        others = [one for one in ways if one is not direction]
        reply = towards_reply(offered, track, kin, direction, others=others, settings=turn.settings)
        await turn.say(reply)

    async def others(self, turn: Turn[Incoming], of: SetId) -> None:
        """Five others; what was passed over without a word counts as skipped."""
        offered = await self._set(turn, of)
        if offered is None:
            return
        given = await self._feedback.given_for(turn.listener_id, of)
        passed_over = [track for track in offered.tracks if not given.get(track.track_id)]
        await self._give(turn, offered, passed_over, FeedbackKind.SKIP)
        await self._again(turn, offered, offered.goal)

    async def set_goal(self, turn: Turn[Incoming], of: SetId, goal: Goal) -> None:
        """The same mood towards another goal, which is remembered for this mood."""
        offered = await self._set(turn, of)
        if offered is None:
            return
        choice = GoalChoice(offered.mood.name, goal, self._clock())
        await self._goals.choose(turn.listener_id, of, choice)
        await self._again(turn, offered, goal)

    async def correct(self, turn: Turn[Incoming], of: SetId, meant: MoodName) -> None:
        """The mood was another one: remembered for this listener, and new songs at once."""
        offered = await self._set(turn, of)
        if offered is None:
            return
        reading_id = offered.reading.reading_id if offered.reading else None
        if reading_id is not None:
            await self._history.correct(
                turn.listener_id, reading_id, meant, asked_by=turn.request_id
            )
        await self._offers.offer(turn, mood_named(meant), reading_id=reading_id)

    async def ask_mood(self, turn: Turn[Incoming], of: SetId) -> None:
        """Opens the moods."""
        offered = await self._set(turn, of)
        if offered is not None:
            await turn.say(not_right_reply(offered))

    async def ask_goal(self, turn: Turn[Incoming], of: SetId) -> None:
        """Opens the goals."""
        offered = await self._set(turn, of)
        if offered is not None:
            await turn.say(goals_reply(offered))

    async def as_cards(self, turn: Turn[Incoming], of: SetId) -> None:
        """One message per track, where each can be reacted to by itself."""
        offered = await self._set(turn, of)
        if offered is None:
            return
        given = await self._feedback.given_for(turn.listener_id, of)
        # What one person alone sees among others takes no emoji, and Discord counts such answers.
        if turn.address.audience is Audience.SENDER:
            await turn.say(cards_together(offered, settings=turn.settings, given=given))
            return
        replies = single_cards(offered, settings=turn.settings, given=given)
        for track, reply in zip(offered.tracks, replies, strict=True):
            await self._offers.say_shown(turn, reply, Shown(of, track.number))

    async def emoji(self, turn: Turn[IncomingReaction]) -> None:
        """The platform's own reaction: strong on a card, weak on a whole set; nobody is told."""
        event = turn.incoming
        shown = await self._history.shown_at(turn.listener_id, event.address, event.message_id)
        if shown is None:
            return
        offered = await self._history.offered_set(turn.listener_id, shown.set_id)
        if offered is None:
            return
        sign = sign_of(event.emoji, shown, offered)
        if sign is None:
            return
        kind, tracks, weight = sign
        if event.added:
            await self._give(turn, offered, tracks, kind, weight=weight)
            return
        ids = [track.track_id for track in tracks]
        await self._feedback.take_back(
            turn.listener_id, offered.set_id, kind, ids, weight=weight, asked_by=turn.request_id
        )

    async def _thumbed(self, turn: Turn[IncomingPress], action: Action, kind: FeedbackKind) -> None:
        for_all = action.word(2) == FOR_ALL
        audience = Audience.EVERYONE if for_all else turn.address.audience
        await self.thumb(turn, set_id(action), action.number(1) or 0, kind, audience=audience)

    async def _again(self, turn: Turn[Incoming], offered: OfferedSet, goal: Goal) -> None:
        reading_id = offered.reading.reading_id if offered.reading else None
        await turn.show_working()
        await self._offers.offer(turn, offered.mood, goal=goal, reading_id=reading_id)

    async def _kin(
        self, turn: Turn[Incoming], track_id: str, direction: Direction | None = None
    ) -> Sequence[Kin]:
        # The first of a large catalogue takes more than a second.
        return await asyncio.to_thread(
            self._recommender.kin,
            track_id,
            explicit_allowed=turn.settings.explicit_allowed,
            direction=direction,
            among=await self._collection.pool(turn.profile),
            feedback=await self._feedback.given(turn.listener_id),
        )

    async def _give(
        self,
        turn: Turn[Incoming],
        offered: OfferedSet,
        tracks: Collection[OfferedTrack],
        kind: FeedbackKind,
        *,
        weight: float = 1.0,
    ) -> None:
        now = self._clock()
        signs = [
            Feedback(kind, t.track_id, t.title, t.artists, offered.mood.name, now, weight)
            for t in tracks
        ]
        await self._feedback.give(turn.listener_id, offered.set_id, signs, asked_by=turn.request_id)

    async def _refresh(
        self, turn: Turn[IncomingPress], offered: OfferedSet, audience: Audience
    ) -> None:
        """Shows pressed thumbs where the whole set is on the screen; a card keeps its look."""
        message_id = turn.incoming.message_id
        if message_id is None:
            return
        shown = await self._history.shown_at(turn.listener_id, turn.address, message_id)
        if shown == Shown(offered.set_id):
            await self._offers.show(turn, offered, replaces=message_id, audience=audience)

    async def _set(self, turn: Turn[Incoming], of: SetId) -> OfferedSet | None:
        offered = await self._history.offered_set(turn.listener_id, of)
        if offered is None:
            await say_not_yours(turn)
        return offered

    async def _track(
        self, turn: Turn[Incoming], of: SetId, number: int
    ) -> tuple[OfferedSet, OfferedTrack] | None:
        offered = await self._set(turn, of)
        if offered is None:
            return None
        track = numbered(offered, number)
        if track is None:
            await say_not_yours(turn)
            return None
        return offered, track
