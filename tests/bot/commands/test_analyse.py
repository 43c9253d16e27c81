import json

import cv2
import numpy as np
import pytest
from PIL import Image

from engine.emotions import EMOTIONS

KEYS = [
    "path",
    "frames",
    "faces",
    "emotion",
    "confidence",
    "mood",
    "sure",
    "timings_ms",
    "error",
]


def test_a_selfie_is_one_line_of_json(mien, tmp_path, selfie):
    (tmp_path / "me.jpg").write_bytes(selfie)

    ended = mien("analyse", "me.jpg", "--json")

    [seen] = ended.objects
    [face] = seen["faces"]
    assert ended.code == 0
    assert list(seen) == KEYS
    assert (seen["path"], seen["frames"], seen["error"]) == ("me.jpg", 1, None)
    assert seen["emotion"] == face["emotion"] == "happy"
    assert seen["sure"] is True
    assert list(seen["mood"]) == ["name", "valence", "arousal"]
    assert seen["timings_ms"]["total"] >= seen["timings_ms"]["detect"] > 0


def test_a_face_has_its_box_in_pixels_of_the_original(mien, tmp_path, selfie):
    (tmp_path / "me.jpg").write_bytes(selfie)

    [face] = mien("analyse", "me.jpg", "--json").objects[0]["faces"]

    x, y, width, height = face["box"]
    assert x < 224 < x + width
    assert y < 110 < y + height
    assert len(face["landmarks"]) == 5
    assert list(face["emotions"]) == [emotion.value for emotion in EMOTIONS]
    assert sum(face["emotions"].values()) == pytest.approx(1, abs=0.001)
    assert face["confidence"] == max(face["emotions"].values())


def test_a_clip_tells_the_time_of_its_peak(mien, tmp_path, gif):
    (tmp_path / "me.gif").write_bytes(gif)

    [seen] = mien("analyse", "me.gif", "--json").objects

    assert seen["frames"] == 2
    assert seen["time_s"] in (0.0, 0.2)
    assert len(seen["faces"]) == 1
    assert [point["time_s"] for point in seen["curve"]] == [0.0, 0.2]
    assert list(seen["curve"][0]["emotions"]) == [emotion.value for emotion in EMOTIONS]
    assert (seen["peak"]["time_s"], seen["peak"]["emotion"]) == (seen["time_s"], "happy")


def test_a_clip_is_drawn_over_its_seconds_and_its_faces_numbered(mien, tmp_path, gif):
    (tmp_path / "me.gif").write_bytes(gif)

    ended = mien("analyse", "me.gif", "--json", "--curve", "curve.png", "--boxes", "boxes.png")

    assert ended.code == 0
    assert len(ended.objects) == 1
    with Image.open("curve.png") as curve, Image.open("boxes.png") as boxes:
        assert (curve.format, boxes.format, boxes.size) == ("PNG", "PNG", (256, 256))


def test_a_still_has_no_curve(mien, tmp_path, selfie):
    (tmp_path / "me.jpg").write_bytes(selfie)

    ended = mien("analyse", "me.jpg", "--json", "--curve", "curve.png")

    assert ended.code == 1
    assert ended.objects[0]["emotion"] == "happy"
    assert "needs a GIF or clip" in ended.err
    assert not (tmp_path / "curve.png").exists()


def test_a_picture_that_cannot_be_written_is_told(mien, tmp_path, selfie):
    (tmp_path / "me.jpg").write_bytes(selfie)

    ended = mien("analyse", "me.jpg", "--boxes", "nowhere/boxes.png")

    assert ended.code == 1
    assert "cannot be written" in ended.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["me.jpg", "you.jpg", "--boxes", "boxes.png"],
        ["me.jpg", "--boxes", "./me.jpg"],
        ["me.jpg", "--boxes", "same.png", "--curve", "same.png"],
    ],
)
def test_no_picture_is_drawn_of_several_files_or_over_one_of_them(
    mien, tmp_path, selfie, arguments
):
    (tmp_path / "me.jpg").write_bytes(selfie)

    ended = mien("analyse", *arguments)

    assert ended.code == 2
    assert (tmp_path / "me.jpg").read_bytes() == selfie


def test_every_kind_of_file_gets_its_line_and_the_others_still_come(mien, tmp_path, selfie, nobody):
    large = tmp_path / "large.jpg"
    with large.open("wb") as file:
        file.truncate(2**31)
    files = {
        "nobody.png": nobody,
        "empty.jpg": b"",
        "notes.txt": b"no picture",
        "broken.jpg": selfie[:4000],
        "[bold]me.jpg": selfie,
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "folder").mkdir()
    names = ["folder", "missing.jpg", "/dev/null", "large.jpg", *files]

    ended = mien("analyse", *names, "--json")

    codes = {one["path"]: one["error"] and one["error"]["code"] for one in ended.objects}
    assert list(codes) == names
    assert codes == {
        "folder": "unreadable",
        "missing.jpg": "unreadable",
        "/dev/null": "empty",
        "large.jpg": "too_large",
        "nobody.png": "no_face",
        "empty.jpg": "empty",
        "notes.txt": "unsupported",
        "broken.jpg": "unreadable",
        "[bold]me.jpg": None,
    }
    assert ended.code == 0
    assert all(set(KEYS) <= set(one) for one in ended.objects)


@pytest.mark.parametrize(
    ("name", "said"),
    [("missing.jpg", "no such file"), ("folder", "is a folder"), ("x" * 300, "too long")],
)
def test_a_file_that_cannot_be_opened_is_not_called_damaged(mien, tmp_path, name, said):
    (tmp_path / "folder").mkdir()

    ended = mien("analyse", name, "--json")

    error = ended.objects[0]["error"]
    assert error["code"] == "unreadable"
    assert said in error["message"]
    assert "damaged" not in error["message"]
    assert ended.code == 1


def test_a_device_without_end_is_read_up_to_the_limit_only(mien):
    ended = mien("analyse", "/dev/zero", "--json")

    assert ended.objects[0]["error"]["code"] == "too_large"


def test_why_nobody_was_found_is_told_in_words_and_by_name(mien, tmp_path, selfie):
    pixels = cv2.imdecode(np.frombuffer(selfie, np.uint8), cv2.IMREAD_COLOR)
    (tmp_path / "night.png").write_bytes(cv2.imencode(".png", pixels // 255)[1].tobytes())

    (error,) = [one["error"] for one in mien("analyse", "night.png", "--json").objects]

    assert error["hint"] == "too_dark"
    assert "too dark" in error["message"]


def test_a_picture_of_nobody_was_decoded(mien, tmp_path, nobody):
    (tmp_path / "nobody.png").write_bytes(nobody)

    ended = mien("analyse", "nobody.png", "--json")

    assert ended.code == 0
    assert ended.objects[0]["frames"] == 1


def test_a_name_that_is_no_text_survives_json(mien, tmp_path):
    name = b"caf\xe9.jpg".decode("utf-8", "surrogateescape")

    ended = mien("analyse", name, "--json")

    assert ended.out.isascii()
    assert json.loads(ended.out)["path"] == name


def test_people_get_a_table_and_errors_on_the_other_stream(mien, tmp_path, selfie):
    (tmp_path / "me.jpg").write_bytes(selfie)

    ended = mien("analyse", "me.jpg", "\x1b[31mmissing.jpg")

    assert "You look happy." in ended.out
    assert "missing" not in ended.out
    assert ended.err == "�[31mmissing.jpg: There is no such file. Check its name and folder.\n"


@pytest.mark.parametrize("arguments", [[], ["me.jpg", "--detector", "magic"]])
def test_a_bad_argument_is_exit_code_2(mien, arguments):
    ended = mien("analyse", *arguments)

    assert (ended.code, ended.out) == (2, "")
    assert "Traceback" not in ended.err
