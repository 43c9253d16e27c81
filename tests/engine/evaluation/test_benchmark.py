import cv2
import numpy as np
import pytest

from engine.assets import read_manifest
from engine.errors import UnreadableMediaError
from engine.evaluation.benchmark import benchmark_reading, selfie_from
from engine.mood_reader import load_mood_reader


def test_the_portrait_becomes_a_1080p_jpeg():
    selfie = selfie_from(read_manifest()["portrait"].load())

    pixels = cv2.imdecode(np.frombuffer(selfie, dtype=np.uint8), cv2.IMREAD_COLOR)
    assert pixels.shape == (1080, 1920, 3)
    assert selfie[:2] == b"\xff\xd8"


def test_what_is_no_picture_cannot_be_a_selfie():
    with pytest.raises(UnreadableMediaError):
        selfie_from(b"not a picture")


def test_every_stage_and_its_bare_steps_get_a_time():
    selfie = selfie_from(read_manifest()["portrait"].load())

    measured = benchmark_reading(load_mood_reader(), selfie, rounds=1)

    for stages in (measured.reading, measured.bare):
        assert set(stages) == {"decode", "detect", "classify", "total"}
        assert all(ms > 0 for ms in stages.values())
        assert stages["total"] >= stages["detect"]
    assert measured.as_dict()["rounds"] == 1
