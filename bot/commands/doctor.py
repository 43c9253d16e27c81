"""`mien doctor`: what works here, what is missing, and what to do."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

import typer

from adapters.errors import AdapterError
from bot.commands.checkups import (
    Finding,
    discord_findings,
    feature_findings,
    spotify_findings,
    telegram_findings,
)
from bot.commands.imports import way_back
from bot.commands.output import AsJson, counted, print_json, print_table
from bot.commands.problems import problem_sentence
from bot.settings import Settings, read_settings
from engine.assets import read_manifest
from engine.errors import EngineError
from engine.face_packages import missing_face_packages

PAGE_ANSWERS_WITHIN_S = 2.0
PAGE_TITLE = b"<title>Mien</title>"
PAGE_TITLE_WITHIN_BYTES = 4096
ENOUGH_FREE_MB = 200  # the database, its log and a backup of both


def doctor(*, as_json: AsJson = False) -> None:
    """Look at key, disk, database, catalogue, weights, port, and what the platforms say."""
    findings = diagnose(read_settings())
    if as_json:
        for one in findings:
            print_json({"what": one.what, "fine": one.fine, "said": one.said})
    else:
        marks = {True: "✓", False: "✗", None: "○"}
        rows = [(marks[one.fine], one.what, one.said) for one in findings]
        print_table("How Mien is doing", ("", "what", "finding"), rows)
    if any(one.fine is False for one in findings):
        raise typer.Exit(1)


def diagnose(settings: Settings) -> list[Finding]:
    """Everything, whatever fails; changes nothing."""
    looks: dict[str, Callable[[Settings], tuple[bool | None, str]]] = {
        "key": _key,
        "disk": _disk,
        "database": _database,
        "catalogue": _catalogue,
        "reading": _reading,
        "page": _page,
        "page secret": _page_secret,
    }
    return [
        *(_finding(what, look, settings) for what, look in looks.items()),
        *_findings("telegram", telegram_findings, settings),
        *_findings("discord", discord_findings, settings),
        *_findings("spotify", spotify_findings, settings),
        *_findings("song features", feature_findings, settings),
    ]


def _finding(
    what: str, look: Callable[[Settings], tuple[bool | None, str]], settings: Settings
) -> Finding:
    [finding] = _findings(what, lambda s: [Finding(what, *look(s))], settings)
    return finding


def _findings(
    what: str, look: Callable[[Settings], list[Finding]], settings: Settings
) -> list[Finding]:
    try:
        return look(settings)
    except (EngineError, AdapterError, OSError) as error:
        return [Finding(what, False, problem_sentence(error))]


def _key(settings: Settings) -> tuple[bool | None, str]:
    from bot.bootstrap import existing_keys

    if existing_keys(settings) is None:
        return None, f"{settings.key_file} will be made at the first start"
    return True, str(settings.key_file)


def _disk(settings: Settings) -> tuple[bool | None, str]:
    folder = settings.data_dir
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    free_mb = shutil.disk_usage(existing).free // 2**20
    if not existing.is_dir():
        return False, f"{existing} is no folder: set MIEN_DATA_DIR to one"
    if not os.access(existing, os.W_OK):
        return False, f"{existing} cannot be written: set MIEN_DATA_DIR to a folder of yours"
    if free_mb < ENOUGH_FREE_MB:
        return False, f"{free_mb} MB free at {existing}: make room for {ENOUGH_FREE_MB}"
    return True, f"{free_mb} MB free at {existing}"


def _database(settings: Settings) -> tuple[bool | None, str]:
    from bot.bootstrap import database_state

    has, needs = database_state(settings)
    if has is None:
        return None, "will be made at the first start"
    if has != needs:
        return False, (
            f"revision {has}, needed {needs}: `mien db upgrade` brings an older one there; "
            "a newer one needs a newer Mien"
        )
    return True, f"up to date ({has})"


def _catalogue(settings: Settings) -> tuple[bool | None, str]:
    from bot.shelf import open_catalogue
    from engine.catalogue_stats import scarce_moods

    catalogue = open_catalogue(settings, thoroughly=True)
    told = f"{counted(len(catalogue), 'track')}: {catalogue.name}"
    scarce = scarce_moods(catalogue)
    if not scarce:
        return True, told
    return None, (
        f"{told}; too few artists for two different sets: {', '.join(scarce)}. Import more, or "
        f"{way_back(settings)} for the starter catalogue"
    )


def _reading(settings: Settings) -> tuple[bool | None, str]:
    missing = missing_face_packages()
    if missing:
        return None, f"off, no faces are read: {', '.join(missing)} not installed (extra `face`)"
    from engine.mood_reader import load_mood_reader

    portrait = read_manifest()["portrait"].load()
    reading = load_mood_reader(detector=settings.detector).read(portrait)
    milliseconds = reading.timings_ms["total"]
    return True, f"a portrait was read as {reading.emotion} in {milliseconds:.0f} ms"


def _page(settings: Settings) -> tuple[bool | None, str]:
    family = socket.AF_INET6 if ":" in settings.web_host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.web_host, settings.web_port))
        except OSError as error:
            url = settings.page_url_at(settings.web_port)
            if _is_our_page(url):
                return True, f"Mien is running at {url}"
            return False, (
                f"{settings.web_host} port {settings.web_port}: {error.strerror}. "
                "Another program has it: end that one, or set MIEN_WEB_PORT"
            )
    return True, settings.page_url_at(settings.web_port)


def _page_secret(settings: Settings) -> tuple[bool | None, str]:
    if settings.page_is_for_all:
        return False, (
            "others reach the page and nothing is asked of them, so `mien run` will not start: set "
            "MIEN_WEB_SECRET"
        )
    if settings.web_secret is None:
        return None, "none; only this machine reaches the page"
    if settings.web_names and not settings.web_proxies:
        return True, (
            "asked for before the page opens; all who come past a proxy share five tries at it "
            "unless MIEN_WEB_PROXIES names the proxy"
        )
    return True, "asked for before the page opens"


def _is_our_page(url: str) -> bool:
    place = urlsplit(url)
    connection = HTTPConnection(place.hostname or "", place.port, timeout=PAGE_ANSWERS_WITHIN_S)
    try:
        connection.request("GET", "/")
        return PAGE_TITLE in connection.getresponse().read(PAGE_TITLE_WITHIN_BYTES)
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
