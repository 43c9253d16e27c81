import numpy as np
import pytest
from PIL import Image

from engine.training.dataset import load_face_pack
from engine.training.errors import FacePackError

SPLITS = ("Training", "PublicTest", "PrivateTest")


@pytest.fixture
def rewrite(data_folder):
    """Changes columns of the labels on disk."""

    def rewritten(**columns):
        with np.load(data_folder / "meta.npz") as meta:
            arrays = dict(meta)
        for name, change in columns.items():
            change(arrays[name])
        np.savez(data_folder / "meta.npz", **arrays)
        return load_face_pack(data_folder)

    return rewritten


def put(at, value):
    def change(column):
        column[at] = value

    return change


def test_every_face_lies_in_its_split_in_the_order_of_the_sheet(data_folder):
    packs = load_face_pack(data_folder)

    with Image.open(data_folder / "sheet.png") as picture:
        sheet = np.asarray(picture)
    images = np.concatenate([packs[name].images for name in SPLITS])
    assert [len(packs[name]) for name in SPLITS] == [96, 4, 4]
    np.testing.assert_array_equal(images[0], sheet[:48, :48])
    np.testing.assert_array_equal(images[1], sheet[:48, 48:96])
    np.testing.assert_array_equal(images[10], sheet[48:96, :48])
    np.testing.assert_array_equal(images[103], sheet[480:528, 144:192])


def test_votes_come_in_the_order_of_our_emotions_without_contempt(rewrite):
    votes = [7, 3, 2, 4, 0, 5, 6, 9, 1, 8]  # neutral, happiness, surprise, sadness, anger, …

    training = rewrite(ferplus_votes=put(0, votes))["Training"]

    assert training.ferplus[0].tolist() == [0, 5, 6, 3, 4, 2, 7]
    assert training.all_votes[0] == sum(votes)


def test_a_majority_is_clear_above_half_of_all_taggers(rewrite):
    half, more = np.zeros(10, int), np.zeros(10, int)
    half[[1, 9]] = 5, 5
    more[[1, 9]] = 6, 4

    training = rewrite(ferplus_votes=put([0, 1], [half, more]))["Training"]

    assert training.clear_majority()[:2].tolist() == [False, True]


def test_a_picture_of_a_test_split_is_not_learned(rewrite):
    whole = rewrite()["Training"]

    packs = rewrite(dup_group=put([5, 98, 102], [5, 5, 7]))

    assert len(packs["Training"]) == 94
    np.testing.assert_array_equal(packs["Training"].images, np.delete(whole.images, [5, 7], axis=0))


def test_a_face_is_copied_where_its_picture_lies_in_a_split_before(rewrite):
    packs = rewrite(dup_group=put([98, 99, 100, 101, 102], [5, 600, 600, 700, 700]))

    assert packs["PublicTest"].copied.tolist() == [False, False, True, False]
    assert packs["PrivateTest"].copied.tolist() == [True, False, False, False]


@pytest.mark.parametrize("missing", ["sheets.json", "meta.npz", "sheet.png"])
def test_a_folder_that_lacks_a_part_of_the_pack_is_told_by_its_name(data_folder, missing):
    (data_folder / missing).unlink()

    with pytest.raises(FacePackError, match=f"data: not the FER2013.*{missing}") as told:
        load_face_pack(data_folder)
    assert "Error" not in str(told.value)
