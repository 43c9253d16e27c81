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
LOST_AFTER_S = 60.0  # in which a process starts, on a slow machine too
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
    lost_after_s: float = LOST_AFTER_S,
    new_pool: Callable[[int], ProcessPool] = new_pool,
) -> Iterator[tuple[Path, Outcome]]:
    """What becomes of each file, as soon as it is known.

    Each may take `longest_s`; where nothing is heard for `lost_after_s` more, nothing will be.
    """
    coming = iter(paths)
    running: dict[Future[Outcome], Path] = {}
    lost: set[Path] = set()
    over: Iterable[Future[Outcome]] = ()
    quiet_s = 0.0
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
            for path in islice(coming, processes * _WAITING - len(running)):
                running[_scheduled(pool, path, longest_s=longest_s)] = path
            if not running:
                return
            over, _ = wait(running, timeout=_LOOKS_EVERY_S, return_when=FIRST_COMPLETED)
            quiet_s = 0.0 if over else quiet_s + _LOOKS_EVERY_S
            # A pool breaks as after the end of a process that had nothing to do, and never tells
            # what it had in hand; or a process was ended with a lock that all others need. A file
            # that is lost twice may be why.
            if not _is_active(pool) or quiet_s > longest_s + lost_after_s:
                over, quiet_s = list(running), 0.0
                _end(pool)
                pool = new_pool(processes)
    finally:
        _end(pool)


def _scheduled(pool: ProcessPool, path: Path, *, longest_s: float) -> Future[Outcome]:
    """Lost at once where the pool is broken, or breaks as it starts."""
    try:
        return pool.schedule(process.listen, args=(path,), timeout=longest_s)
    except RuntimeError as error:
        lost: Future[Outcome] = Future()
        lost.set_exception(BrokenProcessPool(str(error)))
        return lost


def _is_active(pool: ProcessPool) -> bool:
    try:
        return pool.active
    except RuntimeError:  # to ask starts what has not started, and that may fail
        return False


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
