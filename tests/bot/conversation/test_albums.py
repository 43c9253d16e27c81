"""Several pictures, one answer: of one message, and of events that share an album."""

import asyncio

from adapters.chat.message import IncomingPress
from adapters.values import RequestState
from bot.conversation.albums import MOST_PIECES
from bot.replies.company import pictures_read, still_on_the_last
from engine.errors import NoFaceError, UnreadableMediaError
from tests.bot.conversation.conftest import Talk, buttons_of, reading_of

HAPPY = reading_of(happy=0.9, surprise=0.1)
LESS_HAPPY = reading_of(happy=0.6, surprise=0.4)
SAD = reading_of(sad=0.7, neutral=0.3)
UNSURE = reading_of(sure=False, angry=1.0)


async def nothing_is_left(talk: Talk) -> bool:
    states = (RequestState.ACCEPTED, RequestState.AWAITING_CONSENT)
    return not [one for state in states for one in await talk.storage.requests.photos(state)]


async def test_an_album_is_answered_once_by_its_surest_picture(talk: Talk):
    await talk.agree()
    await talk.album(SAD, HAPPY, LESS_HAPPY, UNSURE)

    [songs] = talk.chat.sets
    assert songs.text.startswith("You look happy.")
    assert songs.text.endswith("I read 4 of your pictures and took the clearest.")
    assert songs.answers == "album 1"
    assert songs.settles == ("album 2", "album 3", "album 4")
    assert await nothing_is_left(talk)


async def test_an_album_has_no_more_pieces_than_an_album_can_have(talk: Talk):
    await talk.agree()
    said = len(talk.chat.said)
    await talk.album(*[HAPPY] * (MOST_PIECES + 3))

    assert MOST_PIECES == 10
    [busy, songs] = talk.chat.said[said:]
    assert (busy.answers, songs.answers) == ("album 11", "album 1")
    assert len(songs.settles) == MOST_PIECES - 1
    assert await nothing_is_left(talk)


async def test_every_piece_is_stored_before_its_arrival_is_confirmed(talk: Talk):
    await talk.agree()
    talk.timer.gate.clear()
    await talk.piece("album", "one", HAPPY)
    await talk.piece("album", "two", SAD)

    stored = await talk.storage.requests.photos(RequestState.ACCEPTED)

    assert [(one.media.key, one.album_id) for one in stored] == [("one", "album"), ("two", "album")]
    assert talk.chat.fetched == []


async def test_there_is_a_sign_of_life_while_pieces_may_still_come(talk: Talk):
    await talk.agree()
    talk.timer.gate.clear()
    await talk.piece("album", "one", HAPPY)
    await asyncio.sleep(0)

    assert set(talk.chat.working) == {"one"}


async def test_each_piece_makes_the_album_wait_anew(talk: Talk):
    await talk.agree()
    talk.timer.gate.clear()
    await talk.piece("album", "one", HAPPY)
    talk.timer.now_s = 1.0
    await talk.piece("album", "two", SAD)
    talk.timer.gate.set()
    await talk.inbox.idle()

    assert talk.timer.now_s == 2.5
    assert len(talk.chat.sets) == 1


async def test_a_picture_that_comes_after_its_album_was_answered_is_answered_by_itself(talk: Talk):
    await talk.agree()
    await talk.album(HAPPY, SAD)
    await talk.piece("album", "late", SAD)
    await talk.inbox.idle()

    assert len(talk.chat.sets) == 2
    assert await nothing_is_left(talk)


async def test_albums_of_two_people_are_two_albums(talk: Talk):
    await talk.agree()
    eve = talk.as_person("eve")
    await eve.agree()
    talk.timer.gate.clear()
    await talk.piece("album", "of ada", HAPPY)
    await eve.piece("album", "of eve", SAD)
    talk.timer.gate.set()
    await talk.inbox.idle()

    assert len(talk.chat.sets) == 2


async def test_a_piece_delivered_twice_counts_once(talk: Talk):
    await talk.agree()
    talk.timer.gate.clear()
    for name in ("one", "two", "two"):
        await talk.piece("album", name, HAPPY)
    talk.timer.gate.set()
    await talk.inbox.idle()

    assert talk.chat.fetched == ["one", "two"]


async def test_after_a_crash_the_stored_pieces_and_those_still_to_come_are_one_album(
    talk: Talk, next_process
):
    await talk.agree()
    talk.timer.gate.clear()
    for name in ("one", "two"):
        await talk.piece("album", name, HAPPY)
    await talk.inbox.close(grace_s=0)
    again = next_process()
    again.timer.gate.clear()

    await again.inbox.resume()
    await again.piece("album", "three", SAD)
    again.timer.gate.set()
    await again.inbox.idle()

    assert again.chat.fetched == ["one", "two", "three"]
    assert len(again.chat.sets) == 1
    assert await nothing_is_left(again)


async def test_an_album_before_consent_is_asked_about_once_and_answered_once(talk: Talk):
    await talk.album(HAPPY, SAD)
    [asked] = talk.chat.said
    assert "Your 2 pictures wait for your answer." in asked.text

    await talk.press("👍 I agree")

    assert talk.chat.fetched == ["album 1", "album 2"]
    assert len(talk.chat.sets) == 1
    assert await nothing_is_left(talk)


async def test_words_only_settles_every_piece(talk: Talk):
    await talk.album(HAPPY, SAD)
    await talk.press("✍️ Words only")

    assert talk.chat.last.settles == ("album 1", "album 2")
    assert await nothing_is_left(talk)


async def test_several_pictures_in_one_message_are_answered_once(talk: Talk):
    await talk.agree()
    await talk.photo(SAD, HAPPY)

    [songs] = talk.chat.sets
    assert songs.text.startswith("You look happy.")
    assert songs.text.endswith(pictures_read(2))


async def test_of_many_pictures_the_first_four_are_read(talk: Talk):
    await talk.agree()
    await talk.album(*[HAPPY] * 6)

    assert talk.chat.fetched == [f"album {number}" for number in range(1, 5)]
    assert talk.chat.last.text.endswith("I read 4 of your pictures and took the clearest.")
    assert await nothing_is_left(talk)


async def test_pictures_that_cannot_be_read_do_not_count(talk: Talk):
    await talk.agree()
    await talk.album(NoFaceError(), HAPPY, UnreadableMediaError("truncated"))

    assert talk.chat.last.text == "You look happy. I could read 1 of your pictures."


async def test_a_question_about_the_clearest_picture_says_so_too(talk: Talk):
    await talk.agree()
    await talk.album(UNSURE, UNSURE)

    assert talk.chat.last.text.startswith("I'm not sure about this one")
    assert talk.chat.last.text.endswith(pictures_read(2))


async def test_where_no_picture_can_be_read_the_first_one_says_why(talk: Talk):
    await talk.agree()
    await talk.album(UnreadableMediaError("truncated"), NoFaceError())

    [sorry] = [reply for reply in talk.chat.said if reply.answers == "album 1"]
    assert "damaged or incomplete" in sorry.text
    assert sorry.settles == ("album 2",)
    assert await nothing_is_left(talk)


async def test_one_picture_says_nothing_of_several(talk: Talk):
    await talk.agree()
    await talk.photo(HAPPY)

    assert talk.chat.last.text == "You look happy."


async def test_an_album_behind_a_photo_is_told_once_that_it_comes_right_after(talk: Talk):
    await talk.agree()
    fetch, gate = talk.chat.fetch, asyncio.Event()

    async def slow_fetch(media, address, *, limit_bytes):
        await gate.wait()
        return await fetch(media, address, limit_bytes=limit_bytes)

    talk.chat.fetch = slow_fetch
    await talk.piece("", "photo", SAD)
    for name in ("one", "two", "three"):
        await talk.piece("album", name, HAPPY)
    await asyncio.sleep(0)
    gate.set()
    await talk.inbox.idle()

    told = [reply for reply in talk.chat.said if reply.text == still_on_the_last().text]
    assert len(told) == 1
    assert len(talk.chat.sets) == 2


async def test_an_album_sent_right_after_forgetting_waits_for_consent_anew(talk: Talk):
    await talk.agree()
    await talk.command("forget")
    forget = IncomingPress(**talk.facts(), action="forget:yes", message_id=None)
    await asyncio.gather(
        talk.inbox.receive(forget),
        talk.piece("album", "one", HAPPY),
        talk.piece("album", "two", SAD),
    )
    await talk.inbox.idle()

    assert "Your 2 pictures wait" in talk.chat.last.text
    assert [one.label for one in buttons_of(talk.chat.last)] == ["👍 I agree", "✍️ Words only"]


async def test_an_album_that_mien_is_too_busy_for_leaves_nothing_open(talk: Talk):
    await talk.agree()
    talk.inbox._room._capacity = 0
    await talk.album(HAPPY, SAD)
    talk.inbox._room._capacity = 10
    await talk.piece("album", "late", HAPPY)
    await talk.inbox.idle()
    assert talk.chat.sets == []

    await talk.album(HAPPY, SAD, album_id="sent again")

    assert len(talk.chat.sets) == 1
