"""Songs close to one that was picked, and the ways on from it."""

from __future__ import annotations

from collections.abc import Sequence

from adapters.chat.message import Button, ButtonRow, Card, Reply
from adapters.values import ListenerSettings, OfferedSet, OfferedTrack
from bot.actions import Verb, action
from bot.replies.language import marked, translated
from bot.replies.links import links_for, player_url
from bot.replies.song_words import song_and_genre
from engine.directions import Direction
from engine.recommender import Kin

_LABELS = {
    # Translators: of songs, beside the one that was picked; this and the next two are buttons
    Direction.BRIGHTER: marked("☀️ Brighter"),
    Direction.CALMER: marked("🍃 Calmer"),
    Direction.OLDER: marked("🕰 Older"),
}
_FOUND = {
    Direction.BRIGHTER: marked("Close to {title}, but brighter, most alike first:"),
    Direction.CALMER: marked("Close to {title}, but calmer, most alike first:"),
    Direction.OLDER: marked("Close to {title}, but at least five years older, most alike first:"),
}
_NOT_FOUND = {
    Direction.BRIGHTER: marked("I have nothing brighter than {title}."),
    Direction.CALMER: marked("I have nothing calmer than {title}."),
    Direction.OLDER: marked("I have nothing of which I know that it is older than {title}."),
}


def kin_card(kin: Kin, *, settings: ListenerSettings) -> Card:
    """A track that is close to another, with its similarity."""
    track = kin.track
    return Card(
        track.title,
        track.artists,
        song_and_genre(track),
        links=links_for(
            track.track_id, track.title, track.artists, preferred=settings.music_service
        ),
        similarity=kin.similarity,
        player_url=player_url(track.track_id),
    )


def direction_buttons(
    offered: OfferedSet, track: OfferedTrack, directions: Sequence[Direction]
) -> ButtonRow:
    """From a track of a set to what is close to it, but brighter, calmer or older."""
    return tuple(
        Button(
            translated(_LABELS[one]), action(Verb.TOWARDS, offered.set_id, track.number, one.value)
        )
        for one in directions
    )


def towards_reply(
    offered: OfferedSet,
    track: OfferedTrack,
    kin: Sequence[Kin],
    direction: Direction,
    *,
    others: Sequence[Direction],
    settings: ListenerSettings,
) -> Reply:
    """What lies that way from the track; `others` are the other ways that can be asked for."""
    sentences = _FOUND if kin else _NOT_FOUND
    row = direction_buttons(offered, track, others)
    return Reply(
        translated(sentences[direction]).format(title=track.title),
        cards=tuple(kin_card(one, settings=settings) for one in kin),
        buttons=(row,) if row else (),
    )
