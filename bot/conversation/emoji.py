"""What a platform's own emoji say of the songs they are put on."""

from __future__ import annotations

from adapters.values import OfferedSet, OfferedTrack, Shown
from engine.taste import FeedbackKind

WHOLE_SET_WEIGHT = 0.25  # a reaction to five tracks says a little of each

_EMOJI = {
    **dict.fromkeys(("👍", "❤", "🔥", "😍", "🥰", "🎉", "🤩", "💯", "👏"), FeedbackKind.LIKE),
    **dict.fromkeys(("👎", "💔", "😡", "🤮", "💩"), FeedbackKind.DISLIKE),
}
_KEYCAP = "\u20e3"
_PLAIN_EMOJI = str.maketrans("", "", "\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")


def numbered(offered: OfferedSet, number: int) -> OfferedTrack | None:
    """The track with this number, if there is one."""
    return next((track for track in offered.tracks if track.number == number), None)


def sign_of(
    emoji: str, shown: Shown, offered: OfferedSet
) -> tuple[FeedbackKind, list[OfferedTrack], float] | None:
    """What an emoji on this message says, of which tracks, and how strongly; None: nothing."""
    plain = emoji.translate(_PLAIN_EMOJI)
    if shown.number is None and plain.endswith(_KEYCAP):
        picked = numbered(offered, int(plain[0]) if plain[0].isdecimal() else 0)
        return (FeedbackKind.PICK, [picked], 1.0) if picked else None
    kind = _EMOJI.get(plain)
    if kind is None:
        return None
    if shown.number is None:
        return kind, list(offered.tracks), WHOLE_SET_WEIGHT
    track = numbered(offered, shown.number)
    return (kind, [track], 1.0) if track else None
