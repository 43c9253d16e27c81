"""Where others read along: what is nobody else's business is answered privately.

Without a listener's wish to share, a group hears one neutral line; a button brings the answer.
"""

from __future__ import annotations

from collections.abc import Mapping

from adapters.chat.message import (
    Audience,
    Incoming,
    IncomingCommand,
    IncomingDocument,
    IncomingOpened,
    IncomingPress,
    IncomingText,
    Reply,
)
from adapters.values import RequestState
from bot.actions import LONGEST_IN_A_LINK, Action, StaleButtonError, Verb, action, named
from bot.conversation.commands import OF_SPOTIFY
from bot.conversation.inbox import Answerer
from bot.conversation.offers import Offers
from bot.conversation.turn import (
    CommandHandler,
    PressHandler,
    Turn,
    reading_id,
    say_not_yours,
    set_id,
)
from bot.ports import Storage
from bot.replies.care import kind_line
from bot.replies.company import answered_privately, shared_here
from bot.replies.consent import hello, welcome_back
from engine.distress import sounds_desperate
from engine.mood_words import MAX_CHARACTERS, mood_from_words
from engine.moods import MoodName, mood_named
from engine.song_lists.lines import is_song_list

# They tell nothing of a person.
_FOR_ALL = frozenset({"help", "privacy", "selfie", "server"})
# They tell of one, so they are asked for again, privately: a button carries the name alone.
_OF_ONE = frozenset(
    {
        "goal",
        "seed",
        "seeds",
        "songs",
        "taste",
        "history",
        "playlist",
        "settings",
        "export",
        "forget",
    }
).union(OF_SPOTIFY)
_THUMBS = frozenset({Verb.LIKE, Verb.DISLIKE})  # they say no more than the set already does
_OF_A_READING = frozenset({Verb.GUESS, Verb.OTHER_MOODS})
_OF_A_SET = frozenset(
    {
        Verb.PICK,
        Verb.TOWARDS,
        Verb.OTHERS,
        Verb.CARDS,
        Verb.NOT_RIGHT,
        Verb.CORRECT,
        Verb.GOALS,
        Verb.GOAL,
    }
)
_OWN_SONGS = "songs"
_CARE = "0"  # a button can be looked into: it must not tell what the words sounded like


class Company:
    """Keeps private what is said in servers and groups, unless the listener shares."""

    def __init__(
        self, offers: Offers, *, storage: Storage, help_url: str, reads_faces: bool = True
    ) -> None:
        self._offers = offers
        self._history = storage.history
        self._help_url = help_url
        self._reads_faces = reads_faces

    def commands(self) -> Mapping[str, CommandHandler]:
        """None."""
        return {}

    def presses(self) -> Mapping[Verb, PressHandler]:
        """The button under the neutral line, and the one that shares a set."""
        return {Verb.OPEN: self.open, Verb.SHARE: self.share}

    async def kept_private(self, turn: Turn[Incoming]) -> bool:
        """Whether the neutral line was said, because this is not for all who read there."""
        match turn.incoming:
            case IncomingText(text=text):
                reply = self._of_words(turn, text)
            case IncomingCommand(name="mood", argument=words):
                reply = self._of_words(turn, words)
            case IncomingCommand(name=name) if name not in _FOR_ALL:
                reply = _opening(turn, name if name in _OF_ONE else "")
            case IncomingOpened() | IncomingDocument():
                # A file is asked for again, where it is nobody else's business.
                brings_songs = isinstance(turn.incoming, IncomingDocument)
                reply = _opening(turn, _OWN_SONGS if brings_songs else "")
            case IncomingPress() as press:
                reply = await self._of_press(turn.about(press))
            case _:
                reply = None
        if reply is not None:
            await turn.say(reply)
        return reply is not None

    async def open(self, turn: Turn[IncomingPress], opened: Action) -> None:
        """The private side of the neutral line; somebody else is greeted in their own right."""
        asked_for = opened.word(1) if opened.number(0) == turn.listener_id else ""
        mood = named(MoodName, asked_for)
        if mood is not None:
            await turn.show_working()
            await self._offers.offer(turn, mood_named(mood))
        elif asked_for == _CARE:
            await turn.say(kind_line(self._help_url))
        elif asked_for in _OF_ONE:
            await turn.answer(turn.about(_asked_again(turn.incoming, asked_for)))
        else:
            greet = hello if turn.profile.consent is None else welcome_back
            await turn.say(greet(reads_faces=self._reads_faces))

    async def share(self, turn: Turn[IncomingPress], shared: Action) -> None:
        """Posts the listener's set for all who read there."""
        if turn.address.audience is not Audience.SENDER:
            raise StaleButtonError(shared.verb)
        offered = await self._history.offered_set(turn.listener_id, set_id(shared))
        if offered is None:
            await say_not_yours(turn)
            return
        await self._offers.share(turn, offered)
        await turn.say(shared_here())

    def _of_words(self, turn: Turn[Incoming], words: str) -> Reply | None:
        if sounds_desperate(words[:MAX_CHARACTERS]):
            return _opening(turn, _CARE)
        if is_song_list(words):
            return _opening(turn, _OWN_SONGS)
        if turn.settings.shares_in_groups:
            return None
        mood = mood_from_words(words[:MAX_CHARACTERS])
        # A mood of several words is a place of its own: it is asked for again, privately.
        plain = mood is not None and mood == mood_named(mood.name)
        return _opening(turn, mood.name if mood is not None and plain else "")

    async def _of_press(self, turn: Turn[IncomingPress]) -> Reply | None:
        pressed = Action.parse(turn.incoming.action)
        if pressed is None or pressed.verb in _THUMBS or turn.settings.shares_in_groups:
            return None
        # Who may not press it is told so, and nobody else hears of it.
        if not await self._owns(turn, pressed):
            return None
        encoded = pressed.encode()
        return answered_privately(encoded) if len(encoded) <= LONGEST_IN_A_LINK else _opening(turn)

    async def _owns(self, turn: Turn[IncomingPress], pressed: Action) -> bool:
        if pressed.verb in _OF_A_SET:
            found: object = await self._history.offered_set(turn.listener_id, set_id(pressed))
        elif pressed.verb in _OF_A_READING:
            found = await self._history.reading(turn.listener_id, reading_id(pressed))
        else:
            return pressed.verb is not Verb.SEE
        return found is not None


class Discretion:
    """Answers as the conversation does, except what `Company` keeps private."""

    def __init__(self, conversation: Answerer, company: Company) -> None:
        self._conversation = conversation
        self._company = company

    async def answer(self, turn: Turn[Incoming]) -> RequestState:
        """Answers one event; the state its request is in afterwards."""
        if turn.in_company and await self._company.kept_private(turn):
            return RequestState.ANSWERED
        return await self._conversation.answer(turn)


def _asked_again(pressed: IncomingPress, name: str) -> IncomingCommand:
    return IncomingCommand(
        event_id=pressed.event_id,
        account=pressed.account,
        address=pressed.address,
        received_at=pressed.received_at,
        locale=pressed.locale,
        manages_place=pressed.manages_place,
        name=name,
    )


def _opening(turn: Turn[Incoming], asked_for: str = "") -> Reply:
    values = (turn.listener_id, asked_for) if asked_for else (turn.listener_id,)
    return answered_privately(action(Verb.OPEN, *values))
