"""Seed songs and acknowledgements of feedback."""

from __future__ import annotations

from collections.abc import Sequence

from adapters.chat.message import Button, ButtonRow, Card, Reply, ReplyKind
from adapters.values import ListenerSettings
from bot.actions import Verb, action
from bot.replies.language import marked, translated
from bot.replies.links import links_for, player_url
from bot.replies.quoting import quoted
from engine.taste import FeedbackKind, SeedSong
from engine.tracks import Track

SEEDS_A_PAGE = 10  # Discord takes 25 buttons, and links to five services make long lines

_NOTED = {
    FeedbackKind.LIKE: marked("Noted: more like “{title}”."),
    FeedbackKind.DISLIKE: marked("Noted: “{title}” will not come back."),
}
_TAKEN_BACK = {
    FeedbackKind.LIKE: marked("Taken back: your like of “{title}”."),
    FeedbackKind.DISLIKE: marked("Taken back: “{title}” may return."),
}


def noted(kind: FeedbackKind, title: str, *, taken_back: bool) -> Reply:
    """A toast that says what a thumb did."""
    sentences = _TAKEN_BACK if taken_back else _NOTED
    return Reply(translated(sentences[kind]).format(title=title), kind=ReplyKind.TOAST)


def how_to_seed() -> Reply:
    """/seed without a song."""
    return Reply(
        translated(
            "Name a song that is yours, with its artist: /seed Here Comes the Sun, The Beatles. "
            "A Spotify link works too. Songs like it will come more often."
        )
    )


def seed_choice(found: Sequence[Track]) -> Reply:
    """The closest songs, to choose from."""
    no_genre = translated("in the catalogue")
    cards = tuple(
        Card(track.title, track.artists, track.genre or no_genre, number=number)
        for number, track in enumerate(found, start=1)
    )
    adding = translated("Add {title}")
    buttons = tuple(
        Button(
            f"{number}",
            action(Verb.SEED, track.track_id),
            spoken=adding.format(title=track.title),
        )
        for number, track in enumerate(found, start=1)
    )
    return Reply(translated("Which one is it?"), cards=cards, buttons=(buttons,))


def song_not_found(words: str) -> Reply:
    """Nothing in the catalogue is close to these words."""
    if words.startswith(("https://", "http://", "spotify:")):
        return Reply(
            translated(
                "That song is not in my catalogue, so I cannot tell how it sounds. "
                "Try another one of yours, or its title and artist."
            )
        )
    sentence = translated(
        "I have no song like “{words}” in my catalogue. "
        "Check the title and artist, or try another one of yours."
    )
    return Reply(sentence.format(words=quoted(words)))


def seeded(track: Track, *, new: bool) -> Reply:
    """A seed song was added, or was one already."""
    if not new:
        known = translated("“{title}” is one of your seed songs already.")
        return Reply(known.format(title=track.title))
    sentence = translated(
        "“{title}” by {artists} is now one of your seed songs. I'll look for its kin."
    )
    return Reply(sentence.format(title=track.title, artists=", ".join(track.artists)))


def unseeded(*, removed: bool) -> Reply:
    """A seed song was taken away."""
    if removed:
        return Reply(translated("It is no longer a seed song."))
    return Reply(translated("That was not a seed song."))


def seed_list(seeds: Sequence[SeedSong], *, settings: ListenerSettings, page: int = 0) -> Reply:
    """A page of seed songs, the newest first, each with a button that takes it away.

    `seeds` oldest first; a page that no longer exists is the last one.
    """
    if not seeds:
        return Reply(translated("You have no seed songs yet. Add one with /seed and its title."))
    last = (len(seeds) - 1) // SEEDS_A_PAGE
    page = min(page, last)
    first = page * SEEDS_A_PAGE
    shown = list(reversed(seeds))[first : first + SEEDS_A_PAGE]
    kind, removing = translated("seed song"), translated("Remove {title}")
    cards = tuple(
        Card(
            seed.title,
            seed.artists,
            kind,
            number=number,
            links=links_for(
                seed.track_id, seed.title, seed.artists, preferred=settings.music_service
            ),
            player_url=player_url(seed.track_id),
            buttons=(
                Button(
                    "✕",
                    action(Verb.UNSEED, seed.track_id),
                    spoken=removing.format(title=seed.title),
                ),
            ),
        )
        for number, seed in enumerate(shown, start=first + 1)
    )
    turning = _turning(page, last)
    return Reply(translated("Your seed songs:"), cards=cards, buttons=(turning,) if turning else ())


def _turning(page: int, last: int) -> ButtonRow:
    newer = Button(translated("← Newer"), action(Verb.SEEDS, page - 1))
    older = Button(translated("Older →"), action(Verb.SEEDS, page + 1))
    return (*((newer,) if page > 0 else ()), *((older,) if page < last else ()))
