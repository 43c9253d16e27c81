"""What an answer to one event hangs on; travels in `Address.reply_token`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict

from telegram import ReplyParameters

from adapters.chat.message import Address


class Place(TypedDict, total=False):
    """Where in a chat a new message stands, as arguments of the library."""

    message_thread_id: int
    reply_parameters: ReplyParameters


@dataclass(frozen=True, slots=True)
class ReplyToken:
    """A press to confirm, the message to reply to, the topic to stay in; any of them may lack.

    They are no part of `chat_id`: reactions name the chat alone, and must find our messages there.
    """

    query_id: str | None = None
    message_id: int | None = None
    topic_id: int | None = None

    def encode(self) -> str | None:
        """`query/message/topic` without what stands empty at the end; None if all of it does."""
        parts = (self.query_id, self.message_id, self.topic_id)
        return "/".join("" if part is None else str(part) for part in parts).rstrip("/") or None

    @classmethod
    def decode(cls, text: str | None) -> ReplyToken:
        """The token again."""
        query, message, topic = (*(text or "").split("/"), "", "")[:3]
        return cls(query or None, _number(message), _number(topic))

    def place(self) -> Place:
        """Replies where there is something to reply to; if it is gone, it is sent all the same."""
        place = Place()
        if self.topic_id is not None:
            place["message_thread_id"] = self.topic_id
        if self.message_id is not None:
            place["reply_parameters"] = ReplyParameters(
                self.message_id, allow_sending_without_reply=True
            )
        return place


def token_of(address: Address) -> ReplyToken:
    """What an answer to this address hangs on."""
    return ReplyToken.decode(address.reply_token)


def _number(text: str) -> int | None:
    return int(text) if text else None
