"""`mien catalogue import --audio`: a folder of audio files as a table to import."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import typer

from bot.commands.output import complain, print_json, print_table, say

if TYPE_CHECKING:
    from engine.building.audio.journal import Journal, Outcome

TABLE_NAME = "audio.jsonl"
_MISSING = "This listens to audio, and av is not installed: it comes with the extra `audio`."
WHAT_IT_IS = (
    "Of audio files, tempo, loudness, key, mode and duration are measured; liveness is the same "
    "for all; the other features are estimates by fixed rules, and no accuracy is claimed for them."
)


@dataclass(frozen=True, slots=True)
class Heard:
    """What became of the files of a folder: of `files`, `now` were listened to in this run."""

    files: int
    now: int
    refused: tuple[tuple[str, int, str], ...]
    """Reason, how many files, and one of them."""

    @property
    def taken(self) -> int:
        """Files that became rows."""
        return self.files - sum(count for _, count, _ in self.refused)


@contextmanager
def table_of_audio(
    folder: Path, journal_path: Path, *, told: Callable[[str, float], None]
) -> Iterator[tuple[Path | None, Heard]]:
    """A table of what could be listened to, None if nothing could; it is gone afterwards.

    What was listened to before, as the journal has it, is not again.
    """
    _need_av()
    from engine.building.audio.folder import audio_files, write_table
    from engine.building.audio.journal import open_journal

    paths = audio_files(folder)
    with open_journal(journal_path) as journal:
        now = _listen(paths, journal, told)
        outcomes = [(path, journal.outcome_of(path)) for path in paths]
    heard = Heard(len(paths), now, _refused(outcomes, folder))
    rows = [one.row for _, one in outcomes if one and one.row]
    with TemporaryDirectory() as scratch:
        table = Path(scratch) / TABLE_NAME
        write_table(rows, table)
        yield (table if rows else None), heard


def print_heard(heard: Heard, *, as_json: bool) -> None:
    """What became of the files, before what became of their rows."""
    if as_json:
        refused = [
            {"reason": why, "files": count, "example": one} for why, count, one in heard.refused
        ]
        print_json(
            {"audio_files": heard.files, "listened_now": heard.now, "audio_refused": refused}
        )
        return
    rows = [("found", heard.files), ("listened to now", heard.now), ("taken", heard.taken)]
    print_table("Audio files", ("files", "how many"), rows)
    if heard.refused:
        print_table("Audio files refused", ("reason", "files", "for example"), heard.refused)
    say(WHAT_IT_IS)


def _need_av() -> None:
    if find_spec("av") is None:
        complain(_MISSING)
        raise typer.Exit(1)


def _listen(paths: Sequence[Path], journal: Journal, told: Callable[[str, float], None]) -> int:
    from bot.audio_workers import outcomes_of

    new = [path for path in paths if journal.outcome_of(path) is None]
    known = len(paths) - len(new)
    for number, (path, outcome) in enumerate(
        outcomes_of(new, processes=os.cpu_count() or 1), known + 1
    ):
        journal.note(path, outcome)
        told("listening", number / len(paths))
    return len(new)


def _refused(
    outcomes: Sequence[tuple[Path, Outcome | None]], folder: Path
) -> tuple[tuple[str, int, str], ...]:
    refused = [(one.reason, path) for path, one in outcomes if one and one.row is None]
    examples = {reason: str(path.relative_to(folder)) for reason, path in reversed(refused)}
    counts = Counter(reason for reason, _ in refused)
    return tuple((reason, count, examples[reason]) for reason, count in counts.most_common())
