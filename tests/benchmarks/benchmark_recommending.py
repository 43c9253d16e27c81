"""Milliseconds of one request on the starter catalogue, new listeners beside old ones.

python tests/benchmarks/benchmark_recommending.py [ROUNDS]
"""

import statistics
import sys
import time
from datetime import UTC, datetime, timedelta

from engine.catalogue import Catalogue, starter_catalogue
from engine.moods import MOOD_NAMES, mood_named
from engine.recommender import RecommendationRequest, Recommender
from engine.taste import Feedback, FeedbackKind

SIGNS = 500
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


def main() -> None:
    """Medians over all moods; new and old listeners in the same rounds."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    catalogue = starter_catalogue()
    recommender = Recommender(catalogue)
    cases = {"new listener": [], "500 signs": signs_of(catalogue)}
    taken: dict[str, list[float]] = {name: [] for name in cases}
    for state in range(rounds):
        for mood in MOOD_NAMES:
            for name, feedback in cases.items():
                request = RecommendationRequest(
                    mood_named(mood), feedback=feedback, random_state=state
                )
                started = time.perf_counter()
                recommender.recommend(request)
                taken[name].append((time.perf_counter() - started) * 1000)
    for name, times in taken.items():
        slowest = max(times[len(MOOD_NAMES) :])
        sys.stdout.write(f"{name}: median {statistics.median(times):.1f} ms, most {slowest:.1f}\n")


if __name__ == "__main__":
    main()
