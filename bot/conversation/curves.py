"""A clip's moods over its seconds, as a picture beside the answer."""

from __future__ import annotations

import asyncio

from adapters.chat.message import IncomingPhoto, Reply
from bot.conversation.turn import Turn
from bot.replies.curves import curve_labels, curve_of
from engine.pictures.curve import curve_picture
from engine.readings import MoodReading


class Curves:
    """Draws one at a time: a picture is .15 s of a core that reading faces wants too."""

    def __init__(self) -> None:
        self._drawing = asyncio.Lock()

    async def show(self, turn: Turn[IncomingPhoto], reading: MoodReading) -> None:
        """Below the answer to a clip; of a still, and where others read, nothing."""
        if reading.time_s is None or turn.in_company:
            return
        async with self._drawing:
            png = await asyncio.to_thread(
                curve_picture, reading.curve, peak_s=reading.time_s, labels=curve_labels()
            )
        # A message of its own: the songs are shown anew with every press, and this stays.
        await turn.remark(Reply("", pictures=(curve_of(png, reading),)))
