"""How far a "not" reaches, and where it leaves open what it denies."""

from __future__ import annotations

from dataclasses import dataclass, replace

from engine.lexicons.part import Part

REACH = 4  # tokens: "não estou me sentindo muito bem"

_ENDING = Part.ENDS | Part.TURNS | Part.REASONS
_PASSING = Part.SCALES | Part.PAUSES
_AFTER_COMMA = Part.LINKS | Part.DOUBTS


@dataclass(frozen=True, slots=True)
class Denial:
    """The "not" that a word stands under, if `left` is more than 0: for so many tokens."""

    left: int = 0
    doubted: bool = False
    """Whether it leaves open what it denies."""
    never: bool = False
    carried: bool = False
    """Whether it reaches into a clause that begins next."""
    settled: bool = False
    """Whether the word just before was a mood, which it denied."""

    @property
    def is_fresh(self) -> bool:
        """Whether it was the word just before."""
        return self.left == REACH

    def after(self, parts: Part, following: Part) -> Denial:
        """What the next word stands under, behind a word of these parts that named no mood."""
        if self.settled:
            under = replace(self, left=REACH, settled=False)
            return under if Part.ALTERNATES in parts else Denial().after(parts, following)
        if self._ends_at(parts, following):
            return Denial()
        if Part.NEGATES in parts:
            return self._opened(parts)
        if Part.OPINES in parts:
            return replace(self, left=REACH if self.left else 0, carried=True)
        if parts & _PASSING or (Part.LINKS in parts and self.carried):
            return self
        return self._weakened(parts) if self.left else Denial()

    def after_mood(self) -> Denial:
        """What the next word stands under, behind a mood."""
        return replace(self, left=0, carried=False, settled=self.left > 0)

    def _ends_at(self, parts: Part, following: Part) -> bool:
        if Part.STRENGTHENS in parts and self.never:
            return True
        # German demands a comma before "dass" and "ob".
        wanted = _AFTER_COMMA if self.carried else Part.DOUBTS
        goes_on = Part.PAUSES in parts and self.left > 0 and following & wanted
        return bool(parts & _ENDING) and not goes_on

    def _opened(self, parts: Part) -> Denial:
        return Denial(
            left=REACH,
            doubted=self.doubted or Part.DOUBTS in parts,
            never=self.never or Part.NEVER in parts,
            carried=self.carried or Part.OPINES in parts,
        )

    def _weakened(self, parts: Part) -> Denial:
        if Part.STATES in parts:
            return replace(self, left=REACH, carried=False) if self.carried else Denial()
        if Part.DOUBTS in parts:
            return replace(self, left=REACH, doubted=True, carried=True)
        doubted = self.doubted or Part.JOINS in parts
        left = self.left - 1
        return replace(self, left=left, doubted=doubted, carried=False) if left else Denial()
