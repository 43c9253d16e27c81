"""A listener's songs from Spotify: brought in, sorted, used, and forgotten again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from adapters.chat.message import Button, ButtonRow, Reply
from adapters.streaming import StreamingPlaylist
from bot.actions import Verb, action
from bot.replies.language import counted, translated
from bot.replies.mood_words import mood_word
from bot.replies.moods import MOOD_EMOJI
from bot.replies.spotify_songs import playlist_name, playlist_url
from engine.moods import MoodName

PLAYLISTS_A_PAGE = 8
_LONGEST_NAME = 30


class LibraryWish(StrEnum):
    """What a button asks for."""

    LIKED = "liked"
    SORT = "sort"
    SEEDS = "seeds"
    FORGET = "forget"


def library_menu(songs: int) -> Reply:
    """What can be done; `songs` were brought in before."""
    if songs:
        said = counted(
            "I know {count} song of yours from Spotify.",
            "I know {count} songs of yours from Spotify.",
            songs,
        ).format(count=songs)
    else:
        said = translated("I know no songs of yours from Spotify yet.")
    asked = translated("What shall I bring in?")
    return Reply(f"{said} {asked}", buttons=(_sources(), *(_uses() if songs else ())))


def which_playlist(playlists: Sequence[StreamingPlaylist], page: int) -> Reply:
    """Some of the playlists whose songs may be asked for, and the way to the others."""
    if not playlists:
        return Reply(
            translated(
                "You have no playlist there that I may read: Spotify shows me only your own, and "
                "those that you make together with others."
            )
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
    read: int, *, moods: Mapping[MoodName, int], missing: int, kept: int, left_out: int = 0
) -> Reply:
    """What came of it: `kept` songs from Spotify are known now, with those of before.

    `missing` of those that were read are not in the catalogue; `left_out` were one too many.
    """
    sentences = [
        counted("I read {count} song.", "I read {count} songs.", read).format(count=read),
    ]
    if missing:
        sentences.append(
            counted(
                "{count} of them is missing from my catalogue, so I cannot tell how it sounds.",
                "{count} of them are missing from my catalogue, so I cannot tell how they sound.",
                missing,
            ).format(count=missing)
        )
    if left_out:
        sentences.append(
            counted(
                "{count} found no room: I keep five thousand songs of yours.",
                "{count} found no room: I keep five thousand songs of yours.",
                left_out,
            ).format(count=left_out)
        )
    if not kept:
        return Reply(" ".join(sentences))
    sentences.append(translated("These I know, by mood:"))
    lines = [_mood_line(mood, count) for mood, count in moods.items()]
    return Reply("\n".join((" ".join(sentences), *lines)), buttons=_uses())


def nothing_there() -> Reply:
    """No songs at all."""
    return Reply(translated("There are no songs there."))


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
        lines.append(
            counted(
                "{count} song has no address on Spotify that I know.",
                "{count} songs have no address on Spotify that I know.",
                missing,
            ).format(count=missing)
        )
    return Reply("\n".join((first, *lines)))


def seeded_from_library(new: int, *, known: int) -> Reply:
    """So many of the songs are seed songs from now on; so many were before."""
    if not new:
        return Reply(translated("They are all among your seed songs already."))
    done = counted(
        "{count} song of yours is a seed song now. I'll look for its kin.",
        "{count} songs of yours are seed songs now. I'll look for their kin.",
        new,
    ).format(count=new)
    if not known:
        return Reply(done)
    before = counted("{count} was one already.", "{count} were seed songs already.", known).format(
        count=known
    )
    return Reply(f"{done} {before}")


def no_library_yet() -> Reply:
    """Something needs songs that were never brought in."""
    return Reply(translated("I know no songs of yours from Spotify yet."), buttons=(_sources(),))


def library_forgotten() -> Reply:
    """The songs are gone from here."""
    return Reply(translated("Done: I forgot your songs from Spotify. On Spotify nothing changed."))


def _sources() -> ButtonRow:
    return (
        Button(translated("❤️ Liked songs"), action(Verb.LIBRARY, LibraryWish.LIKED)),
        Button(translated("🎵 A playlist"), action(Verb.LIBRARY_LISTS, 0)),
    )


def _uses() -> tuple[ButtonRow, ...]:
    return (
        (Button(translated("🗂 Sort into six playlists"), action(Verb.LIBRARY, LibraryWish.SORT)),),
        (
            Button(translated("🌱 Use as seed songs"), action(Verb.LIBRARY, LibraryWish.SEEDS)),
            Button(translated("Forget them"), action(Verb.LIBRARY, LibraryWish.FORGET)),
        ),
    )


def _playlist_button(playlist: StreamingPlaylist) -> Button:
    name = playlist.name[:_LONGEST_NAME] or translated("a playlist without a name")
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
