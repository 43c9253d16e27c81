"""A listener's own songs: what was read, how they fall into moods, and what to do with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from adapters.chat.message import Button, ButtonStyle, Card, Reply
from adapters.values import AskedSource, ListenerSettings, OwnList
from bot.actions import Verb, action
from bot.replies.described import asked_elsewhere
from bot.replies.language import counted, listed, translated
from bot.replies.links import SERVICE_NAMES, links_for, player_url
from bot.replies.mood_words import mood_word, song_of
from bot.replies.moods import MOOD_EMOJI, in_rows
from bot.replies.playlists import as_links, playlist_files
from bot.replies.quoting import in_quotation_marks
from bot.replies.settings import OFF, ON, own_songs_hold
from engine.moods import MoodName
from engine.playlists import PlaylistEntry
from engine.song_lists.listed import ListedSong
from engine.song_lists.reading import SongList
from engine.tracks import Track

Counts = Mapping[MoodName, int]

SHOWN = 10  # songs of a mood as cards; all of them are in the files
MISSING_SHOWN = 3


def list_reply(
    read: SongList,
    missing: Sequence[ListedSong],
    kept: OwnList | None,
    counts: Counts,
    left_out: int,
    *,
    asked: AskedSource | None = None,
) -> Reply:
    """What came of a list: read, known, not known, and how it falls into moods."""
    lines = [
        _read(len(read.songs)),
        *asked_elsewhere(asked),
        *_unknown(missing, none_known=kept is None and not left_out),
    ]
    if read.left_out + left_out:
        lines.append(_too_many(read.left_out + left_out))
    if kept is None:
        return Reply("\n".join(lines))
    lines.append(_known(kept.songs))
    only = Button(translated("🎯 Choose only from my songs"), action(Verb.OWN_ONLY, ON))
    forget = Button(translated("🗑 Forget this list"), action(Verb.OWN_FORGET, "list", kept.list_id))
    moods = in_rows(_mood_buttons(counts, kept.list_id))
    return Reply("\n".join(lines), buttons=(*moods, (seeds_button(kept), only), (forget,)))


def seeds_button(kept: OwnList) -> Button:
    """Makes the songs of a list seed songs."""
    one, several = translated("🌱 Make it a seed song"), translated("🌱 Make them seed songs")
    return Button(one if kept.songs == 1 else several, action(Verb.OWN_SEEDS, kept.list_id))


def overview(lists: Sequence[OwnList], counts: Counts, *, settings: ListenerSettings) -> Reply:
    """All own songs by mood."""
    total = sum(counts.values())
    songs = counted(
        "{count} song of yours, by mood:", "{count} songs of yours, by mood:", total
    ).format(count=total)
    if settings.only_own_songs:
        switch = Button(translated("Choose from all songs"), action(Verb.OWN_ONLY, OFF))
    else:
        switch = Button(translated("🎯 Choose only from my songs"), action(Verb.OWN_ONLY, ON))
    forget = Button(translated("🗑 Forget my songs"), action(Verb.OWN_FORGET, "ask"))
    return Reply(
        f"{own_songs_hold(settings)}\n{songs}",
        buttons=(*in_rows(_mood_buttons(counts)), (switch,), (forget,)),
    )


def how_to_bring() -> Reply:
    """/songs where there are none yet."""
    none_yet = translated("You have not brought any songs of yours yet.")
    return Reply(f"{none_yet} {_how_to()}")


def no_list_in_it() -> Reply:
    """A file or text without songs."""
    nothing = translated("I found no songs in that.")
    return Reply(f"{nothing} {_how_to()}")


def own_of_mood(mood: MoodName, tracks: Sequence[Track], *, settings: ListenerSettings) -> Reply:
    """Own songs of one mood: the surest as cards, all of them as files."""
    service = settings.music_service
    links = [
        links_for(track.track_id, track.title, track.artists, preferred=service) for track in tracks
    ]
    entries = [
        PlaylistEntry(track.title, track.artists, links[at][0].url, track.track_id)
        for at, track in enumerate(tracks)
    ]
    cards = tuple(
        Card(
            track.title,
            track.artists,
            track.genre or song_of(mood),
            links=links[at],
            number=at + 1,
            player_url=player_url(track.track_id),
        )
        for at, track in enumerate(tracks[:SHOWN])
    )
    title = translated("Your own songs: {mood}").format(mood=mood_word(mood))
    return Reply(
        _of_mood_sentence(len(tracks)).format(
            count=len(tracks), shown=len(cards), service=SERVICE_NAMES[service]
        ),
        heading=title,
        cards=cards,
        files=playlist_files(entries, title=title, name=f"mien-own-{mood}"),
    )


def none_of_that_mood(mood: MoodName) -> Reply:
    """No own song has it."""
    sentence = translated("None of your own songs is of that mood ({mood}).")
    return Reply(sentence.format(mood=mood_word(mood)))


def unknown_own_mood() -> Reply:
    """/songs with words that name no mood."""
    return Reply(
        translated(
            "I can't tell a mood from that. Say /songs alone for all songs of yours, or /songs "
            "and a mood for those of it."
        )
    )


def own_seeded(new: int, *, of: int, tried: int) -> Reply:
    """Songs of a list became seed songs."""
    if not new:
        return Reply(
            counted(
                "It is a seed song of yours already.", "They are seed songs of yours already.", of
            )
        )
    done = counted(
        "{count} song is a new seed song of yours.",
        "{count} songs are new seed songs of yours.",
        new,
    ).format(count=new)
    if tried == of:
        return Reply(done)
    some = translated("I took {tried} of the {all}, from all over the list.")
    return Reply(f"{done} {some.format(tried=tried, all=of)}")


def only_own_switched(settings: ListenerSettings) -> Reply:
    """From where songs come from now on."""
    return Reply(own_songs_hold(settings))


def forget_own_question() -> Reply:
    """Asks once more, since it cannot be undone."""
    return Reply(
        translated("Shall I forget all lists of songs that you brought? Seed songs stay."),
        buttons=(
            (
                Button(
                    translated("Forget them"), action(Verb.OWN_FORGET, "yes"), ButtonStyle.DANGER
                ),
                Button(translated("Keep them"), action(Verb.OWN_FORGET, "no")),
            ),
        ),
    )


def own_forgotten(*, left: int) -> Reply:
    """A list, or the last of them, is gone."""
    if left:
        return Reply(translated("That list is forgotten; your other songs stay."))
    return Reply(translated("Forgotten: I keep no list of your own songs any more."))


def own_kept() -> Reply:
    """The listener changed their mind."""
    return Reply(translated("Good, your songs stay."))


def few_of_own(count: int) -> str:
    """Why a set of own songs is short."""
    return counted(
        "Of your own songs only {count} fits, with each artist once.",
        "Of your own songs only {count} fit, with each artist once.",
        count,
    ).format(count=count)


def nothing_of_own() -> Reply:
    """No own song may be offered for this mood."""
    return Reply(
        translated(
            "None of your own songs fits that now. You can bring more of them, or let me choose "
            "from all songs."
        ),
        buttons=((Button(translated("Choose from all songs"), action(Verb.OWN_ONLY, OFF)),),),
    )


def _read(count: int) -> str:
    return counted("I read {count} song.", "I read {count} songs.", count).format(count=count)


def _known(count: int) -> str:
    return counted(
        "{count} is in my catalogue and kept as yours; this is its mood:",
        "{count} are in my catalogue and kept as yours; by mood they are:",
        count,
    ).format(count=count)


def _unknown(missing: Sequence[ListedSong], *, none_known: bool) -> list[str]:
    if not missing:
        return []
    examples = listed([in_quotation_marks(song.shown) for song in missing[:MISSING_SHOWN]])
    if none_known:
        sentence = counted(
            "It is not in my catalogue: {examples}.",
            "None of them is in my catalogue, for example {examples}.",
            len(missing),
        )
        return [sentence.format(examples=examples)]
    sentence = counted(
        "{count} is not in my catalogue: {examples}.",
        "{count} are not in my catalogue, such as {examples}.",
        len(missing),
    )
    return [sentence.format(count=len(missing), examples=examples)]


def _too_many(count: int) -> str:
    return counted(
        "{count} song is left out: I keep 5,000 of yours at most.",
        "{count} songs are left out: I keep 5,000 of yours at most.",
        count,
    ).format(count=count)


def _mood_buttons(counts: Counts, *of: object) -> list[Button]:
    spoken = translated("Your songs of this mood: {mood}, {count}")
    return [
        Button(
            f"{MOOD_EMOJI[mood]} {mood_word(mood)} {count}",
            action(Verb.OWN_MOOD, mood.value, *of),
            spoken=spoken.format(mood=mood_word(mood), count=count),
        )
        for mood, count in counts.items()
        if count
    ]


def _of_mood_sentence(count: int) -> str:
    if count <= SHOWN:
        return as_links(count)
    # Translators: {shown} of {count} songs stand below
    return translated(
        "The {shown} surest of {count}, as links to {service}; all of them in the files."
    )


def _how_to() -> str:
    return translated(
        "Send me a playlist file (CSV of Exportify, M3U, XSPF, JSPF or plain text), or paste at "
        "least three lines such as “Artist - Title” or links to Spotify. I sort them into moods, "
        "and can choose only from them."
    )
