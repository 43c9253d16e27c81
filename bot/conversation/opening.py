"""The first words, help, and a chat that is opened again."""

from __future__ import annotations

from collections.abc import Mapping

from adapters.chat.message import CommandSpec, Incoming, IncomingOpened, Reply
from adapters.values import RequestState
from bot.actions import Verb
from bot.conversation.offers import Offers
from bot.conversation.turn import CommandHandler, PressHandler, Turn
from bot.ports import Storage
from bot.replies.commands import send_a_picture
from bot.replies.consent import hello, notice, welcome_back
from bot.replies.preferences import help_reply

SHOWN_AGAIN = 3  # sets on a reloaded page: enough to go on, short enough to scroll


class Opening:
    """/start and /help, and the page as it was before a reload."""

    def __init__(
        self,
        offers: Offers,
        *,
        storage: Storage,
        commands: tuple[CommandSpec, ...],
        reads_faces: bool = True,
    ) -> None:
        self._offers = offers
        self._history = storage.history
        self._requests = storage.requests
        self._commands = commands
        self._reads_faces = reads_faces

    def commands(self) -> Mapping[str, CommandHandler]:
        """/start, /help and /selfie."""
        return {
            "start": lambda turn, _: _say(turn, hello(reads_faces=self._reads_faces)),
            "help": lambda turn, _: self.help(turn),
            "selfie": lambda turn, _: _say(turn, Reply(send_a_picture())),
        }

    def presses(self) -> Mapping[Verb, PressHandler]:
        """None."""
        return {}

    async def opened(self, turn: Turn[Incoming], opened: IncomingOpened) -> None:
        """A hello, or the last sets again where nothing of them is on the screen."""
        waiting = await self._waiting(turn)
        if turn.profile.consent is None:
            await turn.say(hello(waiting=waiting, reads_faces=self._reads_faces))
        sets = await self._history.latest_sets(turn.listener_id, SHOWN_AGAIN)
        if opened.shows_nothing:
            for offered in reversed(sets):
                await self._offers.show(turn, offered)
        if turn.profile.consent is None:
            return
        if waiting and self._reads_faces:
            await turn.say(notice(waiting=waiting))
        elif not (sets and opened.shows_nothing):
            await turn.say(welcome_back(reads_faces=self._reads_faces))

    async def help(self, turn: Turn[Incoming]) -> None:
        """/help."""
        await turn.say(help_reply(self._commands, platform=turn.address.platform))

    async def _waiting(self, turn: Turn[Incoming]) -> int:
        """How many pictures wait for the answer to the notice."""
        photos = await self._requests.photos(
            RequestState.AWAITING_CONSENT, listener_id=turn.listener_id
        )
        return sum(1 + len(photo.others) for photo in photos)


async def _say(turn: Turn[Incoming], reply: Reply) -> None:
    await turn.say(reply)
