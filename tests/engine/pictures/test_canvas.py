import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]

DRAW = """
from engine.pictures.canvas import blank, png_of
import sys
assert "matplotlib" not in sys.modules
sys.stdout.buffer.write(png_of(blank(300, 200)))
"""


def drawn_in(folder):
    """The standard output of a process whose home and temporary folder are empty."""
    temporary = folder / "tmp"
    temporary.mkdir()
    ended = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-W", "error", "-c", DRAW],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "HOME": str(folder / "home"), "TMPDIR": str(temporary)},
        capture_output=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr.decode()
    return ended.stdout


def test_drawing_leaves_nothing_on_the_disk(tmp_path):
    png = drawn_in(tmp_path)

    assert png.startswith(b"\x89PNG")
    assert [path.name for path in tmp_path.rglob("*")] == ["tmp"]


def test_a_picture_does_not_name_what_drew_it(tmp_path):
    assert b"atplotlib" not in drawn_in(tmp_path)
