import cv2
import numpy as np
import pytest
from skimage import data

from engine.evaluation.faces import evaluate_faces, read_photos
from engine.evaluation.nobody import NOBODY_KINDS, drawings
from engine.evaluation.picture_kinds import FOUND_KINDS
from engine.evaluation.refusal_kinds import REFUSAL_KINDS
from engine.faces import BoundingBox, FaceDetection
from engine.frames import decode
from engine.mtcnn import load_mtcnn_detector

HERE = FaceDetection(
    BoundingBox(180, 64, 86, 110),
    ((207.0, 108.0), (246.0, 107.0), (229.0, 133.0), (211.0, 148.0), (243.0, 148.0)),
    1.0,
)


class Everywhere:
    """Sees one face of the astronaut's size, in the middle of whatever it is shown."""

    def detect(self, pixels):
        height, width = pixels.shape[:2]
        return [FaceDetection(BoundingBox(width / 2 - 45, height / 2 - 45, 90, 90), (), 1.0)]


class Nowhere:
    def detect(self, pixels):
        return []

    def suspects(self, pixels):
        return []


class Astronaut(Nowhere):
    """Knows where her face is."""

    def detect(self, pixels):
        return [HERE]


@pytest.fixture
def photos(tmp_path):
    folder = tmp_path / "photos"
    folder.mkdir()
    astronaut = data.astronaut()[..., ::-1]
    pictures = {
        "one.png": (1, astronaut),
        "two.png": (2, np.hstack([astronaut, astronaut])),
        "none.png": (0, data.coffee()[..., ::-1]),
    }
    for name, (_, pixels) in pictures.items():
        cv2.imwrite(str(folder / name), np.ascontiguousarray(pixels))
    rows = [f"{name},,{faces}" for name, (faces, _) in pictures.items()]
    (folder / "photos.csv").write_text("\n".join(["file,emotion,faces", *rows]))
    return tmp_path


def test_photos_are_found_in_the_folder_or_below(photos):
    assert read_photos(photos) == read_photos(photos / "photos")
    assert [photo.faces for photo in read_photos(photos)] == [1, 2, 0]


def test_a_folder_without_a_table_is_an_error(tmp_path):
    with pytest.raises(OSError, match=r"photos\.csv"):
        read_photos(tmp_path)


def test_who_sees_a_face_everywhere_finds_all_and_is_wrong_where_nobody_is(photos):
    report = evaluate_faces(Everywhere(), read_photos(photos), reference=Astronaut(), drawn=2)

    assert (report.found, report.group_faces, report.false_alarms) == (1.0, 0.5, 1.0)
    assert set(report.false_alarms_drawn.values()) == {1.0}
    # Her face is not in the middle, so that what is seen there is not she.
    assert report.kinds["plain"] == 0.0
    assert set(report.refused.values()) == {0}


def test_who_sees_nobody_is_never_wrong_where_nobody_is(photos):
    report = evaluate_faces(Nowhere(), read_photos(photos), reference=Astronaut(), drawn=2)

    assert (report.found, report.exactly_one, report.false_alarms) == (0.0, 0.0, 0.0)
    assert set(report.kinds.values()) == {0.0}
    assert report.refused == {hint.value: len(kinds) for hint, kinds in REFUSAL_KINDS.items()}
    assert set(report.hints.values()) == {1.0}


@pytest.mark.parametrize("kind", FOUND_KINDS)
def test_every_kind_of_picture_says_where_the_face_went(kind):
    pixels = data.astronaut()
    variant = FOUND_KINDS[kind](pixels, [HERE])

    frame = decode(variant.data, working_side_px=2400).frames[0]
    x, y = variant.placed @ np.array([*HERE.bounding_box.centre, 1.0])

    found = [face.bounding_box.centre for face in load_mtcnn_detector().detect(frame.pixels)]
    # The detector may miss a spoilt one; what it finds must be there.
    assert all(centre == pytest.approx((x, y), abs=20) for centre in found)


def test_drawings_are_the_same_each_time():
    first, second = list(drawings(2)), list(drawings(2))

    assert [name for name, _ in first] == [name for name in NOBODY_KINDS for _ in range(2)]
    assert all((a == b).all() for (_, a), (_, b) in zip(first, second, strict=True))
    assert not (first[0][1] == first[1][1]).all()
