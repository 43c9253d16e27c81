"""More photos than can be read, sent to the real program over Telegram's loopback.

python tests/benchmarks/benchmark_overload.py [SECONDS]

First so many at once tell the sustainable rate; then 1.5 times as many come each second. Told are
the waits of those that were answered with songs, what was refused, and how the program bore it. The
Telegram of the benchmark runs on the same cores.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from engine.assets import read_manifest
from engine.evaluation.benchmark import selfie_from
from tests.journeys.conftest import Program, descendants
from tests.journeys.on_telegram import Crowd, chat, crowd_on, is_set, person
from tests.journeys.trial import Folder

SECONDS = 300.0
FIRST = 300
BEYOND = 1.5
PEOPLE = 3_000  # each with one photo at a time
TICK_S = 0.05
OPERATIONS_PORT = 18_181
LOOKED_EVERY_S = 10.0


@dataclass
class Watched:
    """When each photo that is on its way was sent, and what became of those that are not."""

    sent: dict[int, float] = field(default_factory=dict)
    waits_s: list[float] = field(default_factory=list)
    refused: int = 0

    def hear(self, method: str, params: dict) -> None:
        """A call of the program."""
        if method != "sendMessage" or params["chat_id"] not in self.sent:
            return
        if is_set(params):
            self.waits_s.append(time.perf_counter() - self.sent.pop(params["chat_id"]))
        elif "busy" in params["text"]:
            self.refused += 1
            del self.sent[params["chat_id"]]


async def all_heard(watched: Watched, within_s: float) -> None:
    """Until everybody was told something."""
    until = time.perf_counter() + within_s
    while watched.sent and time.perf_counter() < until:  # noqa: ASYNC110 - one look more is cheap
        await asyncio.sleep(TICK_S)


def send(crowd: Crowd, watched: Watched, number: int) -> bool:
    """One more photo, unless its sender still waits."""
    if number in watched.sent:
        return False
    watched.sent[number] = time.perf_counter()
    crowd.api.sends_photo(crowd.selfie, sender=person(number), chat=chat(number))
    return True


async def sustainable(crowd: Crowd, watched: Watched) -> float:
    """Photos a second, of so many at once."""
    started = time.perf_counter()
    for number in range(FIRST):
        send(crowd, watched, number)
    await all_heard(watched, within_s=300)
    return FIRST / (time.perf_counter() - started)


async def overloaded(
    crowd: Crowd, watched: Watched, program: Program, *, rate: float, seconds: float
) -> list[float]:
    """So many a second; the memory of the program now and then, in MB."""
    started, sent, memory = time.perf_counter(), 0, [resident_mb(program)]
    while (passed := time.perf_counter() - started) < seconds:
        for number in range(sent, int(passed * rate)):
            send(crowd, watched, number % PEOPLE)
        sent = int(passed * rate)
        crowd.api.calls.clear()
        if passed > len(memory) * LOOKED_EVERY_S:
            memory.append(resident_mb(program))
        await asyncio.sleep(TICK_S)
    await all_heard(watched, within_s=60)
    return memory


def resident_mb(program: Program) -> float:
    """What the program and its workers have in memory."""
    pids = {program.process.pid, *descendants(program.process.pid)}
    lines = [Path(f"/proc/{pid}/status").read_text() for pid in pids]
    found = [re.search(r"RssAnon:\s+(\d+) kB", text) for text in lines]
    return sum(int(one.group(1)) for one in found if one) / 1024


def late_loop() -> dict[str, float]:
    """How often the event loop was later than that."""
    url = f"http://127.0.0.1:{OPERATIONS_PORT}/metrics"
    with urllib.request.urlopen(url) as answer:
        text = answer.read().decode()
    rows = re.findall(r'mien_event_loop_late_seconds_bucket\{le="([^"]+)"\} (\S+)', text)
    total = float(dict(rows)["+Inf"])
    return {f"later than {bound} s": total - float(count) for bound, count in rows[:-1]}


async def measure(seconds: float, folder: Path) -> dict[str, object]:
    """All of it, for so many seconds."""
    selfie = selfie_from(read_manifest()["portrait"].load())
    watched = Watched()
    async with crowd_on(Folder(folder), selfie, people=PEOPLE) as crowd:
        crowd.api.on_call = watched.hear
        async with crowd.program(
            MIEN_OPERATIONS_PORT=str(OPERATIONS_PORT), MIEN_WORKERS="2", MIEN_LOG_LEVEL="WARNING"
        ) as program:
            rate = await sustainable(crowd, watched)
            watched.waits_s.clear()
            before = await asyncio.to_thread(late_loop)
            memory = await overloaded(crowd, watched, program, rate=BEYOND * rate, seconds=seconds)
            late = await asyncio.to_thread(late_loop)
    waits_s = np.array(watched.waits_s)
    return {
        "sustainable_per_s": rate,
        "sent_per_s": BEYOND * rate,
        "answered": len(waits_s),
        "refused": watched.refused,
        "never_told": len(watched.sent),
        "wait_s": {f"p{at}": float(np.percentile(waits_s, at)) for at in (50, 95, 99)},
        "memory_mb": {"first": memory[1:2], "last": memory[-1], "most": max(memory)},
        "loop": {bound: late[bound] - before[bound] for bound in late},
    }


def main() -> None:
    """Prints it as JSON."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    with tempfile.TemporaryDirectory() as name:
        found = asyncio.run(measure(seconds, Path(name)))
    rounded = json.loads(json.dumps(found), parse_float=lambda text: round(float(text), 2))
    sys.stdout.write(json.dumps(rounded, indent=2) + "\n")


if __name__ == "__main__":
    main()
