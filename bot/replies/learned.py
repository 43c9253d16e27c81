"""What Mien has learned of a listener's taste, said plainly."""

from __future__ import annotations

from collections.abc import Mapping

from adapters.chat.message import Button, ButtonStyle, Reply
from bot.actions import Verb, action
from bot.replies.goals import Habits, habit_lines
from bot.replies.language import counted, listed, translated
from bot.replies.mood_words import mood_word
from bot.replies.song_words import feature_word
from engine.moods import MoodName
from engine.taste import FeedbackKind
from engine.taste_summary import TasteSummary

Corrections = Mapping[tuple[MoodName, MoodName], int]

_MOST_CORRECTIONS = 3


def taste_reply(taste: TasteSummary, corrections: Corrections, habits: Habits) -> Reply:
    """What was learned and from what, or that it is too little; a button to start anew."""
    given = _given(taste)
    found = [*_tendencies(taste), *_corrected(corrections), *habit_lines(habits)]
    if not given and not found:
        return Reply(_too_little())
    lines = [*given, *(found or [_too_little()])]
    reset = Button(translated("🧹 Start anew"), action(Verb.TASTE_RESET, "ask"))
    return Reply("\n".join(lines), buttons=((reset,),))


def reset_question() -> Reply:
    """Asks once more, since it cannot be undone."""
    return Reply(
        translated(
            "Shall I forget what I learned of your taste: likes, dislikes, picks, skipped songs, "
            "corrected moods and usual goals? Disliked songs may return. Your seed songs stay; "
            "take them away one by one with /seeds."
        ),
        buttons=(
            (
                Button(
                    translated("Start anew"), action(Verb.TASTE_RESET, "yes"), ButtonStyle.DANGER
                ),
                Button(translated("Keep it"), action(Verb.TASTE_RESET, "no")),
            ),
        ),
    )


def taste_forgotten() -> Reply:
    """Nothing of it is left but the seed songs."""
    return Reply(translated("Done. I start anew with your taste; your seed songs stay."))


def taste_kept() -> Reply:
    """The listener changed their mind."""
    return Reply(translated("Good, I keep what I learned."))


def _too_little() -> str:
    return translated(
        "I know too little to tell your taste yet. React to songs with 👍 and 👎, or add songs of "
        "yours with /seed."
    )


def _given(taste: TasteSummary) -> list[str]:
    likes, dislikes, picks, skips = (taste.songs.get(kind, 0) for kind in _TOLD_KINDS)
    counts = [
        (counted("You liked {count} song.", "You liked {count} songs.", likes), likes),
        (counted("You picked {count} song.", "You picked {count} songs.", picks), picks),
        (
            counted(
                "You disliked {count} song; it does not come back.",
                "You disliked {count} songs; they do not come back.",
                dislikes,
            ),
            dislikes,
        ),
        (
            counted(
                "You passed over {count} song, which says a little.",
                "You passed over {count} songs, which says a little.",
                skips,
            ),
            skips,
        ),
        (
            counted("{count} seed song is yours.", "{count} seed songs are yours.", taste.seeds),
            taste.seeds,
        ),
    ]
    return [sentence.format(count=count) for sentence, count in counts if count]


def _tendencies(taste: TasteSummary) -> list[str]:
    said = []
    if taste.genres:
        said.append(translated("You often like {genres}.").format(genres=listed(taste.genres)))
    if taste.leanings:
        words = [feature_word(one.feature, high=one.high) for one in taste.leanings]
        # Translators: {words} with the context "how a song is", as in: loud, fast and bright
        sentence = translated("A song that you like tends to be {words}.")
        said.append(sentence.format(words=listed(words)))
    return said


def _corrected(corrections: Corrections) -> list[str]:
    """Readings that were corrected, the most frequent first; those confirmed teach no other."""
    pairs = [(pair, count) for pair, count in corrections.items() if pair[0] is not pair[1]]
    often = sorted(pairs, key=lambda one: -one[1])[:_MOST_CORRECTIONS]
    return [
        # Translators: {seen} and {meant} are names of moods
        counted(
            "When I read “{seen}”, you once meant “{meant}”.",
            "When I read “{seen}”, you meant “{meant}” {count} times.",
            count,
        ).format(seen=mood_word(seen), meant=mood_word(meant), count=count)
        for (seen, meant), count in often
    ]


_TOLD_KINDS = (FeedbackKind.LIKE, FeedbackKind.DISLIKE, FeedbackKind.PICK, FeedbackKind.SKIP)
