"""How much more two processes get done than one, reading photos as the bot does."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from functools import partial

from engine.evaluation.bare_steps import BareSteps
from engine.mood_reader import load_mood_reader

__all__ = ["gains"]

AT_ONCE = 2
NAMES = ("reading", "bare")

_work: dict[str, Callable[[], object]] = {}


def gains(selfie: bytes, *, rounds: int, times: int) -> list[dict[str, float]]:
    """For each round: how many times as much two get done as one, of readings and bare steps.

    Each has a process, since there the bot reads: threads would wait for each other's Python.
    """
    context = multiprocessing.get_context("spawn")
    with ExitStack() as stack:
        workers = [
            stack.enter_context(ProcessPoolExecutor(1, context, _prepare, (selfie,)))
            for _ in range(AT_ONCE)
        ]
        for name in NAMES:
            _clock_s(workers, name, times)  # loading and warming up
        return [{name: _gain(workers, name, times) for name in NAMES} for _ in range(rounds)]


def _gain(workers: Sequence[ProcessPoolExecutor], name: str, times: int) -> float:
    return len(workers) * _clock_s(workers[:1], name, times) / _clock_s(workers, name, times)


def _clock_s(workers: Sequence[ProcessPoolExecutor], name: str, times: int) -> float:
    started = time.perf_counter()
    for done in [worker.submit(_repeat, name, times) for worker in workers]:
        done.result()
    return time.perf_counter() - started


def _prepare(selfie: bytes) -> None:
    _work["reading"] = partial(load_mood_reader().read, selfie)
    _work["bare"] = partial(BareSteps().run, selfie)


def _repeat(name: str, times: int) -> None:
    for _ in range(times):
        _work[name]()
