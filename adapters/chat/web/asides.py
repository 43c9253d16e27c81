"""What a page asks besides talking."""

from __future__ import annotations

from dataclasses import dataclass

from adapters.chat.message import Completer, Looker


@dataclass(frozen=True, slots=True)
class Asides:
    """How typed words may go on, and what a camera sees; None where nobody can tell.

    `camera`: the page offers to take a picture.
    """

    complete: Completer | None = None
    look: Looker | None = None
    camera: bool = True
