"""Milliseconds of one request, new listeners beside old ones.

OMP_NUM_THREADS=1 python tests/benchmarks/benchmark_recommending.py [ROUNDS [CATALOGUE]]
"""

import statistics
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from engine.catalogue import Catalogue, load_catalogue, starter_catalogue
from engine.moods import MOOD_NAMES, Goal, mood_named
from engine.recommender import RecommendationRequest, Recommender
from engine.taste import Feedback, FeedbackKind

SIGNS = 500
HEARD = 35
NOW = datetime(2026, 5, 1, tzinfo=UTC)
KINDS = tuple(FeedbackKind)


def signs_of(catalogue: Catalogue) -> list[Feedback]:
    """Every kind in turn, over tracks spread through the catalogue."""
    step = len(catalogue) // SIGNS
    tracks = [catalogue.track(row * step) for row in range(SIGNS)]
    return [
        Feedback(
            KINDS[number % len(KINDS)],
            track.track_id,
            track.title,
            track.artists,
            track.mood,
            NOW - timedelta(hours=number),
        )
        for number, track in enumerate(tracks)
    ]


def ms_of_each(recommender: Recommender, requests: list[RecommendationRequest]) -> float:
    """Of one core's time: other programs on the machine do not count."""
    started = time.thread_time()
    for request in requests:
        recommender.recommend(request)
    return (time.thread_time() - started) * 1000 / len(requests)


def main() -> None:
    """Medians of rounds over all moods, goal by goal; new and old listeners in turn."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    catalogue = load_catalogue(Path(sys.argv[2])) if len(sys.argv) > 2 else starter_catalogue()
    recommender = Recommender(catalogue)
    step = len(catalogue) // HEARD
    heard = tuple(catalogue.track(row * step).song_key for row in range(HEARD))
    cases = {"new listener": [], f"{SIGNS} signs": signs_of(catalogue)}
    for goal in Goal:
        for name, feedback in cases.items():
            requests = [
                RecommendationRequest(
                    mood_named(mood), goal=goal, feedback=feedback, heard=heard, random_state=state
                )
                for state in range(5)
                for mood in MOOD_NAMES
            ]
            ms_of_each(recommender, requests)
            taken = [ms_of_each(recommender, requests) for _ in range(rounds)]
            sys.stdout.write(
                f"{len(catalogue)} tracks, {goal}, {name}: median "
                f"{statistics.median(taken):.1f} ms, least {min(taken):.1f}\n"
            )


if __name__ == "__main__":
    main()
