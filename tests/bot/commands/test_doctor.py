import shutil
import socket

from engine.catalogue import STARTER_FOLDER
from engine.catalogue_files import FEATURES_FILE


def found(ended):
    return {one["what"]: (one["fine"], one["said"]) for one in ended.objects}


def below(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_fresh_machine_is_well_and_stays_untouched(mien, tmp_path):
    ended = mien("doctor", "--json")

    looked = found(ended)
    assert ended.code == 0
    assert looked["reading"][0] is looked["catalogue"][0] is looked["disk"][0] is True
    assert looked["key"][0] is looked["database"][0] is looked["telegram"][0] is None
    assert list(tmp_path.iterdir()) == []


def test_a_page_without_a_secret_is_told_of_where_others_reach_it(mien, monkeypatch):
    assert found(mien("doctor", "--json"))["page secret"][0] is None
    monkeypatch.setenv("MIEN_WEB_NAMES", "mien.example")

    fine, said = found(mien("doctor", "--json"))["page secret"]

    assert fine is False
    assert "MIEN_WEB_SECRET" in said


def test_a_proxy_that_the_page_does_not_know_is_told_of(mien, monkeypatch):
    monkeypatch.setenv("MIEN_WEB_NAMES", "mien.example")
    monkeypatch.setenv("MIEN_WEB_SECRET", "an umbrella in May")
    fine, said = found(mien("doctor", "--json"))["page secret"]
    assert (fine, "MIEN_WEB_PROXIES" in said) == (True, True)

    monkeypatch.setenv("MIEN_WEB_PROXIES", "127.0.0.1")
    assert "MIEN_WEB_PROXIES" not in found(mien("doctor", "--json"))["page secret"][1]


def test_an_empty_data_folder_stays_empty(mien, tmp_path):
    (tmp_path / "data").mkdir()

    mien("doctor")

    assert list((tmp_path / "data").iterdir()) == []


def test_a_machine_in_use_is_well_and_stays_as_it_is(mien, tmp_path):
    mien("db", "upgrade")
    before = below(tmp_path)

    ended = mien("doctor", "--json")

    assert found(ended)["key"][0] is found(ended)["database"][0] is True
    assert below(tmp_path) == before


def test_everything_is_looked_at_whatever_fails(mien, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("in the way")
    (tmp_path / "key").write_text("no key")
    (tmp_path / "key").chmod(0o600)
    monkeypatch.setenv("MIEN_DATA_DIR", str(tmp_path / "file"))
    monkeypatch.setenv("MIEN_KEY_FILE", str(tmp_path / "key"))
    monkeypatch.setenv("MIEN_CATALOGUE_DIR", str(tmp_path))

    ended = mien("doctor", "--json")

    wrong = {what for what, (fine, _) in found(ended).items() if fine is False}
    assert ended.code == 1
    assert wrong == {"key", "disk", "catalogue"}
    assert "MIEN_CATALOGUE_DIR" in found(ended)["catalogue"][1]


def test_a_changed_byte_of_the_catalogue_is_found(mien, monkeypatch, tmp_path):
    own = shutil.copytree(STARTER_FOLDER, tmp_path / "own")
    content = bytearray((own / FEATURES_FILE).read_bytes())
    content[-1] ^= 1
    (own / FEATURES_FILE).write_bytes(content)
    monkeypatch.setenv("MIEN_CATALOGUE_DIR", str(own))

    fine, said = found(mien("doctor", "--json"))["catalogue"]

    assert fine is False
    assert FEATURES_FILE in said


def test_a_catalogue_too_small_for_a_mood_is_told_of_and_is_no_fault(mien, monkeypatch, tmp_path):
    (tmp_path / "songs.csv").write_text(
        "track_id,title,artists,danceability,energy,loudness,speechiness,acousticness,"
        "instrumentalness,liveness,valence,tempo\nid1,Song,Band,.5,.9,-3,.1,.01,0,.2,.9,120\n"
    )
    mien("catalogue", "import", "songs.csv")

    own = str(tmp_path / "data" / "catalogue")

    ended = mien("doctor", "--json")
    monkeypatch.setenv("MIEN_CATALOGUE_DIR", own)
    named = mien("doctor", "--json")

    fine, said = found(ended)["catalogue"]
    assert (ended.code, fine) == (0, None)
    assert "calm" in said
    assert f"delete {own}" in said
    assert f"leave MIEN_CATALOGUE_DIR empty and delete {own}" in found(named)["catalogue"][1]


def test_a_taken_port_is_found(mien, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setenv("MIEN_WEB_PORT", str(taken.getsockname()[1]))
        ended = mien("doctor", "--json")

    assert found(ended)["page"][0] is False
    assert "MIEN_WEB_PORT" in found(ended)["page"][1]
    assert ended.code == 1


def test_a_token_is_never_shown(mien, monkeypatch):
    monkeypatch.setenv("MIEN_TELEGRAM_TOKEN", "123:sesame")
    monkeypatch.setenv("MIEN_TELEGRAM_BASE_URL", "http://127.0.0.1:1/bot")

    ended = mien("doctor")

    assert "telegram" in ended.out
    assert "sesame" not in ended.out + ended.err
