"""What each hostile file costs: `python tests/benchmarks/benchmark_hostile.py [PART OF A NAME]`.

Each is read in a process of its own, from bytes to faces: milliseconds as waited for and of CPU,
and MB at the peak. Says which are over a second of CPU or 400 MB; ends with 1 if any is.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.hostile.corpus import FAMILIES
from tests.hostile.kinds import Kind
from tests.hostile.scales import MOST_MB, Scales

MOST_CPU_MS = 1000


def weigh(scales: Scales, kind: Kind) -> bool:
    """Whether it is within both; prints a line."""
    data = kind.make()
    # The better of two: another process may have been in the way.
    verdicts = [scales.weigh(data) for _ in range(2)]
    best = min(verdicts, key=lambda verdict: verdict.cpu_ms)
    is_within = best.cpu_ms <= MOST_CPU_MS and best.grown_mb <= MOST_MB
    sys.stdout.write(
        f"{best.wall_ms:7.0f} ms {best.cpu_ms:7.0f} ms of CPU {best.grown_mb:5.0f} MB  "
        f"{best.end:12}{kind.name}{'' if is_within else '  <- TOO MUCH'}\n"
    )
    sys.stdout.flush()
    return is_within


def main() -> int:
    """Prints all whose name holds what was asked for."""
    asked = sys.argv[1] if len(sys.argv) > 1 else ""
    kinds = [kind for kinds in FAMILIES.values() for kind in kinds if asked in kind.name]
    with Scales() as scales:
        beyond = [kind.name for kind in kinds if not weigh(scales, kind)]
    sys.stdout.write(f"{len(kinds)} kinds, {len(beyond)} over the limits\n")
    for name in beyond:
        sys.stdout.write(f"  {name}\n")
    return int(bool(beyond))


if __name__ == "__main__":
    sys.exit(main())
