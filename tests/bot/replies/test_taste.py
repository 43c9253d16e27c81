from adapters.chat.message import ReplyKind
from adapters.values import ListenerSettings
from bot.replies.taste import (
    how_to_seed,
    noted,
    seed_choice,
    seed_list,
    seeded,
    song_not_found,
    unseeded,
)
from engine.catalogue import starter_catalogue
from engine.taste import FeedbackKind, SeedSong
from tests.bot.replies.conftest import NOW


def test_a_thumb_is_acknowledged_in_a_toast_and_taken_back_in_another():
    given = noted(FeedbackKind.DISLIKE, "Clocks", taken_back=False)
    taken_back = noted(FeedbackKind.DISLIKE, "Clocks", taken_back=True)

    assert given.kind is ReplyKind.TOAST
    assert given.text == "Noted: “Clocks” will not come back."
    assert taken_back.text == "Taken back: “Clocks” may return."


def test_found_songs_are_numbered_with_a_button_each():
    found = [starter_catalogue().track(row) for row in range(3)]
    reply = seed_choice(found)

    assert [card.number for card in reply.cards] == [1, 2, 3]
    assert [button.label for button in reply.buttons[0]] == ["1", "2", "3"]


def test_a_new_seed_song_and_an_old_one_are_told_apart():
    track = starter_catalogue().track(0)

    assert "is now one of your seed songs" in seeded(track, new=True).text
    assert "already" in seeded(track, new=False).text
    assert unseeded(removed=True).text != unseeded(removed=False).text


def test_long_words_are_cut_where_no_song_is_found():
    assert len(song_not_found("x" * 500).text) < 200


def test_a_link_to_a_song_that_is_not_there_is_not_repeated():
    reply = song_not_found("https://open.spotify.com/track/0000000000000000000000")

    assert reply.text.startswith("That song is not in my catalogue")


def test_seed_songs_are_listed_and_none_says_how_to_add_one():
    seed = SeedSong("id", "Clocks", ("Coldplay",), NOW)
    listed = seed_list([seed], settings=ListenerSettings())

    assert [card.title for card in listed.cards] == ["Clocks"]
    assert listed.cards[0].buttons[0].action == "unseed:id"
    assert "/seed" in seed_list([], settings=ListenerSettings()).text
    assert "/seed" in how_to_seed().text
