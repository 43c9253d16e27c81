"""`mien recommend`: songs for a mood."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.actions import named
from bot.commands.graph import MeasureOption, ThresholdOption, known_row
from bot.commands.output import AsJson, bad_argument, complain, print_json, print_table, say
from bot.commands.playlists import PLAYLIST_SUFFIXES, check_playlist, write_playlist
from bot.replies.links import service_urls
from bot.replies.reasons import all_reasons, reason_sentences
from bot.replies.titles import set_title
from bot.settings import read_settings
from engine.catalogue import Catalogue
from engine.errors import NothingToOfferError
from engine.graph_recommender import recommend_by_graph
from engine.moods import MOOD_NAMES, Goal, MoodName, mood_named
from engine.recommender import (
    SET_SIZE,
    Recommendation,
    RecommendationRequest,
    RecommendedSet,
    Recommender,
)
from engine.similarity_graph import Measure, SimilarityGraph
from engine.taste import SeedSong
from engine.tracks import FEATURE_NAMES

LARGEST_SET = 50  # the pool that a set is chosen from has 160 tracks for all its steps


class Way(StrEnum):
    """How the songs are chosen."""

    TASTE = "taste"
    GRAPH = "graph"


# Typer makes an option of each argument.
def recommend(  # noqa: PLR0913
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
    by: Annotated[
        Way,
        typer.Option(help="By taste, as Mien chooses; or by what the similarity graph joins."),
    ] = Way.TASTE,
    measure: MeasureOption = Measure.EUCLIDEAN,
    threshold: ThresholdOption = None,
    output: Annotated[
        Path | None,
        typer.Option(help=f"A playlist to write: {', '.join(PLAYLIST_SUFFIXES)}."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Choose songs for a mood from the catalogue."""
    from bot.shelf import open_catalogue

    if output is not None:
        check_playlist(output)
    name = _mood_name(mood)
    if by is Way.GRAPH:
        _check_graph_wishes(goal, random_state)
    elif threshold is not None or measure is not Measure.EUCLIDEAN:
        raise bad_argument("--measure and --threshold shape the graph: add --by graph.")
    catalogue = open_catalogue(read_settings())
    seeds = [known_row(catalogue, track_id) for track_id in seed_song or ()]
    if count > LARGEST_SET:
        complain(f"A set has at most {LARGEST_SET} tracks. Ask again with another --random-state.")
        count = LARGEST_SET
    if by is Way.GRAPH:
        graph = SimilarityGraph(catalogue, measure=measure, threshold=threshold)
        chosen = _by_graph(graph, name, seeds=seeds, count=count)
    else:
        request = RecommendationRequest(
            mood_named(name),
            goal=goal,
            seeds=[_seed(catalogue, row) for row in seeds],
            count=count,
            random_state=random_state,
        )
        chosen = Recommender(catalogue).recommend(request)
    turn = random_state or 0
    written = None if output is None else write_playlist(output, chosen, turn=turn)
    if as_json:
        print_json(set_as_json(chosen) | ({} if written is None else {"written": str(output)}))
        return
    _print_set(chosen, turn=turn)
    if written is not None:
        say(written)


def _mood_name(word: str) -> MoodName:
    name = named(MoodName, word.strip().lower())
    if name is None:
        raise bad_argument(f"There is no mood “{word}”. These exist: {', '.join(MOOD_NAMES)}.")
    return name


def _check_graph_wishes(goal: Goal, random_state: int | None) -> None:
    if goal not in (Goal.AUTO, Goal.MATCH) or random_state is not None:
        raise bad_argument(
            "The graph can only match the mood, and leaves nothing to chance: "
            "leave out --goal and --random-state, or --by graph."
        )


def _by_graph(
    graph: SimilarityGraph, name: MoodName, *, seeds: Sequence[int], count: int
) -> RecommendedSet:
    try:
        return recommend_by_graph(graph, name, seeds=seeds, count=count)
    except NothingToOfferError as error:
        complain(f"The graph joins no track that may be offered to {name}. Lower --threshold.")
        raise typer.Exit(1) from error


def _seed(catalogue: Catalogue, row: int) -> SeedSong:
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
