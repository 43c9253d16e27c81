"""The `mien` command."""

from __future__ import annotations

from bot.commands.terminal import run_terminal


def main() -> None:
    """Runs the command line and ends the process with its exit code."""
    run_terminal()


if __name__ == "__main__":
    main()
