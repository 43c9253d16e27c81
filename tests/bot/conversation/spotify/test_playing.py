import pytest

from tests.bot.conversation.conftest import buttons_of
from tests.bot.conversation.spotify.test_saving import ids, offered


async def test_the_last_songs_play_on_the_only_device(ada):
    await ada.link()
    phone = ada.spotify.device("Phone")
    songs = await offered(ada)

    said = await ada.command("play")

    assert said.text == "5 songs play on Phone."
    assert ada.spotify.people["ada-at-spotify"].playing == (phone, songs)


async def test_of_several_devices_one_is_chosen_by_button(ada):
    await ada.link()
    ada.spotify.device("Phone")
    kitchen = ada.spotify.device("Kitchen")
    ada.spotify.device("Desk", active=True)
    songs = await offered(ada)

    asked = await ada.command("play")
    assert [one.label for one in buttons_of(asked)] == ["Desk", "Phone", "Kitchen"]
    said = await ada.press("Kitchen")

    assert said.text == "5 songs play on Kitchen."
    assert ada.spotify.people["ada-at-spotify"].playing == (kitchen, songs)


@pytest.mark.parametrize("devices", [("Phone",), ("Phone", "Kitchen")])
async def test_a_song_that_is_disliked_is_not_played(ada, devices):
    await ada.link()
    for name in devices:
        ada.spotify.device(name)
    _, *others = await offered(ada)
    await ada.talk.press("👎", on=ada.chat.sets[-1])

    said = await ada.command("play")
    if len(devices) > 1:
        said = await ada.press("Phone")

    assert said.text == "4 songs play on Phone."
    assert ada.spotify.people["ada-at-spotify"].playing[1] == others


async def test_a_button_plays_the_songs_it_was_asked_for(ada):
    await ada.link()
    ada.spotify.device("Phone")
    ada.spotify.device("Kitchen")
    songs = await offered(ada)
    asked = await ada.command("play")
    await offered(ada)

    await ada.press("Phone", on=asked)

    assert ada.spotify.people["ada-at-spotify"].playing[1] == songs


async def test_a_device_that_was_closed_meanwhile_is_told(ada):
    await ada.link()
    ada.spotify.device("Phone")
    ada.spotify.device("Kitchen")
    await offered(ada)
    await ada.command("play")
    ada.spotify.people["ada-at-spotify"].devices.pop()

    assert "no longer open" in (await ada.press("Kitchen")).text


async def test_nobody_else_may_press_it(ada):
    await ada.link()
    ada.spotify.device("Phone")
    ada.spotify.device("Kitchen")
    await offered(ada)
    asked = await ada.command("play")
    ada.talk = ada.talk.as_person("bert")

    said = await ada.press("Phone", on=asked)

    assert "no longer have what that button belongs to" in said.text
    assert ada.spotify.people["ada-at-spotify"].playing is None


async def test_where_nothing_is_open_it_says_what_to_open(ada):
    await ada.link()
    await offered(ada)

    assert "Open it on your phone" in (await ada.command("play")).text


async def test_pause_and_next_are_for_what_plays(ada):
    await ada.link()
    ada.spotify.device("Phone", active=True)

    assert "Paused." in (await ada.command("pause")).text
    assert "next song" in (await ada.command("next")).text

    person = ada.spotify.people["ada-at-spotify"]
    assert (person.paused, person.skipped) == (True, 1)


async def test_what_is_paused_cannot_be_paused_and_says_so(ada):
    await ada.link()
    ada.spotify.device("Phone", active=True)
    await ada.command("pause")

    assert "paused already" in (await ada.command("pause")).text


@pytest.mark.parametrize("command", ["play", "pause", "next"])
async def test_without_premium_it_says_what_works_without(ada, command):
    await ada.link()
    ada.spotify.device("Phone", active=True)
    ada.spotify.people["ada-at-spotify"].premium = False
    await offered(ada)

    assert "only accounts with Premium" in (await ada.command(command)).text


@pytest.mark.parametrize("command", ["play", "pause", "next", "save"])
async def test_who_was_taken_off_the_list_is_told_so(ada, command):
    await ada.link()
    await offered(ada)
    ada.spotify.people["ada-at-spotify"].listed = False

    assert "developer dashboard" in (await ada.command(command)).text


@pytest.mark.parametrize("requests_answered", range(2))
async def test_a_spotify_that_dies_half_way_leaves_the_chat_alive(ada, requests_answered):
    await ada.link()
    ada.spotify.device("Phone")
    await offered(ada)
    ada.spotify.dies_after = requests_answered

    said = await ada.command("play")

    assert "does not answer right now" in said.text
    ada.spotify.dies_after = None
    assert "play on Phone" in (await ada.command("play")).text


async def test_before_the_first_songs_there_is_nothing_to_play(ada):
    await ada.link()

    assert "no songs of yours" in (await ada.command("play")).text
    assert ids(ada.chat.last) == []
