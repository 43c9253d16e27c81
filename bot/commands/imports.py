"""What the terminal says of an import: one table of all rows, one of those left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.commands.output import counted, print_json, print_table, say

if TYPE_CHECKING:
    from pathlib import Path

    from bot.settings import Settings
    from engine.building.importing import ImportReport


def print_import(report: ImportReport, home: Path, *, as_json: bool) -> None:
    """All that became of the rows."""
    if as_json:
        print_json(_told(report, home))
        return
    rows = [
        ("read", report.read),
        ("added", report.added),
        ("merged: the same id", report.merged_by_id),
        ("merged: the same title and first artist", report.merged_by_song),
        ("refused", report.refused),
    ]
    print_table("Import", ("rows", "how many"), rows)
    refused = [
        (one.name, refusal.reason, refusal.rows, refusal.example)
        for one in report.files
        for refusal in one.refusals
    ]
    if refused:
        print_table("Refused", ("file", "reason", "rows", "for example"), refused)
    for one in report.files:
        for note in one.notes:
            say(f"{one.name}: {note}.")
    say(_ending(report, home))


def say_whose_place(settings: Settings) -> None:
    """What the first import puts aside, and how to have it again."""
    from engine.catalogue import starter_catalogue

    say(
        "Mien chooses from these now, for everyone, instead of the starter catalogue of "
        f"{len(starter_catalogue()):,} tracks. To have that again, {way_back(settings)}."
    )


def way_back(settings: Settings) -> str:
    """What leads from an own catalogue to the starter catalogue."""
    from bot.shelf import home_of_imports
    from engine.catalogue import is_catalogue

    steps = ["leave MIEN_CATALOGUE_DIR empty"] if settings.catalogue_dir is not None else []
    if is_catalogue(imported := home_of_imports(settings)):
        steps.append(f"delete {imported}")
    return " and ".join(steps)


def _ending(report: ImportReport, home: Path) -> str:
    if report.changed:
        return f"{home} has {counted(report.tracks, 'track')} now (version {report.version})."
    return f"Nothing changed: {home} has all of this already (version {report.version})."


def _told(report: ImportReport, home: Path) -> dict[str, object]:
    return {
        "read": report.read,
        "added": report.added,
        "merged": report.merged_by_id + report.merged_by_song,
        "merged_by_id": report.merged_by_id,
        "merged_by_song": report.merged_by_song,
        "refused": report.refused,
        "refusals": [
            {"file": one.name, "reason": why.reason, "rows": why.rows, "example": why.example}
            for one in report.files
            for why in one.refusals
        ],
        "notes": [{"file": one.name, "note": note} for one in report.files for note in one.notes],
        "tracks": report.tracks,
        "catalogue": str(home),
        "version": report.version,
        "changed": report.changed,
    }
