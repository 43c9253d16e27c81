"""Sound files that end too early, or hold nothing but their beginning."""

from __future__ import annotations

from functools import partial

from tests.hostile.forging import film, moving, photo
from tests.hostile.kinds import LOOKED_AT, TOO_LARGE, UNREADABLE, UNSUPPORTED, Kind, kind

_FORMS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "HEIF")
_PARTS = (0.05, 0.5, 0.97)


def _part(form: str, part: float) -> bytes:
    data = photo(form)
    return data[: int(len(data) * part)]


def _part_of_film(form: str, part: float) -> bytes:
    data = film("mp4") if form == "mp4" else film("webm", "libvpx")
    return data[: int(len(data) * part)]


def _part_of_moving(form: str) -> bytes:
    data = moving(form, 6, side=64)
    return data[: int(len(data) * 0.8)]


KINDS: tuple[Kind, ...] = (
    *(
        kind(f"{form.lower()} cut off at {part:.0%}", partial(_part, form, part), UNREADABLE)
        for form in _FORMS
        for part in _PARTS
    ),
    *(
        kind(f"mp4 cut off at {part:.0%}", partial(_part_of_film, "mp4", part), UNREADABLE)
        for part in _PARTS
    ),
    *(
        # A recording that was never closed ends so: it is read as far as it goes.
        kind(
            f"webm cut off at {part:.0%}",
            partial(_part_of_film, "webm", part),
            UNREADABLE,
            UNSUPPORTED,
            *LOOKED_AT,
        )
        for part in _PARTS
    ),
    *(
        kind(
            f"moving {form.lower()} cut off",
            partial(_part_of_moving, form),
            UNREADABLE,
            TOO_LARGE,
            *LOOKED_AT,
        )
        for form in ("GIF", "PNG", "WEBP", "AVIF")
    ),
)
