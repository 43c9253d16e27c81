"""The files of the networks: found, checked against the manifest, and loaded."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from importlib import metadata, resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import AssetError

if TYPE_CHECKING:
    from collections.abc import Mapping

MANIFEST = "manifest.toml"


@dataclass(frozen=True, slots=True)
class Asset:
    """One entry of the manifest.

    `distribution` names the installed package that carries the file, None for our own; `facts`
    holds what only some entries have.
    """

    name: str
    purpose: str
    source: str
    licence: str
    file: str
    sha256: str
    distribution: str | None
    facts: Mapping[str, Any]

    @property
    def path(self) -> Path:
        """Where the file lies; AssetError if its package is not installed."""
        if self.distribution is None:
            return assets_folder() / self.file
        try:
            return Path(str(metadata.distribution(self.distribution).locate_file(self.file)))
        except metadata.PackageNotFoundError as error:
            raise AssetError(self.name, f"{self.distribution} is not installed") from error

    def load(self) -> bytes:
        """The file's bytes; AssetError if missing or other than the manifest says."""
        try:
            content = self.path.read_bytes()
        except OSError as error:
            raise AssetError(self.name, "missing") from error
        if hashlib.sha256(content).hexdigest() != self.sha256:
            raise AssetError(self.name, "differs from its sha256 in the manifest")
        return content


def assets_folder() -> Path:
    """Where Mien's own files and the manifest lie."""
    return Path(str(resources.files("engine.assets")))


def read_manifest(path: Path | None = None) -> dict[str, Asset]:
    """Asset name to entry; AssetError if the manifest is missing or broken."""
    where = path or assets_folder() / MANIFEST
    try:
        entries = tomllib.loads(where.read_text(encoding="utf-8"))
        return {name: _asset(name, entry) for name, entry in entries.items()}
    except (OSError, tomllib.TOMLDecodeError, TypeError, KeyError) as error:
        raise AssetError(MANIFEST, str(error)) from error


def _asset(name: str, entry: Mapping[str, Any]) -> Asset:
    facts = dict(entry)
    return Asset(
        name=name,
        purpose=facts.pop("purpose"),
        source=facts.pop("source"),
        licence=facts.pop("licence"),
        file=facts.pop("file"),
        sha256=facts.pop("sha256"),
        distribution=facts.pop("distribution", None),
        facts=facts,
    )
