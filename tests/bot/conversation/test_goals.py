"""Goals that were tapped become usual: learned for each mood, told, and forgotten."""

from adapters.chat.message import Audience
from engine.moods import Goal
from tests.bot.conversation.conftest import Talk, has_button

LEARNED = "For “angry” you usually choose “🍃 Calm me”, so I did too."


async def latest_goal(talk: Talk) -> Goal:
    profile = await talk.storage.listeners.welcome(talk.facts()["account"])
    [latest] = await talk.storage.history.latest_sets(profile.listener_id, 1)
    return latest.goal


async def choose_goal(talk: Talk, label: str, *, mood: str = "angry") -> None:
    await talk.command("mood", mood)
    await talk.press("🎯 Goal")
    await talk.press(label)


async def calm_three_times(talk: Talk) -> None:
    for _ in range(3):
        await choose_goal(talk, "🍃 Calm me")


async def test_after_three_choices_the_fourth_request_has_that_goal(talk: Talk):
    await talk.command("mood", "angry")
    before = await latest_goal(talk)
    await calm_three_times(talk)

    await talk.command("mood", "angry")

    assert before is not Goal.CALM
    assert await latest_goal(talk) is Goal.CALM
    assert LEARNED in talk.chat.last.text


async def test_two_choices_are_not_yet_a_habit(talk: Talk):
    for _ in range(2):
        await choose_goal(talk, "🍃 Calm me")

    await talk.command("mood", "angry")

    assert await latest_goal(talk) is not Goal.CALM
    assert "usually" not in talk.chat.last.text


async def test_a_habit_holds_for_its_mood_alone(talk: Talk):
    await calm_three_times(talk)

    await talk.command("mood", "sad")

    assert "usually" not in talk.chat.last.text


async def test_a_goal_that_is_asked_for_needs_no_habit(talk: Talk):
    await calm_three_times(talk)
    await talk.command("goal", "release")

    await talk.command("mood", "angry")

    assert await latest_goal(talk) is Goal.RELEASE
    assert "usually" not in talk.chat.last.text


async def test_goal_alone_tells_habits_and_forgets_one(talk: Talk):
    await calm_three_times(talk)
    await talk.command("goal")
    assert "For “angry” you usually choose “🍃 Calm me”." in talk.chat.last.text

    await talk.press("Forget it for “angry”")
    told = talk.chat.last.text
    await talk.command("goal")

    assert told == "Forgotten: for “angry” I choose the goal myself again."
    assert not has_button(talk.chat.last, "Forget it for “angry”")


async def test_taste_tells_habits(talk: Talk):
    await calm_three_times(talk)

    await talk.command("taste")

    assert "For “angry” you usually choose “🍃 Calm me”." in talk.chat.last.text


async def test_who_was_forgotten_has_no_habits(talk: Talk):
    await calm_three_times(talk)
    await talk.command("forget")
    await talk.press_action("forget:yes")

    await talk.command("mood", "angry")

    assert await latest_goal(talk) is not Goal.CALM
    assert "usually" not in talk.chat.last.text


async def test_habits_are_learned_again_by_the_next_process(talk: Talk, next_process):
    await calm_three_times(talk)

    later = next_process()
    await later.command("mood", "angry")

    assert LEARNED in later.chat.last.text


async def test_habits_hold_without_history(talk: Talk):
    await talk.press_action("history:off")
    await calm_three_times(talk)

    await talk.command("mood", "angry")

    assert LEARNED in talk.chat.last.text


async def test_in_company_nobody_reads_of_a_habit(talk: Talk):
    await calm_three_times(talk)
    await talk.change(shares_in_groups=True)

    await talk.among(Audience.EVERYONE).command("mood", "angry")

    assert await latest_goal(talk) is Goal.CALM
    assert "usually" not in talk.chat.last.text
