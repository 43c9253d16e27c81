from adapters.chat.message import ButtonStyle
from bot.replies.learned import reset_question, taste_reply
from engine.moods import Goal, MoodName
from engine.taste import FeedbackKind
from engine.taste_summary import Leaning, TasteSummary

NOTHING = TasteSummary(songs={}, seeds=0, genres=(), leanings=())


def test_where_nothing_is_known_it_is_said_and_nothing_can_be_forgotten():
    reply = taste_reply(NOTHING, {}, {})

    assert reply.text.startswith("I know too little to tell your taste yet.")
    assert reply.buttons == ()


def test_few_signs_are_counted_and_said_to_be_too_few():
    taste = TasteSummary({FeedbackKind.LIKE: 1, FeedbackKind.SKIP: 4}, 0, (), ())

    lines = taste_reply(taste, {}, {}).text.splitlines()

    assert lines[:2] == ["You liked 1 song.", "You passed over 4 songs, which says a little."]
    assert lines[2].startswith("I know too little")


def test_all_that_was_learned_is_said_with_what_it_was_learned_from():
    taste = TasteSummary(
        songs={FeedbackKind.LIKE: 5, FeedbackKind.DISLIKE: 2, FeedbackKind.PICK: 1},
        seeds=3,
        genres=("rock", "metal"),
        leanings=(Leaning("energy", high=True), Leaning("valence", high=False)),
    )
    corrections = {
        (MoodName.CALM, MoodName.SAD): 3,
        (MoodName.HAPPY, MoodName.HAPPY): 9,
        (MoodName.ANGRY, MoodName.CALM): 1,
    }

    reply = taste_reply(taste, corrections, {MoodName.ANGRY: Goal.CALM})

    assert reply.text.splitlines() == [
        "You liked 5 songs.",
        "You picked 1 song.",
        "You disliked 2 songs; they do not come back.",
        "3 seed songs are yours.",
        "You often like rock and metal.",
        "A song that you like tends to be energetic and dark.",
        "When I read “calm”, you meant “sad” 3 times.",
        "When I read “angry”, you once meant “calm”.",
        "For “angry” you usually choose “🍃 Calm me”.",
    ]
    assert [one.action for row in reply.buttons for one in row] == ["taste:ask"]


def test_forgetting_is_asked_about_once_more_and_marked_as_dangerous():
    yes, no = reset_question().buttons[0]

    assert (yes.action, yes.style, no.action) == ("taste:yes", ButtonStyle.DANGER, "taste:no")
