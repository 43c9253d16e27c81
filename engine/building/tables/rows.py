"""Rows of tracks in our columns and units, as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

FACTS = ("year", "explicit", "popularity", "key", "mode", "duration_ms")
NAMES = pa.list_(pa.string())
TEXTS = pa.schema(
    [
        ("track_id", pa.string()),
        ("title", pa.string()),
        ("artists", NAMES),
        ("genres", NAMES),
        ("title_key", pa.string()),
        ("artist_key", pa.string()),
    ]
)


@dataclass(frozen=True, slots=True)
class Rows:
    """N rows. `title_key` and `artist_key` are the folded title and first artist."""

    texts: pa.Table
    features: NDArray[np.float32]
    """[N, 9]."""
    facts: Mapping[str, NDArray[np.int32]]
    """[N] for each of FACTS; UNKNOWN where nobody said."""

    def __len__(self) -> int:
        return len(self.features)

    def text(self, name: str) -> pa.Array:
        """One column in one piece."""
        return one_piece(self.texts.column(name))


def concatenated(parts: Sequence[Rows]) -> Rows:
    """All rows, in the order of the parts."""
    return Rows(
        texts=pa.concat_tables([part.texts for part in parts]),
        features=np.concatenate([part.features for part in parts]),
        facts={name: np.concatenate([part.facts[name] for part in parts]) for name in FACTS},
    )


def one_piece(column: pa.ChunkedArray) -> pa.Array:
    """A column's cells as one array that begins where its buffers begin."""
    if column.num_chunks == 1 and column.chunk(0).offset == 0:
        return column.chunk(0)
    return pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)
