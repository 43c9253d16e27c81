"""`mien recommend`: songs for a mood."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from bot.actions import named
from bot.commands.output import AsJson, bad_argument, complain, print_json, print_table
from bot.replies.links import service_urls
from bot.replies.reasons import all_reasons, reason_sentences
from bot.replies.titles import set_title
from bot.settings import read_settings
from engine.catalogue import Catalogue
from engine.moods import MOOD_NAMES, Goal, MoodName, mood_named
from engine.recommender import (
    SET_SIZE,
    Recommendation,
    RecommendationRequest,
    RecommendedSet,
    Recommender,
)
from engine.taste import SeedSong
from engine.tracks import FEATURE_NAMES

LARGEST_SET = 50  # the pool that a set is chosen from has 160 tracks for all its steps


def recommend(
    mood: Annotated[str, typer.Option(help="One of the six moods.")],
    *,
    count: Annotated[
        int, typer.Option(min=1, help=f"How many tracks; at most {LARGEST_SET}.")
    ] = SET_SIZE,
    goal: Annotated[Goal, typer.Option(help="What the music should do.")] = Goal.AUTO,
    seed_song: Annotated[
        list[str] | None, typer.Option(help="Id or link of a song you love; may be repeated.")
    ] = None,
    random_state: Annotated[
        int | None, typer.Option(min=0, help="The same number gives the same songs.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Choose songs for a mood from the catalogue."""
    from bot.shelf import open_catalogue

    name = named(MoodName, mood.strip().lower())
    if name is None:
        raise bad_argument(f"There is no mood “{mood}”. These exist: {', '.join(MOOD_NAMES)}.")
    catalogue = open_catalogue(read_settings())
    request = RecommendationRequest(
        mood_named(name),
        goal=goal,
        seeds=[_seed(catalogue, track_id) for track_id in seed_song or ()],
        count=min(count, LARGEST_SET),
        random_state=random_state,
    )
    if count > LARGEST_SET:
        complain(f"A set has at most {LARGEST_SET} tracks. Ask again with another --random-state.")
    chosen = Recommender(catalogue).recommend(request)
    if as_json:
        print_json(set_as_json(chosen))
    else:
        _print_set(chosen, turn=random_state or 0)


def _seed(catalogue: Catalogue, track_id: str) -> SeedSong:
    row = catalogue.row_of(track_id)
    if row is None:
        raise bad_argument(
            f"The catalogue has no track “{track_id}”. "
            "`mien catalogue search` finds ids by title and artist."
        )
    track = catalogue.track(row)
    return SeedSong(track.track_id, track.title, track.artists, datetime.now(UTC))


def _print_set(chosen: RecommendedSet, *, turn: int) -> None:
    reasons = [one.reasons for one in chosen.recommendations]
    sentences = reason_sentences(reasons, chosen.mood, chosen.goal)
    rows = [
        (number, one.track.title, ", ".join(one.track.artists), sentence, f"{one.score:.2f}")
        for number, (one, sentence) in enumerate(
            zip(chosen.recommendations, sentences, strict=True), start=1
        )
    ]
    title = set_title(chosen.mood.name, chosen.goal, turn)
    print_table(
        f"{title} ({chosen.mood.name}, {chosen.goal})",
        ("", "title", "artists", "why", "score"),
        rows,
    )


def set_as_json(chosen: RecommendedSet) -> dict[str, Any]:
    """A set in the form that programs read."""
    return {
        "mood": chosen.mood.name.value,
        "goal": chosen.goal.value,
        "tracks": [_track_as_json(one, chosen) for one in chosen.recommendations],
    }


def _track_as_json(one: Recommendation, chosen: RecommendedSet) -> dict[str, Any]:
    track = one.track
    urls = service_urls(track.track_id, track.title, track.artists)
    return {
        "track_id": track.track_id,
        "title": track.title,
        "artists": list(track.artists),
        "score": round(one.score, 4),
        "reasons": list(all_reasons(one.reasons, chosen.mood, chosen.goal)),
        "mood_fit": round(one.mood_fit, 4),
        "features": {name: round(getattr(track.features, name), 4) for name in FEATURE_NAMES},
        "links": {service.value: url for service, url in urls.items()},
    }
