"""What a camera sees right now: boxes and moods, for the one in front of it; nothing is kept."""

from __future__ import annotations

from adapters.chat.message import Account, LiveFace, LiveView
from bot.conversation.consent import may_look
from bot.conversation.turn import language_with
from bot.ports import BusyError, MoodReaders, Storage
from bot.replies.errors import error_sentence
from bot.replies.language import language_of, speaking
from bot.replies.live import agree_first, live_label
from engine.errors import EngineError
from engine.readings import MoodReading

ASKED_AGAIN_AFTER_S = 2.0  # a tap on "I agree" should be seen while one still looks
TRIED_AGAIN_AFTER_S = 0.3


class Live:
    """Looks at single pictures of a camera, for those who agreed that faces are looked at."""

    def __init__(self, readers: MoodReaders, *, storage: Storage) -> None:
        self._readers = readers
        self._listeners = storage.listeners

    async def look(self, account: Account, picture: bytes, locale: str | None) -> LiveView:
        """The most prominent face with its mood, the others without; of no bytes, nothing."""
        # Nobody wrote: it must not bring back whoever had themselves forgotten.
        profile = await self._listeners.known(account)
        with speaking(language_with(profile, locale) if profile else language_of(locale)):
            if profile is None or not may_look(profile.consent):
                return LiveView(note=agree_first(), agreed=False, wait_s=ASKED_AGAIN_AFTER_S)
            return await self._seen(picture) if picture else LiveView()

    async def _seen(self, picture: bytes) -> LiveView:
        try:
            reading = await self._readers.read(picture)
        except BusyError as error:
            return LiveView(wait_s=error.retry_after_s)
        except EngineError as error:
            return LiveView(note=error_sentence(error), wait_s=TRIED_AGAIN_AFTER_S)
        return LiveView(_faces(reading))


def _faces(reading: MoodReading) -> tuple[LiveFace, ...]:
    boxes = (face.detection.bounding_box for face in reading.faces)
    labels = (live_label(reading) if face.emotions else "" for face in reading.faces)
    return tuple(
        LiveFace(box.x, box.y, box.width, box.height, label)
        for box, label in zip(boxes, labels, strict=True)
    )
