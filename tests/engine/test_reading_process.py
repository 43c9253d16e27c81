"""In a process of its own, as it is meant: the limit would hold for all tests that come after."""

import multiprocessing
import resource
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor

import pytest
from PIL import Image

from engine import reading_process
from engine.errors import AssetError, EmptyMediaError, MediaTooCostlyError, UnreadableMediaError
from engine.mood_reader import load_mood_reader
from tests.bot.odd_readers import (
    cramped,
    cramped_decoder,
    obedient,
    without_memory,
    without_weights,
)
from tests.hostile.forging import photo, saved

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


@pytest.mark.parametrize(
    ("load_reader", "form", "side"),
    [
        (cramped_decoder, "JPEG", 5000),
        (cramped_decoder, "AVIF", 3500),
        (cramped, "GIF", 256),
    ],
    ids=["opencv", "libavif", "onnx-runtime"],
)
def test_memory_that_a_library_cannot_have_is_too_costly_and_not_damaged(load_reader, form, side):
    picture = saved(Image.new("RGB", (side, side), "grey"), form)

    with started_with(load_reader) as process:
        reading = process.submit(reading_process.read, picture, everyone=False)
        with pytest.raises(MediaTooCostlyError):
            reading.result()


def test_what_is_damaged_is_not_too_costly():
    with started_with(cramped_decoder) as process:
        reading = process.submit(reading_process.read, photo("JPEG")[:2000], everyone=False)
        with pytest.raises(UnreadableMediaError):
            reading.result()


def test_the_shipped_reader_fits_and_its_errors_come_back():
    with started_with(load_mood_reader) as process:
        process.submit(reading_process.load).result()
        with pytest.raises(EmptyMediaError):
            process.submit(reading_process.read, b"", everyone=False).result()


@pytest.mark.parametrize(
    ("load_reader", "error"), [(without_weights, AssetError), (without_memory, MemoryError)]
)
def test_what_cannot_be_loaded_is_told_by_the_first_call(load_reader, error):
    with started_with(load_reader) as process, pytest.raises(error):
        process.submit(reading_process.load).result()
