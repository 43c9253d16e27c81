"""A listener's songs from Spotify: brought in, sorted, used, and forgotten again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from adapters.chat.message import Button, ButtonRow, Reply
from adapters.streaming import StreamingPlaylist
from adapters.values import AskedSource, ListenerSettings, OwnList
from bot.actions import Verb, action
from bot.replies.described import asked_elsewhere
from bot.replies.language import counted, translated
from bot.replies.mood_words import mood_word
from bot.replies.moods import MOOD_EMOJI
from bot.replies.own_songs import seeds_button
from bot.replies.quoting import quoted
from bot.replies.settings import ON, own_songs_hold
from bot.replies.spotify_songs import not_there, playlist_name, playlist_url
from engine.moods import MoodName

PLAYLISTS_A_PAGE = 8
_LONGEST_NAME = 30


class LibraryWish(StrEnum):
    """What a button asks for."""

    LIKED = "liked"
    SORT = "sort"


def library_menu(kept: OwnList | None, *, settings: ListenerSettings) -> Reply:
    """What can be done; `kept` was brought in before."""
    asked = translated("What shall I bring in?")
    if kept is None:
        nothing = translated("I know no songs of yours from Spotify yet.")
        return Reply(f"{nothing} {asked}", buttons=(_sources(),))
    said = counted(
        "I know {count} song of yours from Spotify.",
        "I know {count} songs of yours from Spotify.",
        kept.songs,
    ).format(count=kept.songs)
    lines = (f"{said} {asked}", own_songs_hold(settings))
    return Reply("\n".join(lines), buttons=(_sources(), *_uses(kept)))


def which_playlist(playlists: Sequence[StreamingPlaylist], page: int) -> Reply:
    """Some of the playlists whose songs may be asked for, and the way to the others."""
    if not playlists:
        return Reply(
            translated(
                "You have no playlist there that I may read: Spotify shows me only your own, and "
                "those that you make together with others."
            ),
            buttons=((_liked_songs(),),),
        )
    last = (len(playlists) - 1) // PLAYLISTS_A_PAGE
    page = min(page, last)
    shown = playlists[page * PLAYLISTS_A_PAGE : (page + 1) * PLAYLISTS_A_PAGE]
    rows = [(_playlist_button(one),) for one in shown]
    turning = _turning(page, last)
    return Reply(
        translated("Which of your playlists?"), buttons=(*rows, *((turning,) if turning else ()))
    )


def reading(read: int, total: int) -> Reply:
    """Progress."""
    sentence = translated("Reading your songs from Spotify: {read} of {total} so far …")
    return Reply(sentence.format(read=read, total=total))


def brought_in(
    read: int,
    kept: OwnList | None,
    *,
    moods: Mapping[MoodName, int],
    missing: int,
    left_out: int,
    asked: AskedSource | None = None,
) -> Reply:
    """What came of it: `kept` are all songs from Spotify now, with those of before.

    `missing` of those that were read are not in the catalogue; `left_out` found no room.
    """
    sentences = [
        counted("I read {count} song.", "I read {count} songs.", read).format(count=read),
        *asked_elsewhere(asked),
        *_missing(missing),
        *_left_out(left_out),
    ]
    if kept is None:
        return Reply(" ".join(sentences))
    sentences.append(
        counted("This one I know, with its mood:", "These I know, by mood:", kept.songs)
    )
    lines = [_mood_line(mood, count) for mood, count in moods.items()]
    return Reply("\n".join((" ".join(sentences), *lines)), buttons=_uses(kept))


def nothing_there() -> Reply:
    """No songs at all."""
    return Reply(translated("There are no songs there."), buttons=(_sources(),))


def sorted_in(saved: Mapping[MoodName, tuple[str, int]], *, missing: int) -> Reply:
    """The playlists that were filled, with how many songs were new in each."""
    first = counted(
        "Your songs are sorted into {count} playlist on Spotify:",
        "Your songs are sorted into {count} playlists on Spotify:",
        len(saved),
    ).format(count=len(saved))
    lines = [
        f"{MOOD_EMOJI[mood]} {playlist_name(mood)}: {_new(added)}\n{playlist_url(playlist_id)}"
        for mood, (playlist_id, added) in saved.items()
    ]
    if missing:
        lines.append(not_there(missing))
    return Reply("\n".join((first, *lines)))


def no_library_yet() -> Reply:
    """Something needs songs that were never brought in."""
    return Reply(translated("I know no songs of yours from Spotify yet."), buttons=(_sources(),))


def _sources() -> ButtonRow:
    return (_liked_songs(), Button(translated("🎵 A playlist"), action(Verb.LIBRARY_LISTS, 0)))


def _liked_songs() -> Button:
    return Button(translated("❤️ Liked songs"), action(Verb.LIBRARY, LibraryWish.LIKED))


def _uses(kept: OwnList) -> tuple[ButtonRow, ...]:
    """What the songs are good for; all but the first as for any list of own songs."""
    return (
        (Button(translated("🗂 Sort into six playlists"), action(Verb.LIBRARY, LibraryWish.SORT)),),
        (
            seeds_button(kept),
            Button(translated("🎯 Choose only from my songs"), action(Verb.OWN_ONLY, ON)),
        ),
        (Button(translated("🗑 Forget this list"), action(Verb.OWN_FORGET, "list", kept.list_id)),),
    )


def _missing(missing: int) -> tuple[str, ...]:
    if not missing:
        return ()
    sentence = counted(
        "{count} is missing from my catalogue, so I cannot tell how it sounds.",
        "{count} of them are missing from my catalogue, so I cannot tell how they sound.",
        missing,
    )
    return (sentence.format(count=missing),)


def _left_out(left_out: int) -> tuple[str, ...]:
    if not left_out:
        return ()
    sentence = counted(
        "{count} found no room: I keep five thousand songs of yours.",
        "{count} found no room: I keep five thousand songs of yours.",
        left_out,
    )
    return (sentence.format(count=left_out),)


def _playlist_button(playlist: StreamingPlaylist) -> Button:
    name = quoted(playlist.name, longest=_LONGEST_NAME) or translated("a playlist without a name")
    label = f"{name} ({playlist.songs})"
    return Button(label, action(Verb.LIBRARY_LIST, playlist.playlist_id))


def _turning(page: int, last: int) -> ButtonRow:
    back = Button(translated("← Back"), action(Verb.LIBRARY_LISTS, page - 1))
    more = Button(translated("More →"), action(Verb.LIBRARY_LISTS, page + 1))
    return (*((back,) if page > 0 else ()), *((more,) if page < last else ()))


def _mood_line(mood: MoodName, count: int) -> str:
    return f"{MOOD_EMOJI[mood]} {mood_word(mood)}: {count}"


def _new(added: int) -> str:
    return counted("{count} new song", "{count} new songs", added).format(count=added)
