"""Slash commands as Discord registers them, made from CommandSpecs."""

from __future__ import annotations

import inspect
import json
import logging
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from typing import Any

import discord
from discord import app_commands

from adapters.chat.message import CommandSpec

DESCRIPTION_LENGTH = 100

log = logging.getLogger(__name__)

CommandHandler = Callable[
    [discord.Interaction, CommandSpec, discord.Attachment | None, str], Awaitable[None]
]
_Command = app_commands.Command[Any, ..., None]
_Callback = Callable[..., Coroutine[Any, Any, None]]


def command_tree(
    client: discord.Client, specs: Sequence[CommandSpec], *, handle: CommandHandler
) -> app_commands.CommandTree:
    """The commands, for servers and for people who install Mien for themselves."""
    tree = app_commands.CommandTree(
        client,
        allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        allowed_contexts=app_commands.AppCommandContext(
            guild=True, dm_channel=True, private_channel=True
        ),
    )
    for spec in specs:
        tree.add_command(_command(spec, handle))
    return tree


async def register(tree: app_commands.CommandTree) -> None:
    """Tells Discord about the commands if it knows others; Discord counts changes strictly."""
    # Not `fetch_commands`: discord.py 2.7 reads contexts and installs one bit off.
    client = tree.client
    fetched = await client.http.get_global_commands(client.application_id or 0)
    known = [_shape(command) for command in fetched]
    wanted = [_shape(command.to_dict(tree)) for command in tree.get_commands()]
    if sorted(known) == sorted(wanted):
        return
    await tree.sync()
    log.info("registered commands", extra={"commands": len(wanted)})


def _command(spec: CommandSpec, handle: CommandHandler) -> _Command:
    command: _Command = app_commands.Command(
        name=spec.name,
        description=_described(spec.description.english),
        callback=_callback(spec, handle),
    )
    return command


def _callback(spec: CommandSpec, handle: CommandHandler) -> _Callback:
    async def callback(
        interaction: discord.Interaction,
        photo: discord.Attachment | None = None,
        argument: str | None = None,
    ) -> None:
        await handle(interaction, spec, photo, argument or "")

    # The library reads the options of a command from the signature of its callback.
    parameters = [_parameter("interaction", discord.Interaction, required=True)]
    descriptions: dict[str, str | app_commands.locale_str] = {}
    if spec.takes_photo:
        required = spec.argument is None
        parameters.append(_parameter("photo", discord.Attachment, required=required))
        descriptions["photo"] = _described(spec.description.english)
    if spec.argument is not None:
        parameters.append(_parameter("argument", str, required=spec.argument_required))
        descriptions["argument"] = _described(spec.argument_description.english)
        app_commands.rename(argument=spec.argument)(callback)
    callback.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return app_commands.describe(**descriptions)(callback)


def _parameter(name: str, annotation: type, *, required: bool) -> inspect.Parameter:
    default = inspect.Parameter.empty if required else None
    return inspect.Parameter(
        name, inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=annotation, default=default
    )


def _described(text: str) -> str:
    return text[:DESCRIPTION_LENGTH] or "…"


def _shape(command: Mapping[str, Any]) -> str:
    """What must be registered anew when it changes, in the order Discord keeps."""
    options = [
        {
            "name": option["name"],
            "type": option["type"],
            "description": option["description"],
            "required": bool(option.get("required")),
            "autocomplete": bool(option.get("autocomplete")),
        }
        for option in command.get("options", ())
    ]
    shape = {
        "name": command["name"],
        "type": command["type"],
        "description": command["description"],
        "contexts": sorted(command.get("contexts") or ()),
        "integration_types": sorted(command.get("integration_types") or ()),
        "options": options,
    }
    return json.dumps(shape, sort_keys=True)
