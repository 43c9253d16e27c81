"""`folded` and `song_title` of `engine.tracks` for millions of texts.

Most texts are plain ASCII: those are folded as bytes, thousands of times in one go. The rest, and
whatever a rule of more than one character touches, goes through the functions themselves.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.tracks import folded, song_title

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

_SPACE = ord(" ")
_AT_ONCE = 50_000  # texts whose bytes stay in the processor's cache
_THREADS = 2  # numpy and Arrow let each other run
# 0 leaves a byte out, a space ends a word.
_TABLE = np.full(256, _SPACE, np.uint8)
_TABLE[[ord(one) for one in "'`"]] = 0
for _letter in b"abcdefghijklmnopqrstuvwxyz0123456789":
    _TABLE[_letter] = _letter
    _TABLE[ord(chr(_letter).upper())] = _letter
_HARD_BYTES = np.ones(256, np.bool_)
_HARD_BYTES[32:127] = False
# Of these, no letter means anything to a rule but itself without its marks.
_WESTERN = r"^[ -~\x{c0}-\x{d6}\x{d8}-\x{f6}\x{f8}-\x{17e}]*$"
# A title that may end in the name of an edition or of a guest.
_MAY_NAME_MORE = r"[)\]]\s*$|\s-|(?i:\s(?:feat|ft\.))"
# As `song_title` finds them, for a text without exotic spaces.
_LAST_BRACKET = r"^(?P<rest>.*\S)\s*[(\[](?P<part>[^()\[\]]*)[)\]]\s*$"
_LAST_DASH = r"^(?P<rest>.*\S)\s+-\s+(?P<part>.*?)\s*$"
_GUESTS = r"\s(?:feat\.?|ft\.|featuring)\s.*$"
_GROUPED = r"[0-9],[0-9]"


def folded_texts(texts: pa.StringArray) -> pa.StringArray:
    """`folded` of each text."""
    given = [texts[at : at + _AT_ONCE] for at in range(0, len(texts), _AT_ONCE)]
    with ThreadPoolExecutor(_THREADS) as threads:
        pieces = list(threads.map(_folded_piece, given))
    return pa.concat_arrays(pieces) if pieces else texts


def song_titles(titles: pa.StringArray) -> tuple[NDArray[np.bool_], pa.StringArray]:
    """Which titles may name an edition or a guest, and `song_title` of those."""
    strange = pc.invert(_are_plain(titles))
    more = pc.or_(pc.match_substring_regex(titles, _MAY_NAME_MORE), strange)
    strange, told = strange.filter(more), titles.filter(more)
    plain = pc.ascii_trim_whitespace(told.filter(pc.invert(strange)))
    found = pc.replace_with_mask(told, pc.invert(strange), _plain_song_titles(plain))
    return _mask(more), pc.replace_with_mask(
        found, strange, _each(told.filter(strange), song_title)
    )


def _plain_song_titles(titles: pa.StringArray) -> pa.StringArray:
    """Takes editions off the ends until none is left; what is a part is asked once for each."""
    rests = _without_brackets(titles)
    while True:
        # A dash inside a bracket is no dash of the title: all brackets go first.
        dashed = pc.match_substring(rests, " - ")
        shorter = _without_brackets(_without_last_part(rests, dashed, _LAST_DASH, "x - {}"))
        if shorter.equals(rests):
            break
        rests = shorter
    lower = pc.ascii_lower(rests)
    guests = pc.match_substring_regex(lower, _GUESTS)
    alone = pc.replace_substring_regex(lower.filter(guests), _GUESTS, "")
    alone = pc.replace_with_mask(lower, guests, pc.ascii_trim_whitespace(alone))
    return pc.if_else(pc.equal(alone, ""), rests, alone)


def _without_brackets(titles: pa.StringArray) -> pa.StringArray:
    while True:
        closed = pc.or_(pc.ends_with(titles, ")"), pc.ends_with(titles, "]"))
        shorter = _without_last_part(titles, closed, _LAST_BRACKET, "x ({})")
        if shorter.equals(titles):
            return titles
        titles = shorter


def _without_last_part(
    titles: pa.StringArray, having: pa.BooleanArray, last: str, title_with: str
) -> pa.StringArray:
    """Without what `last` finds in those that may have it, where it is no part of the title."""
    given = titles.filter(having)
    parts = pc.extract_regex(given, last)
    encoded = pc.dictionary_encode(parts.field("part"))
    named = encoded.dictionary.to_pylist()
    editions = pa.array([song_title(title_with.format(one)) == "x" for one in named], pa.bool_())
    at = pc.fill_null(editions.take(encoded.indices), False)
    return pc.replace_with_mask(titles, having, pc.if_else(at, parts.field("rest"), given))


def _folded_piece(given: pa.StringArray) -> pa.StringArray:
    whole = pa.concat_arrays([given])  # a slice's buffers begin elsewhere
    texts = _with_and(_without_accents(whole))
    data, offsets = _bytes_of(texts)
    kept, new_offsets = _folded_bytes(data, offsets)
    found = pa.StringArray.from_buffers(len(texts), pa.py_buffer(new_offsets), pa.py_buffer(kept))
    hard = (np.diff(new_offsets) == 0) | _mask(pc.equal(found, "and"))
    hard[_rows_at(np.flatnonzero(_HARD_BYTES[data]), offsets)] = True
    commas = np.flatnonzero(_mask(pc.match_substring(texts, ",")))
    grouped = pc.match_substring_regex(texts.take(pa.array(commas)), _GROUPED)
    hard[commas[_mask(grouped)]] = True
    if not hard.any():
        return found
    mask = pa.array(hard)
    return pc.replace_with_mask(found, mask, _each(given.filter(mask), folded))


def _without_accents(texts: pa.StringArray) -> pa.StringArray:
    """Western letters without their marks; what has no plain letter stays."""
    more = np.flatnonzero(~_mask(pc.string_is_ascii(texts)))
    western = pc.match_substring_regex(texts.take(pa.array(more)), _WESTERN)
    rows = more[_mask(western)]
    if not len(rows):
        return texts
    letters = pc.utf8_normalize(texts.take(pa.array(rows)), form="NFKD")
    plain = pc.replace_substring_regex(letters, r"[\x{300}-\x{36f}]", "")
    marked = np.zeros(len(texts), np.bool_)
    marked[rows] = True
    return pc.replace_with_mask(texts, marked, plain)


def _with_and(texts: pa.StringArray) -> pa.StringArray:
    """As `folded` reads "&" and "+"."""
    signs = pc.or_(pc.match_substring(texts, "&"), pc.match_substring(texts, "+"))
    spelled = pc.replace_substring_regex(texts.filter(signs), r"\s*[&+]\s*", " and ")
    return pc.replace_with_mask(texts, signs, spelled) if len(spelled) else texts


def _folded_bytes(
    data: NDArray[np.uint8], offsets: NDArray[np.int32]
) -> tuple[NDArray[np.uint8], NDArray[np.int32]]:
    """Words between single spaces, and where each text now begins."""
    letters = _TABLE[data]
    letters, starts = _only(letters != 0, letters, offsets)
    space = letters == _SPACE
    after_space = np.concatenate([[True], space])[:-1]
    after_space[starts[starts < len(letters)]] = True
    letters, starts = _only(~(space & after_space), letters, starts)
    last = starts[1:][starts[1:] > starts[:-1]] - 1
    kept = np.ones(len(letters), np.bool_)
    kept[last] = letters[last] != _SPACE
    return _only(kept, letters, starts)


def _only(
    kept: NDArray[np.bool_], data: NDArray[np.uint8], offsets: NDArray[np.int32]
) -> tuple[NDArray[np.uint8], NDArray[np.int32]]:
    """The bytes that are kept, and where each text now begins."""
    dropped = np.flatnonzero(~kept)
    return data[kept], offsets - np.searchsorted(dropped, offsets).astype(np.int32)


def _each(texts: pa.StringArray, function: Callable[[str], str]) -> pa.StringArray:
    encoded = pc.dictionary_encode(texts)
    done = pa.array([function(one) for one in encoded.dictionary.to_pylist()], pa.string())
    return done.take(encoded.indices)


def _bytes_of(texts: pa.StringArray) -> tuple[NDArray[np.uint8], NDArray[np.int32]]:
    _, offsets, data = texts.buffers()
    starts = np.frombuffer(offsets, np.int32)[: len(texts) + 1]
    content = np.frombuffer(data, np.uint8) if data is not None else np.zeros(0, np.uint8)
    return content[: starts[-1]], starts


def _rows_at(places: NDArray[np.int64], offsets: NDArray[np.int32]) -> NDArray[np.int64]:
    """The rows in whose bytes those places are."""
    return np.searchsorted(offsets, places, side="right") - 1


def _are_plain(texts: pa.StringArray) -> pa.BooleanArray:
    """Whether a text is of ASCII without control characters."""
    controls = pc.match_substring_regex(texts, r"[\x{0}-\x{1f}\x{7f}]")
    return pc.and_not(pc.string_is_ascii(texts), controls)


def _mask(values: pa.BooleanArray) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = values.to_numpy(zero_copy_only=False)
    return found
