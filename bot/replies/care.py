"""A kind line before any song, where words sound desperate."""

from __future__ import annotations

from adapters.chat.message import Button, Reply
from bot.actions import Verb, action
from bot.replies.language import translated
from engine.moods import MoodName


def kind_line(help_url: str) -> Reply:
    """Takes the words seriously, names help, and offers quiet songs only if wanted."""
    # Translators: said to someone who may want to die; be warm and plain
    help_first = translated(
        "That sounds very heavy, and I'm glad you said it. I'm only a music bot, and you deserve "
        "a person right now: {help_url} lists people who listen, free of charge. If you are in "
        "danger, please call your local emergency number."
    ).format(help_url=help_url)
    music = translated("If quiet music helps meanwhile, I'm here.")
    quiet = Button(translated("🎵 Quiet songs"), action(Verb.MOOD, MoodName.CALM.value))
    return Reply(f"{help_first}\n{music}", buttons=((quiet,),))
