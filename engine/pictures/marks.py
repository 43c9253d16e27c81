"""Colour and shape of each mood: they say the same, for those who do not tell colours apart."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from engine.moods import MoodName
from engine.pictures.canvas import BLUE, GREEN, ORANGE, PURPLE, SKY_BLUE, VERMILLION

if TYPE_CHECKING:
    from collections.abc import Mapping

MARKS: Mapping[MoodName, tuple[str, str]] = MappingProxyType(
    {
        MoodName.HAPPY: ("o", ORANGE),
        MoodName.SURPRISED: ("*", PURPLE),
        MoodName.ANGRY: ("^", VERMILLION),
        MoodName.FEARFUL: ("X", SKY_BLUE),
        MoodName.SAD: ("v", BLUE),
        MoodName.CALM: ("s", GREEN),
    }
)
