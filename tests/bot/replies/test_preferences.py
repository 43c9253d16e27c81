import pytest

from adapters.chat.message import Platform
from bot.conversation.commands import command_specs
from bot.replies.language import LANGUAGES, speaking
from bot.replies.moods import goal_label, goal_named
from bot.replies.preferences import goal_set, goal_usage, help_reply
from engine.moods import Goal

TELEGRAMS_LONGEST = 4096  # characters of a message


def test_help_lists_every_command_with_what_it_does():
    text = help_reply(command_specs(), platform=Platform.WEB).text

    for command in command_specs():
        assert f"/{command.name}: {command.description.english}" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_telegram_help_tells_what_of_a_group_reaches_mien(language):
    with speaking(language):
        elsewhere = help_reply(command_specs(), platform=Platform.DISCORD).text
        text = help_reply(command_specs(), platform=Platform.TELEGRAM).text

    assert text.startswith(f"{elsewhere}\n\n")
    assert ("privacy mode" in text.removeprefix(elsewhere)) is (language == "en")
    assert len(text) <= TELEGRAMS_LONGEST


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("goal", list(Goal))
def test_a_goal_is_understood_by_its_name_and_its_label_as_it_stands(language, goal):
    with speaking(language):
        label = goal_label(goal)
        assert label in goal_usage("").text
        assert goal_named(label) is goal
        assert goal_named(f"  {label.split(maxsplit=1)[1].upper()}! ") is goal
        assert goal_named(goal.value) is goal
        assert goal_set(goal).text.count(label) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_goal_is_understood_in_english_whatever_is_spoken(language):
    with speaking(language):
        assert goal_named("Lift me") is Goal.LIFT


@pytest.mark.parametrize("words", ["", "!", "me", "lift me up high", "fly", "🌤"])
def test_what_names_no_goal_is_none(words):
    assert goal_named(words) is None


def test_a_goal_that_is_unknown_is_said_to_be():
    assert goal_usage("fly").text.startswith("I know no goal “fly”.")
