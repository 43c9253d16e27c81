"""Songs that a source outside of the catalogue described, and a catalogue with such songs added."""

from __future__ import annotations

from dataclasses import astuple, dataclass, replace
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from engine.clusters import mood_codes_of, plane_of
from engine.guests import Guests
from engine.moods import MOOD_NAMES
from engine.track_moods import load_track_moods
from engine.tracks import FEATURE_RANGES, AudioFeatures, Track, folded, song_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from engine.catalogue import Catalogue

    _Number = TypeVar("_Number", bound=np.generic)

_UNKNOWN_GENRE = -1


@dataclass(frozen=True, slots=True)
class DescribedSong:
    """A song as a source tells it: at least one artist, features that can be."""

    track_id: str
    title: str
    artists: tuple[str, ...]
    features: AudioFeatures


def can_be(features: AudioFeatures) -> bool:
    """Whether every number lies where music's do; never for what is no number."""
    told = zip(astuple(features), FEATURE_RANGES.values(), strict=True)
    return all(least <= value <= most for value, (least, most) in told)


def with_described(catalogue: Catalogue, songs: Iterable[DescribedSong]) -> Catalogue:
    """The same catalogue with those songs behind its own, where they are not in it already.

    Rows of before stay what they are. The new ones are offered only to those who ask for them:
    see `Catalogue.guests`.
    """
    new = [song for song in songs if catalogue.row_of(song.track_id) is None]
    new = list({song.track_id: song for song in new}.values())
    if not new:
        return catalogue
    features = np.array([astuple(song.features) for song in new], np.float32)
    points = _standardised(features, catalogue)
    # Guests are looked for in pools alone, which are small: the index goes on without them.
    nearest = catalogue.nearest.in_front_of(points)
    plane, moods = plane_of(features), mood_codes_of(features)
    guests = _guests(catalogue, new, moods=moods)
    artists = [guests.artist_codes[folded(song.artists[0])] for song in new]
    of_songs = [guests.song_codes[song_key(song.title, song.artists[0])] for song in new]
    return replace(
        catalogue,
        features=np.concatenate([catalogue.features, features]),
        standardised=nearest.points,
        plane=np.concatenate([catalogue.plane, plane]),
        mood_codes=np.concatenate([catalogue.mood_codes, moods]),
        clusters=np.concatenate([catalogue.clusters, _nearest_clusters(points, catalogue)]),
        genre_codes=_longer(catalogue.genre_codes, [_UNKNOWN_GENRE] * len(new)),
        explicit=_longer(catalogue.explicit, [False] * len(new)),
        artist_codes=_longer(catalogue.artist_codes, artists),
        song_codes=_longer(catalogue.song_codes, of_songs),
        stored_moods=_moods(catalogue, features),
        stored_nearest=nearest,
        guests=guests,
    )


def _guests(
    catalogue: Catalogue, new: Sequence[DescribedSong], *, moods: NDArray[np.int8]
) -> Guests:
    """Those of before, and the new ones behind them."""
    before = catalogue.guests
    artist_keys = (folded(song.artists[0]) for song in new)
    song_keys = (song_key(song.title, song.artists[0]) for song in new)
    tracks = (
        Track(song.track_id, song.title, song.artists, song.features, MOOD_NAMES[mood])
        for song, mood in zip(new, moods.tolist(), strict=True)
    )
    rows = {song.track_id: row for row, song in enumerate(new, start=len(catalogue))}
    artists = _coded(artist_keys, catalogue.artist_code_of, after=catalogue.artist_codes)
    of_songs = _coded(song_keys, catalogue.song_code_of, after=catalogue.song_codes)
    return Guests(
        tracks=(*before.tracks, *tracks),
        rows={**before.rows, **rows},
        artist_codes={**before.artist_codes, **artists},
        song_codes={**before.song_codes, **of_songs},
    )


def _coded(
    keys: Iterable[str], code_of: Callable[[str], int | None], *, after: NDArray[np.int32]
) -> dict[str, int]:
    """The code of each key; those that have none are numbered on."""
    codes: dict[str, int] = {}
    following = int(after.max()) + 1
    for key in dict.fromkeys(keys):
        known = code_of(key)
        codes[key] = following if known is None else known
        following += known is None
    return codes


def _longer(numbers: NDArray[_Number], more: Sequence[int]) -> NDArray[_Number]:
    return np.concatenate([numbers, np.array(more, numbers.dtype)])


def _standardised(features: NDArray[np.float32], catalogue: Catalogue) -> NDArray[np.float32]:
    """By the scale of the catalogue's own tracks, which a guest must not shift."""
    own = catalogue.features[: catalogue.own]
    deviation = own.std(axis=0, dtype=np.float64)
    points = (features - own.mean(axis=0, dtype=np.float64)) / np.where(deviation, deviation, 1)
    scaled: NDArray[np.float32] = points.astype(np.float32)
    return scaled


def _nearest_clusters(points: NDArray[np.float32], catalogue: Catalogue) -> NDArray[np.int16]:
    centroids = np.array([one.centroid for one in catalogue.cluster_profiles], np.float32)
    distances = np.square(points[:, None, :] - centroids[None, :, :]).sum(axis=2)
    nearest: NDArray[np.int16] = distances.argmin(axis=1).astype(np.int16)
    return nearest


def _moods(catalogue: Catalogue, features: NDArray[np.float32]) -> NDArray[np.float16] | None:
    if catalogue.stored_moods is None:
        return None
    moods = load_track_moods().mood_probabilities(features).astype(np.float16)
    return np.concatenate([catalogue.stored_moods, moods])
