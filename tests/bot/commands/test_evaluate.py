import pytest


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
