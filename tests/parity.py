"""What the three chats can do, as a table made from the code; `make parity` writes it."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from pathlib import Path

from adapters.chat.discord.native import NATIVE as DISCORD
from adapters.chat.features import Feature
from adapters.chat.message import CommandSpec, Platform
from adapters.chat.telegram.native import NATIVE as TELEGRAM
from adapters.chat.web.native import NATIVE as WEB
from bot.conversation.commands import command_specs

ROOT = Path(__file__).parent.parent
DOCUMENT = ROOT / "docs" / "parity.md"
NATIVE: Mapping[Platform, Mapping[Feature, str]] = {
    Platform.DISCORD: DISCORD,
    Platform.TELEGRAM: TELEGRAM,
    Platform.WEB: WEB,
}
# A name that an adapter's source must use for the feature to be there at all.
EVIDENCE: Mapping[Feature, str] = {
    Feature.OPENED: "IncomingOpened",
    Feature.TEXT: "IncomingText",
    Feature.COMMAND: "IncomingCommand",
    Feature.COMPLETION: "Completer",
    Feature.PHOTO: "IncomingPhoto",
    Feature.PICTURE_MENU: "NOT_YOUR_PICTURE",
    Feature.DOCUMENT: "IncomingDocument",
    Feature.UNREAD: "fetch",
    Feature.IN_COMPANY: "EVERYONE",
    Feature.INLINE: "InlineAnswerer",
    Feature.PRESS: "IncomingPress",
    Feature.REACTION: "IncomingReaction",
    Feature.WORKING: "show_working",
    Feature.ONLY_FOR_SENDER: "place_id",
    Feature.SHARED: "EVERYONE",
    Feature.TOAST: "TOAST",
    Feature.REPLACED: "replaces",
    Feature.PICTURE: "pictures",
    Feature.FILE: "files",
    Feature.MANAGERS: "manages_place",
    Feature.LANGUAGE: "in_language",
}
NOTHING = "-"


def document() -> str:
    """The whole page in Markdown."""
    events = [
        _row(feature.value, [native.get(feature) for native in NATIVE.values()])
        for feature in Feature
    ]
    plain = command_specs()
    with_spotify = [spec for spec in command_specs(spotify=True) if spec not in plain]
    head = _row("", [platform.value.capitalize() for platform in NATIVE])
    rule = "| --- |" + " --- |" * len(NATIVE)
    return "\n".join(
        [
            "# What each chat can do",
            "",
            "Made from the code by `make parity`; a test compares them.",
            "A dash means that the platform has no such thing.",
            "",
            "## Events and answers",
            "",
            head,
            rule,
            *events,
            "",
            "## Commands",
            "",
            head,
            rule,
            *_commands(plain),
            "",
            "## Commands where the host set Spotify up",
            "",
            head,
            rule,
            *_commands(with_spotify),
            "",
        ]
    )


def _commands(specs: Sequence[CommandSpec]) -> list[str]:
    return [_row(f"`/{spec.name}`", _forms(spec)) for spec in specs]


def names_used(platform: Platform) -> frozenset[str]:
    """Every name, attribute and keyword in the sources of an adapter."""
    folder = ROOT / "adapters" / "chat" / platform.value
    sources = [path for path in folder.glob("*.py") if path.name != "native.py"]
    nodes = (node for path in sources for node in ast.walk(ast.parse(path.read_text())))
    return frozenset(name for node in nodes if (name := _name(node)) is not None)


def _name(node: ast.AST) -> str | None:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.keyword(arg=name):
            return name
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            return name
        case _:
            return None


def _forms(spec: CommandSpec) -> list[str | None]:
    return [_form(spec, platform) for platform in NATIVE]


def _form(spec: CommandSpec, platform: Platform) -> str | None:
    if spec.for_managers:
        return NATIVE[platform].get(Feature.MANAGERS)
    if spec.takes_photo:
        return "with an attachment" if platform is Platform.DISCORD else "says how to send one"
    if spec.argument is None:
        return "yes"
    completed = spec.completes and Feature.COMPLETION in NATIVE[platform]
    return f"with {spec.argument}, completed" if completed else f"with {spec.argument}"


def _row(first: str, cells: list[str | None]) -> str:
    return "| " + " | ".join([first, *(cell or NOTHING for cell in cells)]) + " |"


if __name__ == "__main__":
    DOCUMENT.write_text(document())
