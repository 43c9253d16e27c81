from bot.conversation.commands import command_specs
from bot.replies.preferences import goal_set, goal_usage, help_reply
from engine.moods import Goal


def test_help_lists_every_command_with_what_it_does():
    text = help_reply(command_specs()).text

    for command in command_specs():
        assert f"/{command.name}: {command.description.english}" in text


def test_goals_are_named_as_they_can_be_typed():
    for goal in Goal:
        assert goal.value in goal_usage("").text
        assert goal_set(goal).text.startswith("From now on")


def test_a_goal_that_is_unknown_is_said_to_be():
    assert goal_usage("fly").text.startswith("I know no goal “fly”.")
