import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

from engine.face_packages import FACE_PACKAGES, missing_face_packages

ROOT = Path(__file__).parent.parent.parent


def test_here_they_are_all_installed():
    assert missing_face_packages() == ()


def test_they_are_what_the_extra_of_the_project_brings():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    brought = {re.split(r"[<>=]", one)[0] for one in project["optional-dependencies"]["face"]}
    homes = packages_distributions()

    assert {homes[name][0].replace("_", "-") for name in FACE_PACKAGES} == brought
    assert not any(one.startswith(tuple(brought)) for one in project["dependencies"])


def test_what_cannot_be_found_is_missing():
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]);"
        "from tests.faceless import LeftOut; sys.meta_path.insert(0, LeftOut());"
        "from engine.face_packages import missing_face_packages; print(*missing_face_packages())"
    )
    ended = subprocess.run(  # noqa: S603 - what is written here
        [sys.executable, "-c", program, str(ROOT)], capture_output=True, text=True, check=True
    )

    assert ended.stdout.split() == list(FACE_PACKAGES)
