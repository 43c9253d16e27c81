"""Spoilt files, read one after another."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from random import Random

from tests.hostile.corpus import FILES
from tests.hostile.forging import film, photo
from tests.hostile.scales import MOST_MB, Scales, Verdict
from tests.soak.mutations import mutated

# On a busy machine even an honest picture takes more than the second that it should.
MOST_CPU_MS = 5_000
_LARGEST_BASE = 300_000
_FORMS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "HEIF")


@dataclass(slots=True)
class Extremes:
    """The slowest and the largest so far, and whose they were."""

    files: int = 0
    cpu_ms: tuple[float, str] = (0.0, "")
    grown_mb: tuple[float, str] = (0.0, "")

    def note(self, case: str, verdict: Verdict) -> None:
        """One more."""
        self.files += 1
        self.cpu_ms = max(self.cpu_ms, (verdict.cpu_ms, case))
        self.grown_mb = max(self.grown_mb, (verdict.grown_mb, case))


def file_of(case: str) -> bytes:
    """The file of this case, always the same one."""
    random = Random(case)  # noqa: S311 - it must be possible to get the same again
    return mutated(random, _base(random), _base(random))


def complaint(scales: Scales, data: bytes, case: str, extremes: Extremes) -> str | None:
    """What is wrong with how this file was read; None if nothing is."""
    verdict = scales.weigh(data)
    extremes.note(case, verdict)
    costs_too_much = verdict.cpu_ms > MOST_CPU_MS or verdict.grown_mb > MOST_MB
    return str(verdict) if verdict.broke or costs_too_much else None


def _base(random: Random) -> bytes:
    number = random.randrange(len(FILES) + 30)
    if number < len(FILES):
        return _made(number)
    # Every third time a sound one, of which more is left to be spoilt.
    form = random.choice((*_FORMS, "mp4", "webm"))
    if form == "webm":
        return film("webm", "libvpx", side=64)
    return film(side=64) if form == "mp4" else photo(form, 128)


@cache
def _made(number: int) -> bytes:
    return FILES[number].make()[:_LARGEST_BASE]
