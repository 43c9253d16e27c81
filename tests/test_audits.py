"""What is planted is found; what nobody could ask about is not passed over in silence."""

import base64

import pytest

from tests import audits
from tests.audits import NobodyToAskError, found_secrets, judged

RANDOM = base64.b32encode(bytes(range(7, 47))).decode().lower()


def planted(folder, text, name="settings.py"):
    (folder / name).write_text(text)
    return found_secrets([name], root=folder)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f'token = "123456789:AA{RANDOM[:33]}"', "Telegram Bot Token"),
        (f'password = "{RANDOM[:20]}"', "Secret Keyword"),
        ("-----BEGIN " + "RSA PRIVATE KEY-----", "Private Key"),
        (f'url = "postgresql://mien:{RANDOM[:12]}@db/mien"', "Basic Auth Credentials"),
        (f'key = "{bytes(range(40, 60)).hex()}"', "Hex High Entropy String"),
        (f'token = "ghp_{RANDOM[:36]}"', "GitHub Token"),
    ],
)
def test_what_looks_like_a_secret_is_found_with_its_place(tmp_path, text, kind):
    assert f"settings.py:2 {kind}" in planted(tmp_path, f"# settings\n{text}\n")


def test_what_is_named_as_harmless_is_not(tmp_path):
    revision = bytes(range(90, 96)).hex()
    url = f"postgresql://mien:{audits.SAMPLES[-2]}@db/mien"
    text = f'revision = "{revision}"\nurl = "{url}"\n'

    assert planted(tmp_path, text) == []


def test_a_known_hole_fails_and_none_does_not(capsys):
    assert not judged("run.txt", code=0, out="", err="No known vulnerabilities found")
    assert judged("run.txt", code=1, out="Name Version ID\nx 1 CVE", err="Found 1")
    assert "VULNERABLE" in capsys.readouterr().out


def test_what_nobody_could_be_asked_about_is_told_from_what_is_well():
    with pytest.raises(NobodyToAskError, match="no route"):
        judged("run.txt", code=1, out="", err="Traceback\nConnectionError: no route")


def test_it_is_said_loudly_in_one_line(monkeypatch, capsys):
    def nobody(requirements):
        raise NobodyToAskError("no route")

    monkeypatch.setattr(audits, "_audited", nobody)

    assert audits.vulnerabilities() == 0
    [line] = capsys.readouterr().out.splitlines()
    assert line.startswith("WARNING: the locked versions were NOT audited")
