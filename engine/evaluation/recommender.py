"""One frozen protocol for the recommender: simulated listeners, real playlists, one real taste.

Seeds are fixed. What is tuned is tuned on `TUNING`: other listeners, other playlists, other draws.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.evaluation.criteria import criteria_of
from engine.evaluation.learning import START, Acquaintance, learned
from engine.evaluation.real_interactions import (
    auc_from_all,
    auc_from_few,
    one_listener_in,
    playlists_in,
)
from engine.evaluation.simulated_listeners import simulated_listener
from engine.evaluation.tallies import Tallies
from engine.moods import MOOD_NAMES, Mood
from engine.preferences import taste_worths
from engine.recommender import Recommender
from engine.taste import SeedSong
from engine.taste_space import TasteSpace

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from engine.catalogue import Catalogue
    from engine.evaluation.learning import LearningCurve
    from engine.signs import Signs

MOST_KNOWN = 30


@dataclass(frozen=True, slots=True)
class Panel:
    """Who is asked.

    Playlists are taken where their number leaves `remainder` by 2. Of the one listener's songs
    `TUNING` sees the half that its own random state names.
    """

    name: str
    listeners: range
    remainder: int
    random_state: int


FROZEN = Panel("frozen", range(144), remainder=1, random_state=20_260)
TUNING = Panel("tuning", range(1_008, 1_152), remainder=0, random_state=7)


def evaluate_recommender(
    catalogue: Catalogue, folder: Path, panel: Panel = FROZEN
) -> dict[str, object]:
    """All measurements on one catalogue and the interactions in a folder, and what was wanted."""
    simulated = evaluate_simulated(catalogue, panel)
    playlists = evaluate_playlists(catalogue, folder, panel)
    one_listener = evaluate_one_listener(catalogue, folder, panel)
    return {
        "panel": panel.name,
        "tracks": len(catalogue),
        "simulated": simulated,
        "playlists": playlists,
        "one_listener": one_listener,
        "criteria": criteria_of(simulated, playlists, one_listener),
    }


def evaluate_simulated(catalogue: Catalogue, panel: Panel) -> dict[str, object]:
    """Planted tastes: how fast they are learned, and lists of ten after thirty reactions.

    Every method knows one song that the listener picked, the recommender the reactions too.
    """
    recommender, tallies = Recommender(catalogue), Tallies(catalogue)
    curves: list[LearningCurve] = []
    for state in panel.listeners:
        listener = simulated_listener(catalogue, random_state=state)
        known = Acquaintance(recommender, catalogue, listener.mood, state)
        curves.append(learned(known, listener))
        picked = listener.picks(np.random.default_rng([state, 3]))
        known.pick(picked)
        tallies.ask(
            known,
            picked=picked,
            to_find=listener.favourites,
            excluded=np.array([picked]),
            rng=np.random.default_rng([panel.random_state, state, 4]),
        )
    return {**_of_curves(curves), "methods": tallies.as_dicts()}


def evaluate_playlists(catalogue: Catalogue, folder: Path, panel: Panel) -> dict[str, object]:
    """Half of each real playlist is known, thirty songs at most; the rest is to be found.

    The mood is where the known songs stand; they are seeds, and one of them is the picked song.
    """
    recommender, tallies = Recommender(catalogue), Tallies(catalogue)
    numbered = enumerate(playlists_in(folder, catalogue))
    asked = [one for one in numbered if one[0] % 2 == panel.remainder]
    for number, rows in asked:
        mixed = np.random.default_rng([panel.random_state, number]).permutation(rows)
        known, hidden = np.split(mixed, [min(MOST_KNOWN, len(mixed) // 2)])
        tracks = [catalogue.track(row) for row in known.tolist()]
        acquaintance = Acquaintance(
            recommender,
            catalogue,
            _mood_of(known, catalogue),
            number,
            seeds=[SeedSong(one.track_id, one.title, one.artists, START) for one in tracks],
            excluded=frozenset(one.song_key for one in tracks),
        )
        tallies.ask(
            acquaintance,
            picked=int(known[0]),
            to_find=hidden,
            excluded=known,
            rng=np.random.default_rng([panel.random_state, number, 4]),
        )
    return {"playlists": len(asked), "methods": tallies.as_dicts()}


def evaluate_one_listener(catalogue: Catalogue, folder: Path, panel: Panel) -> dict[str, float]:
    """How well the taste update tells one real listener's likes from dislikes."""
    listener = one_listener_in(folder, catalogue)
    space = TasteSpace(listener.catalogue)
    mixed = np.random.default_rng(TUNING.random_state).permutation(len(listener.rows))
    tuned_on = mixed < len(mixed) // 2

    def worths(signs: Signs, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        return taste_worths(signs, rows, space)

    state = panel.random_state
    if panel is TUNING:
        return {
            "songs": int(tuned_on.sum()),
            "auc_from_30_and_30": auc_from_few(
                listener, worths, random_state=state, within=tuned_on
            ),
        }
    return {
        "songs": len(listener.rows),
        "auc_from_30_and_30": auc_from_few(listener, worths, random_state=state),
        "auc_from_30_and_30_of_the_half_not_tuned_on": auc_from_few(
            listener, worths, random_state=state, within=~tuned_on
        ),
        "auc_from_all": auc_from_all(listener, worths, random_state=state),
    }


def _mood_of(rows: NDArray[np.int64], catalogue: Catalogue) -> Mood:
    """The mood that most of these stand for, at their mean place."""
    codes = catalogue.mood_codes[rows]
    valence, arousal = catalogue.plane[rows].mean(axis=0).tolist()
    return Mood(MOOD_NAMES[int(np.bincount(codes).argmax())], valence, arousal)


def _of_curves(curves: Sequence[LearningCurve]) -> dict[str, object]:
    mien = np.mean([curve.mien for curve in curves], axis=0)
    oracle = float(np.mean([curve.oracle for curve in curves], axis=0)[-1])
    random = float(np.mean([curve.random for curve in curves]))
    return {
        "listeners": len(curves),
        "oracle_like_rate": oracle,
        "random_like_rate": random,
        "random_of_oracle": random / oracle,
        "like_rate_by_set": mien.tolist(),
        "of_oracle_after_30": float(mien[-1]) / oracle,
    }
