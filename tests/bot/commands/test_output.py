import io

from rich.console import Console

from bot.commands.output import shown_progress


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
