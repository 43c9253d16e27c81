import pytest

from adapters.chat.message import Platform
from bot.conversation.commands import command_specs
from bot.replies.language import LANGUAGES, speaking
from bot.replies.preferences import help_reply

TELEGRAMS_LONGEST = 4096  # characters of a message


def test_help_lists_every_command_with_what_it_does():
    text = help_reply(command_specs(), platform=Platform.DISCORD).text

    for command in command_specs():
        assert f"/{command.name}: {command.description.english}" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_on_the_page_offers_nothing_that_only_servers_and_groups_have(language):
    with speaking(language):
        text = help_reply(command_specs(), platform=Platform.WEB).text

    for command in command_specs():
        assert (f"/{command.name}:" in text) is not command.for_managers


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_telegram_help_tells_what_of_a_group_reaches_mien(language):
    with speaking(language):
        elsewhere = help_reply(command_specs(), platform=Platform.DISCORD).text
        text = help_reply(command_specs(), platform=Platform.TELEGRAM).text

    assert text.startswith(f"{elsewhere}\n\n")
    assert ("privacy mode" in text.removeprefix(elsewhere)) is (language == "en")
    assert len(text) <= TELEGRAMS_LONGEST
