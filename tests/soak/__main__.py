"""Spoilt files and random talk for some minutes, then kills and load: `python -m tests.soak`.

--minutes 10     how long
--seed 123       begin as another run did
--replay CASE    one case that a run complained of
--no-trials      without kills and load
"""

from __future__ import annotations

import argparse
import asyncio
import os
import secrets
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from pathlib import Path

from engine.catalogue import starter_catalogue
from tests.hostile.scales import Scales
from tests.soak import files, talks, trials

_SAID_EVERY_S = 60.0


class Soak:
    """Runs cases until the time is over; every complaint names the case that repeats it."""

    def __init__(self, seed: str, *, seconds: float) -> None:
        self._seed = seed
        self._until = time.monotonic() + seconds
        self.extremes = files.Extremes()
        self.sessions = 0
        self.complaints: list[str] = []

    async def run(self) -> None:
        """Files in a thread, talks on the loop."""
        await asyncio.gather(asyncio.to_thread(self._files), self._talks(), self._progress())

    def _files(self) -> None:
        with Scales() as scales:
            for case in self._cases("file"):
                self._note(case, _complaint_of_file(scales, case, self.extremes))

    async def _talks(self) -> None:
        catalogue = starter_catalogue()
        for case in self._cases("talk"):
            with tempfile.TemporaryDirectory() as folder:
                self._note(case, await talks.complaint(case, Path(folder), catalogue))
            self.sessions += 1

    async def _progress(self) -> None:
        while (left := self._until - time.monotonic()) > 0:
            await asyncio.sleep(min(left, _SAID_EVERY_S))
            _say(f"{self.extremes.files} files, {self.sessions * talks.EVENTS} events")

    def _cases(self, kind: str) -> Iterator[str]:
        number = 0
        while time.monotonic() < self._until:
            number += 1
            yield f"{kind}:{self._seed}:{number}"

    def _note(self, case: str, complaint: str | None) -> None:
        if complaint is not None:
            self.complaints.append(case)
            _say(f"{case} broke: {complaint}\n  again: python -m tests.soak --replay {case}")


def _complaint_of_file(scales: Scales, case: str, extremes: files.Extremes) -> str | None:
    try:
        return files.complaint(scales, files.file_of(case), case, extremes)
    except Exception:  # noqa: BLE001 - a fault of the trial itself must not end it unseen
        return traceback.format_exc()


async def _replayed(case: str) -> str | None:
    if case.startswith("file:"):
        with Scales() as scales:
            return _complaint_of_file(scales, case, files.Extremes())
    with tempfile.TemporaryDirectory() as folder:
        return await talks.complaint(case, Path(folder), starter_catalogue())


def _trials() -> list[str]:
    complaints = []
    for trial in (trials.complaint_of_kills, trials.complaint_of_load):
        complaint = trial()
        _say(f"{trial.__name__.removeprefix('complaint_of_')}: {complaint or 'passed'}")
        complaints += [complaint] if complaint else []
    return complaints


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    """1 if anything broke."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", default=secrets.token_hex(4))
    parser.add_argument("--replay")
    parser.add_argument("--no-trials", action="store_true")
    chosen = parser.parse_args()
    os.nice(5)
    if chosen.replay:
        complaint = asyncio.run(_replayed(chosen.replay))
        _say(complaint or "nothing broke")
        return int(complaint is not None)
    _say(f"seed {chosen.seed}, {chosen.minutes:g} minutes")
    soak = Soak(chosen.seed, seconds=chosen.minutes * 60)
    asyncio.run(soak.run())
    _say(f"{soak.extremes}")
    broken = [*soak.complaints, *([] if chosen.no_trials else _trials())]
    _say(f"{len(broken)} broke" if broken else "nothing broke")
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main())
