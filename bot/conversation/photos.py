"""A photo: consent first, then one hop to a worker, then songs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from adapters.chat.message import Address, Audience, Incoming, IncomingPhoto, IncomingPress
from adapters.errors import MediaGoneError
from adapters.values import Consent, PhotoRequest, ReadingId, RequestId, RequestState
from bot.actions import Verb
from bot.conversation.albums import (
    MOST_WAITING,
    answerable,
    picture_count,
    stored_turn,
    surplus,
    together,
)
from bot.conversation.consent import may_look
from bot.conversation.curves import Curves
from bot.conversation.faces import Faces
from bot.conversation.offers import Offers
from bot.conversation.pictures import Pictures
from bot.conversation.places import Places
from bot.conversation.turn import (
    CommandHandler,
    PressHandler,
    Turn,
    reading_id,
    say_not_yours,
)
from bot.ports import BusyError, Storage
from bot.replies.company import (
    already_seen,
    photos_off,
    picture_kept,
    pictures_read,
    remarked,
)
from bot.replies.consent import (
    FIRST_NOTICE,
    NOTICE_VERSION,
    agreed,
    hello,
    notice,
    words_only,
)
from bot.replies.errors import error_reply
from bot.replies.moods import unsure, which_mood
from engine.errors import EngineError
from engine.moods import MoodName, best_guesses, corrected, mood_named
from engine.readings import MoodReading


class Photos:
    """Answers photos; keeps those that came before consent, or in company, until the tap."""

    def __init__(
        self,
        pictures: Pictures,
        offers: Offers,
        *,
        storage: Storage,
        clock: Callable[[], datetime],
    ) -> None:
        self._pictures = pictures
        self._offers = offers
        self._faces = Faces(pictures, offers, storage=storage)
        self._curves = Curves()
        self._places = Places(storage)
        self._listeners = storage.listeners
        self._requests = storage.requests
        self._history = storage.history
        self._clock = clock

    def commands(self) -> Mapping[str, CommandHandler]:
        """None: a photo is sent, not asked for."""
        return {}

    def presses(self) -> Mapping[Verb, PressHandler]:
        """Answers to the notice and to an unsure reading; more of a picture; one in company."""
        return {
            **self._faces.presses(),
            Verb.SEE: lambda turn, act: self.see(turn, RequestId(act.number(0) or 0)),
            Verb.AGREE: lambda turn, act: self.agree(turn, act.number(0)),
            Verb.WORDS_ONLY: lambda turn, _: self.consent(turn, faces=False),
            Verb.GUESS: lambda turn, act: self.guess(
                turn, reading_id(act), act.member(MoodName, 1)
            ),
            Verb.OTHER_MOODS: lambda turn, act: self.other_moods(turn, reading_id(act)),
        }

    async def answer(self, turn: Turn[IncomingPhoto]) -> RequestState:
        """Reads the photo where it may be read and answered; else lets it wait for a tap."""
        if not await self._places.photos_allowed(turn.address):
            await turn.say(photos_off())
            return RequestState.REFUSED
        agreed_to = may_look(turn.profile.consent)
        if turn.in_company and not (agreed_to and turn.settings.shares_in_groups):
            return await self._keep_private(turn)
        if not agreed_to:
            return await self._ask_consent(turn)
        await turn.show_working()
        try:
            seen = await self._pictures.clearest(turn)
        except (EngineError, MediaGoneError, BusyError) as error:
            await turn.say(error_reply(error))
            return RequestState.REFUSED
        several = pictures_read(seen.pictures) if turn.incoming.others else ""
        await self._answer_reading(turn, seen.reading, several)
        await self._curves.show(turn, seen.reading)
        return await self._faces.ask(turn, seen)

    async def see(self, turn: Turn[IncomingPress], request_id: RequestId) -> None:
        """A picture that was sent in company, answered where its sender tapped for it."""
        states = (RequestState.AWAITING_TAP, RequestState.AWAITING_CONSENT)
        albums = [album for state in states for album in await self._waiting(turn, state)]
        asked_for = [
            album for album in albums if request_id in [piece.request_id for piece in album]
        ]
        if not asked_for:
            await turn.say(already_seen())
            return
        here = [_answered_at(turn.address, piece) for piece in asked_for[0]]
        for piece in here:
            await self._requests.redirect(piece.request_id, piece.address)
            await self._requests.mark(piece.request_id, RequestState.ACCEPTED)
        await turn.answer(stored_turn(turn, here))

    async def agree(self, turn: Turn[Incoming], version: int | None) -> None:
        """Under the notice as it is worded now it holds; under an older one it is asked anew."""
        if (FIRST_NOTICE if version is None else version) >= NOTICE_VERSION:
            await self.consent(turn, faces=True)
            return
        waiting = await self._waiting(turn, RequestState.AWAITING_CONSENT)
        await turn.say(hello(waiting=_count(waiting)))

    async def consent(self, turn: Turn[Incoming], *, faces: bool) -> None:
        """Records the answer to the notice, then answers what waited for it."""
        consent = Consent(NOTICE_VERSION, faces=faces, given_at=self._clock())
        await self._listeners.record_consent(turn.listener_id, consent)
        waiting = await self._waiting(turn, RequestState.AWAITING_CONSENT)
        if faces:
            # First: once the listener has heard that they are looked at, they must be.
            here = await self._accepted_again(turn, waiting)
            await turn.say(agreed(waiting=_count(waiting)))
            for album in answerable(here, turn.address):
                await turn.answer(stored_turn(turn, album))
            return
        requests = [request for album in waiting for request in album]
        settled = tuple(request.event_id for request in requests)
        await turn.say(replace(words_only(waiting=_count(waiting)), settles=settled))
        for request in requests:
            await self._requests.mark(request.request_id, RequestState.REFUSED)

    async def guess(self, turn: Turn[Incoming], reading: ReadingId, meant: MoodName) -> None:
        """The listener said which mood an unsure reading was."""
        saved = await self._history.reading(turn.listener_id, reading)
        if saved is None:
            await say_not_yours(turn)
            return
        await self._history.correct(turn.listener_id, reading, meant, asked_by=turn.request_id)
        mood = saved.mood if meant is saved.mood.name else mood_named(meant)
        await self._offers.offer(turn, mood, reading_id=reading)

    async def other_moods(self, turn: Turn[Incoming], reading: ReadingId) -> None:
        """Neither of the two best guesses: all six."""
        await turn.say(which_mood(reading))

    async def _keep_private(self, turn: Turn[IncomingPhoto]) -> RequestState:
        _, let_go = await self._wait(turn, RequestState.AWAITING_TAP)
        await turn.say(replace(picture_kept(turn.request_id), settles=let_go))
        return RequestState.AWAITING_TAP

    async def _ask_consent(self, turn: Turn[IncomingPhoto]) -> RequestState:
        count, let_go = await self._wait(turn, RequestState.AWAITING_CONSENT)
        asked = notice(waiting=count, most=MOST_WAITING if let_go else None)
        await turn.say(replace(asked, settles=let_go))
        return RequestState.AWAITING_CONSENT

    async def _wait(
        self, turn: Turn[IncomingPhoto], state: RequestState
    ) -> tuple[int, tuple[str, ...]]:
        """How many pictures wait so by now, and the events of those that were let go for them."""
        for request_id in turn.request_ids:
            await self._requests.mark(request_id, state)
        waiting = await self._waiting(turn, state)
        let_go = surplus(waiting)
        for request in let_go:
            await self._requests.mark(request.request_id, RequestState.REFUSED)
        return _count(waiting) - picture_count(let_go), tuple(one.event_id for one in let_go)

    async def _accepted_again(
        self, turn: Turn[Incoming], waiting: list[list[PhotoRequest]]
    ) -> list[list[PhotoRequest]]:
        """The same, within reach; what is not answered now is picked up again after a crash."""
        here = [[_within_reach(turn.address, piece) for piece in album] for album in waiting]
        for piece in (piece for album in here for piece in album):
            await self._requests.redirect(piece.request_id, piece.address)
            await self._requests.mark(piece.request_id, RequestState.ACCEPTED)
        return here

    async def _answer_reading(
        self, turn: Turn[IncomingPhoto], reading: MoodReading, several: str
    ) -> None:
        corrections = await self._history.corrections(turn.listener_id)
        if not reading.sure:
            await self._ask(turn, reading, corrections, several)
            return
        mood = corrected(reading.emotions, corrections)
        if mood.name is not reading.mood.name:
            mood = mood_named(mood.name)  # taught: the same place as if it had been said
        await self._offers.offer(turn, mood, reading=reading, remark=several)

    async def _ask(
        self,
        turn: Turn[IncomingPhoto],
        reading: MoodReading,
        corrections: Mapping[tuple[MoodName, MoodName], int],
        several: str,
    ) -> None:
        saved = await self._history.save_reading(turn.listener_id, reading, at=self._clock())
        (first, _), (second, _) = best_guesses(reading.emotions, corrections)[:2]
        await turn.say(remarked(unsure(saved, (first, second)), several))

    async def _waiting(self, turn: Turn[Incoming], state: RequestState) -> list[list[PhotoRequest]]:
        return together(await self._requests.photos(state, listener_id=turn.listener_id))


def _answered_at(address: Address, photo: PhotoRequest) -> PhotoRequest:
    """The same photo, answered there; what its own server or group decided still holds."""
    place_id = photo.address.place_id or address.place_id
    return replace(photo, address=replace(address, place_id=place_id))


def _within_reach(address: Address, photo: PhotoRequest) -> PhotoRequest:
    """The same photo, answered where its sender is now if its own address may be dead by then."""
    # What only its sender sees hangs on a token that lives for a quarter of an hour.
    whispered = photo.address.audience is Audience.SENDER
    heard_by_all = address.audience is Audience.EVERYONE
    return _answered_at(address, photo) if whispered and not heard_by_all else photo


def _count(albums: list[list[PhotoRequest]]) -> int:
    return sum(picture_count(album) for album in albums)
