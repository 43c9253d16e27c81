"""A table of tracks as people have it, read, checked and brought into our columns."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from engine.errors import CatalogueError
from engine.tracks import FEATURE_NAMES, folded, song_key, spotify_track_id

if TYPE_CHECKING:
    from pathlib import Path

ARTIST_SEPARATOR = ";"

_OTHER_NAMES = {"track_name": "title", "track_genre": "genre"}
_REQUIRED = ("title", "artists", *FEATURE_NAMES)
_NOT_SHARES = ("loudness", "tempo")
_QUIETEST_DB, _LOUDEST_DB = -60.0, 6.0
# What the few bytes of a button carry beside its verb, in every chat.
_FITS_BUTTON = re.compile(r"[0-9A-Za-z_-]{1,48}")
_MADE_ID_BYTES = 8
_TRUE_WORDS = ("true", "1", "1.0", "yes")


def read_table(path: Path) -> pd.DataFrame:
    """Rows of a parquet or CSV file; CatalogueError if it cannot be read."""
    try:
        if path.suffix == ".parquet":
            return pd.read_parquet(path)
        # There is a song called "None" and a band called "NA".
        return pd.read_csv(
            path, encoding="utf-8-sig", keep_default_na=False, na_values=[""], low_memory=False
        )
    except (OSError, ValueError) as error:
        raise CatalogueError(path.name, f"cannot be read: {error}") from error


def clean_table(table: pd.DataFrame, *, name: str) -> pd.DataFrame:
    """Rows that can be offered, sorted by track_id, one for each id, with our columns.

    A track keeps its id; one is made where there is none or it does not fit a button.

    Left out are rows without title or artist, and rows whose numbers are impossible: a missing
    one, a share outside 0..1, loudness outside -60..6 dB, tempo 0 (Spotify's mark for no beat
    found). CatalogueError names the columns that are missing, or says that no row is left.
    """
    named = _with_our_names(table, name=name)
    numbers = named.loc[:, list(FEATURE_NAMES)].apply(pd.to_numeric, errors="coerce")
    told = _told(named, "title") & _told(named, "artists")
    kept = told & _possible(numbers)
    cleaned = _our_columns(named[kept]).join(numbers[kept].astype(np.float32))
    cleaned = cleaned[cleaned["artists"].map(len) > 0]
    if cleaned.empty:
        raise CatalogueError(name, "no row has all it needs")
    ordered = cleaned.sort_values(["track_id", "title", "genre", *FEATURE_NAMES], kind="stable")
    return ordered.drop_duplicates("track_id").reset_index(drop=True)


def _with_our_names(table: pd.DataFrame, *, name: str) -> pd.DataFrame:
    wanted = {
        theirs: ours
        for theirs, ours in _OTHER_NAMES.items()
        if theirs in table.columns and ours not in table.columns
    }
    named = table.rename(columns=wanted)
    missing = [column for column in _REQUIRED if column not in named.columns]
    if missing:
        raise CatalogueError(name, f"columns are missing: {', '.join(missing)}")
    return named


def _told(table: pd.DataFrame, column: str) -> pd.Series[bool]:
    return table[column].notna() & (table[column].astype(str).str.strip() != "")


def _possible(numbers: pd.DataFrame) -> pd.Series[bool]:
    shares = numbers.drop(columns=list(_NOT_SHARES))
    in_range = ((shares >= 0) & (shares <= 1)).all(axis=1)
    loudness = numbers["loudness"].between(_QUIETEST_DB, _LOUDEST_DB)
    return in_range & loudness & (numbers["tempo"] > 0)


def _our_columns(table: pd.DataFrame) -> pd.DataFrame:
    title = table["title"].astype(str).str.strip()
    artists = table["artists"].astype(str).map(_split)
    first = artists.map(lambda names: names[0] if names else "")
    pairs = list(zip(title, first, strict=True))
    return pd.DataFrame(
        {
            "track_id": _ids(table, title, artists),
            "title": title,
            "artists": artists,
            "artist_key": first.map(folded),
            "song_key": [song_key(one, artist) for one, artist in pairs],
            "genre": _genre(table),
            "year": _year(table),
            "explicit": _explicit(table),
        },
        index=table.index,
    )


def _split(artists: str) -> list[str]:
    return [name.strip() for name in artists.split(ARTIST_SEPARATOR) if name.strip()]


def _ids(table: pd.DataFrame, titles: pd.Series[str], artists: pd.Series[list[str]]) -> list[str]:
    given = table["track_id"] if "track_id" in table.columns else pd.Series("", index=table.index)
    texts = given.where(given.notna(), "").astype(str)
    return [_id(*row) for row in zip(texts, titles, artists, strict=True)]


def _id(given: str, title: str, artists: list[str]) -> str:
    known = spotify_track_id(given) or given.strip()
    if _FITS_BUTTON.fullmatch(known):
        return known
    named = known or "\n".join((title, *artists))
    return hashlib.blake2b(named.encode(), digest_size=_MADE_ID_BYTES).hexdigest()


def _genre(table: pd.DataFrame) -> pd.Series[str]:
    if "genre" not in table.columns:
        return pd.Series(None, index=table.index, dtype="object")
    return table["genre"].astype("object").where(_told(table, "genre"), None)


def _year(table: pd.DataFrame) -> pd.Series[int]:
    if "year" not in table.columns:
        return pd.Series(pd.NA, index=table.index, dtype="Int16")
    years = pd.to_numeric(table["year"], errors="coerce")
    return years.where(years.between(1900, 2100)).round().astype("Int16")


def _explicit(table: pd.DataFrame) -> pd.Series[bool]:
    if "explicit" not in table.columns:
        return pd.Series(False, index=table.index)
    return table["explicit"].astype(str).str.strip().str.lower().isin(_TRUE_WORDS)
