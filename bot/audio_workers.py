"""Listens to audio files in processes: one that hangs, crashes or swells costs that file alone."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from pathlib import Path

from pebble import ProcessExpired, ProcessPool

from engine.building.audio import process
from engine.building.audio.journal import Outcome

LONGEST_S = 120.0  # four minutes of music take a second or two
MEMORY_BYTES = 2**30
_WAITING = 2  # for each process, so that none is idle


def outcomes_of(
    paths: Sequence[Path], *, processes: int, longest_s: float = LONGEST_S
) -> Iterator[tuple[Path, Outcome]]:
    """What becomes of each file, as soon as it is known."""
    # A fork of this process would copy the locks that its threads hold at that moment.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([process.__name__])
    pool = ProcessPool(
        processes, initializer=process.start, initargs=(MEMORY_BYTES,), context=context
    )
    coming = iter(paths)
    running: dict[Future[Outcome], Path] = {}
    try:
        while True:
            for path in islice(coming, processes * _WAITING - len(running)):
                running[pool.schedule(process.listen, args=(path,), timeout=longest_s)] = path
            if not running:
                return
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                yield running.pop(future), _outcome(future)
    finally:
        pool.stop()  # type: ignore[no-untyped-call] # the library gives it no type
        pool.join()


def _outcome(future: Future[Outcome]) -> Outcome:
    try:
        return future.result()
    except TimeoutError:
        return Outcome(None, "takes too long")
    except (ProcessExpired, BrokenProcessPool):
        return Outcome(None, "ends the program that reads it")
