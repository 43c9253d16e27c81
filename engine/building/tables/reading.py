"""Reads a sheet: every row in our units, or refused with its reason."""

from __future__ import annotations

import hashlib
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.building.tables.cells import (
    UNKNOWN,
    as_text,
    durations,
    flags,
    is_list,
    modes,
    numbers,
    pitches,
    years,
)
from engine.building.tables.folding import folded_texts
from engine.building.tables.names import artist_lists, genre_lists
from engine.building.tables.rows import FACTS, TEXTS, Rows, one_piece
from engine.building.tables.scales import durations_in_ms, in_our_units
from engine.building.tables.sheets import unreadable
from engine.errors import CatalogueError
from engine.tracks import FEATURE_NAMES, FEATURE_RANGES, spotify_track_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from numpy.typing import NDArray

    from engine.building.tables.sheets import Malformed, Sheet

_One = TypeVar("_One")

LONGEST_TITLE = 500
_TEXTS = ("track_id", "title", "artists", "genres")
_FACT_OF = {
    "year": years,
    "released": years,
    "explicit": flags,
    "popularity": numbers,
    "key": pitches,
    "mode": modes,
    "duration_ms": durations,
}
# What the few bytes of a button carry beside its verb, in every chat.
_FITS_BUTTON = r"^[0-9A-Za-z_-]{1,48}$"
# What tables write where there is no id, and numbers: those count the rows of one table, and
# other songs have them elsewhere.
_NO_ID = r"^(?i:n/?a|nan|none|null|unknown|-*|[+-]?[0-9]+(?:\.[0-9]*)?)$"
_URI = "spotify:track:"
_MADE_ID_BYTES = 8
_SHOWN_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why rows were left out, how many, and one of them."""

    reason: str
    rows: int
    example: str


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """The good rows of a sheet, and what became of the others."""

    name: str
    read: int
    rows: Rows
    refusals: tuple[Refusal, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Cells:
    """All rows of a sheet, good and bad."""

    texts: dict[str, pa.Array]
    features: NDArray[np.float32]
    facts: Mapping[str, NDArray[Any]]


def read_sheet(sheet: Sheet, *, told: Callable[[float], None]) -> ReadSheet:
    """Reads it all; `told` hears the share that is done.

    CatalogueError if it breaks off, or if not one row is good.
    """
    try:
        cells = _all_cells(list(_pieces(sheet, told)), sheet)
    except (OSError, ValueError, pa.ArrowException) as error:
        raise unreadable(sheet.name, error) from error
    notes = [*sheet.notes, *in_our_units(cells.features, name=sheet.name)]
    read = len(cells.features) + sheet.malformed.count
    if sheet.malformed.numbers[-1:] == [read]:
        notes.append("the last row breaks off: is the file whole?")
    kept, refusals = _good(cells, sheet.malformed)
    if not kept.any():
        why = "; ".join(f"{one.rows:,} with {one.reason} ({one.example})" for one in refusals)
        raise CatalogueError(sheet.name, f"has no row that can be taken: {why}")
    return ReadSheet(
        name=sheet.name,
        read=read,
        rows=_rows(cells, kept),
        refusals=tuple(refusals),
        notes=tuple(notes),
    )


def _pieces(sheet: Sheet, told: Callable[[float], None]) -> Iterator[_Cells]:
    for table, done in _ahead(sheet.pieces()):
        columns = {name: one_piece(table.column(name)) for name in table.column_names}
        facts = {name: _FACT_OF[name](columns[name]) for name in _FACT_OF if name in columns}
        told(done)
        yield _Cells(
            texts={name: _texts(columns, name) for name in _TEXTS},
            features=np.column_stack([numbers(columns[name]) for name in FEATURE_NAMES]).astype(
                np.float32
            ),
            facts=facts,
        )


def _ahead(pieces: Iterator[_One]) -> Iterator[_One]:
    """The same, the next one being read while one is worked on."""
    with ThreadPoolExecutor(1) as reader:
        coming = reader.submit(next, pieces, None)
        while (piece := coming.result()) is not None:
            coming = reader.submit(next, pieces, None)
            yield piece


def _texts(columns: Mapping[str, pa.Array], name: str) -> pa.Array:
    """Text as it is, and lists too; "" where there is no such column."""
    if name not in columns:
        count = len(columns["title"])
        return pa.array([""], pa.string()).take(pa.array(np.zeros(count, np.int32)))
    return columns[name] if is_list(columns[name]) else as_text(columns[name])


def _all_cells(pieces: list[_Cells], sheet: Sheet) -> _Cells:
    if not pieces:
        raise CatalogueError(sheet.name, "has a header and no row")
    facts = {
        name: np.concatenate([piece.facts[name] for piece in pieces]) for name in pieces[0].facts
    }
    texts = {name: pa.concat_arrays([piece.texts.pop(name) for piece in pieces]) for name in _TEXTS}
    texts["artists"] = artist_lists(texts["artists"])
    texts["genres"] = genre_lists(texts["genres"])
    return _Cells(
        texts=texts,
        features=np.concatenate([piece.features for piece in pieces]),
        facts=_whole_facts(facts, sum(len(piece.features) for piece in pieces)),
    )


def _whole_facts(
    told: Mapping[str, NDArray[np.float64]], count: int
) -> dict[str, NDArray[np.int32]]:
    unknown = np.full(count, UNKNOWN, np.int32)
    facts = {name: _whole(told[name]) if name in told else unknown for name in FACTS}
    if "duration_ms" in told:
        facts["duration_ms"] = durations_in_ms(told["duration_ms"])
    popularity = facts["popularity"]
    facts["popularity"] = np.where((popularity >= 0) & (popularity <= 100), popularity, UNKNOWN)
    if "released" in told:
        facts["year"] = np.where(facts["year"] >= 0, facts["year"], _whole(told["released"]))
    return facts


def _whole(values: NDArray[np.float64]) -> NDArray[np.int32]:
    possible = np.abs(values) < 2**31
    return np.where(possible, np.nan_to_num(values, nan=UNKNOWN), UNKNOWN).astype(np.int32)


def _good(cells: _Cells, malformed: Malformed) -> tuple[NDArray[np.bool_], list[Refusal]]:
    """Which rows have no reason against them; each is refused for the first that holds."""
    kept = np.ones(len(cells.features), np.bool_)
    refusals = []
    if malformed.count:
        text = malformed.example[:_SHOWN_CHARACTERS]
        refusals.append(Refusal("another number of cells than the header", malformed.count, text))
    for reason, holds in _reasons(cells):
        new = holds & kept
        count = int(np.count_nonzero(new))
        if count:
            example = _example(cells, int(np.argmax(new)), malformed.numbers)
            refusals.append(Refusal(reason, count, example))
            kept &= ~holds
    return kept, refusals


def _reasons(cells: _Cells) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    lengths = pc.utf8_length(cells.texts["title"]).to_numpy(zero_copy_only=False)
    yield "no title", lengths == 0
    named = pc.list_value_length(cells.texts["artists"]).to_numpy(zero_copy_only=False)
    yield "no artist", named == 0
    yield f"a title of more than {LONGEST_TITLE} characters", lengths > LONGEST_TITLE
    for at, name in enumerate(FEATURE_NAMES):
        values, (least, most) = cells.features[:, at], FEATURE_RANGES[name]
        yield f"no {name}", np.isnan(values)
        yield f"{name} outside {least:g} to {most:g}", (values < least) | (values > most)


def _example(cells: _Cells, row: int, malformed: list[int]) -> str:
    number = row + 1
    for skipped in malformed:
        number += skipped <= number
    told = [cells.texts["title"][row].as_py(), *cells.texts["artists"][row].as_py()[:1]]
    shown = ", ".join(one[:_SHOWN_CHARACTERS] for one in told if one)
    return f"row {number}: {shown}" if shown else f"row {number}"


def _rows(cells: _Cells, kept: NDArray[np.bool_]) -> Rows:
    whole = bool(kept.all())
    mask = pa.array(kept)
    texts = {name: column if whole else column.filter(mask) for name, column in cells.texts.items()}
    titles, first = folded_texts(texts["title"]), _folded_once(pc.list_element(texts["artists"], 0))
    texts |= {"title_key": titles, "artist_key": first}
    texts["track_id"] = _ids(texts["track_id"], titles, first)
    return Rows(
        texts=pa.table([texts[name] for name in TEXTS.names], schema=TEXTS),
        features=cells.features if whole else cells.features[kept],
        facts={name: values[kept] for name, values in cells.facts.items()},
    )


def _folded_once(names: pa.StringArray) -> pa.StringArray:
    encoded = pc.dictionary_encode(names)
    return folded_texts(encoded.dictionary).take(encoded.indices)


def _ids(given: pa.StringArray, titles: pa.StringArray, artists: pa.StringArray) -> pa.StringArray:
    """The ids that fit a button; one is made of title and artist where there is none."""
    at = pc.starts_with(given, _URI)
    known = pc.if_else(at, pc.utf8_slice_codeunits(given, len(_URI)), given)
    good = pc.and_(
        pc.match_substring_regex(known, _FITS_BUTTON),
        pc.invert(pc.match_substring_regex(known, _NO_ID)),
    )
    if pc.all(good).as_py():
        return known
    bad = pc.invert(good)
    texts = zip(
        *(column.filter(bad).to_pylist() for column in (given, titles, artists)), strict=True
    )
    return pc.replace_with_mask(known, bad, pa.array([_id(*row) for row in texts], pa.string()))


def _id(given: str, title: str, artist: str) -> str:
    spotify = spotify_track_id(given)
    if spotify:
        return spotify
    named = f"{title}|{artist}" if re.search(_NO_ID, given) else given
    return hashlib.blake2b(named.encode(), digest_size=_MADE_ID_BYTES).hexdigest()
