import io

import pytest
import typer
from rich.console import Console

from bot.commands.output import shown_progress, writing_to


def test_progress_is_shown_at_a_terminal():
    screen = io.StringIO()

    with shown_progress(Console(file=screen, force_terminal=True, width=80)) as told:
        told("songs.csv", 0.5)
        told("songs.csv", 1.0)

    assert "songs.csv" in screen.getvalue()
    assert "100%" in screen.getvalue()


def test_progress_elsewhere_is_silent():
    screen = io.StringIO()

    with shown_progress(Console(file=screen, width=80)) as told:
        told("songs.csv", 1.0)

    assert screen.getvalue() == ""


def test_no_file_name_steers_the_terminal():
    screen = io.StringIO()

    with shown_progress(Console(file=screen, force_terminal=True, width=80)) as told:
        told("[red]\x07.csv", 1.0)

    assert "[red]\N{REPLACEMENT CHARACTER}.csv" in screen.getvalue()


def test_a_place_that_cannot_be_written_is_named_with_what_to_do(tmp_path, capsys):
    target = tmp_path / "missing" / "set.csv"

    with pytest.raises(typer.Exit) as ended, writing_to(target):
        target.write_text("songs")

    assert ended.value.exit_code == 1
    assert capsys.readouterr().err == (
        f"{target} cannot be written (No such file or directory). Choose another place.\n"
    )
