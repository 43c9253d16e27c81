"""Slash commands and the menu of a message, made from CommandSpecs as Discord wants them."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord import app_commands

from adapters.chat.discord.locales import localized
from adapters.chat.message import CommandSpec, LocalizedText

DESCRIPTION_LENGTH = 100
MENU_LENGTH = 32

Suggestions = list[app_commands.Choice[str]]
_Command = app_commands.Command[Any, ..., None]
_Callback = Callable[..., Coroutine[Any, Any, None]]


@dataclass(frozen=True, slots=True)
class Handlers:
    """Who hears of interactions. `failed`: the library could not bring one of them further."""

    command: Callable[
        [discord.Interaction, CommandSpec, discord.Attachment | None, str], Awaitable[None]
    ]
    picture_menu: Callable[[discord.Interaction, discord.Message], Awaitable[None]]
    suggest: Callable[[discord.Interaction, CommandSpec, str], Awaitable[Suggestions]]
    failed: Callable[[discord.Interaction, app_commands.AppCommandError], Awaitable[None]]


class Commands(app_commands.CommandTree):
    """The commands, for servers and for people who install Mien for themselves."""

    def __init__(
        self,
        client: discord.Client,
        specs: Sequence[CommandSpec],
        *,
        picture_menu: LocalizedText,
        handlers: Handlers,
    ) -> None:
        super().__init__(
            client,
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
        )
        self._handlers = handlers
        for spec in specs:
            self.add_command(_command(spec, handlers))
        self.add_command(_menu(picture_menu, handlers))

    async def on_error(
        self, interaction: discord.Interaction, error: app_commands.AppCommandError, /
    ) -> None:
        """A command that is no longer known, or a mistake of ours."""
        await self._handlers.failed(interaction, error)


def _command(spec: CommandSpec, handlers: Handlers) -> _Command:
    command: _Command = app_commands.Command(
        name=spec.name,
        description=_described(spec.description),
        callback=_callback(spec, handlers),
    )
    if spec.for_managers:
        command.allowed_installs = app_commands.AppInstallationType(guild=True, user=False)
        command.allowed_contexts = app_commands.AppCommandContext(
            guild=True, dm_channel=False, private_channel=False
        )
        command.default_permissions = discord.Permissions(manage_guild=True)
    if spec.argument is not None and spec.completes:
        command.autocomplete("argument")(_suggestions(spec, handlers))
    return command


def _menu(name: LocalizedText, handlers: Handlers) -> app_commands.ContextMenu:
    async def callback(interaction: discord.Interaction, message: discord.Message) -> None:
        await handlers.picture_menu(interaction, message)

    return app_commands.ContextMenu(name=localized(name, length=MENU_LENGTH), callback=callback)


def _callback(spec: CommandSpec, handlers: Handlers) -> _Callback:
    async def callback(
        interaction: discord.Interaction,
        photo: discord.Attachment | None = None,
        argument: str | None = None,
    ) -> None:
        await handlers.command(interaction, spec, photo, argument or "")

    # The library reads the options of a command from the signature of its callback.
    parameters = [_parameter("interaction", discord.Interaction, required=True)]
    descriptions: dict[str, str | app_commands.locale_str] = {}
    if spec.takes_photo:
        required = spec.argument is None
        parameters.append(_parameter("photo", discord.Attachment, required=required))
        descriptions["photo"] = _described(spec.description)
    if spec.argument is not None:
        parameters.append(_parameter("argument", str, required=spec.argument_required))
        descriptions["argument"] = _described(spec.argument_description)
        app_commands.rename(argument=spec.argument)(callback)
    callback.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return app_commands.describe(**descriptions)(callback)


def _suggestions(
    spec: CommandSpec, handlers: Handlers
) -> Callable[[discord.Interaction, str], Coroutine[Any, Any, Suggestions]]:
    async def suggestions(interaction: discord.Interaction, current: str) -> Suggestions:
        return await handlers.suggest(interaction, spec, current)

    return suggestions


def _parameter(name: str, annotation: type, *, required: bool) -> inspect.Parameter:
    default = inspect.Parameter.empty if required else None
    return inspect.Parameter(
        name, inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=annotation, default=default
    )


def _described(text: LocalizedText) -> app_commands.locale_str:
    # Discord takes no description without a letter.
    return localized(text, length=DESCRIPTION_LENGTH, otherwise="…")
