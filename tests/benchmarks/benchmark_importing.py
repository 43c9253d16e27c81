"""What importing a table costs, beside what pandas needs to read the same file.

The rows are made up, in the header of the table of 1.2 million songs that many have. Which pandas
it is matters: 3.1 reads them six times faster than 2.2 to 3.0 do. PYTHON, of an environment with
another one, reads the file instead of this one.

python tests/benchmarks/benchmark_importing.py [ROWS [FILE [PYTHON]]]
"""

import csv
import os
import random
import string
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.catalogue import Catalogue, starter_catalogue

HEADER = [
    *("id", "name", "album", "album_id", "artists", "artist_ids", "track_number", "disc_number"),
    *("explicit", "danceability", "energy", "key", "loudness", "mode", "speechiness"),
    *("acousticness", "instrumentalness", "liveness", "valence", "tempo", "duration_ms"),
    *("time_signature", "year", "release_date"),
]
# About a sixth of the titles in catalogues that people have name an edition or a guest.
EDITIONS = (*[""] * 20, " - Live", " - Remastered 2011", " (feat. Somebody)", " (Live)")
CREDITS_PER_ROW = 1 / 7  # that table has 165,000 different ones
LETTERS = string.ascii_letters + string.digits


@dataclass(frozen=True)
class Cost:
    """Of one process."""

    wall_s: float
    cpu_s: float
    memory_mb: float

    def __str__(self) -> str:
        return f"{self.wall_s:.1f} s, {self.cpu_s:.1f} s of a core, {self.memory_mb:.0f} MB"


def rows(catalogue: Catalogue, count: int) -> Iterator[list[object]]:
    """Songs of words and names that the starter catalogue has."""
    chance = random.Random(7)  # noqa: S311
    tracks = [catalogue.track(row) for row in range(len(catalogue))]
    words = [word for track in tracks for word in track.title.split() if word.isalpha()]
    names = [word for track in tracks for name in track.artists for word in name.split()]
    credits = [
        [" ".join(chance.choices(names, k=2)) for _ in range(chance.choice((1, 1, 1, 1, 2, 3)))]
        for _ in range(int(count * CREDITS_PER_ROW) + 1)
    ]
    for number in range(count):
        title = " ".join(chance.choices(words, k=chance.randint(1, 5))) + chance.choice(EDITIONS)
        track_id = "".join(chance.choices(LETTERS, k=22))
        credited = chance.choice(credits)
        shares = [round(chance.random(), 4) for _ in range(6)]
        year = chance.randint(1950, 2020)
        yield [
            *(track_id, title, title, "0" * 22, credited, ["0" * 22] * len(credited)),
            *(number % 12 + 1, 1, chance.random() < 0.07, round(chance.random(), 3)),
            *(shares[0], number % 12, round(-40 * chance.random(), 3), number % 2, *shares[1:]),
            *(round(chance.uniform(40, 220), 3), chance.randint(60_000, 400_000), 4.0),
            *(year, f"{year}-01-01"),
        ]


def cost_of(*command: str) -> Cost:
    """Runs a program to its end."""
    started = time.perf_counter()
    child = os.posix_spawn(command[0], command, os.environ)
    _, status, used = os.wait4(child, 0)
    if status:
        sys.exit(f"{command[1:]} failed")
    taken = time.perf_counter() - started
    return Cost(taken, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def main() -> None:
    """Writes the table where there is none, then reads it both ways."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_200_000
    with tempfile.TemporaryDirectory() as scratch:
        table = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(scratch) / "songs.csv"
        if not table.exists():
            with table.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([HEADER, *rows(starter_catalogue(), count)])
        program = (
            f"import pandas; print('pandas', pandas.__version__); pandas.read_csv({str(table)!r})"
        )
        read = cost_of(sys.argv[3] if len(sys.argv) > 3 else sys.executable, "-c", program)
        out = f"{scratch}/catalogue"
        command = ("-m", "bot", "catalogue", "import", str(table), "--out", out)
        imported = cost_of(sys.executable, *command)
    sys.stdout.write(f"pandas reads it: {read}\nmien imports it: {imported}\n")
    wall, cpu = imported.wall_s / read.wall_s, imported.cpu_s / read.cpu_s
    sys.stdout.write(f"{wall:.2f} times the time, {cpu:.2f} times the work\n")


if __name__ == "__main__":
    main()
