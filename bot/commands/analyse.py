"""`mien analyse`: what Mien sees in files."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from bot.commands.drawn import check_targets, write_boxes, write_curve
from bot.commands.output import AsJson, complain, print_json, print_table
from bot.commands.problems import problem_sentence
from bot.replies.moods import looks
from engine.errors import (
    EngineError,
    MediaError,
    MediaTooLargeError,
    NoFaceError,
    UnreadableMediaError,
)

if TYPE_CHECKING:
    from engine.emotions import EmotionDistribution
    from engine.faces import BoundingBox
    from engine.mood_reader import FaceReading, MoodReading

Files = Annotated[list[Path], typer.Argument(help="Pictures and clips.", show_default=False)]
Detector = Annotated[Literal["mtcnn", "haar"], typer.Option(help="Which face detector.")]
CurveFile = Annotated[
    Path | None, typer.Option("--curve", help="Draw a clip's moods there, as PNG.")
]
BoxesFile = Annotated[Path | None, typer.Option("--boxes", help="Draw the faces there, as PNG.")]


def analyse(
    files: Files,
    *,
    as_json: AsJson = False,
    detector: Detector = "mtcnn",
    curve: CurveFile = None,
    boxes: BoxesFile = None,
) -> None:
    """Read the mood in pictures and clips, all faces of them."""
    check_targets(files, curve, boxes)
    from engine.mood_reader import load_mood_reader

    reader = load_mood_reader(detector=detector)
    decoded, drawn = 0, True
    for path in files:
        started = time.perf_counter()
        try:
            data = _bytes_of(path)
            reading = reader.read(data, everyone=True)
        except (EngineError, OSError) as error:
            decoded += not isinstance(error, MediaError | OSError)
            _show_error(path, error, _milliseconds(started), as_json=as_json)
            continue
        decoded += 1
        _show(path, reading, as_json=as_json)
        if curve is not None:
            drawn &= write_curve(curve, reading)
        if boxes is not None:
            drawn &= write_boxes(boxes, data, reading, reader)
    if not decoded or not drawn:
        raise typer.Exit(1)


def _bytes_of(path: Path) -> bytes:
    """The whole file, or MediaTooLargeError; never more of a device than the limit."""
    from engine.frames import MediaLimits

    limit = MediaLimits().size_bytes
    with path.open("rb") as file:
        size = path.stat().st_size
        data = b"" if size > limit else file.read(limit + 1)
    if max(size, len(data)) > limit:
        raise MediaTooLargeError(max(size, len(data)), limit=limit, unit="bytes")
    return data


def _milliseconds(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 2)


def _show(path: Path, reading: MoodReading, *, as_json: bool) -> None:
    if as_json:
        print_json(reading_as_json(path, reading))
        return
    sentence = looks(reading.emotions, reading.mood.name)
    doubt = "" if reading.sure else " (not sure)"
    print_table(
        f"{path}: {sentence}{doubt}",
        ("face", "box", "score", "emotions"),
        [_face_row(number, face) for number, face in enumerate(reading.faces, start=1)],
        caption=(
            f"mood {reading.mood.name}: valence {reading.mood.valence:+.2f}, "
            f"arousal {reading.mood.arousal:+.2f}; {reading.timings_ms['total']:.0f} ms"
        ),
    )


def _face_row(number: int, face: FaceReading) -> tuple[object, ...]:
    box = face.detection.bounding_box
    ranked = face.emotions.ranked()[:3] if face.emotions else []
    emotions = ", ".join(f"{emotion} {share:.0%}" for emotion, share in ranked)
    size = f"{box.width:.0f}x{box.height:.0f} at {box.x:.0f},{box.y:.0f}"
    return number, size, f"{face.detection.score:.2f}", emotions


def _show_error(
    path: Path, error: EngineError | OSError, total_ms: float, *, as_json: bool
) -> None:
    if isinstance(error, EngineError):
        code, sentence = error.code, problem_sentence(error)
    else:
        code, sentence = UnreadableMediaError.code, _not_opened(error)
    if not as_json:
        complain(f"{path}: {sentence}")
        return
    print_json(
        {
            "path": str(path),
            "frames": getattr(error, "frames", 0),
            "faces": [],
            "emotion": None,
            "confidence": None,
            "mood": None,
            "sure": False,
            "timings_ms": {"total": total_ms},
            "error": {"code": code, "message": sentence, **_hint(error)},
        }
    )


def _hint(error: EngineError | OSError) -> dict[str, str]:
    """Why nobody was found, where that can be told."""
    if not isinstance(error, NoFaceError) or error.hint is None:
        return {}
    return {"hint": error.hint.value}


def _not_opened(error: OSError) -> str:
    match error:
        case FileNotFoundError() | NotADirectoryError():
            return "There is no such file. Check its name and folder."
        case IsADirectoryError():
            return "That is a folder. Name the pictures in it."
        case PermissionError():
            return "You may not read that file. Change its permissions, or copy it."
        case _:
            return f"That file cannot be opened ({error.strerror}). Check its name and its disk."


def reading_as_json(path: Path, reading: MoodReading) -> dict[str, Any]:
    """A reading in the form that programs read; `time_s`, `curve` and `peak` only for clips."""
    timed = {} if reading.time_s is None else {"time_s": round(reading.time_s, 3)}
    return {
        "path": str(path),
        "frames": reading.frames,
        **timed,
        "faces": [_face_as_json(face) for face in reading.faces],
        "emotion": reading.emotion.value,
        "confidence": round(reading.confidence, 4),
        "mood": {
            "name": reading.mood.name.value,
            "valence": round(reading.mood.valence, 4),
            "arousal": round(reading.mood.arousal, 4),
        },
        "sure": reading.sure,
        "timings_ms": {stage: round(ms, 2) for stage, ms in reading.timings_ms.items()},
        "error": None,
        **_curve_as_json(reading),
    }


def _curve_as_json(reading: MoodReading) -> dict[str, Any]:
    from engine.curve import peak

    if not reading.curve:
        return {}
    points = [
        {"time_s": round(point.time_s, 3), "emotions": _rounded(point.emotions)}
        for point in reading.curve
    ]
    top = peak(reading.curve, reading.emotion)
    strongest = {
        "time_s": round(top.time_s, 3),
        "emotion": reading.emotion.value,
        "confidence": round(top.emotions[reading.emotion], 4),
    }
    return {"curve": points, "peak": strongest}


def _rounded(emotions: EmotionDistribution) -> dict[str, float]:
    return {name: round(share, 4) for name, share in emotions.as_dict().items()}


def _inside(box: BoundingBox) -> list[float]:
    """Without what lies left of or above the picture: a face at its edge reaches beyond."""
    left, top = max(box.x, 0.0), max(box.y, 0.0)
    width, height = box.x + box.width - left, box.y + box.height - top
    return [round(side, 1) for side in (left, top, width, height)]


def _face_as_json(face: FaceReading) -> dict[str, Any]:
    box = face.detection.bounding_box
    facts: dict[str, Any] = {
        "box": _inside(box),
        "score": round(face.detection.score, 4),
        "landmarks": [[round(x, 1), round(y, 1)] for x, y in face.detection.landmarks],
    }
    if face.emotions is not None:
        facts["emotions"] = _rounded(face.emotions)
        facts["emotion"] = face.emotions.emotion.value
        facts["confidence"] = round(face.emotions.confidence, 4)
    return facts
