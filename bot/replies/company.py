"""What is said where others read, where photos are off, and to those who were not invited.

In company nothing is said of a mood, a face or anything else that a listener told.
"""

from __future__ import annotations

from dataclasses import replace

from adapters.chat.message import Button, ButtonStyle, Reply, ReplyKind
from bot.actions import Verb, action
from bot.replies.language import counted, translated


def picture_kept(request_id: int) -> Reply:
    """A picture that was sent in company: its answer is for the sender, who taps for it."""
    return Reply(
        translated("I have your picture. Tap to see the answer privately."),
        buttons=_opens(action(Verb.SEE, request_id)),
    )


def perhaps_unheard(request_id: int) -> Reply:
    """The process ended, or the platform fell silent, with the answer to a picture on its way."""
    return Reply(
        translated(
            "Something got in the way while I was answering your picture. If its answer is not "
            "above, tap and I look again."
        ),
        buttons=_opens(action(Verb.SEE, request_id), translated("🔁 Look again")),
    )


def answered_privately(encoded: str) -> Reply:
    """Anything else that is nobody else's business: the button brings it."""
    return Reply(
        translated("That stays between you and me. Tap and I answer you privately."),
        buttons=_opens(encoded),
    )


def already_seen() -> Reply:
    """A picture is asked for again, or by somebody else."""
    return Reply(
        translated(
            "That picture is somebody else's, or answered already, or has waited for over a week."
        ),
        kind=ReplyKind.TOAST,
    )


def shared_here() -> Reply:
    """A set was posted for all."""
    return Reply(translated("Shared here for everyone."), kind=ReplyKind.TOAST)


def share_button(set_id: int) -> Button:
    """Posts a set for all."""
    return Button(translated("📣 Share here"), action(Verb.SHARE, set_id))


def still_on_the_last() -> Reply:
    """A photo waits for an earlier one of the same listener."""
    return Reply(translated("Still on the last one; yours comes right after."))


def pictures_read(count: int) -> str:
    """Which of several pictures counts."""
    return counted(
        "I could read {count} of your pictures.",
        "I read {count} of your pictures and took the clearest.",
        count,
    ).format(count=count)


def remarked(reply: Reply, remark: str) -> Reply:
    """The same with one more sentence, if there is one."""
    return replace(reply, text=f"{reply.text} {remark}") if remark else reply


def invited_only() -> Reply:
    """The host lets in only some."""
    return Reply(
        translated("This Mien is for invited people only; ask whoever runs it to let you in.")
    )


def photos_off() -> Reply:
    """Those who manage the place switched photos off."""
    return Reply(
        translated(
            "Photos are switched off here; /mood works, and in a private chat with me photos "
            "work too."
        )
    )


def photos_switched(*, allowed: bool) -> Reply:
    """What was just chosen for the place."""
    if allowed:
        return Reply(translated("Photos are on here from now on."))
    return Reply(
        translated("Photos are off here from now on: I read no faces, and /mood still works.")
    )


def server_usage(*, allowed: bool) -> Reply:
    """How it is, and how to change it."""
    if allowed:
        return Reply(translated("Photos are on here. /server off switches them off."))
    return Reply(translated("Photos are off here. /server on switches them on."))


def for_places_only() -> Reply:
    """/server in a private chat."""
    return Reply(
        translated("That command is for servers and groups: use it there, if you manage one.")
    )


def for_managers_only() -> Reply:
    """/server by anybody else."""
    return Reply(translated("Only those who manage this server or group can change that."))


def _opens(encoded: str, label: str = "") -> tuple[tuple[Button, ...], ...]:
    label = label or translated("See it privately")
    return ((Button(label, encoded, ButtonStyle.PRIMARY, opens_private=True),),)
