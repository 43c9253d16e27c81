"""A conversation in words alone, where the host left out what reads faces."""

from __future__ import annotations

from collections.abc import Sequence

from adapters.chat.message import Incoming, IncomingCommand, IncomingPhoto, IncomingPress
from adapters.values import RequestState
from bot.actions import Action, Verb
from bot.conversation.inbox import Answerer
from bot.conversation.turn import Turn
from bot.replies.consent import reads_no_faces
from engine.errors import AssetError
from engine.readings import MoodReading

# Under messages of before, when this Mien did read faces.
_OF_A_PICTURE = frozenset({Verb.AGREE, Verb.SEE, Verb.EVERYONE, Verb.FACES})
_SELFIE = "selfie"


class WithoutFaces:
    """Answers as the conversation does; of a picture it says that nobody looks at it."""

    def __init__(self, conversation: Answerer) -> None:
        self._conversation = conversation

    async def answer(self, turn: Turn[Incoming]) -> RequestState:
        """Answers one event; the state its request is in afterwards."""
        match turn.incoming:
            case IncomingPhoto():
                await turn.say(reads_no_faces())
                return RequestState.REFUSED
            case IncomingCommand(name=name) if name == _SELFIE:
                await turn.say(reads_no_faces())
                return RequestState.ANSWERED
            case IncomingPress(action=pressed) if _is_of_a_picture(pressed):
                await turn.say(reads_no_faces())
                return RequestState.ANSWERED
        return await self._conversation.answer(turn)


class NoReaders:
    """Fits the port `MoodReaders` where there are none."""

    async def read(self, data: bytes, *, everyone: bool = False) -> MoodReading:
        """AssetError."""
        raise _not_installed()

    async def boxes(self, data: bytes, reading: MoodReading, *, words: Sequence[str]) -> bytes:
        """AssetError."""
        raise _not_installed()


def _not_installed() -> AssetError:
    return AssetError("the extra `face`", "not installed")


def _is_of_a_picture(pressed: str) -> bool:
    action = Action.parse(pressed)
    return action is not None and action.verb in _OF_A_PICTURE
