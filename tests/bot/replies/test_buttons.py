"""Whatever a reply hangs a button on, every platform can carry it and the router reads it."""

from datetime import UTC, datetime

import pytest

from adapters.values import Added, ListenerSettings, Span
from bot.actions import LONGEST_BYTES, Action
from bot.replies import consent, errors, forgetting, imports, moods, sets, settings, taste
from bot.replies.language import LANGUAGES, speaking
from engine.catalogue import starter_catalogue
from engine.errors import NoFaceError
from engine.moods import Goal, MoodName
from engine.recommender import Kin
from engine.taste import FeedbackKind, SeedSong
from tests.bot.replies.conftest import LONGEST_ID, NOW, buttons_of, offered_for, saved

SETTINGS = ListenerSettings()
LONGEST_LABEL = 40  # three of them still stand side by side on a wide screen


@pytest.fixture(scope="module")
def tracks():
    catalogue = starter_catalogue()
    return [catalogue.track(row) for row in range(len(catalogue) - 5, len(catalogue))]


@pytest.fixture(params=LANGUAGES)
def replies(request, happy, tracks):
    with speaking(request.param):
        return replies_with_buttons(happy, tracks)


def replies_with_buttons(happy, tracks):
    offered = offered_for(MoodName.SURPRISED, Goal.SURPRISE, reading=saved(happy))
    seeds = [SeedSong(one.track_id, one.title, one.artists, NOW) for one in tracks]
    kin = [Kin(track, 0.8) for track in tracks]
    return [
        consent.hello(),
        consent.notice(waiting=2),
        consent.words_only(waiting=1),
        consent.welcome_back(),
        errors.error_reply(NoFaceError()),
        errors.unknown_mood("?"),
        moods.ask_mood(),
        moods.unsure(saved(happy), (MoodName.SURPRISED, MoodName.FEARFUL)),
        moods.which_mood(LONGEST_ID),
        *(settings.settings_reply(SETTINGS, page) for page in settings.SettingsPage),
        settings.settings_reply(ListenerSettings(explicit_allowed=True)),
        imports.import_question(Added(sets=1), "0" * 16, left_out=180),
        forgetting.forget_question(),
        forgetting.forget_usage(),
        forgetting.last_question(),
        forgetting.span_question(Span(NOW)),
        forgetting.span_question(Span(NOW, datetime(9999, 12, 31, tzinfo=UTC))),
        sets.set_reply(offered, settings=SETTINGS, given={}),
        *sets.single_cards(offered, settings=SETTINGS, given={}),
        sets.pick_reply(offered, offered.tracks[0], kin, settings=SETTINGS),
        sets.not_right_reply(offered),
        sets.goals_reply(offered),
        taste.seed_choice(tracks),
        taste.seed_list(seeds, settings=SETTINGS),
    ]


def test_every_action_fits_and_is_understood(replies):
    for reply in replies:
        buttons = buttons_of(reply)
        assert buttons, reply.text
        for button in buttons:
            assert button.action.isascii()
            assert 1 <= len(button.action) <= LONGEST_BYTES
            parsed = Action.parse(button.action)
            assert parsed is not None
            assert parsed.encode() == button.action


def test_every_button_of_a_reply_does_something_else(replies):
    for reply in replies:
        actions = [button.action for button in buttons_of(reply)]
        assert len(set(actions)) == len(actions), reply.text


def test_every_label_is_short_in_every_language(replies):
    for reply in replies:
        for button in buttons_of(reply):
            assert 1 <= len(button.label) <= LONGEST_LABEL, button


def test_an_icon_alone_is_spoken(replies):
    for reply in replies:
        for button in buttons_of(reply):
            letters = any(letter.isalpha() for letter in button.label)
            assert letters or button.spoken, button


def test_what_was_said_of_a_track_shows_on_its_button():
    offered = offered_for(MoodName.HAPPY)
    given = {offered.tracks[1].track_id: [FeedbackKind.LIKE]}

    reply = sets.set_reply(offered, settings=SETTINGS, given=given)

    pressed = [(card.number, b.label) for card in reply.cards for b in card.buttons if b.pressed]
    assert pressed == [(2, "👍")]
