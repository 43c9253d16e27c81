"""`mien benchmark`: milliseconds per stage on this machine."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.output import AsJson, bad_argument, print_json, print_table
from bot.commands.problems import opened_sentence
from engine.assets import read_manifest
from engine.media_kinds import kind_of

if TYPE_CHECKING:
    from engine.evaluation.benchmark import Memory, ReadingBenchmark


def benchmark(
    photo: Annotated[
        Path | None, typer.Argument(help="A selfie; a portrait that Mien brings unless given.")
    ] = None,
    *,
    rounds: Annotated[int, typer.Option(min=1, max=1000, help="How often each is timed.")] = 20,
    photos: Annotated[
        int, typer.Option(min=1, max=100_000, help="Read so many more, and look at the memory.")
    ] = 1000,
    as_json: AsJson = False,
) -> None:
    """Time the reading of a 1080p selfie, stage by stage, beside the raw cost of its steps."""
    from engine.evaluation.benchmark import benchmark_memory, benchmark_reading, selfie_from
    from engine.mood_reader import load_mood_reader

    selfie, reader = selfie_from(_photo(photo)), load_mood_reader()
    measured = benchmark_reading(reader, selfie, rounds=rounds)
    memory = benchmark_memory(reader, selfie, photos=photos)
    if as_json:
        print_json({**measured.as_dict(), "memory": memory.as_dict()})
        return
    rows = [
        (stage, f"{ms:.2f}", _bare(measured.bare, stage)) for stage, ms in measured.reading.items()
    ]
    title = f"A 1080p selfie, median of {rounds}"
    print_table(title, ("stage", "ms", "ms of the bare steps"), rows)
    print_table("In comparison", ("what", "measured"), _comparisons(measured, memory))


def _comparisons(measured: ReadingBenchmark, memory: Memory) -> list[tuple[str, str]]:
    return [
        ("CPU time of a selfie", f"{measured.cpu_ms:.2f} ms"),
        ("in that of the bare steps", f"{measured.cpu_share_of_bare:.2f}"),
        ("of a 12 megapixel photo, in selfies", f"{measured.large_photo_share:.2f}"),
        ("of a GIF of 24 frames, in frames", f"{measured.clip_frames_worth:.2f}"),
        ("two processes get done, in one's", f"{measured.two_at_once:.2f}"),
        ("the same, of the bare steps", f"{measured.two_at_once_bare:.2f}"),
        (f"MiB after {max(memory.photos // 10, 1)} photos", f"{memory.after_a_tenth_mib:.1f}"),
        (f"MiB after {memory.photos} photos", f"{memory.after_all_mib:.1f}"),
    ]


def _bare(steps: Mapping[str, float], stage: str) -> str:
    return f"{steps[stage]:.2f}" if stage in steps else ""


def _photo(path: Path | None) -> bytes:
    """UnsupportedMediaError for what is no picture: to a decoder that is a damaged one."""
    if path is None:
        return read_manifest()["portrait"].load()
    try:
        photo = path.read_bytes()
    except OSError as error:
        raise bad_argument(f"{opened_sentence(error)} Name a picture with a face.") from error
    kind_of(photo)
    return photo
