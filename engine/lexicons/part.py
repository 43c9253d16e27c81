"""What a word does to the words around it, beside naming a mood."""

from __future__ import annotations

from enum import Flag, auto


class Part(Flag):
    """A word may have several parts: "nie" denies, and "so" behind it strengthens."""

    NONE = 0
    NEGATES = auto()
    """Turns a mood that follows round: not, without."""
    NEVER = auto()
    """Beside NEGATES: denies nothing where what strengthens follows, "never so happy"."""
    STRENGTHENS = auto()
    DENIES_BACK = auto()
    """Denies what stands before it where it ends a clause: "gut geht es mir nicht"."""
    TURNS = auto()
    """What follows weighs more: but."""
    STATES = auto()
    """Begins a clause of its own, which no "not" before it reaches: I'm, bin ich."""
    REASONS = auto()
    """Asks or tells why, and so takes what follows as given: why, because."""
    OPINES = auto()
    """Carries a "not" into the clause that begins right behind: I don't think I'm."""
    LINKS = auto()
    """May stand between the two: that."""
    DOUBTS = auto()
    """Leaves open, behind a "not", whether what follows is so: I don't know if."""
    INSERTS = auto()
    """Tells what a "not" before it is said of, and so ends none, nor does a comma: was ich tue."""
    JOINS = auto()
    """Leaves open whether a "not" before it reaches further: and."""
    ALTERNATES = auto()
    """Denies another mood where the one before it was denied: or."""
    SCALES = auto()
    """A degree, which takes nothing of a "not"'s reach: very."""
    PAUSES = auto()
    """A comma."""
    ENDS = auto()
    """Any punctuation, a comma too, or an emoji."""
