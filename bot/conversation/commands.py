"""The commands that exist, as every platform registers them."""

from __future__ import annotations

from adapters.chat.message import CommandSpec
from bot.replies.commands import argument_of, description_of

# Where the host set Spotify up.
OF_SPOTIFY = ("link", "unlink", "save", "play", "pause", "next", "library")
_BEFORE_PLAYLIST = ("seeds", "taste", "history")
_AFTER_PLAYLIST = ("settings", "privacy", "export")


def command_specs(*, spotify: bool = False, faces: bool = True) -> tuple[CommandSpec, ...]:
    """All commands, in the order a menu shows them; Spotify's where it is set up."""
    selfie = CommandSpec("selfie", description_of("selfie"), takes_photo=True)
    return (
        *((selfie,) if faces else ()),
        _with_argument("mood", completes=True),
        _with_argument("goal", completes=True),
        _with_argument("seed", completes=True),
        *(_plain(name) for name in _BEFORE_PLAYLIST),
        _with_argument("songs", completes=True),
        _with_argument("playlist", completes=True),
        *(_plain(name) for name in OF_SPOTIFY if spotify),
        *(_plain(name) for name in _AFTER_PLAYLIST),
        _with_argument("forget", completes=True),
        _plain("help"),
        _with_argument("server", completes=True, for_managers=True),
    )


def _plain(name: str) -> CommandSpec:
    return CommandSpec(name, description_of(name))


def _with_argument(name: str, *, completes: bool, for_managers: bool = False) -> CommandSpec:
    argument, description = argument_of(name)
    return CommandSpec(
        name,
        description_of(name),
        argument=argument,
        argument_description=description,
        completes=completes,
        for_managers=for_managers,
    )
