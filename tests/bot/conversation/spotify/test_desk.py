import pytest

from adapters.errors import PlatformError
from bot.conversation.spotify.desk import MOST_OF_ONE
from tests.bot.conversation.spotify.test_saving import offered


async def test_a_hanging_spotify_delays_no_other_answer(ada):
    await ada.link()
    await offered(ada)
    ada.spotify.hangs = True
    await ada.talk.command("save")

    await ada.talk.command("mood", "calm")

    assert len(ada.chat.last.cards) == 5
    ada.spotify.hanging.set()
    await ada.desk.idle()
    assert "are new in" in ada.chat.last.text


async def test_a_hanging_spotify_is_told_after_a_while(ada):
    await ada.link()
    await offered(ada)
    ada.spotify.hangs = True
    ada.lose_patience()

    assert "does not answer right now" in (await ada.command("save")).text


async def test_what_waits_is_done_in_its_order(ada):
    await ada.link()
    ada.spotify.device("Phone", active=True)
    await offered(ada)

    await ada.talk.command("play")
    await ada.talk.command("next")
    await ada.talk.command("pause")
    await ada.desk.idle()

    said = [one.text for one in ada.chat.said[-3:]]
    assert [text.split()[0] for text in said] == ["5", "On", "Paused."]


async def test_too_much_at_once_is_refused_and_the_rest_is_done(ada):
    await ada.link()
    ada.spotify.device("Phone", active=True)
    ada.spotify.hangs = True

    for _ in range(MOST_OF_ONE + 2):
        await ada.talk.command("next")
    refused = [one for one in ada.chat.said if "still on what you asked" in one.text]
    ada.spotify.hanging.set()
    await ada.desk.idle()

    assert len(refused) == 2
    assert ada.spotify.people["ada-at-spotify"].skipped == MOST_OF_ONE


async def test_a_sign_of_life_comes_before_spotify_answers(ada):
    await ada.link()
    ada.spotify.hangs = True

    await ada.talk.command("pause")

    assert len(ada.chat.working) == 1
    ada.spotify.hanging.set()


async def test_who_waits_when_the_program_ends_is_told_so(ada):
    await ada.link()
    ada.spotify.hangs = True
    await ada.talk.command("pause")

    await ada.desk.close(grace_s=0)

    assert "I have to restart" in ada.chat.last.text


async def test_what_is_done_in_time_is_told_before_the_program_ends(ada):
    await ada.link()
    ada.spotify.device("Phone", active=True)
    await ada.talk.command("pause")

    await ada.desk.close(grace_s=10)

    assert "Paused." in ada.chat.last.text


async def test_a_failure_that_nobody_foresaw_is_apologised_for(ada, caplog):
    await ada.link()
    await offered(ada)
    await ada.storage.database.close()
    listener = ada.desk.accounts

    class Broken:
        async def account(self, listener_id):
            return await listener.account(listener_id)

        async def playlist(self, listener_id, mood):
            raise RuntimeError("a bug")

    ada.desk.accounts = Broken()

    said = await ada.command("save")

    assert "Something went wrong on my side" in said.text
    assert "Spotify's part failed" in caplog.text


async def test_a_chat_that_is_gone_ends_nothing_else(ada, caplog):
    await ada.link()
    ada.spotify.device("Phone", active=True)
    send = ada.chat.send

    async def refuse(address, reply):
        raise PlatformError("gone")

    ada.spotify.hangs = True
    await ada.talk.command("pause")
    ada.chat.send = refuse
    ada.spotify.hanging.set()
    await ada.desk.idle()
    ada.chat.send = send

    assert "could not be told" in caplog.text
    assert "next song" in (await ada.command("next")).text


@pytest.mark.parametrize("shape", [{"text": "<html>"}, {"text": "{}"}, {"text": "[1]"}])
async def test_an_answer_that_makes_no_sense_is_no_answer(ada, shape):
    await ada.link()
    await offered(ada)
    ada.spotify.answer(200, **shape)

    assert "does not answer right now" in (await ada.command("save")).text
