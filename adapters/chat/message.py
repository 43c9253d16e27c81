"""What comes from a chat and what goes back, in words that fit every platform.

An adapter turns platform events into an `Incoming…` and hands it to its receiver; it shows a
`Reply` with the nearest native thing. It decides nothing.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum


class Platform(StrEnum):
    """Where a listener talks to Mien."""

    WEB = "web"
    DISCORD = "discord"
    TELEGRAM = "telegram"


@dataclass(frozen=True, slots=True)
class Account:
    """A person on a platform. The id never reaches a log."""

    platform: Platform
    account_id: str = field(repr=False)


class Audience(StrEnum):
    """Who reads an answer that goes to an address."""

    PRIVATE = "private"  # nobody but the sender is there
    SENDER = "sender"  # others are there, but see nothing of it
    EVERYONE = "everyone"


@dataclass(frozen=True, slots=True)
class Address:
    """Where an answer goes, and who reads it.

    `chat_id` is a chat, channel or page session; `reply_token` answers one event (Discord
    interaction token, Telegram callback query id) and dies soon. `place_id` is the server or group
    that the chat belongs to, None for private chats. Stored only encrypted.
    """

    platform: Platform
    chat_id: str = field(repr=False)
    audience: Audience = Audience.PRIVATE
    reply_token: str | None = field(default=None, repr=False)
    place_id: str | None = field(default=None, repr=False)

    @property
    def private(self) -> bool:
        """Whether nobody but the sender is in this chat."""
        return self.audience is Audience.PRIVATE

    @property
    def dies_soon(self) -> bool:
        """Whether it is an event on Discord, whose token lives for a quarter of an hour."""
        return self.platform is Platform.DISCORD and self.reply_token is not None

    @property
    def forgets_messages(self) -> bool:
        """Whether it is a page of one listener, which shows what came while it was open."""
        return self.platform is Platform.WEB and self.private

    def read_by(self, audience: Audience) -> Address:
        """The same chat, where others may or may not read."""
        return replace(self, audience=audience)


@dataclass(frozen=True, slots=True)
class MediaReference:
    """How to fetch what was sent: never the bytes. `key` means something to its platform only."""

    key: str = field(repr=False)
    size_bytes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """Something a listener did. `event_id` is unique per platform: a repeat has the same one.

    `locale` is a language tag such as `pt-BR`. `manages_place`: the sender may change what Mien
    does in this server or group.
    """

    event_id: str
    account: Account
    address: Address
    received_at: datetime
    locale: str | None = None
    manages_place: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingOpened(Incoming):
    """The listener opened the chat: /start, or the page was loaded.

    `shows_nothing` tells that what was said before is no longer on the screen: a reloaded page.
    """

    shows_nothing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingPhoto(Incoming):
    """A photo, GIF or clip; `others` came in the same message.

    Photos of one album that arrive as events of their own share an `album_id`.
    """

    media: MediaReference
    others: tuple[MediaReference, ...] = ()
    album_id: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingDocument(Incoming):
    """A file that may hold text, such as a list of songs. `name` is what its sender called it."""

    media: MediaReference
    name: str = field(default="", repr=False)


class Unread(StrEnum):
    """Why something that was sent is not looked at."""

    STICKER = "sticker"  # one that is no picture, such as an animated vector drawing
    VOICE = "voice"
    OTHER_FILE = "other_file"
    NO_PICTURE = "no_picture"  # a picture was asked about where there is none
    NOT_YOUR_PICTURE = "not_your_picture"  # somebody else sent it


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingUnread(Incoming):
    """Something that Mien does not look at, and says so."""

    reason: Unread


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingCommand(Incoming):
    """A command without its slash, and what stood behind it."""

    name: str
    argument: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingText(Incoming):
    """Plain words."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingPress(Incoming):
    """A button. `action` is what the `Button` carried; `message_id` is where it hung."""

    action: str
    message_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingReaction(Incoming):
    """The platform's own emoji on a message of ours; `added` is False when it is taken back."""

    message_id: str
    emoji: str
    added: bool


# Returns when the event is stored; the answer comes later, through `Chat.send`. So a platform may
# be told "it arrived" as soon as this returns. A photo is answered even if the process dies.
Receiver = Callable[[Incoming], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Completion:
    """A suggestion while an argument is typed: what is shown, and what is then sent."""

    label: str
    value: str


# (command, what was typed so far, locale) to suggestions, the best first.
Completer = Callable[[str, str, str | None], Awaitable[Sequence[Completion]]]


class ButtonStyle(StrEnum):
    """How a button looks where the platform can tell them apart."""

    NORMAL = "normal"
    PRIMARY = "primary"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Button:
    """`action` is at most 64 bytes of ASCII; `label` is short; `spoken` is for screen readers.

    `opens_private`: what it brings is read by the one who pressed it alone, if need be in the
    private chat with Mien, where it arrives as a press of the same action.
    """

    label: str
    action: str
    style: ButtonStyle = ButtonStyle.NORMAL
    pressed: bool = False
    spoken: str | None = None
    opens_private: bool = False


ButtonRow = tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link without tracking."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Card:
    """One track of a message.

    The first link is the one for the title. `player_url` may be shown in a frame, and only after
    the listener asked for it. `similarity` is 0..1 where the card is kin of another track.
    """

    title: str
    artists: tuple[str, ...]
    reason: str
    links: tuple[Link, ...] = ()
    number: int | None = None
    similarity: float | None = None
    player_url: str | None = None
    buttons: ButtonRow = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """PNG bytes and the words for those who do not see it."""

    png: bytes = field(repr=False)
    alt_text: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """Something to take away. `media_type` is a MIME type; `description` says what it is."""

    name: str
    media_type: str
    data: bytes = field(repr=False)
    description: str = ""


class ReplyKind(StrEnum):
    """A message stays; a toast acknowledges a press and fades (or is the platform's own form)."""

    MESSAGE = "message"
    TOAST = "toast"


@dataclass(frozen=True, slots=True)
class Reply:
    """What Mien says. `text` is plain, and complete together with the cards.

    `replaces` is the id of a message of ours that this one takes the place of. `answers` is the
    event it belongs to: the page closes the working sign of that event with it. `clears`: what was
    said before is taken off the screen where the chat can do that. `settles`: other events that no
    answer will come to. `apart`: each card looks like a message of its own, with its own buttons.
    `language` is the one it is worded in, such as `de`.
    """

    text: str
    kind: ReplyKind = ReplyKind.MESSAGE
    heading: str | None = None
    cards: tuple[Card, ...] = ()
    buttons: tuple[ButtonRow, ...] = ()
    pictures: tuple[Picture, ...] = ()
    files: tuple[File, ...] = ()
    replaces: str | None = None
    answers: str | None = None
    clears: bool = False
    settles: tuple[str, ...] = ()
    apart: bool = False
    language: str | None = None

    def replacing(self, message_id: str) -> Reply:
        """The same, in the place of an earlier message."""
        return replace(self, replaces=message_id)

    def plain_text(self) -> str:
        """All of it as text, for platforms, people and logs that show nothing else."""
        lines = [self.text] if self.text else []
        if self.heading:
            lines.append(self.heading)
        lines.extend(_card_line(card) for card in self.cards)
        lines.extend(f"[{picture.alt_text}]" for picture in self.pictures)
        lines.extend(f"[{file.name}: {file.description}]" for file in self.files)
        return "\n".join(lines)


def _card_line(card: Card) -> str:
    number = f"{card.number}. " if card.number else "• "
    score = f" (≈ {card.similarity:.0%})" if card.similarity is not None else ""
    link = f" {card.links[0].url}" if card.links else ""
    return f"{number}{card.title} · {', '.join(card.artists)}{score}: {card.reason}{link}"


@dataclass(frozen=True, slots=True)
class LiveFace:
    """A face in a camera's picture, in its pixels; `label` is empty where it was left alone."""

    left: float
    top: float
    width: float
    height: float
    label: str = ""


@dataclass(frozen=True, slots=True)
class LiveView:
    """What is seen in a camera's picture at this moment; nothing of it is kept.

    `note` is said where no face is shown. Without `agreed` no pixel was looked at, and none should
    be sent. The next picture is welcome after `wait_s`.
    """

    faces: tuple[LiveFace, ...] = ()
    note: str = ""
    agreed: bool = True
    wait_s: float = 0.0


# (who, JPEG or nothing, locale) to what is seen; of nothing only whether they agreed.
Looker = Callable[[Account, bytes, str | None], Awaitable[LiveView]]
# (words, locale) to songs as cards, for a question asked outside of any chat with Mien.
InlineAnswerer = Callable[[str, str | None], Awaitable[Reply]]
# Whether somebody may ask outside of any chat with Mien.
Admits = Callable[[Account], bool]
# (platform, old id, new id) of a group that goes on under another id.
PlaceMoved = Callable[[Platform, str, str], Awaitable[None]]
# A sentence in the language of this locale; what an adapter says where nobody else can.
Sentence = Callable[[str | None], str]


@dataclass(frozen=True, slots=True)
class LocalizedText:
    """A short text in English and, by language (`de`, `pt`), in others."""

    english: str
    others: Mapping[str, str] = field(default_factory=dict)

    def in_language(self, language: str) -> str:
        """English where there is no other."""
        return self.others.get(language, self.english)


@dataclass(frozen=True, slots=True)
class CommandSpec:
    """A command as platforms register it; names are ASCII.

    `takes_photo` is for platforms on which a picture must be an option of a command. `completes`:
    the `Completer` has suggestions for its argument. `for_managers`: only those who manage the
    server or group may use it, and only there.
    """

    name: str
    description: LocalizedText
    argument: str | None = None
    argument_description: LocalizedText = LocalizedText("")
    argument_required: bool = False
    completes: bool = False
    takes_photo: bool = False
    for_managers: bool = False
