"""Tells Discord about the commands when they changed, and only then."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from typing import Any

import discord
from discord import app_commands
from discord.http import Route

from adapters.chat.discord.locales import OwnTranslator

log = logging.getLogger(__name__)


async def register(tree: app_commands.CommandTree) -> None:
    """Sends all commands if Discord knows others: it counts changes strictly."""
    client = tree.client
    translator = OwnTranslator()
    payload = [
        await command.get_translated_payload(tree, translator) for command in tree.get_commands()
    ]
    if sorted(map(_shape, await _known(client))) == sorted(map(_shape, payload)):
        return
    await client.http.bulk_upsert_global_commands(client.application_id or 0, payload=payload)
    log.info("registered commands", extra={"commands": len(payload)})


async def _known(client: discord.Client) -> list[dict[str, Any]]:
    # Not `fetch_commands`: discord.py 2.7 asks for no languages, and reads contexts and installs
    # one bit off.
    route = Route(
        "GET", "/applications/{application_id}/commands", application_id=client.application_id
    )
    known: list[dict[str, Any]] = await client.http.request(
        route, params={"with_localizations": "true"}
    )
    return known


def _shape(command: Mapping[str, Any]) -> str:
    """What must be registered anew when it changes, in the order Discord keeps."""
    permissions = command.get("default_member_permissions")
    shape = {
        **_texts(command),
        "type": command["type"],
        "contexts": sorted(command.get("contexts") or ()),
        "integration_types": sorted(command.get("integration_types") or ()),
        # Sent as a number, told as text.
        "permissions": None if permissions is None else str(permissions),
        "options": [_option_shape(option) for option in command.get("options") or ()],
    }
    return json.dumps(shape, sort_keys=True)


def _option_shape(option: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **_texts(option),
        "type": option["type"],
        "required": bool(option.get("required")),
        "autocomplete": bool(option.get("autocomplete")),
    }


def _texts(named: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": named["name"],
        "names": named.get("name_localizations") or {},
        "description": named.get("description") or "",
        "descriptions": named.get("description_localizations") or {},
    }
