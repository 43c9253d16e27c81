def test_an_upgrade_brings_the_newest_revision(mien):
    [before] = mien("db", "current", "--json").objects
    upgraded = mien("db", "upgrade")
    [after] = mien("db", "current", "--json").objects

    assert before["revision"] is None
    assert upgraded.code == 0
    assert after["revision"] == after["newest"] == before["newest"]


def test_asking_makes_no_database(mien, tmp_path):
    ended = mien("db", "current")

    assert "none" in ended.out
    assert list(tmp_path.iterdir()) == []


def test_migrations_and_models_agree(mien, tmp_path):
    ended = mien("db", "check")

    assert (ended.code, ended.err) == (0, "")
    assert not (tmp_path / "data").exists()
