"""Songs on Spotify: saved into playlists, and played."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from adapters.chat.message import Button, ButtonStyle, Reply
from adapters.streaming import Device
from bot.actions import Verb, action
from bot.replies.language import LANGUAGES, counted, speaking, translated
from bot.replies.mood_words import mood_word
from bot.replies.moods import in_rows
from bot.replies.quoting import quoted
from engine.moods import MoodName

MOST_DEVICES = 8
_LONGEST_LABEL = 36


def playlist_name(mood: MoodName) -> str:
    """What the playlist of a mood is called."""
    return translated("Mien: {mood}").format(mood=mood_word(mood))


def playlist_names(mood: MoodName) -> frozenset[str]:
    """The same in every language: it is found again whatever the listener spoke then."""
    names = []
    for language in LANGUAGES:
        with speaking(language):
            names.append(playlist_name(mood))
    return frozenset(names)


def playlist_description() -> str:
    """What stands below its name."""
    return translated("Songs that Mien chose for this mood.")


def playlist_url(playlist_id: str) -> str:
    """Where it is."""
    return f"https://open.spotify.com/playlist/{playlist_id}"


def saved(mood: MoodName, playlist_id: str, *, added: int, known: int, missing: int) -> Reply:
    """How many are new in the playlist, were there before, or are not on Spotify."""
    name = playlist_name(mood)
    sentences = [_added(name, added) if added else _all_there(name, known)]
    if added and known:
        sentences.append(
            counted("{count} was there already.", "{count} were there already.", known).format(
                count=known
            )
        )
    if missing:
        sentences.append(not_there(missing))
    return Reply(f"{' '.join(sentences)}\n{playlist_url(playlist_id)}")


def not_there(missing: int) -> str:
    """How many songs Spotify cannot be asked for."""
    return counted(
        "{count} song has no address on Spotify that I know.",
        "{count} songs have no address on Spotify that I know.",
        missing,
    ).format(count=missing)


def nothing_to_save() -> Reply:
    """There was no answer yet, or none of its songs is on Spotify."""
    return Reply(
        translated("There are no songs of yours for Spotify. Send a picture or type a mood first.")
    )


def which_device(set_id: int, devices: Sequence[Device], *, songs: int) -> Reply:
    """Asks where to play so many, the one that plays already first."""
    first = sorted(devices, key=lambda one: not one.active)[:MOST_DEVICES]
    buttons = [
        Button(
            quoted(one.name, longest=_LONGEST_LABEL) or translated("a device without a name"),
            action(Verb.PLAY_ON, set_id, device_mark(one)),
            ButtonStyle.PRIMARY if one.active else ButtonStyle.NORMAL,
        )
        for one in first
    ]
    question = counted("Where shall I play it?", "Where shall I play them?", songs)
    return Reply(question, buttons=in_rows(buttons))


def device_mark(device: Device) -> str:
    """Fits a button, whatever Spotify's own id looks like."""
    return sha256(device.device_id.encode()).hexdigest()[:16]


def playing(device: Device, *, songs: int, missing: int) -> Reply:
    """It plays."""
    text = counted(
        "{count} song plays on {device}.", "{count} songs play on {device}.", songs
    ).format(count=songs, device=quoted(device.name) or "Spotify")
    return Reply(f"{text} {not_there(missing)}" if missing else text)


def device_gone() -> Reply:
    """What was chosen is no longer open."""
    return Reply(
        translated("That device is no longer open in Spotify. Open it there and send /play again.")
    )


def paused() -> Reply:
    """It plays no more."""
    return Reply(translated("Paused. Spotify goes on where you press play."))


def skipped() -> Reply:
    """The next one plays."""
    return Reply(translated("On to the next song."))


def _added(name: str, added: int) -> str:
    return counted(
        "{count} song is new in your Spotify playlist “{name}”.",
        "{count} songs are new in your Spotify playlist “{name}”.",
        added,
    ).format(count=added, name=name)


def _all_there(name: str, known: int) -> str:
    return counted(
        "It is in your Spotify playlist “{name}” already.",
        "They are all in your Spotify playlist “{name}” already.",
        known,
    ).format(name=name)
