"""What Discord shows of Mien before anything is said."""

from dataclasses import replace

import pytest

from adapters.chat.message import IncomingCommand, LocalizedText, Reply

pytestmark = pytest.mark.simcord(shard_count=2)


def registrations(env):
    return [
        sent.json
        for sent in env.http_requests
        if sent.method == "PUT" and sent.path.endswith("/commands")
    ]


async def autocompleted(env, typed):
    choices = await env.create_user("ann").autocomplete("mood", "mood", typed)
    return [(choice["name"], choice["value"]) for choice in choices]


async def test_commands_are_registered_for_servers_and_people(simcord_env):
    [commands] = registrations(simcord_env)
    mood, selfie, privacy, _, menu = commands

    assert mood["options"][0]["name"] == "mood"
    assert mood["options"][0]["autocomplete"]
    assert (selfie["options"][0]["type"], selfie["options"][0]["required"]) == (11, True)
    assert privacy["options"] == []
    for command in (mood, selfie, privacy, menu):
        assert command["integration_types"] == [0, 1]
        assert command["contexts"] == [0, 1, 2]
        assert command["default_member_permissions"] is None


async def test_a_command_for_managers_is_for_those_who_manage_a_server(simcord_env):
    [commands] = registrations(simcord_env)
    server = commands[3]

    assert server["contexts"] == [0]
    assert server["integration_types"] == [0]
    assert server["default_member_permissions"] == 1 << 5


async def test_texts_are_told_in_discords_own_locales(simcord_env):
    [commands] = registrations(simcord_env)
    mood, menu = commands[0], commands[4]

    assert mood["description"] == "Songs for a mood in words"
    assert mood["description_localizations"] == {
        "de": "Lieder zu einer Stimmung",
        "es-ES": "Canciones",
        "es-419": "Canciones",
        "pt-BR": "Canções",
    }
    assert mood["name_localizations"] == {}
    assert mood["options"][0]["description_localizations"] == {"de": "Wie es dir geht"}
    assert (menu["name"], menu["type"]) == ("Find my song", 3)
    assert menu["name_localizations"] == {"de": "Finde mein Lied"}


async def test_what_discord_knows_is_not_registered_again(simcord_env, chat, receiver):
    await simcord_env.restart_bot(chat.new_client(receiver))

    assert len(registrations(simcord_env)) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"description": LocalizedText("Other words")},
        {"description": LocalizedText("Songs for a mood in words", {"de": "Andere Worte"})},
        {"argument_description": LocalizedText("How you feel", {"de": "Andere Worte"})},
        {"completes": False},
        {"argument_required": False},
        {"for_managers": True},
    ],
)
async def test_whatever_changes_is_registered(simcord_env, new_chat, commands, receiver, change):
    changed = (replace(commands[0], **change), *commands[1:])

    await simcord_env.restart_bot(new_chat(commands=changed).new_client(receiver))

    assert len(registrations(simcord_env)) == 2


async def test_a_command_that_is_gone_is_taken_off_the_menu(
    simcord_env, new_chat, commands, receiver
):
    await simcord_env.restart_bot(new_chat(commands=commands[:2]).new_client(receiver))

    assert [command["name"] for command in registrations(simcord_env)[1]] == [
        "mood",
        "selfie",
        "Find my song",
    ]


async def test_without_commands_direct_messages_still_work(simcord_env, new_chat, receiver, caplog):
    simcord_env.inject_error("GET", "/applications/*/commands", status=500, code=0)

    await simcord_env.restart_bot(new_chat().new_client(receiver))
    await simcord_env.create_user("ann").send_dm("happy")

    assert [event.text for event in receiver.events] == ["happy"]
    assert "commands were not registered" in caplog.text


async def test_an_argument_is_completed_in_the_senders_locale(simcord_env, completer):
    choices = await autocompleted(simcord_env, "ha")

    assert choices[0] == ("happy mood", "happy")
    assert completer.asked == [("mood", "ha", "en-US")]


async def test_words_that_were_not_suggested_are_taken_too(simcord_env, receiver):
    await simcord_env.create_user("ann").slash("mood", mood="tired but hopeful")

    assert receiver.events[0].argument == "tired but hopeful"


async def test_without_a_completer_nothing_is_suggested(simcord_env, new_chat, receiver):
    await simcord_env.restart_bot(new_chat(complete=None).new_client(receiver))

    assert await autocompleted(simcord_env, "ha") == []


@pytest.mark.simcord(shard_count=2, check_errors=False)
async def test_a_command_of_before_an_update_is_still_handed_over(simcord_env, chat, receiver):
    user = simcord_env.create_user("ann")
    simcord_env.bot.tree.remove_command("privacy")

    async def answer(event):
        await chat.send(event.address, Reply("I don't know that."))

    receiver.then = answer
    result = await user.slash("privacy")

    [event] = receiver.events
    assert isinstance(event, IncomingCommand)
    assert event.name == "privacy"
    assert result.response.content == "I don't know that."
