import re

import pytest

from bot.conversation.commands import command_specs
from bot.replies.commands import description_of, send_a_picture
from bot.replies.language import LANGUAGES, speaking
from bot.replies.moods import goal_named
from engine.moods import Goal

LONGEST_DESCRIPTION = 100  # Discord's limit, the shorter one


def test_names_and_descriptions_fit_every_platform():
    for command in command_specs(spotify=True):
        assert re.fullmatch(r"[a-z]{1,32}", command.name)
        for language in LANGUAGES:
            description = command.description.in_language(language)
            assert 1 <= len(description) <= LONGEST_DESCRIPTION
            assert len(command.argument_description.in_language(language)) <= LONGEST_DESCRIPTION


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_goals_are_described_in_words_that_name_them(language):
    words = description_of("goal").in_language(language).partition(":")[2].split(",")

    with speaking(language):
        assert [goal_named(each) for each in words] == [one for one in Goal if one is not Goal.AUTO]


def test_exactly_one_command_takes_a_photo():
    assert [one.name for one in command_specs() if one.takes_photo] == ["selfie"]


def test_where_pictures_are_simply_sent_it_says_so():
    assert "send me a picture" in send_a_picture()


def test_commands_of_spotify_are_there_where_it_is_set_up_and_nowhere_else():
    plain = {one.name for one in command_specs()}
    more = {one.name for one in command_specs(spotify=True)} - plain

    assert more == {"link", "unlink", "save", "play", "pause", "next", "library"}
