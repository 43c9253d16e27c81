"""One row for each id, and one for each title and first artist; the other ids become aliases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.building.tables.cells import UNKNOWN
from engine.building.tables.rows import FACTS, TEXTS, Rows, one_piece

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SPOTIFY_ID_LETTERS = 22
_LONGEST_SORTED_AS_BYTES = 64  # ids of one length sort three times as fast that way


@dataclass(frozen=True, slots=True)
class Merged:
    """Different tracks, sorted by id. `genre` has one for each, "" for none."""

    rows: Rows
    genre: pa.StringArray
    aliases: pa.Table
    """`alias`, another id of the track `track_id`."""
    added: int
    """Of the rows that were not known, how many are tracks of their own now."""
    by_id: int
    by_song: int


def no_aliases() -> pa.Table:
    """A table of aliases without any."""
    return _alias_table(pa.array([], pa.string()), pa.array([], pa.string()))


def merged(
    rows: Rows, *, known: int = 0, aliases: pa.Table | None = None, songs: bool = True
) -> Merged:
    """Rows that are the same track made one; the first `known` stand in a catalogue already.

    Of rows with one id, and then of rows with one folded title and first artist if `songs`, that
    one stays which has an id of Spotify's, then which is known, then of which most is known, then
    the most popular; then the lowest id and numbers, so that the order of files never matters.
    """
    before = no_aliases() if aliases is None else aliases
    ids = _without_aliases(rows.text("track_id"), before)
    distinct, codes = ranked(ids)
    kept, tracks = _tracks(rows, codes, _scores(rows, ids, known), songs=songs)
    new_ids = len(distinct) - len(np.unique(codes[:known]))
    added = len(kept) - len(np.unique(tracks[:known]))
    return Merged(
        rows=Rows(
            texts=_with_ids(rows, ids, kept),
            features=rows.features[kept],
            facts=_filled(rows, kept, tracks),
        ),
        genre=_genres(rows.text("genres"), tracks, known=known),
        aliases=_aliases(distinct, codes, codes[kept][tracks], before),
        added=added,
        by_id=len(rows) - known - new_ids,
        by_song=new_ids - added,
    )


def _tracks(
    rows: Rows, codes: NDArray[np.int64], scores: NDArray[np.int64], *, songs: bool
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The row that stays of each track, sorted by id, and the track of each row."""
    kept = _best_of_each(codes, scores, rows, codes)
    group = np.arange(len(kept))
    if songs:
        group = _song_numbers(rows, kept)
        kept = kept[_best_of_each(group, scores[kept], rows, codes, at=kept)]
    order = np.argsort(codes[kept])
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    return kept[order], place[group[codes]]


def ranked(texts: pa.StringArray) -> tuple[pa.StringArray, NDArray[np.int64]]:
    """The different texts in order, and the place of each text among them."""
    order = _order(texts)
    if not len(order):
        return texts, order
    ordered = texts.take(pa.array(order))
    differs = pc.not_equal(ordered[1:], ordered[:-1]).to_numpy(zero_copy_only=False)
    first = np.concatenate([[True], differs])
    codes = np.empty(len(order), np.int64)
    codes[order] = np.cumsum(first) - 1
    return ordered.filter(pa.array(first)), codes


def _order(texts: pa.StringArray) -> NDArray[np.int64]:
    width = pc.min_max(pc.binary_length(texts)).as_py()
    if not len(texts) or not 0 < width["min"] == width["max"] < _LONGEST_SORTED_AS_BYTES:
        indices: NDArray[np.int64] = np.asarray(pc.sort_indices(texts)).astype(np.int64)
        return indices
    data = np.frombuffer(texts.buffers()[2], np.uint8)[: len(texts) * width["min"]]
    order: NDArray[np.int64] = np.argsort(data.view(f"S{width['min']}"), kind="stable")
    return order


def _without_aliases(ids: pa.StringArray, aliases: pa.Table) -> pa.StringArray:
    return _replaced(ids, aliases) if len(aliases) else ids


def _replaced(ids: pa.StringArray, aliases: pa.Table) -> pa.StringArray:
    at = pc.index_in(ids, one_piece(aliases.column("alias")))
    return pc.coalesce(one_piece(aliases.column("track_id")).take(at), ids)


def _alias_table(alias: pa.StringArray, track_id: pa.StringArray) -> pa.Table:
    return pa.table({"alias": alias, "track_id": track_id})


def _scores(rows: Rows, ids: pa.StringArray, known: int) -> NDArray[np.int64]:
    told = np.zeros(len(rows), np.int64)
    for name in FACTS:
        told += rows.facts[name] != UNKNOWN
    told += pc.list_value_length(rows.text("genres")).to_numpy(zero_copy_only=False) > 0
    spotify = pc.equal(pc.binary_length(ids), _SPOTIFY_ID_LETTERS).to_numpy(zero_copy_only=False)
    stands = np.arange(len(rows)) < known
    order: NDArray[np.int64] = (spotify * 2 + stands) * 8 + told
    return order * 128 + rows.facts["popularity"] + 1


def _best_of_each(
    groups: NDArray[np.int64],
    scores: NDArray[np.int64],
    rows: Rows,
    codes: NDArray[np.int64],
    *,
    at: NDArray[np.int64] | None = None,
) -> NDArray[np.int64]:
    """Index of the best of each group 0..; `at` says which rows the members are."""
    count = int(groups.max(initial=-1)) + 1
    highest = np.full(count, -1, np.int64)
    np.maximum.at(highest, groups, scores)
    best = np.flatnonzero(scores == highest[groups])
    winner = np.empty(count, np.int64)
    winner[groups[best]] = best
    if len(best) == count:
        return winner
    shared = best[np.bincount(groups[best], minlength=count)[groups[best]] > 1]
    members = shared if at is None else at[shared]
    titles = np.array(rows.text("title").take(pa.array(members)).to_pylist(), object)
    _, title_ranks = np.unique(titles, return_inverse=True)
    order = np.lexsort((title_ranks, *rows.features[members].T, codes[members], groups[shared]))
    shared = shared[order]
    first = np.concatenate([[True], groups[shared][1:] != groups[shared][:-1]])
    winner[groups[shared[first]]] = shared[first]
    return winner


def _song_numbers(rows: Rows, kept: NDArray[np.int64]) -> NDArray[np.int64]:
    """One number for each folded title and first artist, of the kept rows."""
    titles, artists = (
        pc.dictionary_encode(rows.text(name)).indices.to_numpy()[kept].astype(np.int64)
        for name in ("title_key", "artist_key")
    )
    pairs = titles * (artists.max(initial=0) + 1) + artists
    numbers: NDArray[np.int64] = np.unique(pairs, return_inverse=True)[1]
    return numbers


def _with_ids(rows: Rows, ids: pa.StringArray, kept: NDArray[np.int64]) -> pa.Table:
    at = pa.array(kept)
    columns = [ids if name == "track_id" else rows.text(name) for name in TEXTS.names]
    return pa.table([column.take(at) for column in columns], schema=TEXTS)


def _filled(
    rows: Rows, kept: NDArray[np.int64], tracks: NDArray[np.int64]
) -> dict[str, NDArray[np.int32]]:
    """What the kept rows do not say, from the others: the first year, else the largest number.

    A track is explicit if any row says so.
    """
    facts = {}
    for name in FACTS:
        values = rows.facts[name]
        own = values[kept]
        if len(kept) < len(rows):
            known = np.flatnonzero(values != UNKNOWN)
            told = np.full(len(kept), UNKNOWN, np.int32)
            if name == "year":
                told[:] = np.iinfo(np.int32).max
                np.minimum.at(told, tracks[known], values[known])
                told[told == np.iinfo(np.int32).max] = UNKNOWN
            else:
                np.maximum.at(told, tracks[known], values[known])
            own = told if name == "explicit" else np.where(own == UNKNOWN, told, own)
        facts[name] = own
    return facts


def _genres(lists: pa.ListArray, tracks: NDArray[np.int64], *, known: int) -> pa.StringArray:
    """A genre for each track: what it has in the catalogue already, else the one that most have.

    Of two alike the first by name.
    """
    names, codes = ranked(lists.flatten())
    chosen = np.full(int(tracks.max(initial=-1)) + 1, -1, np.int64)
    if len(names):
        sizes = pc.list_value_length(lists).to_numpy(zero_copy_only=False)
        pairs = np.repeat(tracks, sizes) * len(names) + codes
        track, genre = np.divmod(np.unique(pairs), len(names))
        most = np.bincount(genre, minlength=len(names))[genre]
        order = np.lexsort((genre, -most, track))
        track, genre = track[order], genre[order]
        first = np.concatenate([[True], track[1:] != track[:-1]])
        chosen[track[first]] = genre[first]
        stand = int(sizes[:known].sum())
        chosen[np.divmod(pairs[:stand], len(names))[0]] = codes[:stand]
    at = pa.array(chosen, mask=chosen < 0)
    return pc.fill_null(names.take(at), "")


def _aliases(
    distinct: pa.StringArray,
    codes: NDArray[np.int64],
    own: NDArray[np.int64],
    before: pa.Table,
) -> pa.Table:
    """Ids that are no track's own, and the id of their track; `own` is that of each row."""
    lost, first = np.unique(codes[codes != own], return_index=True)
    track = own[codes != own][first]
    now = _alias_table(distinct.take(pa.array(lost)), distinct.take(pa.array(track)))
    moved = _replaced(one_piece(before.column("track_id")), now)
    return pa.concat_tables([_alias_table(one_piece(before.column("alias")), moved), now])
