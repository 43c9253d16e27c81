import cv2
import pytest
import skimage.data
from PIL import Image


@pytest.mark.parametrize("sheets", [None, "no json", "{}", "[]"])
def test_a_folder_without_the_pack_is_a_bad_argument(mien, tmp_path, sheets):
    (tmp_path / "pack").mkdir()
    if sheets is not None:
        (tmp_path / "pack" / "sheets.json").write_text(sheets)

    ended = mien("evaluate", "emotions", "--data", "pack", "--json")

    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("pack does not hold the FER2013 + FER+ pack")


def test_a_folder_that_is_not_there_is_a_bad_argument(mien):
    assert mien("evaluate", "emotions", "--data", "nowhere").code == 2


def test_one_kind_of_data_must_be_named(mien, tmp_path):
    both = ("--data", str(tmp_path), "--faces", str(tmp_path))

    assert mien("evaluate", "emotions").code == 2
    assert mien("evaluate", "emotions", *both).code == 2


@pytest.fixture
def smiles(tmp_path):
    (tmp_path / "faces" / "happy").mkdir(parents=True)
    face = skimage.data.astronaut()[60:180, 165:285]
    Image.fromarray(face).save(tmp_path / "faces" / "happy" / "colour.png")
    small = cv2.resize(cv2.cvtColor(face, cv2.COLOR_RGB2GRAY), (48, 48))
    Image.fromarray(small).save(tmp_path / "faces" / "happy" / "grey.png")
    return tmp_path / "faces"


def test_cropped_faces_in_folders_named_by_emotion_are_read(mien, smiles):
    ended = mien("evaluate", "emotions", "--faces", str(smiles), "--json")

    (numbers,) = ended.objects
    assert set(numbers) == {"accuracy", "n", "recall", "confusion"}
    assert (numbers["accuracy"], numbers["n"], numbers["recall"]) == (1.0, 2, {"happy": 1.0})
    assert numbers["confusion"][3] == [0, 0, 0, 2, 0, 0, 0]


def test_faces_are_told_as_a_table_for_people(mien, smiles):
    ended = mien("evaluate", "emotions", "--faces", str(smiles))

    assert ended.code == 0
    assert "recall happy" in ended.out


def test_a_file_that_is_no_picture_is_told_and_left_out(mien, smiles):
    (smiles / "happy" / "broken.jpg").write_bytes(b"no picture")

    ended = mien("evaluate", "emotions", "--faces", str(smiles), "--json")

    assert ended.objects[0]["n"] == 2
    assert "broken.jpg" in ended.err


def test_a_folder_without_emotions_or_without_faces_is_a_bad_argument(mien, tmp_path):
    nameless, empty = tmp_path / "nameless", tmp_path / "empty"
    (nameless / "holiday").mkdir(parents=True)
    (empty / "happy").mkdir(parents=True)

    assert mien("evaluate", "emotions", "--faces", str(nameless)).code == 2
    assert mien("evaluate", "emotions", "--faces", str(empty)).code == 2
