"""Several faces: only the sender's is looked at until they say that everyone agreed."""

from __future__ import annotations

from collections.abc import Mapping

from adapters.chat.message import IncomingPhoto, IncomingPress, MediaReference, Reply
from adapters.errors import MediaGoneError
from adapters.values import RequestId, RequestState
from bot.actions import Action, StaleButtonError, Verb
from bot.conversation.albums import stored_turn, together
from bot.conversation.consent import may_look
from bot.conversation.offers import Offers
from bot.conversation.pictures import Again, Pictures, Seen
from bot.conversation.places import Places
from bot.conversation.turn import PressHandler, Turn
from bot.ports import BusyError, Storage
from bot.replies.company import photos_off
from bot.replies.errors import error_reply
from bot.replies.faces import (
    boxed_picture,
    boxes_reply,
    faces_question,
    faces_read,
    picture_out_of_reach,
)
from engine.emotions import EmotionDistribution
from engine.errors import EngineError
from engine.moods import mood_of


class Faces:
    """The buttons below an answer to a picture of several people.

    The picture itself is fetched again by its request; of each listener only the latest one can
    be, and what it shows goes back to its sender alone.
    """

    def __init__(self, pictures: Pictures, offers: Offers, *, storage: Storage) -> None:
        self._pictures = pictures
        self._offers = offers
        self._places = Places(storage)
        self._requests = storage.requests

    def presses(self) -> Mapping[Verb, PressHandler]:
        """Everyone agreed; show the faces."""
        return {Verb.EVERYONE: self.everyone, Verb.FACES: self.show}

    async def ask(self, turn: Turn[IncomingPhoto], seen: Seen) -> RequestState:
        """Offers to look further where there is more to see; the state of the request then."""
        if len(seen.reading.faces) < 2 or turn.in_company:
            return RequestState.ANSWERED
        before = await self._requests.photos(RequestState.MORE_TO_SEE, listener_id=turn.listener_id)
        for photo in before:
            await self._requests.mark(photo.request_id, RequestState.ANSWERED)
        await turn.remark(faces_question(turn.request_id, seen.number))
        return RequestState.MORE_TO_SEE

    async def everyone(self, turn: Turn[IncomingPress], pressed: Action) -> None:
        """One set for all of them, and the picture with what each of them showed."""
        again = await self._look_again(turn, pressed, everyone=True)
        if again is None:
            return
        # Nobody else's face is kept: the set is stored as if it had been asked for in words.
        mood = mood_of(EmotionDistribution.mean(again.reading.looked_at))
        await self._offers.offer(turn, mood, remark=faces_read(again.reading))
        await turn.remark(Reply("", pictures=(boxed_picture(again.png, again.reading),)))

    async def show(self, turn: Turn[IncomingPress], pressed: Action) -> None:
        """The picture with its numbered faces, only the sender's with a mood."""
        again = await self._look_again(turn, pressed, everyone=False)
        if again is not None:
            await turn.say(boxes_reply(again.png, again.reading))

    async def _look_again(
        self, turn: Turn[IncomingPress], pressed: Action, *, everyone: bool
    ) -> Again | None:
        """None where it was said why there is nothing to see."""
        if turn.in_company:
            raise StaleButtonError(pressed.verb)
        media = await self._media(turn, pressed) if may_look(turn.profile.consent) else None
        if media is None:
            await turn.say(picture_out_of_reach())
            return None
        if not await self._places.photos_allowed(turn.address):
            await turn.say(photos_off())
            return None
        await turn.show_working()
        try:
            return await self._pictures.again(turn, media, everyone=everyone)
        except (EngineError, MediaGoneError, BusyError) as error:
            await turn.say(error_reply(error))
            return None

    async def _media(self, turn: Turn[IncomingPress], pressed: Action) -> MediaReference | None:
        request_id, number = RequestId(pressed.number(0) or 0), pressed.number(1) or 0
        photos = await self._requests.photos(RequestState.MORE_TO_SEE, listener_id=turn.listener_id)
        for album in together(photos):
            if request_id in [photo.request_id for photo in album]:
                sent = stored_turn(turn, album).incoming
                return dict(enumerate((sent.media, *sent.others))).get(number)
        return None
