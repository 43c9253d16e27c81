"""Spotify: linking an account, and what Spotify refuses; each case has its own sentence."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from types import MappingProxyType

from adapters.chat.message import Button, Reply
from adapters.errors import (
    SpotifyBusyError,
    SpotifyError,
    SpotifyMissingError,
    SpotifyNoDeviceError,
    SpotifyNotInvitedError,
    SpotifyNotNowError,
    SpotifyPremiumError,
    SpotifySetupError,
)
from adapters.streaming import DoorstepPage
from bot.actions import Verb, action
from bot.replies.language import counted, marked, spoken_language, translated
from bot.replies.quoting import quoted

_NO_ANSWER = marked(
    "Spotify does not answer right now. Please try again later; everything else works without it."
)
_REFUSALS: Mapping[type[SpotifyError], str] = MappingProxyType(
    {
        SpotifyNotInvitedError: marked(
            "Spotify lets only a few people use this Mien, and your account is not among them. "
            "Ask whoever runs me to add the e-mail address of your Spotify account in Spotify's "
            "developer dashboard; then send /link again."
        ),
        SpotifyPremiumError: marked(
            "Spotify lets only accounts with Premium be played from here. Saving songs with /save "
            "works without it."
        ),
        SpotifyNoDeviceError: marked(
            "Spotify is not open anywhere. Open it on your phone, computer or speaker, play a "
            "song for a moment, and try again."
        ),
        SpotifyNotNowError: marked(
            "Spotify cannot do that at the moment: it may be paused already, or an advertisement "
            "plays."
        ),
        SpotifyMissingError: marked(
            "Spotify no longer has that, or it belongs to somebody else. Please try again."
        ),
        SpotifySetupError: marked(
            "Spotify refuses this Mien as a whole, and it is not your fault. Please tell whoever "
            "runs me: their application there needs Premium and the right secret."
        ),
    }
)


def link_reply(url: str, *, minutes: int, linked: bool) -> Reply:
    """The way to an account, for this listener alone."""
    sentences = []
    if linked:
        sentences.append(translated("Your Spotify is linked already; this link changes it."))
    sentences.append(
        counted(
            "Open this link in your browser within {count} minute, and agree there. It is for you "
            "alone: whoever else opens it would link their Spotify to you.",
            "Open this link in your browser within {count} minutes, and agree there. It is for "
            "you alone: whoever else opens it would link their Spotify to you.",
            minutes,
        ).format(count=minutes)
    )
    return Reply(f"{' '.join(sentences)}\n\n{url}")


def linked_reply(name: str) -> Reply:
    """An account is linked."""
    shown = quoted(name)
    if shown:
        done = translated("Your Spotify account “{name}” is linked.").format(name=shown)
    else:
        done = translated("Your Spotify account is linked.")
    ways = translated(
        "/save puts your last songs into a playlist of yours, /play plays them, and /library "
        "brings in songs that you like there. Not your account? Then unlink it."
    )
    unlink = Button(translated("Unlink Spotify"), action(Verb.UNLINK))
    return Reply(f"{done} {ways}", buttons=((unlink,),))


def not_linked() -> Reply:
    """Something needs an account that is not there."""
    return Reply(translated("Your Spotify is not linked yet. Send /link first."))


def unlinked() -> Reply:
    """The account is gone from here."""
    done = translated(
        "Done: your Spotify is unlinked, and I forgot how to open it and the songs that came from "
        "it. Playlists that I made there stay yours."
    )
    return Reply(f"{done} {ends_there()}")


def ends_there() -> str:
    """What forgetting an account here leaves to the listener."""
    return translated(
        "Spotify itself lets only you end my access for good, under “Manage apps”: "
        "https://www.spotify.com/account/apps/"
    )


def nothing_to_unlink() -> Reply:
    """/unlink without an account."""
    return Reply(translated("No Spotify account is linked, so there is nothing to unlink."))


def link_taken_back() -> Reply:
    """Spotify says that the listener's yes no longer holds."""
    return Reply(
        translated(
            "Spotify says that you took back your yes, so I unlinked your account and forgot the "
            "songs that came from it. Send /link if you want it again."
        )
    )


def link_ran_out() -> Reply:
    """Spotify ends every link after half a year."""
    return Reply(
        translated(
            "Spotify ends every link after six months, and yours is over, so I forgot the songs "
            "that came from it. Send /link to go on; your playlists are still there."
        )
    )


def refused_reply(error: SpotifyError) -> Reply:
    """What Spotify refused, and what to do."""
    return Reply(refused_sentence(error))


def refused_sentence(error: SpotifyError) -> str:
    """The same as a sentence."""
    if isinstance(error, SpotifyBusyError):
        return _busy(error.retry_after_s)
    return translated(_REFUSALS.get(type(error), _NO_ANSWER))


def still_with_spotify() -> Reply:
    """Too many things of one listener wait for Spotify."""
    return Reply(translated("Spotify is still on what you asked before. One moment, please."))


def interrupted() -> Reply:
    """The program ends while Spotify is asked."""
    return Reply(
        translated(
            "I have to restart and could not finish that with Spotify. Please send it again in a "
            "minute; nothing is done twice."
        )
    )


def leaving_page(authorize_url: str) -> DoorstepPage:
    """Before Spotify asks."""
    return DoorstepPage(
        spoken_language(),
        translated("Link your Spotify to Mien"),
        "\n\n".join(
            (
                translated(
                    "You asked Mien for this in your chat. Spotify will ask whether Mien may see "
                    "your liked songs and playlists, make and fill playlists, and play songs on "
                    "your devices. Mien does so only when you ask for it."
                ),
                translated(
                    "If somebody sent you this link, close this page: your Spotify would be "
                    "linked to them."
                ),
            )
        ),
        authorize_url,
        translated("Continue to Spotify"),
    )


def linked_page() -> DoorstepPage:
    """All went well."""
    return _page(
        translated("Spotify is linked"),
        translated("You can close this page and go back to your chat with Mien."),
    )


def old_link_page() -> DoorstepPage:
    """The link was used already, or has run out, or never was one."""
    return _page(
        translated("This link no longer works"),
        translated(
            "A link works once and for a few minutes. Send /link to Mien in your chat for a new "
            "one."
        ),
    )


def other_browser_page() -> DoorstepPage:
    """Somebody comes back who did not leave from here."""
    return _page(
        translated("This was begun by somebody else"),
        translated(
            "The link was opened in another browser, or by another person, so nothing was linked. "
            "Open the link from your own chat with Mien in this browser."
        ),
    )


def not_agreed_page() -> DoorstepPage:
    """They said no at Spotify."""
    return _page(translated("Nothing was linked"), not_agreed().text)


def not_agreed() -> Reply:
    """The same in the chat."""
    return Reply(
        translated("You did not agree at Spotify, so nothing was linked. /link asks again.")
    )


def code_refused() -> Reply:
    """Spotify gave a code and now does not take it."""
    return Reply(
        translated("Spotify no longer takes the yes that you gave there. Please send /link again.")
    )


def refused_page(reason: str) -> DoorstepPage:
    """Spotify refused."""
    return _page(translated("Nothing was linked"), reason)


def _page(heading: str, text: str) -> DoorstepPage:
    return DoorstepPage(spoken_language(), heading, text)


def _busy(retry_after_s: float) -> str:
    seconds = ceil(retry_after_s)
    if seconds <= 90:
        return counted(
            "Spotify wants fewer questions from me. Please try again in {count} second.",
            "Spotify wants fewer questions from me. Please try again in {count} seconds.",
            seconds,
        ).format(count=seconds)
    minutes = ceil(seconds / 60)
    if minutes <= 90:
        return counted(
            "Spotify wants fewer questions from me. Please try again in {count} minute.",
            "Spotify wants fewer questions from me. Please try again in {count} minutes.",
            minutes,
        ).format(count=minutes)
    hours = ceil(minutes / 60)
    return counted(
        "Spotify wants fewer questions from me. Please try again in {count} hour.",
        "Spotify wants fewer questions from me. Please try again in {count} hours.",
        hours,
    ).format(count=hours)
