"""All hostile files."""

from __future__ import annotations

from tests.hostile import bombs, clips, cuts, disguises, grids, headers, movements, oddities
from tests.hostile.kinds import Kind

FAMILIES = {
    "bombs": bombs.KINDS,
    "headers": headers.KINDS,
    "cuts": cuts.KINDS,
    "oddities": oddities.KINDS,
    "movements": movements.KINDS,
    "clips": clips.KINDS,
    "grids": grids.KINDS,
    "disguises": disguises.KINDS,
}
FILES: tuple[Kind, ...] = tuple(one for kinds in FAMILIES.values() for one in kinds)
