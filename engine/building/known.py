"""The tracks of a catalogue as rows of a table, so that others can be added to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from engine.building.merging import no_aliases
from engine.building.tables.cells import UNKNOWN
from engine.building.tables.folding import folded_texts
from engine.building.tables.rows import NAMES, TEXTS, Rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.catalogue import Catalogue


def rows_of(catalogue: Catalogue) -> Rows:
    """Its tracks, in their order."""
    table, genres = catalogue.table, catalogue.genre_codes
    names = pa.array(["", *catalogue.genre_names], pa.string())
    sizes = (genres >= 0).astype(np.int32)
    offsets = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)
    artists = table.column("artist_key")
    texts = {
        "track_id": table.column("track_id"),
        "title": table.column("title"),
        "artists": table.column("artists").cast(NAMES),
        "genres": pa.ListArray.from_arrays(
            pa.array(offsets), names.take(pa.array(genres[genres >= 0] + np.int64(1)))
        ),
        "title_key": folded_texts(table.column("title")),
        "artist_key": artists.dictionary.take(artists.indices),
    }
    facts = ("year", "popularity", "key", "mode", "duration_ms")
    return Rows(
        texts=pa.table([texts[name] for name in TEXTS.names], schema=TEXTS),
        features=np.asarray(catalogue.features),
        facts={
            "explicit": catalogue.explicit.astype(np.int32),
            **{name: _fact(table, name) for name in facts},
        },
    )


def aliases_of(catalogue: Catalogue) -> pa.Table:
    """Further ids of its tracks, each with the id of its track."""
    if catalogue.aliases is None:
        return no_aliases()
    ids = catalogue.table.column("track_id").take(catalogue.aliases.column("row"))
    return pa.table({"alias": catalogue.aliases.column("alias"), "track_id": ids})


def _fact(table: pa.RecordBatch, name: str) -> NDArray[np.int32]:
    """A column of numbers; unknown everywhere in a catalogue from before there was such a one."""
    if name not in table.schema.names:
        return np.full(table.num_rows, UNKNOWN, np.int32)
    values = table.column(name).cast(pa.int32()).fill_null(UNKNOWN)
    numbers: NDArray[np.int32] = values.to_numpy()
    return numbers
