import cv2
import numpy as np
import pytest

from engine.assets import read_manifest
from engine.errors import UnreadableMediaError
from engine.evaluation.benchmark import benchmark_memory, benchmark_reading, selfie_from
from engine.evaluation.benchmark_pictures import clip_of
from engine.frames import decode
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
    numbers = measured.as_dict()
    assert numbers.pop("rounds") == 1
    assert all(share > 0 for share in numbers.values() if isinstance(share, float))


def test_the_clip_has_frames_of_one_size_that_differ():
    clip = decode(clip_of(read_manifest()["portrait"].load(), frames=3))

    assert (clip.kind, clip.width, clip.height, len(clip.frames)) == ("gif", 640, 360, 3)
    assert not (clip.frames[0].pixels == clip.frames[2].pixels).all()


def test_memory_is_looked_at_after_a_tenth_and_after_all():
    selfie = selfie_from(read_manifest()["portrait"].load())

    memory = benchmark_memory(load_mood_reader(), selfie, photos=3)

    assert memory.photos == 3
    assert min(memory.after_a_tenth_mib, memory.after_all_mib) > 0
