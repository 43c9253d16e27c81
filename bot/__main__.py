"""The `mien` command."""

from __future__ import annotations

import os


def main() -> None:
    """Runs the command line and ends the process with its exit code."""
    # Before numpy is loaded: its threads wait in busy loops, and choosing songs took five times
    # as long with two of them as with one.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from bot.commands.terminal import run_terminal

    run_terminal()


if __name__ == "__main__":
    main()
