"""Words for how a song is."""

from __future__ import annotations

from bot.replies.language import in_context
from bot.replies.mood_words import song_of
from engine.tracks import Track


def song_and_genre(track: Track) -> str:
    """What a song is: `a calm song, piano`; without the genre where none is known."""
    song = song_of(track.mood)
    return f"{song}, {track.genre}" if track.genre else song


def colour_words() -> tuple[str, ...]:
    """From low to high valence; each covers an equal part of -1..1."""
    return (
        # Translators: an adjective that agrees with your word for song, here and below
        in_context("how a song is", "dark"),
        in_context("how a song is", "bittersweet"),
        in_context("how a song is", "bright"),
        in_context("how a song is", "sunny"),
    )


def drive_words() -> tuple[str, ...]:
    """From low to high arousal; each covers an equal part of -1..1."""
    return (
        in_context("how a song is", "very still"),
        in_context("how a song is", "gentle"),
        in_context("how a song is", "lively"),
        in_context("how a song is", "driving"),
    )


def feature_word(feature: str, *, high: bool) -> str:
    """What a song is that has much of an audio feature, or little."""
    much, little = _feature_words()[feature]
    return much if high else little


def _feature_words() -> dict[str, tuple[str, str]]:
    return {
        "danceability": (
            in_context("how a song is", "made to move to"),
            in_context("how a song is", "not made for dancing"),
        ),
        "energy": (
            in_context("how a song is", "energetic"),
            in_context("how a song is", "low in energy"),
        ),
        "loudness": (in_context("how a song is", "loud"), in_context("how a song is", "quiet")),
        "speechiness": (
            in_context("how a song is", "wordy"),
            in_context("how a song is", "sung rather than spoken"),
        ),
        "acousticness": (
            in_context("how a song is", "acoustic"),
            in_context("how a song is", "electric"),
        ),
        "instrumentalness": (
            in_context("how a song is", "more playing than singing"),
            in_context("how a song is", "with a voice up front"),
        ),
        "liveness": (
            in_context("how a song is", "with a crowd in the room"),
            in_context("how a song is", "a studio sound"),
        ),
        "valence": (in_context("how a song is", "bright"), in_context("how a song is", "dark")),
        "tempo": (in_context("how a song is", "fast"), in_context("how a song is", "slow")),
    }
