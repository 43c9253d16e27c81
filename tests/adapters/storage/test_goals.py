"""Goals that were asked for: what is usual outlives the answers."""

from datetime import timedelta

from adapters.values import ListenerSettings
from engine.goal_habits import GoalChoice
from engine.moods import Goal, MoodName
from tests.adapters.storage.samples import NOON, recommended


def choice(goal, *, mood=MoodName.SAD, minutes=0):
    return GoalChoice(mood, goal, NOON + timedelta(minutes=minutes))


async def chosen_under_a_set(storage, listener, one):
    saved = await storage.history.save_answer(listener, recommended("a"), at=one.chosen_at)
    await storage.goals.choose(listener, saved.set_id, one)
    return saved


async def test_choices_come_back_oldest_first_and_with_what_else_is_known(
    storage, listener, stranger
):
    choices = [choice(Goal.LIFT, minutes=1), choice(Goal.CALM, mood=MoodName.ANGRY, minutes=2)]
    for one in reversed(choices):
        await chosen_under_a_set(storage, listener, one)

    known = await storage.feedback.known(listener, heard_since=NOON)

    assert await storage.goals.chosen(listener) == choices
    assert known.goal_choices == tuple(choices)
    assert await storage.goals.chosen(stranger) == []


async def test_a_second_choice_under_a_set_takes_the_place_of_the_first(storage, listener):
    saved = await chosen_under_a_set(storage, listener, choice(Goal.LIFT))
    await storage.goals.choose(listener, saved.set_id, choice(Goal.CALM, minutes=1))

    assert await storage.goals.chosen(listener) == [choice(Goal.CALM, minutes=1)]


async def test_one_mood_can_be_forgotten(storage, listener):
    kept = choice(Goal.CALM, mood=MoodName.ANGRY)
    await chosen_under_a_set(storage, listener, choice(Goal.LIFT))
    await chosen_under_a_set(storage, listener, kept)

    await storage.goals.forget(listener, MoodName.SAD)

    assert await storage.goals.chosen(listener) == [kept]


async def test_what_was_chosen_outlives_the_history(storage, listener):
    for minutes in range(3):
        await chosen_under_a_set(storage, listener, choice(Goal.LIFT, minutes=minutes))

    await storage.listeners.change_settings(listener, ListenerSettings(keeps_history=False))
    await storage.history.save_answer(listener, recommended("b"), at=NOON + timedelta(days=1))

    assert len(await storage.goals.chosen(listener)) == 3


async def test_a_taste_that_starts_anew_has_no_usual_goals(storage, listener):
    await chosen_under_a_set(storage, listener, choice(Goal.LIFT))

    await storage.feedback.reset(listener)

    assert await storage.goals.chosen(listener) == []
