"""How far a "not" reaches, and where it leaves open what it denies."""

from __future__ import annotations

from dataclasses import dataclass, replace

from engine.lexicons.part import Part

REACH = 4  # tokens: "não estou me sentindo muito bem"

_ENDING = Part.ENDS | Part.TURNS | Part.REASONS
_PASSING = Part.SCALES | Part.PAUSES | Part.INSERTS
_AFTER_COMMA = Part.DOUBTS | Part.INSERTS


@dataclass(frozen=True, slots=True)
class Denial:
    """The "not" that a word stands under, if `left` is more than 0: for so many tokens."""

    left: int = 0
    doubted: bool = False
    """Whether it leaves open what it denies."""
    never: bool = False
    carried: bool = False
    """Whether it reaches into a clause that begins next."""
    inserted: bool = False
    """Whether a clause that tells what it is said of stands just before, a comma left aside."""
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
            return self._passed(parts)
        return self._weakened(parts) if self.left else Denial()

    def after_mood(self) -> Denial:
        """What the next word stands under, behind a mood."""
        return replace(self, left=0, carried=False, settled=self.left > 0)

    def _ends_at(self, parts: Part, following: Part) -> bool:
        if Part.STRENGTHENS in parts and self.never:
            return True
        # German demands a comma before "dass" and "ob".
        wanted = _AFTER_COMMA | Part.LINKS if self.carried else _AFTER_COMMA
        goes_on = self.inserted or (self.left > 0 and following & wanted)
        return bool(parts & _ENDING) and not (Part.PAUSES in parts and goes_on)

    def _passed(self, parts: Part) -> Denial:
        goes_on = Part.INSERTS in parts or (Part.PAUSES in parts and self.inserted)
        return replace(self, inserted=self.left > 0 and goes_on)

    def _opened(self, parts: Part) -> Denial:
        # "No idea, not happy": only what is asked leaves open what another "not" denies.
        asked = self.doubted and (self.carried or not self.is_fresh)
        return Denial(
            left=REACH,
            doubted=asked or Part.DOUBTS in parts,
            never=self.never or Part.NEVER in parts,
            carried=self.carried or Part.OPINES in parts,
        )

    def _weakened(self, parts: Part) -> Denial:
        if Part.STATES in parts:
            return replace(self, left=REACH, carried=False) if self.carried else Denial()
        if Part.DOUBTS in parts:
            return replace(self, left=REACH, doubted=True, carried=True)
        doubted = self.doubted or Part.JOINS in parts
        if self.left == 1:
            return Denial()
        return replace(self, left=self.left - 1, doubted=doubted, carried=False, inserted=False)
