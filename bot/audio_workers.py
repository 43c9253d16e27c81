"""Listens to audio files in processes: one that hangs, crashes or swells costs that file alone."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from pathlib import Path

from pebble import ProcessExpired, ProcessPool

from engine.building.audio import process
from engine.building.audio.journal import Outcome

LONGEST_S = 120.0  # four minutes of music take a second or two
MEMORY_BYTES = 2**30
_WAITING = 2  # for each process, so that none is idle
_LOOKS_EVERY_S = 1.0
_ENDED = Outcome(None, "ends the program that reads it")


def outcomes_of(
    paths: Sequence[Path], *, processes: int, longest_s: float = LONGEST_S
) -> Iterator[tuple[Path, Outcome]]:
    """What becomes of each file, as soon as it is known."""
    coming = iter(paths)
    running: dict[Future[Outcome], Path] = {}
    lost: set[Path] = set()
    pool = _new_pool(processes)
    try:
        while True:
            if not pool.active:  # as after the end of a process that had nothing to do
                _end(pool)
                pool = _new_pool(processes)
                # It forgets what it had in hand; a file that is lost twice may be why it broke.
                yield from ((path, _ENDED) for path in running.values() if path in lost)
                again = [path for path in running.values() if path not in lost]
                lost |= set(again)
                coming = chain(again, coming)
                running.clear()
            for path in islice(coming, processes * _WAITING - len(running)):
                running[pool.schedule(process.listen, args=(path,), timeout=longest_s)] = path
            if not running:
                return
            done, _ = wait(running, timeout=_LOOKS_EVERY_S, return_when=FIRST_COMPLETED)
            for future in done:
                yield running.pop(future), _outcome(future)
    finally:
        _end(pool)


def _new_pool(processes: int) -> ProcessPool:
    # A fork of this process would copy the locks that its threads hold at that moment.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([process.__name__])
    return ProcessPool(
        processes, initializer=process.start, initargs=(MEMORY_BYTES,), context=context
    )


def _end(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call] # the library gives it no type
    pool.join()


def _outcome(future: Future[Outcome]) -> Outcome:
    try:
        return future.result()
    except TimeoutError:
        return Outcome(None, "takes too long")
    except (ProcessExpired, BrokenProcessPool):
        return _ENDED
