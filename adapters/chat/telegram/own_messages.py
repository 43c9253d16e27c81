"""Which messages in groups are the bot's own."""

from __future__ import annotations

from collections import OrderedDict

MOST_REMEMBERED = 10_000


class OwnMessages:
    """The latest messages that this process sent to groups.

    Where the bot is an admin, Telegram tells of every reaction of everybody and not whose message
    it was given to. People who never wrote to Mien must leave no trace with it, so a reaction that
    is not known to be to one of ours goes no further; after a restart that holds for older ones.
    """

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[str, str], None] = OrderedDict()

    def note(self, chat_id: str, message_id: str) -> None:
        """It is ours."""
        self._known[chat_id, message_id] = None
        if len(self._known) > MOST_REMEMBERED:
            self._known.popitem(last=False)

    def __contains__(self, message: tuple[str, str]) -> bool:
        return message in self._known
