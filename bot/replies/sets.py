"""A set as a message: title, five numbered tracks with one true reason each, buttons."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from adapters.chat.message import Audience, Button, ButtonRow, ButtonStyle, Card, Reply
from adapters.values import ListenerSettings, OfferedSet, OfferedTrack
from bot.actions import FOR_ALL, Verb, action
from bot.replies.company import share_button
from bot.replies.kin import direction_buttons, kin_card
from bot.replies.language import translated
from bot.replies.links import links_for, player_url
from bot.replies.mood_words import songs_for
from bot.replies.moods import correction_choice, goal_label, in_rows, lead_for_reading
from bot.replies.reasons import reason_sentences
from bot.replies.titles import set_title
from engine.directions import Direction
from engine.moods import Goal
from engine.recommender import Kin
from engine.taste import FeedbackKind

Given = Mapping[str, Collection[FeedbackKind]]


def set_reply(
    offered: OfferedSet,
    *,
    settings: ListenerSettings,
    given: Given,
    audience: Audience = Audience.PRIVATE,
) -> Reply:
    """The whole answer. `given` maps track ids to what the listener said of them in this set.

    Where everyone reads it, nothing is said of a face; where only the sender does among others, it
    may be shared.
    """
    reasons = _reasons(offered)
    cards = tuple(
        _track_card(offered, track, reason, settings=settings, given=given.get(track.track_id, ()))
        for track, reason in zip(offered.tracks, reasons, strict=True)
    )
    for_all = audience is Audience.EVERYONE
    return Reply(
        _lead(offered, of_face=not for_all, of_own=settings.only_own_songs),
        heading=set_title(offered.mood.name, offered.goal, offered.set_id),
        cards=tuple(_for_all(card) for card in cards) if for_all else cards,
        buttons=_set_buttons(offered, sharing=audience is Audience.SENDER),
    )


def single_cards(
    offered: OfferedSet, *, settings: ListenerSettings, given: Given
) -> tuple[Reply, ...]:
    """One message per track, so that each can be reacted to by itself."""
    whole = set_reply(offered, settings=settings, given=given)
    return tuple(Reply("", cards=(card,)) for card in whole.cards)


def cards_together(offered: OfferedSet, *, settings: ListenerSettings, given: Given) -> Reply:
    """The same in one message, for where nobody can react to it by emoji."""
    whole = set_reply(offered, settings=settings, given=given)
    return Reply("", cards=whole.cards, apart=True)


def pick_reply(
    offered: OfferedSet,
    track: OfferedTrack,
    kin: Sequence[Kin],
    *,
    settings: ListenerSettings,
    directions: Sequence[Direction] = (),
) -> Reply:
    """The picked track's card, its closest kin with their similarity, and the ways on from it."""
    reason = _reasons(offered)[offered.tracks.index(track)]
    shown = _track_card(offered, track, reason, settings=settings, given=())
    picked = replace(shown, buttons=())
    text = translated("Good pick: {title}, by {artists}.")
    text = text.format(title=track.title, artists=", ".join(track.artists))
    if kin:
        below = translated("Its closest kin are below, most alike first.")
        text = f"{text} {below}"
    cards = (picked, *(kin_card(one, settings=settings) for one in kin))
    seed = Button(translated("🌱 Make it a seed song"), action(Verb.SEED, track.track_id))
    ways = direction_buttons(offered, track, directions)
    return Reply(text, cards=cards, buttons=(ways, (seed,)) if ways else ((seed,),))


def not_right_reply(offered: OfferedSet) -> Reply:
    """Asks for the mood that it really was."""
    return Reply(
        translated("Sorry about that. What is it really?"),
        buttons=correction_choice(offered.set_id, offered.mood.name),
    )


def goals_reply(offered: OfferedSet) -> Reply:
    """Asks what the music should do."""
    buttons = [
        Button(goal_label(goal), action(Verb.GOAL, offered.set_id, goal.value))
        for goal in Goal
        if goal not in (offered.goal, Goal.AUTO)
    ]
    return Reply(translated("What should the music do?"), buttons=in_rows(buttons))


def _lead(offered: OfferedSet, *, of_face: bool, of_own: bool) -> str:
    name = offered.mood.name
    if of_face and offered.reading is not None:
        said = lead_for_reading(offered.reading, name)
    else:
        said = songs_for(name)
    if offered.repeated:
        scarce = translated("You have heard nearly all I have for it, so some return.")
        return f"{said} {scarce}"
    if offered.widened and of_own:
        scarce = translated("Few of your own songs are close to that, so I looked further.")
        return f"{said} {scarce}"
    if offered.widened:
        scarce = translated("I have few songs for you close to that, so I looked further.")
        return f"{said} {scarce}"
    return said


def _reasons(offered: OfferedSet) -> tuple[str, ...]:
    return reason_sentences([t.reasons for t in offered.tracks], offered.mood, offered.goal)


def _track_card(
    offered: OfferedSet,
    track: OfferedTrack,
    reason: str,
    *,
    settings: ListenerSettings,
    given: Collection[FeedbackKind],
) -> Card:
    return Card(
        track.title,
        track.artists,
        reason,
        links=links_for(
            track.track_id, track.title, track.artists, preferred=settings.music_service
        ),
        number=track.number,
        player_url=player_url(track.track_id),
        buttons=_track_buttons(offered, track, given),
    )


def _track_buttons(
    offered: OfferedSet, track: OfferedTrack, given: Collection[FeedbackKind]
) -> ButtonRow:
    place = (offered.set_id, track.number)
    return (
        Button(
            "👍",
            action(Verb.LIKE, *place),
            pressed=FeedbackKind.LIKE in given,
            spoken=translated("Like {title}").format(title=track.title),
        ),
        Button(
            "👎",
            action(Verb.DISLIKE, *place),
            pressed=FeedbackKind.DISLIKE in given,
            spoken=translated("Dislike {title}").format(title=track.title),
        ),
        Button(
            "🔎",
            action(Verb.PICK, *place),
            pressed=FeedbackKind.PICK in given,
            spoken=translated("Pick {title} and see its closest kin").format(title=track.title),
        ),
    )


def _for_all(card: Card) -> Card:
    """Its buttons tell that everyone reads the set, for when it is shown anew after a press."""
    buttons = (replace(one, action=f"{one.action}:{FOR_ALL}") for one in card.buttons)
    return replace(card, buttons=tuple(buttons))


def _set_buttons(offered: OfferedSet, *, sharing: bool) -> tuple[ButtonRow, ...]:
    set_id = offered.set_id
    return (
        (
            Button(translated("⏭ Five others"), action(Verb.OTHERS, set_id), ButtonStyle.PRIMARY),
            Button(translated("🎯 Goal"), action(Verb.GOALS, set_id)),
        ),
        (
            Button(translated("🤔 Not right?"), action(Verb.NOT_RIGHT, set_id)),
            Button(translated("🗂 As cards"), action(Verb.CARDS, set_id)),
        ),
        *(((share_button(set_id),),) if sharing else ()),
    )
