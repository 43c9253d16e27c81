import asyncio
from dataclasses import replace

import pytest

from adapters.chat.message import Audience
from adapters.errors import PlatformError, SpotifyRevokedError, StorageError
from adapters.values import OwnSong, SongSource
from bot.conversation.spotify.desk import MOST_OF_ONE
from bot.replies.errors import restarted
from tests.bot.conversation.spotify.test_saving import offered


async def refuse(*_):
    raise PlatformError("gone")


async def fail(*_):
    raise RuntimeError("a bug")


async def out_of_disk(*_):
    raise StorageError("no space left")


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


async def test_who_is_answered_as_the_program_ends_is_not_told_of_the_end(
    ada, next_process, monkeypatch
):
    await ada.link()
    ada.spotify.device("Phone", active=True)
    marking, mark = asyncio.Event(), ada.storage.requests.mark

    async def hangs(*_):
        marking.set()
        await asyncio.Event().wait()

    with monkeypatch.context() as database:
        database.setattr(ada.storage.requests, "mark", hangs)
        await ada.talk.command("pause")
        await marking.wait()
        database.setattr(ada.storage.requests, "mark", mark)
        await ada.desk.close(grace_s=0)

    assert "I have to restart" not in "".join(one.text for one in ada.chat.said)
    assert (await next_process()).chat.said == []


async def test_who_was_told_of_the_end_is_not_told_of_the_restart(ada, next_process):
    await ada.link()
    ada.spotify.hangs = True
    await ada.talk.command("pause")
    await ada.desk.close(grace_s=0)

    again = await next_process()

    assert again.chat.said == []


async def test_who_could_not_be_told_of_the_end_is_told_of_the_restart(ada, next_process):
    await ada.link()
    ada.spotify.hangs = True
    await ada.talk.command("pause")
    ada.chat.send = refuse
    await ada.desk.close(grace_s=0)

    again = await next_process()

    assert [one.text for one in again.chat.said] == [restarted().text]


async def test_who_waits_when_the_program_is_killed_is_told_of_the_restart_once(ada, next_process):
    await ada.link()
    ada.spotify.hangs = True
    await ada.talk.command("pause")
    await ada.talk.command("next")

    again, third = await next_process(), await next_process()

    assert [one.text for one in again.chat.said] == [restarted().text]
    assert third.chat.said == []


async def test_who_asked_behind_the_button_of_a_group_is_told_of_the_restart(ada, next_process):
    await ada.link()
    ada.spotify.hangs = True
    await ada.talk.among(Audience.EVERYONE).command("pause")
    [[opening]] = ada.chat.last.buttons
    await ada.talk.among(Audience.SENDER).press_action(opening.action)

    again = await next_process()

    assert [one.text for one in again.chat.said] == [restarted().text]


@pytest.mark.parametrize("failing", [False, True])
async def test_what_spotify_answered_is_not_told_of_after_a_restart(ada, next_process, failing):
    await ada.link()
    ada.spotify.device("Phone", active=True)
    if failing:
        ada.desk.spotify.pause = fail
    await ada.command("pause")

    again = await next_process()

    assert again.chat.said == []


async def test_an_answer_that_could_not_be_marked_is_marked_later(ada):
    await ada.link()
    ada.spotify.device("Phone", active=True)
    ada.spotify.hangs = True
    await ada.talk.command("pause")
    requests = ada.desk.storage.requests
    mark, requests.mark = requests.mark, out_of_disk
    ada.spotify.hanging.set()
    await ada.desk.idle()
    requests.mark = mark
    assert len(await requests.unanswered()) == 1

    await ada.talk.inbox.sweep(now=ada.clock())

    assert await requests.unanswered() == []


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


async def from_spotify(ada):
    """A song that was brought in from there, and what is left of such lists."""
    listener = await ada.listener_id()
    own = ada.storage.own_songs
    song = OwnSong("a" * 22, "A", ("B",))
    await own.add(listener, [song], source=SongSource.SPOTIFY, at=ada.clock())
    return lambda: own.lists(listener)


async def test_a_yes_that_no_longer_holds_takes_the_songs_from_there_along(ada):
    await ada.link()
    left = await from_spotify(ada)
    await ada.talk.change(only_own_songs=True)
    ada.spotify.revoke()

    await ada.command("pause")

    assert await left() == []
    profile = await ada.storage.listeners.profile(await ada.listener_id())
    assert not profile.settings.only_own_songs


async def test_another_account_takes_the_songs_of_the_first_along(ada):
    await ada.link()
    left = await from_spotify(ada)
    await ada.link()
    assert len(await left()) == 1
    ada.spotify.person("bert-at-spotify", name="Bert")

    await ada.link()

    assert await left() == []


async def test_what_waited_uses_the_access_that_another_command_renewed(ada):
    await ada.link()
    ada.spotify.device("Phone", active=True)
    ada.clock.move(hours=1)
    ada.spotify.hangs = True
    await ada.talk.command("pause")
    await ada.talk.command("next")
    ada.spotify.hanging.set()
    await ada.desk.idle()

    assert ada.spotify.paths("POST").count("/api/token") == 2  # the code, and one renewal
    assert "next song" in ada.chat.last.text


async def test_a_refresh_token_that_was_replaced_meanwhile_unlinks_nobody(ada):
    await ada.link()
    ada.spotify.device("Phone", active=True)
    ada.clock.move(hours=1)
    renew, listener = ada.desk.spotify.renew, await ada.listener_id()
    before = (await ada.account()).access

    async def too_late(access):
        newer = replace(await renew(access), refresh_token="another")
        await ada.storage.spotify.renew(listener, access, newer)
        raise SpotifyRevokedError("invalid_grant")

    ada.desk.spotify.renew = too_late

    said = await ada.command("pause")

    assert "Paused." in said.text
    assert (await ada.account()).access.refresh_token != before.refresh_token


async def test_who_is_forgotten_meanwhile_is_asked_no_more_about_at_spotify(ada):
    await ada.link()
    await offered(ada)
    ada.spotify.hangs = True
    await ada.talk.command("save")
    await ada.spotify.seen["/me/playlists"].wait()

    await ada.talk.command("forget")
    await ada.talk.press("Forget me")
    asked = len(ada.spotify.asked)
    ada.spotify.hanging.set()
    await ada.desk.idle()

    assert len(ada.spotify.asked) == asked
    assert not ada.spotify.playlists
    assert await ada.storage.requests.unanswered() == []
