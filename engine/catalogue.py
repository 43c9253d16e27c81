"""All tracks that Mien can offer: a folder of mapped files, and what can be asked of it.

The folder holds `features.npy` (float32 [N, 9], raw units, in the order of FEATURE_NAMES),
`tracks.arrow` (an Arrow file of one batch, sorted by track_id) and `manifest.json` (format,
version, provenance, scaling, clusters and the sha256 of the others). `moods.npy` (float16 [N, 6],
in the order of MOOD_NAMES) has the probability of each mood; catalogues of before may lack it.
Large ones have `nearest.npy` too, what `NearestRows` finds with.
Where tracks have more than one id, `aliases.arrow` holds those others, sorted, each with the row
of its track.

A folder of versions holds such folders, and `current`, a link to the one that is in use.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import pyarrow as pa

from engine.catalogue_files import (
    ALIASES_FILE,
    FEATURES_FILE,
    MANIFEST_FILE,
    MOODS_FILE,
    NEAREST_FILE,
    TRACKS_FILE,
    check_files,
    sums_in,
)
from engine.cluster_counts import CountScore
from engine.clusters import Cluster, standardised
from engine.errors import CatalogueError
from engine.guests import Guests
from engine.moods import MOOD_NAMES, MoodName
from engine.nearest import NearestRows
from engine.song_search import SongSearch
from engine.track_moods import load_track_moods
from engine.tracks import FEATURE_NAMES, AudioFeatures, Track, folded, spotify_track_id

if TYPE_CHECKING:
    from numpy.typing import NDArray

    _Number = TypeVar("_Number", bound=np.generic)

CURRENT = "current"
STARTER_FOLDER = Path(__file__).parent / "assets" / "starter"

# Editions of one song fill the first places; this many rows for each song asked for are looked at.
_ROWS_PER_SONG = 20
# Folding the names of a request's pool costs 1 ms; most return with the next request.
_FOLDED_NAMES = 16_384
NO_GUESTS = Guests()
_TOLD = ("track_id", "title", "artists", "year")


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the rows of a catalogue come from, in words for people."""

    source: str
    licence: str


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Tracks as arrays over rows; text is decoded only for the rows that are asked for."""

    version: str
    """Changes with the content."""
    name: str
    provenance: Provenance
    features: NDArray[np.float32]
    """[N, 9] raw, in the order of FEATURE_NAMES."""
    standardised: NDArray[np.float32]
    """[N, 9], each column with mean 0 and standard deviation 1."""
    plane: NDArray[np.float32]
    """[N, 2] valence and arousal, each -1..1."""
    mood_codes: NDArray[np.int8]
    """[N] index into MOOD_NAMES: the mood the track stands for."""
    clusters: NDArray[np.int16]
    """[N] index into `cluster_profiles`."""
    cluster_profiles: tuple[Cluster, ...]
    genre_codes: NDArray[np.int16]
    """[N] index into `genre_names`, -1 unknown."""
    genre_names: tuple[str, ...]
    explicit: NDArray[np.bool_]
    """[N]."""
    artist_codes: NDArray[np.int32]
    """[N] one number for each first artist, however it is spelled."""
    song_codes: NDArray[np.int32]
    """[N] one number for each song, whatever the edition."""
    table: pa.RecordBatch
    """The Arrow batch behind it."""
    aliases: pa.RecordBatch | None = None
    """Further ids of tracks in `alias`, sorted, and their `row`."""
    stored_moods: NDArray[np.float16] | None = None
    """[N, 6] as the folder has it; ask `mood_probabilities`."""
    stored_nearest: NearestRows | None = None
    """As the folder has it; ask `nearest`."""
    cluster_scores: tuple[CountScore, ...] = ()
    """By which the number of clusters was chosen, if it was."""
    guests: Guests = NO_GUESTS
    """The last rows: songs that listeners brought along and a source described. They are offered
    only to those whose pool has them, are in no search, and not in `table`."""

    def __len__(self) -> int:
        return len(self.features)

    @property
    def own(self) -> int:
        """Rows that are no guests; the first ones, in the order of their ids."""
        return len(self) - len(self.guests)

    def track(self, row: int) -> Track:
        """The track of one row, 0..N-1."""
        if row >= self.own:
            return self.guests.tracks[row - self.own]
        genre = int(self.genre_codes[row])
        told = {name: self.table.column(name)[row].as_py() for name in _TOLD}
        return Track(
            track_id=told["track_id"],
            title=told["title"],
            artists=tuple(told["artists"]),
            features=AudioFeatures(*self.features[row].tolist()),
            mood=MOOD_NAMES[self.mood_codes[row]],
            explicit=bool(self.explicit[row]),
            genre=self.genre_names[genre] if genre >= 0 else None,
            year=told["year"],
        )

    def credits(self, row: int) -> frozenset[str]:
        """Everyone that a row names, guests too, however they are spelled."""
        if row >= self.own:
            return frozenset(map(_folded, self.track(row).artists))
        return frozenset(map(_folded, self.table.column("artists")[row].as_py()))

    def row_of(self, track_id: str) -> int | None:
        """The row of an id or an alias, or of a Spotify track's link or URI; None if unknown."""
        wanted = spotify_track_id(track_id) or track_id
        row = _find(self.table.column("track_id"), wanted)
        if row is None and self.aliases is not None:
            at = _find(self.aliases.column("alias"), wanted)
            row = None if at is None else int(self.aliases.column("row")[at].as_py())
        return self.guests.rows.get(wanted) if row is None else row

    def artist_code_of(self, folded_name: str) -> int | None:
        """Of `artist_codes` the one of a name; None if unknown."""
        code = _find(self.table.column("artist_key").dictionary, folded_name)
        return self.guests.artist_codes.get(folded_name) if code is None else code

    def song_code_of(self, song_key: str) -> int | None:
        """Of `song_codes` the one of a song; None if unknown."""
        code = _find(self.table.column("song_key").dictionary, song_key)
        return self.guests.song_codes.get(song_key) if code is None else code

    def search(self, text: str, *, count: int = 5) -> list[tuple[Track, float]]:
        """Songs whose title and artist are like `text`, best first, each with a score in 0..1.

        One row for each song; nothing in common with `text` means not in the answer.
        """
        scores = self._songs.scores(text)
        looked_at = min(self.own, count * _ROWS_PER_SONG)
        rows = np.argpartition(-scores, looked_at - 1)[:looked_at]
        rows = rows[scores[rows] > 0]
        # Of two editions that fit alike, the shorter title is the plainer one.
        ranked = rows[np.lexsort((rows, self._title_lengths[rows], -scores[rows]))]
        _, first = np.unique(self.song_codes[ranked], return_index=True)
        best = ranked[np.sort(first)][:count].tolist()
        return [(self.track(row), float(scores[row])) for row in best]

    @cached_property
    def mood_probabilities(self) -> NDArray[np.float16]:
        """[N, 6] in the order of MOOD_NAMES: what the classifier of tracks makes of each."""
        if self.stored_moods is not None:
            return self.stored_moods
        return load_track_moods().mood_probabilities(self.features).astype(np.float16)

    @cached_property
    def nearest(self) -> NearestRows:
        """Search among `standardised` but guests: mapped, or laid out now if there is none yet."""
        stored = self.stored_nearest
        if stored is not None and stored.points is self.standardised:
            return stored
        return NearestRows.of(self.standardised)

    @cached_property
    def _title_lengths(self) -> NDArray[np.int32]:
        return np.diff(_numbers(self.table.column("title"), np.int32)[: self.own + 1])

    @cached_property
    def _songs(self) -> SongSearch:
        _, offsets, data = self.table.column("search_text").buffers()
        starts = np.frombuffer(offsets, dtype=np.int32)[: self.own + 1]
        return SongSearch(np.frombuffer(data, dtype=np.uint8), starts)


def starter_catalogue() -> Catalogue:
    """The catalogue that Mien ships."""
    return load_catalogue(STARTER_FOLDER)


def version_in_use(folder: Path) -> Path:
    """The version that a folder of versions points to; any other folder as it is."""
    pointer = folder / CURRENT
    return pointer.resolve() if pointer.is_symlink() else folder


def is_catalogue(folder: Path) -> bool:
    """Whether a catalogue, or a folder of versions with one in use, is there."""
    return (version_in_use(folder) / MANIFEST_FILE).is_file()


def mark_of(folder: Path) -> tuple[int, int] | None:
    """Changes whenever another catalogue takes its place; None where there is none. Cheap."""
    try:
        found = (version_in_use(folder) / MANIFEST_FILE).stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns


def load_catalogue(folder: Path, *, thoroughly: bool = False) -> Catalogue:
    """Maps a catalogue into memory; CatalogueError if it is missing or broken.

    Files are known by their length; thoroughly, by every byte: that reads all of them.
    """
    folder = version_in_use(folder)
    try:
        manifest = json.loads((folder / MANIFEST_FILE).read_bytes())
        check_files(folder, manifest, thoroughly=thoroughly)
        return _catalogue(folder, manifest)
    except FileNotFoundError as error:
        raise CatalogueError(str(folder), f"{Path(error.filename).name} is missing") from error
    except (OSError, ValueError, KeyError, TypeError, pa.ArrowException) as error:
        raise CatalogueError(str(folder), f"cannot be read: {error}") from error


@lru_cache(maxsize=_FOLDED_NAMES)
def _folded(name: str) -> str:
    return folded(name)


def _mapped(path: Path) -> pa.RecordBatch:
    return pa.ipc.open_file(pa.memory_map(str(path))).get_batch(0)


def _catalogue(folder: Path, manifest: dict[str, Any]) -> Catalogue:
    features = np.load(folder / FEATURES_FILE, mmap_mode="r", allow_pickle=False)
    table = _mapped(folder / TRACKS_FILE)
    count = table.num_rows
    if features.shape != (count, len(FEATURE_NAMES)) or features.dtype != np.float32:
        raise CatalogueError(str(folder), f"{FEATURES_FILE} does not fit {TRACKS_FILE}")
    points = standardised(features, manifest["scaling"])
    explicit = _numbers(table.column("explicit"), np.uint8)
    held = sums_in(manifest)
    return Catalogue(
        version=manifest["version"],
        name=manifest["name"],
        provenance=Provenance(**manifest["provenance"]),
        features=features,
        standardised=points,
        plane=np.column_stack(
            [_numbers(table.column(axis), np.float32)[:count] for axis in ("valence", "arousal")]
        ),
        mood_codes=_numbers(table.column("mood"), np.int8)[:count],
        clusters=_numbers(table.column("cluster"), np.int16)[:count],
        cluster_profiles=tuple(_cluster(one) for one in manifest["clusters"]),
        genre_codes=_numbers(table.column("genre"), np.int16)[:count],
        genre_names=tuple(manifest["genres"]),
        explicit=np.unpackbits(explicit, count=count, bitorder="little").astype(np.bool_),
        artist_codes=_numbers(table.column("artist_key").indices, np.int32)[:count],
        song_codes=_numbers(table.column("song_key").indices, np.int32)[:count],
        table=table,
        aliases=_mapped(folder / ALIASES_FILE) if ALIASES_FILE in held else None,
        stored_moods=_moods(folder / MOODS_FILE, count) if MOODS_FILE in held else None,
        stored_nearest=(
            NearestRows.load(folder / NEAREST_FILE, points) if NEAREST_FILE in held else None
        ),
        cluster_scores=tuple(CountScore(**one) for one in manifest.get("cluster_counts", ())),
    )


def _moods(path: Path, count: int) -> NDArray[np.float16]:
    moods: NDArray[np.float16] = np.load(path, mmap_mode="r", allow_pickle=False)
    if moods.shape != (count, len(MOOD_NAMES)):
        raise CatalogueError(str(path.parent), f"{MOODS_FILE} does not fit {TRACKS_FILE}")
    return moods


def _cluster(stored: dict[str, Any]) -> Cluster:
    return Cluster(
        name=stored["name"],
        valence=stored["valence"],
        arousal=stored["arousal"],
        centroid=tuple(stored["centroid"]),
        size=stored["size"],
        mood=MoodName(stored["mood"]),
    )


def _numbers(column: pa.Array, dtype: type[_Number]) -> NDArray[_Number]:
    """A column's own buffer. Arrow's `to_numpy` would load pandas."""
    return np.frombuffer(column.buffers()[1], dtype=dtype)


def _find(sorted_strings: pa.StringArray, wanted: str) -> int | None:
    """Index in a sorted Arrow array; decodes some twenty of its strings."""
    at = bisect_left(sorted_strings, wanted, key=lambda scalar: str(scalar.as_py()))
    found = at < len(sorted_strings) and sorted_strings[at].as_py() == wanted
    return at if found else None
