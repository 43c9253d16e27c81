import dataclasses

import pytest
from skimage import data

from engine.assets import read_manifest
from engine.errors import AssetError
from engine.haar import HaarDetector, load_haar_detector


def test_the_cascade_finds_an_upright_face_without_landmarks():
    faces = load_haar_detector().detect(data.astronaut())

    centres = [face.bounding_box.centre for face in faces]
    assert any(centre == pytest.approx((224, 117), abs=20) for centre in centres)
    assert all(face.landmarks == () and face.score == 1.0 for face in faces)


def test_nobody_is_seen_in_a_heap_of_bricks():
    bricks = data.brick()[..., None].repeat(3, axis=2)

    assert load_haar_detector().detect(bricks) == []


def test_another_file_than_the_manifest_names_is_refused():
    entry = dataclasses.replace(read_manifest()["haar_frontal_face"], sha256="0" * 64)

    with pytest.raises(AssetError):
        HaarDetector(entry)


def test_the_cascade_glances_as_it_looks_and_suspects_nothing():
    detector = load_haar_detector()

    assert detector.glance(data.astronaut()) == detector.detect(data.astronaut())
    assert detector.suspects(data.astronaut()) == []
