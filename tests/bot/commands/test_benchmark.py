def test_the_stages_of_a_reading_are_timed(mien):
    [measured] = mien("benchmark", "--rounds", "1", "--photos", "2", "--json").objects

    assert measured["rounds"] == 1
    assert set(measured["reading"]) == {"decode", "detect", "classify", "total"}
    assert min(measured["reading"].values()) > 0
    assert measured["memory"]["photos"] == 2


def test_a_photo_of_ones_own_is_timed_for_people(mien, tmp_path, selfie):
    (tmp_path / "me.jpg").write_bytes(selfie)

    ended = mien("benchmark", "me.jpg", "--rounds", "1", "--photos", "2")

    assert "detect" in ended.out
    assert "bare steps" in ended.out


def test_a_picture_of_nobody_cannot_be_timed(mien, tmp_path, nobody):
    (tmp_path / "nobody.png").write_bytes(nobody)

    ended = mien("benchmark", "nobody.png", "--rounds", "1", "--photos", "2")

    assert ended.code == 1
    assert "find a face" in ended.err


def test_a_photo_that_is_not_there_is_a_bad_argument(mien):
    assert mien("benchmark", "missing.jpg").code == 2


def test_what_is_no_picture_is_not_called_a_damaged_one(mien, tmp_path):
    (tmp_path / "text.txt").write_text("hello")

    ended = mien("benchmark", "text.txt")

    assert (ended.code, ended.out) == (1, "")
    assert "not a picture that can be read (txt)" in ended.err
