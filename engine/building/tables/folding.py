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
    strange = pc.invert(pc.match_substring_regex(titles, r"^[ -~]*$"))
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
        shorter = _without_brackets(_without_last_part(rests, _LAST_DASH, "x - {}"))
        if shorter.equals(rests):
            break
        rests = shorter
    alone = pc.ascii_trim_whitespace(pc.replace_substring_regex(pc.ascii_lower(rests), _GUESTS, ""))
    return pc.if_else(pc.equal(alone, ""), rests, alone)


def _without_brackets(titles: pa.StringArray) -> pa.StringArray:
    while True:
        shorter = _without_last_part(titles, _LAST_BRACKET, "x ({})")
        if shorter.equals(titles):
            return titles
        titles = shorter


def _without_last_part(titles: pa.StringArray, last: str, title_with: str) -> pa.StringArray:
    parts = pc.extract_regex(titles, last)
    encoded = pc.dictionary_encode(parts.field("part"))
    named = encoded.dictionary.to_pylist()
    editions = pa.array([song_title(title_with.format(one)) == "x" for one in named], pa.bool_())
    at = pc.fill_null(editions.take(encoded.indices), False)
    return pc.if_else(at, parts.field("rest"), titles)


def _folded_piece(given: pa.StringArray) -> pa.StringArray:
    whole = pa.concat_arrays([given])  # a slice's buffers begin elsewhere
    texts = _with_and(_without_accents(whole))
    data, offsets = _bytes_of(texts)
    kept, new_offsets = _folded_bytes(data, offsets)
    found = pa.StringArray.from_buffers(len(texts), pa.py_buffer(new_offsets), pa.py_buffer(kept))
    hard = _rows_with(_HARD_BYTES[data], offsets) | (np.diff(new_offsets) == 0)
    hard |= _mask(pc.equal(found, "and")) | _mask(pc.match_substring_regex(texts, _GROUPED))
    if not hard.any():
        return found
    mask = pa.array(hard)
    return pc.replace_with_mask(found, mask, _each(given.filter(mask), folded))


def _without_accents(texts: pa.StringArray) -> pa.StringArray:
    """Western letters without their marks; what has no plain letter stays."""
    marked = pc.and_(
        pc.match_substring_regex(texts, _WESTERN),
        pc.invert(pc.match_substring_regex(texts, r"^[ -~]*$")),
    )
    if not pc.any(marked).as_py():
        return texts
    letters = pc.utf8_normalize(texts.filter(marked), form="NFKD")
    plain = pc.replace_substring_regex(letters, r"[\x{300}-\x{36f}]", "")
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
    places = np.zeros(len(kept) + 1, np.int32)
    np.cumsum(kept, out=places[1:])
    return data[kept], places[offsets]


def _each(texts: pa.StringArray, function: Callable[[str], str]) -> pa.StringArray:
    encoded = pc.dictionary_encode(texts)
    done = pa.array([function(one) for one in encoded.dictionary.to_pylist()], pa.string())
    return done.take(encoded.indices)


def _bytes_of(texts: pa.StringArray) -> tuple[NDArray[np.uint8], NDArray[np.int32]]:
    _, offsets, data = texts.buffers()
    starts = np.frombuffer(offsets, np.int32)[: len(texts) + 1]
    content = np.frombuffer(data, np.uint8) if data is not None else np.zeros(0, np.uint8)
    return content[: starts[-1]], starts


def _rows_with(marked: NDArray[np.bool_], offsets: NDArray[np.int32]) -> NDArray[np.bool_]:
    passed = np.cumsum(np.concatenate([[0], marked]))
    return passed[offsets[1:]] > passed[offsets[:-1]]


def _mask(values: pa.BooleanArray) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = values.to_numpy(zero_copy_only=False)
    return found
