from adapters.values import ListenerSettings, MusicService
from bot.conversation.commands import command_specs
from bot.replies.preferences import (
    explicit_chosen,
    goal_set,
    goal_usage,
    help_reply,
    service_chosen,
    settings_reply,
)
from engine.moods import Goal


def test_help_lists_every_command_with_what_it_does():
    text = help_reply(command_specs()).text

    for command in command_specs():
        assert f"/{command.name}: {command.description.english}" in text


def test_settings_say_what_is_set_and_offer_the_opposite():
    off = settings_reply(ListenerSettings())
    on = settings_reply(ListenerSettings(explicit_allowed=True))

    assert off.text.startswith("Explicit songs are left out.")
    assert off.buttons[0][0].action == "explicit:on"
    assert on.text.startswith("Explicit songs are allowed.")
    assert on.buttons[0][0].action == "explicit:off"


def test_the_chosen_service_is_the_pressed_one():
    reply = settings_reply(ListenerSettings(music_service=MusicService.APPLE_MUSIC))
    pressed = [button.label for row in reply.buttons for button in row if button.pressed]

    assert pressed == ["Apple Music"]


def test_goals_are_named_as_they_can_be_typed():
    for goal in Goal:
        assert goal.value in goal_usage("").text
        assert goal_set(goal).text.startswith("From now on")


def test_a_goal_that_is_unknown_is_said_to_be():
    assert goal_usage("fly").text.startswith("I know no goal “fly”.")


def test_choices_are_confirmed():
    assert "YouTube Music" in service_chosen(MusicService.YOUTUBE_MUSIC).text
    assert explicit_chosen(allowed=True).text != explicit_chosen(allowed=False).text
