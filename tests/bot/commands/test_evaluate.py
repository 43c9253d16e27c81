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
    assert ended.err.startswith("pack: not the FER2013 + FER+ pack")


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


FEATURES = "danceability,energy,loudness,speechiness,acousticness,instrumentalness,liveness"
LABELLED = f"""mood,{FEATURES},valence,tempo
Calm,0.4,0.1,-24,0.04,0.98,0.93,0.1,0.1,110
Happy,0.8,0.75,-5,0.05,0.05,0.0,0.1,0.9,122
Sad,0.8,0.75,-5,0.05,0.05,0.0,0.1,0.9,122
dreamy,0.8,0.75,-5,0.05,0.05,0.0,0.1,0.9,122
"""


def test_moods_of_tracks_are_measured_against_what_people_named(mien, tmp_path):
    (tmp_path / "moods.csv").write_text(LABELLED)

    ended = mien("evaluate", "moods", "--data", "moods.csv", "--json")

    (numbers,) = ended.objects
    assert numbers["accuracy"] == pytest.approx(2 / 3)
    assert numbers["n"] == 3
    assert numbers["recall"] == {"Calm": 1.0, "Happy": 1.0, "Sad": 0.0}
    assert 0 < numbers["macro_f1"] < 1
    assert numbers["untested"] == ["surprised", "fearful"]
    assert "“dreamy”" in ended.err


def test_people_are_told_what_of_the_moods_is_untested(mien, tmp_path):
    (tmp_path / "moods.csv").write_text(LABELLED)

    ended = mien("evaluate", "moods", "--data", "moods.csv")

    assert "recall Calm" in ended.out
    assert "surprised, fearful" in ended.out


def test_a_file_with_other_columns_is_a_sentence(mien, tmp_path):
    (tmp_path / "songs.csv").write_text("title,energy\nOne,0.5\n")

    ended = mien("evaluate", "moods", "--data", "songs.csv", "--json")

    assert (ended.code, ended.out) == (2, "")
    assert "songs.csv has no tracks to measure with: it lacks the columns mood" in ended.err


def test_faces_are_measured_for_programs_and_people(mien, tmp_path, selfie):
    (tmp_path / "me.jpg").write_bytes(selfie)
    (tmp_path / "photos.csv").write_text("file,faces\nme.jpg,1\n")

    [measured] = mien("evaluate", "faces", "--data", ".", "--drawn", "1", "--json").objects

    assert (measured["detector"], measured["found"], measured["exactly_one"]) == ("mtcnn", 1, 1)
    assert measured["kinds"]["turned 90"] == 1
    assert set(measured["hints"]) == {"too_dark", "blurred", "too_small", "turned_away"}


def test_the_other_detector_is_measured_too(mien, tmp_path, selfie):
    (tmp_path / "me.jpg").write_bytes(selfie)
    (tmp_path / "photos.csv").write_text("file,faces\nme.jpg,1\n")

    ended = mien("evaluate", "faces", "--data", ".", "--drawn", "1", "--detector", "haar")

    assert "Faces, haar" in ended.out
    assert "turned 90" in ended.out


@pytest.mark.parametrize("table", [None, "name,faces\nme.jpg,1\n", "file,faces\ngone.jpg,1\n"])
def test_faces_need_a_table_and_its_photos(mien, tmp_path, table):
    if table is not None:
        (tmp_path / "photos.csv").write_text(table)

    ended = mien("evaluate", "faces", "--data", ".")

    assert ended.code == 2
    assert "photos.csv" in ended.err


def test_a_recommender_needs_its_tracks_and_interactions(mien, tmp_path):
    ended = mien("evaluate", "recommender", "--data", str(tmp_path), "--json")

    assert (ended.code, ended.out) == (2, "")
    assert "tracks.parquet is missing" in ended.err
