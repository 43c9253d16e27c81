"""Pictures that `mien analyse` writes where it was told to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.output import bad_argument, complain

if TYPE_CHECKING:
    from engine.mood_reader import MoodReader, MoodReading


def write_curve(target: Path, reading: MoodReading) -> bool:
    """The moods of a clip over its seconds; False, and said why, for what is no clip."""
    from bot.replies.curves import curve_labels
    from engine.pictures.curve import curve_picture

    if reading.time_s is None:
        complain(f"{target} is not written: a curve needs a GIF or clip, and that is a still.")
        return False
    png = curve_picture(reading.curve, peak_s=reading.time_s, labels=curve_labels())
    return _written(target, png)


def write_boxes(target: Path, data: bytes, reading: MoodReading, reader: MoodReader) -> bool:
    """The picture with its numbered faces and moods; False, and said why, if it cannot be."""
    from bot.replies.faces import face_words

    return _written(target, reader.boxes(data, reading, words=face_words(reading)))


def check_targets(files: list[Path], *targets: Path | None) -> None:
    """Exit code 2 where a picture would be of several files, or written over one of them."""
    wanted = [target for target in targets if target is not None]
    if wanted and len(files) > 1:
        raise bad_argument("--curve and --boxes draw one file: name only one.")
    # Not even a mistyped name may cost somebody their photo.
    taken = {path.resolve() for path in files}
    if len({target.resolve() for target in wanted} | taken) < len(wanted) + len(taken):
        raise bad_argument("--curve and --boxes write a new file: give each another name.")


def _written(target: Path, png: bytes) -> bool:
    try:
        target.write_bytes(png)
    except OSError as error:
        complain(f"{target} cannot be written ({error.strerror}). Choose another place.")
        return False
    return True
