from dataclasses import replace

import pytest

from adapters.values import ListenerSettings, MusicService, OfferedSet
from bot.replies.sets import goals_reply, not_right_reply, pick_reply, set_reply, single_cards
from engine.catalogue import starter_catalogue
from engine.directions import Direction
from engine.emotions import Emotion, EmotionDistribution
from engine.moods import MoodName, mood_named
from engine.recommender import Kin
from engine.taste import FeedbackKind
from tests.bot.replies.conftest import offered_for, saved

SETTINGS = ListenerSettings()


@pytest.fixture
def offered() -> OfferedSet:
    return offered_for(MoodName.HAPPY)


def test_a_set_is_complete_as_plain_text(offered: OfferedSet):
    text = set_reply(offered, settings=SETTINGS, given={}).plain_text()

    assert text.startswith("Songs for a happy mood.")
    for number in range(1, 6):
        assert f"{number}. Song {number} · Band {number}: bright and gentle" in text


def test_a_reading_leads_its_set_and_other_faces_are_said_to_be_unread(
    offered: OfferedSet, happy: EmotionDistribution
):
    reading = saved(happy, faces=12)
    lead = set_reply(replace(offered, reading=reading), settings=SETTINGS, given={}).text

    assert lead.startswith("You look happy, with a touch of surprise.")
    assert "I found 12 faces and read only the most prominent one" in lead


def test_a_corrected_reading_is_said_to_be_taken_as_taught(offered: OfferedSet):
    calm = saved(EmotionDistribution.of({Emotion.NEUTRAL: 0.9, Emotion.SAD: 0.1}))
    changed = replace(offered, mood=mood_named(MoodName.SAD), reading=calm)

    assert set_reply(changed, settings=SETTINGS, given={}).text.startswith("Taken as sad")


def test_what_was_said_of_a_track_shows_on_its_buttons(offered: OfferedSet):
    given = {offered.tracks[1].track_id: {FeedbackKind.DISLIKE}}
    cards = set_reply(offered, settings=SETTINGS, given=given).cards

    assert [button.pressed for button in cards[1].buttons] == [False, True, False]
    assert not any(button.pressed for button in cards[0].buttons)


def test_a_widened_or_repeated_set_says_so(offered: OfferedSet):
    widened = set_reply(replace(offered, widened=True), settings=SETTINGS, given={})
    repeated = set_reply(replace(offered, repeated=True), settings=SETTINGS, given={})

    # True of a first set from a small catalogue as well: nothing has been used up there.
    assert "I have few songs for you close to that, so I looked further." in widened.text
    assert "some return" in repeated.text


def test_cards_are_one_message_each_with_their_numbers(offered: OfferedSet):
    replies = single_cards(offered, settings=SETTINGS, given={})

    assert [reply.cards[0].number for reply in replies] == [1, 2, 3, 4, 5]


def test_a_pick_leads_its_kin_with_their_similarity_and_the_chosen_service(offered: OfferedSet):
    kin = [Kin(starter_catalogue().track(row), 0.9 - row / 10) for row in range(3)]
    deezer = ListenerSettings(music_service=MusicService.DEEZER)
    reply = pick_reply(offered, offered.tracks[2], kin, settings=deezer)

    assert reply.text.startswith("Good pick: Song 3, by Band 3.")
    assert [card.similarity for card in reply.cards] == [None, *(one.similarity for one in kin)]
    assert {card.links[0].label for card in reply.cards} == {"Deezer"}


def test_a_pick_leads_on_where_there_are_ways(offered: OfferedSet):
    ways = [Direction.BRIGHTER, Direction.CALMER]

    alone = pick_reply(offered, offered.tracks[2], [], settings=SETTINGS)
    leading = pick_reply(offered, offered.tracks[2], [], settings=SETTINGS, directions=ways)

    assert [len(row) for row in alone.buttons] == [1]
    assert [len(row) for row in leading.buttons] == [2, 1]


def test_not_right_offers_every_other_mood(offered: OfferedSet):
    labels = [button.label for row in not_right_reply(offered).buttons for button in row]

    assert len(labels) == 5
    assert not any("happy" in label for label in labels)


def test_goals_leave_out_the_one_that_was_served(offered: OfferedSet):
    labels = [button.label for row in goals_reply(offered).buttons for button in row]

    assert len(labels) == 4
    assert "🪞 Match it" not in labels
