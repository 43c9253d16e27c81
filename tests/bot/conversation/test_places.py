import pytest

from adapters.chat.message import Audience
from tests.bot.conversation.conftest import Talk, reading_of

OFF = "Photos are switched off here"
HAPPY = reading_of(happy=1.0)


@pytest.fixture
def manager(talk: Talk) -> Talk:
    """Somebody who manages the server that Ada is in."""
    manager = talk.as_person("mona").among(Audience.SENDER)
    manager.manages_place = True
    return manager


async def test_photos_can_be_switched_off_and_on_for_a_place(talk: Talk, manager: Talk):
    await talk.agree()
    ada = talk.among(Audience.SENDER)
    await manager.command("server", "off")
    assert talk.chat.last.text.startswith("Photos are off here from now on")
    await ada.photo(HAPPY)
    assert talk.chat.last.text.startswith(OFF)
    assert talk.chat.fetched == []

    await manager.command("server", " ON ")
    await ada.photo(HAPPY)

    assert len(talk.chat.sets) == 1


@pytest.mark.parametrize("audience", [Audience.SENDER, Audience.EVERYONE])
async def test_with_photos_off_one_sentence_is_said_even_to_who_shares(talk, manager, audience):
    await talk.agree()
    await talk.change(shares_in_groups=True)
    await manager.command("server", "off")
    said_before = len(talk.chat.said)
    await talk.among(audience).photo(HAPPY)

    [sorry] = talk.chat.said[said_before:]
    assert sorry.text.startswith(OFF)


async def test_words_still_work_where_photos_are_off(talk: Talk, manager: Talk):
    await manager.command("server", "off")
    await talk.among(Audience.SENDER).command("mood", "happy")

    assert len(talk.chat.sets) == 1


async def test_other_places_and_private_chats_go_on(talk: Talk, manager: Talk):
    await talk.agree()
    await manager.command("server", "off")
    await talk.photo(HAPPY, name="privately")
    await talk.among(Audience.SENDER, place_id="other").photo(HAPPY, name="elsewhere")

    assert talk.chat.fetched == ["privately", "elsewhere"]


async def test_a_picture_that_waits_for_its_tap_is_not_read_once_photos_are_off(talk, manager):
    await talk.agree()
    await talk.among(Audience.EVERYONE).photo(HAPPY)
    line = talk.chat.last
    await manager.command("server", "off")

    await talk.among(Audience.SENDER).press("See it privately", on=line)

    assert talk.chat.last.text.startswith(OFF)
    assert talk.chat.fetched == []


@pytest.mark.parametrize("argument", ["off", "on", ""])
async def test_only_who_manages_a_place_may_switch(talk: Talk, argument: str):
    await talk.among(Audience.SENDER).command("server", argument)

    assert talk.chat.last.text.startswith("Only those who manage this server or group")
    assert await talk.storage.places.photos_allowed(talk.chat.platform, "server")


async def test_without_on_or_off_it_says_how_it_is(manager: Talk):
    await manager.command("server")
    assert manager.chat.last.text == "Photos are on here. /server off switches them off."

    await manager.command("server", "off")
    await manager.command("server", "what?")
    assert manager.chat.last.text == "Photos are off here. /server on switches them on."


async def test_a_manager_is_answered_in_the_group(manager: Talk):
    manager.audience = Audience.EVERYONE
    await manager.command("server", "off")

    assert manager.chat.last.text.startswith("Photos are off here from now on")


async def test_in_a_private_chat_there_is_nothing_to_switch(talk: Talk):
    talk.manages_place = True
    await talk.command("server", "off")

    assert talk.chat.last.text.startswith("That command is for servers and groups")
