"""In a process of its own, as it is meant: the limit would hold for all tests that come after."""

import multiprocessing
import resource
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor

import pytest

from engine import reading_process
from engine.errors import AssetError, EmptyMediaError, MediaTooCostlyError
from engine.mood_reader import load_mood_reader
from tests.bot.odd_readers import obedient, without_weights

ONE_GIB = 2**30


def started_with(load_reader: Callable[[], object]) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(
        1,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=reading_process.start,
        initargs=(load_reader, ONE_GIB),
    )


def test_a_picture_is_read_and_timed_within_the_limit_of_memory():
    with started_with(obedient) as process:
        reading, seconds = process.submit(reading_process.read, b"selfie", everyone=False).result()
        soft, _ = process.submit(resource.getrlimit, resource.RLIMIT_DATA).result()

    assert reading.emotion == "happy"
    assert seconds >= 0
    assert soft == ONE_GIB


def test_a_picture_that_needs_more_is_too_costly():
    with started_with(obedient) as process:
        reading = process.submit(reading_process.read, b"swell", everyone=False)
        with pytest.raises(MediaTooCostlyError):
            reading.result()


def test_the_shipped_reader_fits_and_its_errors_come_back():
    with started_with(load_mood_reader) as process:
        process.submit(reading_process.load).result()
        with pytest.raises(EmptyMediaError):
            process.submit(reading_process.read, b"", everyone=False).result()


def test_what_is_missing_is_told_by_the_first_call():
    with started_with(without_weights) as process, pytest.raises(AssetError):
        process.submit(reading_process.load).result()
