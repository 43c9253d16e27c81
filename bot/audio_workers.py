"""Listens to audio files in processes: one that hangs, crashes or swells costs that file alone."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Sequence
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


def new_pool(processes: int) -> ProcessPool:
    """Of that many, each with its limit of memory."""
    # A fork of this process would copy the locks that its threads hold at that moment.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([process.__name__])
    return ProcessPool(
        processes, initializer=process.start, initargs=(MEMORY_BYTES,), context=context
    )


def outcomes_of(
    paths: Sequence[Path],
    *,
    processes: int,
    longest_s: float = LONGEST_S,
    new_pool: Callable[[int], ProcessPool] = new_pool,
) -> Iterator[tuple[Path, Outcome]]:
    """What becomes of each file, as soon as it is known."""
    coming = iter(paths)
    running: dict[Future[Outcome], Path] = {}
    lost: set[Path] = set()
    over: Iterable[Future[Outcome]] = ()
    pool = new_pool(processes)
    try:
        while True:
            for future in over:
                path, outcome = running.pop(future), _outcome(future)
                if outcome or path in lost:
                    yield path, outcome or _ENDED
                else:
                    lost.add(path)
                    coming = chain([path], coming)
            try:
                for path in islice(coming, processes * _WAITING - len(running)):
                    running[pool.schedule(process.listen, args=(path,), timeout=longest_s)] = path
            except RuntimeError:  # it broke since it was looked at
                coming = chain([path], coming)
            if not running and pool.active:
                return
            over, _ = wait(running, timeout=_LOOKS_EVERY_S, return_when=FIRST_COMPLETED)
            # A pool breaks as after the end of a process that had nothing to do, and never tells
            # what it had in hand. A file that is lost twice may be why.
            if not pool.active:
                over = list(running)
                _end(pool)
                pool = new_pool(processes)
    finally:
        _end(pool)


def _outcome(future: Future[Outcome]) -> Outcome | None:
    """None if it was lost."""
    if not future.done():
        return None
    try:
        return future.result()
    except TimeoutError:
        return Outcome(None, "takes too long")
    except ProcessExpired:
        return _ENDED
    except BrokenProcessPool:
        return None


def _end(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call] # the library gives it no type
    pool.join()
