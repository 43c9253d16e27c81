"""What a button does, packed into the few bytes that every platform carries for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

Name = TypeVar("Name", bound=StrEnum)

LONGEST_BYTES = 64  # Telegram's callback_data, the shortest of the three
LONGEST_IN_A_LINK = 52  # the 64 characters of Telegram's start parameter, less the seal's
FOR_ALL = "all"  # the last value of a track's button where the set is read by everyone


class StaleButtonError(Exception):
    """A button carries what no button of ours carries any more."""


class Verb(StrEnum):
    """What a button asks for; behind it what its values name."""

    AGREE = "agree"  # version of the notice; none under the first one
    WORDS_ONLY = "words"
    LIKE = "like"  # set, number[, FOR_ALL]
    DISLIKE = "dislike"  # set, number[, FOR_ALL]
    PICK = "pick"  # set, number[, FOR_ALL]
    TOWARDS = "towards"  # set, number, direction
    OTHERS = "others"  # set
    CARDS = "cards"  # set
    NOT_RIGHT = "wrong"  # set
    CORRECT = "correct"  # set, mood name
    GUESS = "guess"  # reading, mood name
    OTHER_MOODS = "moods"  # reading
    GOALS = "goals"  # set
    GOAL = "goal"  # set, goal
    UNLEARN_GOAL = "ungoal"  # mood name
    MOOD = "mood"  # mood name
    SEED = "seed"  # track id
    UNSEED = "unseed"  # track id
    SEEDS = "seeds"  # page
    OWN_MOOD = "ownmood"  # mood name[, list]
    OWN_SEEDS = "ownseeds"  # list
    OWN_ONLY = "own"  # on | off
    OWN_FORGET = "ownforget"  # ask | yes | no | list, list
    ONLY_OWN = "onlyown"  # on | off
    EXPLICIT = "explicit"  # on | off
    SERVICE = "service"  # music service
    FORGET = "forget"  # yes | no | last | ask, part | span, start[, end] in seconds
    IMPORT = "import"  # yes, what the file was | no
    SETTINGS = "settings"  # page
    DISCOVERY = "discovery"  # discovery
    LANGUAGE = "language"  # language | auto
    SHARING = "sharing"  # on | off
    HISTORY = "history"  # on | off
    TASTE_RESET = "taste"  # ask | yes | no
    SEE = "see"  # request
    SHARE = "share"  # set
    EVERYONE = "everyone"  # request, which of its pictures
    FACES = "faces"  # request, which of its pictures
    UNLINK = "unlink"
    PLAY_ON = "playon"  # set, device
    LIBRARY = "library"  # what to do with it
    LIBRARY_LISTS = "lists"  # page
    LIBRARY_LIST = "list"  # playlist
    OPEN = "open"  # listener, mood name, command or another word for what they asked


# What a taste is learned from: it counts even if the program ends before it is answered.
FEEDBACK = frozenset({Verb.LIKE, Verb.DISLIKE, Verb.PICK, Verb.OTHERS, Verb.CORRECT, Verb.GUESS})


@dataclass(frozen=True, slots=True)
class Action:
    """A verb and its values, none of which holds a colon."""

    verb: Verb
    values: tuple[str, ...] = ()

    def encode(self) -> str:
        """At most 64 bytes of ASCII."""
        return ":".join((self.verb, *self.values))

    @classmethod
    def parse(cls, text: str) -> Action | None:
        """None for anything that no button of ours carries."""
        verb, *values = text.split(":")
        known = named(Verb, verb)
        if known is None or len(text) > LONGEST_BYTES:
            return None
        return cls(known, tuple(values))

    def number(self, position: int) -> int | None:
        """The whole number at this place among the values; None if there is none."""
        text = self.values[position] if position < len(self.values) else ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None

    def member(self, kind: type[Name], position: int) -> Name:
        """The member of this name at this place; StaleButtonError if there is none."""
        found = named(kind, self.word(position))
        if found is None:
            raise StaleButtonError(self.verb)
        return found

    def word(self, position: int) -> str:
        """The value at this place; empty if there is none."""
        return self.values[position] if position < len(self.values) else ""


def action(verb: Verb, *values: object) -> str:
    """The encoded action of a button."""
    return Action(verb, tuple(str(value) for value in values)).encode()


def named(kind: type[Name], text: str) -> Name | None:
    """The member of this name; None if there is none."""
    return next((member for member in kind if member.value == text), None)
