"""Emoji and emoticons that name a mood, whatever the language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.lexicons import points
from engine.lexicons.lexicon import mood_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.moods import Mood

# Without skin tones and variation selectors; the reader drops those.
EMOJI: Mapping[str, Mood] = mood_table(
    {
        points.HAPPY: "😀, 😃, 😄, 😁, 😊, 🙂, ☺, 😸, 😺, 🌞, 🌈, :), :-), (:, =), ^^",
        points.EXCITED: "🤩, 🥳, 🎉, 🎊, 🔥, 💃, 🕺, ⚡, 🙌, 🚀, :d, xd",
        points.HOPEFUL: "🤞, 💪, 🙏, 🌱, 🌅, 👍",
        points.LOVING: "🥰, 😍, 😘, 😻, 💕, 💖, 💗, 🤗, ❤, <3",
        points.PLAYFUL: "😂, 🤣, 😆, 😜, 😝, 😋, 😏, 😉, 🤪, 😹, 🙃, ;), ;-), :p",
        points.SURPRISED: "😮, 😲, 😯, 🤯, 🙀, 😦, :o",
        points.SHOCKED: "😳, 😵, 😧",
        points.CURIOUS: "🤔, 🧐",
        points.ANGRY: "😠, 😾, 💢, 👿, >:(",
        points.FURIOUS: "😡, 🤬",
        points.ANNOYED: "😤, 😒, 🙄, 🤢, 🤮, 😑, 👎",
        points.FEARFUL: "😱, 😨, 👻",
        points.ANXIOUS: "😰, 😬, 😥, 😓, 😟, 🫨",
        points.INSECURE: "🥺, 😖, 🫣, 🙈",
        points.SAD: "😢, 🙁, ☹, 😞, 😔, 😣, 😿, 🌧, :(, :-(, :'(",
        points.GRIEVING: "😭, 💔, 🥀",
        points.WISTFUL: "🥲, 🍂",
        points.TIRED: "😫, 😩, 🥱, 😪",
        points.BORED: "😐, 🫤, 😶",
        points.CALM: "😌, 🧘, 😇, 🕊, 🌿, 🍃, 🌊",
        points.CONTENT: "☕, 😎",
        points.SLEEPY: "😴, 💤, 🌙, 🛌",
    }
)
