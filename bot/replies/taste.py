"""Seed songs and acknowledgements of feedback."""

from __future__ import annotations

from collections.abc import Sequence

from adapters.chat.message import Button, Card, Reply, ReplyKind
from adapters.values import ListenerSettings
from bot.actions import Verb, action
from bot.replies.links import links_for, player_url
from engine.taste import FeedbackKind, SeedSong
from engine.tracks import Track

_NOTED = {
    FeedbackKind.LIKE: "Noted: more like “{}”.",
    FeedbackKind.DISLIKE: "Noted: “{}” will not come back.",
}
_TAKEN_BACK = {
    FeedbackKind.LIKE: "Taken back: your like of “{}”.",
    FeedbackKind.DISLIKE: "Taken back: “{}” may return.",
}


def noted(kind: FeedbackKind, title: str, *, taken_back: bool) -> Reply:
    """A toast that says what a thumb did."""
    sentences = _TAKEN_BACK if taken_back else _NOTED
    return Reply(sentences[kind].format(title), kind=ReplyKind.TOAST)


def how_to_seed() -> Reply:
    """/seed without a song."""
    return Reply(
        "Name a song that is yours, with its artist: /seed Here Comes the Sun, The Beatles. "
        "A Spotify link works too. Songs like it will come more often."
    )


def seed_choice(found: Sequence[Track]) -> Reply:
    """The closest songs, to choose from."""
    cards = tuple(
        Card(track.title, track.artists, track.genre or "in the catalogue", number=number)
        for number, track in enumerate(found, start=1)
    )
    buttons = tuple(
        Button(f"{number}", action(Verb.SEED, track.track_id), spoken=f"Add {track.title}")
        for number, track in enumerate(found, start=1)
    )
    return Reply("Which one is it?", cards=cards, buttons=(buttons,))


def song_not_found(words: str) -> Reply:
    """Nothing in the catalogue is close to these words."""
    if words.startswith(("https://", "http://", "spotify:")):
        return Reply(
            "That song is not in my catalogue, so I cannot tell how it sounds. "
            "Try another one of yours, or its title and artist."
        )
    shown = words if len(words) <= 60 else f"{words[:59]}…"
    return Reply(
        f"I have no song like “{shown}” in my catalogue. "
        "Check the title and artist, or try another one of yours."
    )


def seeded(track: Track, *, new: bool) -> Reply:
    """A seed song was added, or was one already."""
    if not new:
        return Reply(f"“{track.title}” is one of your seed songs already.")
    return Reply(
        f"“{track.title}” by {', '.join(track.artists)} is now one of your seed songs. "
        "I'll look for its kin."
    )


def unseeded(*, removed: bool) -> Reply:
    """A seed song was taken away."""
    return Reply("It is no longer a seed song." if removed else "That was not a seed song.")


def seed_list(seeds: Sequence[SeedSong], *, settings: ListenerSettings) -> Reply:
    """All seed songs, each with a button that takes it away."""
    if not seeds:
        return Reply("You have no seed songs yet. Add one with /seed and its title.")
    cards = tuple(
        Card(
            seed.title,
            seed.artists,
            "seed song",
            number=number,
            links=links_for(
                seed.track_id, seed.title, seed.artists, preferred=settings.music_service
            ),
            player_url=player_url(seed.track_id),
            buttons=(
                Button("✕", action(Verb.UNSEED, seed.track_id), spoken=f"Remove {seed.title}"),
            ),
        )
        for number, seed in enumerate(seeds, start=1)
    )
    return Reply("Your seed songs:", cards=cards)
