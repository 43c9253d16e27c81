"""What the platforms say of the bot, as findings of `mien doctor`."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlsplit

from adapters.chat.message import CommandSpec
from adapters.errors import PlatformError
from adapters.values import DiscordState, TelegramState
from bot.conversation.commands import command_specs
from bot.settings import Settings

State = TypeVar("State")

PLATFORM_ANSWERS_WITHIN_S = 15.0
FEW_LOGINS = 50  # of a thousand a day: something restarts again and again


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `fine` is None where it is merely off."""

    what: str
    fine: bool | None
    said: str


def telegram_findings(settings: Settings) -> list[Finding]:
    """Token, menu, webhook, groups and inline queries; one finding where the token is not set."""
    from bot.bootstrap import telegram_state

    if settings.telegram_token is None:
        return [_off("telegram", "MIEN_TELEGRAM_TOKEN")]
    state = _asked("Telegram", lambda: telegram_state(settings))
    wanted = None if settings.telegram_webhook_url is None else str(settings.telegram_webhook_url)
    return [
        Finding("telegram", True, f"the token belongs to @{state.name}"),
        _commands("telegram commands", state.commands, _menu(settings)),
        _webhook(state, wanted),
        _groups(state),
        _inline(state),
    ]


def discord_findings(settings: Settings) -> list[Finding]:
    """Token, commands, intents and logins; one finding where the token is not set."""
    from bot.bootstrap import discord_state

    if settings.discord_token is None:
        return [_off("discord", "MIEN_DISCORD_TOKEN")]
    state = _asked("Discord", lambda: discord_state(settings))
    return [
        Finding("discord", True, f"the token belongs to {state.name}, in {state.servers} servers"),
        _commands("discord commands", state.commands, _specs(settings)),
        _intents(state),
        _logins(state),
    ]


def spotify_findings(settings: Settings) -> list[Finding]:
    """The application, and where Spotify sends browsers back; one finding where it is not set."""
    from bot.bootstrap import check_spotify

    if settings.spotify_client_id is None:
        return [_off("spotify", "MIEN_SPOTIFY_CLIENT_ID and MIEN_SPOTIFY_CLIENT_SECRET")]
    _asked("Spotify", lambda: check_spotify(settings))
    return [
        Finding("spotify", True, "the client id and its secret belong together"),
        _sent_back(settings),
    ]


def feature_findings(settings: Settings) -> list[Finding]:
    """Whether who describes songs answers, in one finding."""
    from bot.bootstrap import check_feature_source

    what, name = "song features", settings.feature_source
    if name is None:
        return [_off(what, "MIEN_FEATURE_SOURCE")]
    if _asked(name, lambda: check_feature_source(settings)):
        return [Finding(what, True, f"{name} answers, and knows a well-known song")]
    return [
        Finding(
            what,
            False,
            f"{name} answers, and knows nothing of a well-known song: look at "
            "MIEN_RECCOBEATS_URL, or leave MIEN_FEATURE_SOURCE empty",
        )
    ]


def _asked(who: str, ask: Callable[[], Coroutine[Any, Any, State]]) -> State:
    async def in_time() -> State:
        async with asyncio.timeout(PLATFORM_ANSWERS_WITHIN_S):
            return await ask()

    try:
        return asyncio.run(in_time())
    except TimeoutError as error:
        raise PlatformError(
            f"{who} did not answer within {PLATFORM_ANSWERS_WITHIN_S:.0f} s"
        ) from error


def _off(what: str, variable: str) -> Finding:
    return Finding(what, None, f"off; set {variable} to turn it on")


def _specs(settings: Settings) -> tuple[CommandSpec, ...]:
    return command_specs(spotify=settings.spotify_client_id is not None)


def _menu(settings: Settings) -> tuple[CommandSpec, ...]:
    """Telegram's default menu leaves out what only those who manage a group may use."""
    return tuple(spec for spec in _specs(settings) if not spec.for_managers)


def _commands(what: str, known: frozenset[str], specs: Sequence[CommandSpec]) -> Finding:
    wanted = {spec.name for spec in specs}
    if wanted <= known:
        return Finding(what, True, f"{len(wanted)} registered")
    missing = ", ".join(f"/{name}" for name in sorted(wanted - known))
    return Finding(what, None, f"not yet registered: {missing}. `mien run` does it at its start")


def _webhook(state: TelegramState, wanted: str | None) -> Finding:
    what = "telegram webhook"
    if state.webhook_error is not None:
        waiting = f"{state.waiting_updates} updates wait"
        return Finding(
            what,
            False,
            f"Telegram could not deliver ({state.webhook_error}), {waiting}: look whether "
            "MIEN_TELEGRAM_WEBHOOK_URL leads to this machine",
        )
    if state.webhook_url == wanted:
        where = "off, updates are fetched" if wanted is None else f"set to {_host_of(wanted)}"
        return Finding(what, True, where)
    now = "none" if state.webhook_url is None else _host_of(state.webhook_url)
    return Finding(what, None, f"Telegram has {now}: `mien run` changes it at its start")


def _groups(state: TelegramState) -> Finding:
    if state.reads_all_in_groups:
        return Finding(
            "telegram groups",
            False,
            "the bot receives every message of its groups, which Mien does not need: "
            "switch privacy mode on with /setprivacy at @BotFather",
        )
    return Finding("telegram groups", True, "privacy mode is on: only what is addressed arrives")


def _inline(state: TelegramState) -> Finding:
    if state.answers_inline:
        return Finding("telegram inline", True, f"@{state.name} calm piano works in any chat")
    return Finding("telegram inline", None, "off; /setinline at @BotFather turns it on")


def _intents(state: DiscordState) -> Finding:
    if not state.privileged_intents:
        return Finding("discord intents", True, "no privileged intent is on, and none is needed")
    names = ", ".join(state.privileged_intents)
    return Finding(
        "discord intents",
        False,
        f"{names}: Mien needs no privileged intent; switch it off in the developer portal",
    )


def _logins(state: DiscordState) -> Finding:
    said = f"{state.logins_left} logins left today"
    if state.logins_left >= FEW_LOGINS:
        return Finding("discord logins", True, said)
    return Finding("discord logins", False, f"{said}: something starts Mien again and again")


def _sent_back(settings: Settings) -> Finding:
    what = "spotify redirect"
    said = f"{settings.public_address}/spotify/callback has to stand in Spotify's dashboard"
    if settings.public_url is None:
        return Finding(
            what, None, f"{said}; only browsers on this machine get there: set MIEN_PUBLIC_URL"
        )
    return Finding(what, True, said)


def _host_of(url: str) -> str:
    return urlsplit(url).hostname or "an address that cannot be read"
