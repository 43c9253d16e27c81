"""What suggestions say while an argument is typed."""

from __future__ import annotations

from collections.abc import Mapping

from bot.replies.language import in_context
from engine.tracks import Track


def song_label(track: Track, *, longest: int) -> str:
    """`title · artist, guest`, cut where it is longer."""
    label = f"{track.title} · {', '.join(track.artists)}"
    return label if len(label) <= longest else f"{label[: longest - 1]}…"


def switch_labels() -> Mapping[str, str]:
    """What is sent to switch photos in a server or group, and what it says."""
    return {"on": in_context("photos here", "on"), "off": in_context("photos here", "off")}
