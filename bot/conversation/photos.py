"""A photo: consent first, then one hop to a worker, then songs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from adapters.chat.message import Incoming, IncomingPhoto
from adapters.errors import MediaGoneError
from adapters.values import (
    Consent,
    ListenerId,
    PhotoRequest,
    ReadingId,
    RequestState,
)
from bot.actions import Verb
from bot.conversation.offers import Offers
from bot.conversation.turn import CommandHandler, PressHandler, Turn, reading_id
from bot.ports import BusyError, MoodReaders, Storage
from bot.replies.consent import NOTICE_VERSION, agreed, notice, words_only
from bot.replies.errors import error_reply, not_yours
from bot.replies.moods import unsure, which_mood
from engine.errors import EngineError
from engine.mood_reader import MoodReading
from engine.moods import MoodName, best_guesses, corrected, mood_named


class Photos:
    """Answers photos, and keeps those that came before consent until the tap."""

    def __init__(
        self,
        readers: MoodReaders,
        offers: Offers,
        *,
        storage: Storage,
        clock: Callable[[], datetime],
        largest_bytes: int,
    ) -> None:
        self._readers = readers
        self._offers = offers
        self._listeners = storage.listeners
        self._requests = storage.requests
        self._history = storage.history
        self._clock = clock
        self._largest_bytes = largest_bytes

    def commands(self) -> Mapping[str, CommandHandler]:
        """None: a photo is sent, not asked for."""
        return {}

    def presses(self) -> Mapping[Verb, PressHandler]:
        """The answers to the notice and to an unsure reading."""
        return {
            Verb.AGREE: lambda turn, _: self.consent(turn, faces=True),
            Verb.WORDS_ONLY: lambda turn, _: self.consent(turn, faces=False),
            Verb.GUESS: lambda turn, act: self.guess(
                turn, reading_id(act), act.member(MoodName, 1)
            ),
            Verb.OTHER_MOODS: lambda turn, act: self.other_moods(turn, reading_id(act)),
        }

    async def answer(self, turn: Turn[IncomingPhoto]) -> RequestState:
        """Reads the photo if the listener agreed; else asks and lets it wait."""
        if not may_look(turn.profile.consent):
            await self._requests.mark(turn.request_id, RequestState.AWAITING_CONSENT)
            waiting = await self._waiting(turn.listener_id)
            await turn.say(notice(waiting=len(waiting)))
            return RequestState.AWAITING_CONSENT
        await turn.show_working()
        try:
            data = await turn.chat.fetch(
                turn.incoming.media, turn.address, limit_bytes=self._largest_bytes
            )
            reading = await self._readers.read(data)
        except (EngineError, MediaGoneError, BusyError) as error:
            await turn.say(error_reply(error))
            return RequestState.REFUSED
        await self._answer_reading(turn, reading)
        return RequestState.ANSWERED

    async def consent(self, turn: Turn[Incoming], *, faces: bool) -> None:
        """Records the answer to the notice, then answers what waited for it."""
        consent = Consent(NOTICE_VERSION, faces=faces, given_at=self._clock())
        await self._listeners.record_consent(turn.listener_id, consent)
        waiting = await self._waiting(turn.listener_id)
        reply = agreed(waiting=len(waiting)) if faces else words_only(waiting=len(waiting))
        refused = () if faces else tuple(request.event_id for request in waiting)
        await turn.say(replace(reply, settles=refused))
        # What was accepted and is not answered is picked up again after a crash.
        state = RequestState.ACCEPTED if faces else RequestState.REFUSED
        for request in waiting:
            await self._requests.mark(request.request_id, state)
        for request in waiting if faces else ():
            await turn.answer(photo_turn(turn, request))

    async def guess(self, turn: Turn[Incoming], reading: ReadingId, meant: MoodName) -> None:
        """The listener said which mood an unsure reading was."""
        saved = await self._history.reading(turn.listener_id, reading)
        if saved is None:
            await turn.say(not_yours())
            return
        await self._history.correct(turn.listener_id, reading, meant)
        mood = saved.mood if meant is saved.mood.name else mood_named(meant)
        await self._offers.offer(turn, mood, reading_id=reading)

    async def other_moods(self, turn: Turn[Incoming], reading: ReadingId) -> None:
        """Neither of the two best guesses: all six."""
        await turn.say(which_mood(reading))

    async def _answer_reading(self, turn: Turn[IncomingPhoto], reading: MoodReading) -> None:
        corrections = await self._history.corrections(turn.listener_id)
        if not reading.sure:
            await self._ask(turn, reading, corrections)
            return
        mood = corrected(reading.emotions, corrections)
        if mood.name is not reading.mood.name:
            mood = mood_named(mood.name)  # taught: the same place as if it had been said
        await self._offers.offer(turn, mood, reading=reading)

    async def _ask(
        self,
        turn: Turn[IncomingPhoto],
        reading: MoodReading,
        corrections: Mapping[tuple[MoodName, MoodName], int],
    ) -> None:
        saved = await self._history.save_reading(turn.listener_id, reading, at=self._clock())
        (first, _), (second, _) = best_guesses(reading.emotions, corrections)[:2]
        await turn.say(unsure(saved, (first, second)))

    async def _waiting(self, listener_id: ListenerId) -> list[PhotoRequest]:
        photos = await self._requests.photos(RequestState.AWAITING_CONSENT, listener_id=listener_id)
        return list(photos)


def photo_turn(turn: Turn[Incoming], request: PhotoRequest) -> Turn[IncomingPhoto]:
    """The turn of a photo that was accepted earlier, in the chat it came from."""
    incoming = IncomingPhoto(
        event_id=request.event_id,
        account=turn.incoming.account,
        address=request.address,
        received_at=request.received_at,
        media=request.media,
        others=request.others,
        locale=request.locale or turn.incoming.locale,
    )
    return replace(turn.about(incoming), request_id=request.request_id)


def may_look(consent: Consent | None) -> bool:
    """Whether this answer to the notice, as it is worded now, lets us look at faces."""
    return consent is not None and consent.faces and consent.version >= NOTICE_VERSION
