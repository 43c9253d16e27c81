from dataclasses import replace

import pytest

from adapters.values import ListenerSettings, MusicService, OfferedSet
from bot.actions import Action, Verb
from bot.replies.kin import direction_buttons, kin_card, towards_reply
from engine.catalogue import starter_catalogue
from engine.directions import Direction
from engine.moods import MoodName
from engine.recommender import Kin
from tests.bot.replies.conftest import offered_for

SETTINGS = ListenerSettings()


@pytest.fixture
def offered() -> OfferedSet:
    return offered_for(MoodName.HAPPY)


@pytest.fixture
def kin():
    return [Kin(starter_catalogue().track(row), 0.9 - row / 10) for row in range(3)]


@pytest.mark.parametrize("direction", Direction)
def test_what_was_found_names_the_track_and_the_way(offered: OfferedSet, kin, direction):
    reply = towards_reply(offered, offered.tracks[2], kin, direction, others=(), settings=SETTINGS)

    assert "Song 3" in reply.text
    assert direction.value in reply.text
    assert [card.similarity for card in reply.cards] == [one.similarity for one in kin]
    assert reply.buttons == ()


@pytest.mark.parametrize("direction", Direction)
def test_where_nothing_is_that_way_it_says_so_and_offers_the_others(offered: OfferedSet, direction):
    others = [one for one in Direction if one is not direction]

    reply = towards_reply(
        offered, offered.tracks[2], [], direction, others=others, settings=SETTINGS
    )

    assert reply.text.startswith("I have nothing")
    assert reply.cards == ()
    assert len(reply.buttons[0]) == 2


def test_a_button_carries_set_number_and_way(offered: OfferedSet):
    [button] = direction_buttons(offered, offered.tracks[2], [Direction.OLDER])

    assert Action.parse(button.action) == Action(Verb.TOWARDS, (str(offered.set_id), "3", "older"))


def test_a_card_tells_what_kind_of_song_it_is_and_links_where_the_listener_likes(kin):
    deezer = replace(SETTINGS, music_service=MusicService.DEEZER)

    card = kin_card(kin[0], settings=deezer)

    assert card.links[0].label == "Deezer"
    assert kin[0].track.genre in card.reason
