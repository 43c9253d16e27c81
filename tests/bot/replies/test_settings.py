from dataclasses import replace

import pytest

from adapters.values import Discovery, ListenerSettings, MusicService
from bot.replies.language import LANGUAGES, NATIVE_NAMES
from bot.replies.settings import SettingsPage, settings_reply
from engine.moods import Goal
from tests.bot.replies.conftest import buttons_of

DEFAULT = ListenerSettings()
OTHER = ListenerSettings(
    explicit_allowed=True,
    music_service=MusicService.DEEZER,
    goal=Goal.LIFT,
    discovery=Discovery.ADVENTUROUS,
    language="de",
    shares_in_groups=True,
    keeps_history=False,
    only_own_songs=True,
)
FIELDS = ListenerSettings.__dataclass_fields__
MOST_ROWS, MOST_IN_A_ROW = 5, 5  # of Discord


def pressed(reply):
    return [button.label for button in buttons_of(reply) if button.pressed]


@pytest.mark.parametrize("field", FIELDS)
def test_every_setting_is_said_in_words(field):
    changed = replace(DEFAULT, **{field: getattr(OTHER, field)})

    assert settings_reply(changed).text != settings_reply(DEFAULT).text


@pytest.mark.parametrize("settings", [DEFAULT, OTHER])
@pytest.mark.parametrize("page", SettingsPage)
def test_every_page_fits_the_narrowest_chat(page, settings):
    rows = settings_reply(settings, page).buttons

    assert len(rows) <= MOST_ROWS
    assert all(len(row) <= MOST_IN_A_ROW for row in rows)


def test_the_menu_opens_every_page_and_every_page_leads_back():
    opened = {button.action for button in buttons_of(settings_reply(DEFAULT))}
    pages = set(SettingsPage) - {SettingsPage.ALL}

    assert {f"settings:{page}" for page in pages} <= opened
    for page in pages:
        last = settings_reply(DEFAULT, page).buttons[-1][-1]
        assert last.action == "settings:all"


@pytest.mark.parametrize(
    ("page", "labels"),
    [
        (SettingsPage.SERVICE, ["Deezer"]),
        (SettingsPage.DISCOVERY, ["Adventurous"]),
        (SettingsPage.LANGUAGE, ["Deutsch"]),
    ],
)
def test_what_is_chosen_shows_as_pressed(page, labels):
    assert pressed(settings_reply(OTHER, page)) == labels


def test_what_the_app_says_is_a_choice_of_its_own():
    reply = settings_reply(DEFAULT, SettingsPage.LANGUAGE)

    assert pressed(reply) == ["As my app says"]
    labels = {button.label for button in buttons_of(reply)}
    assert {NATIVE_NAMES[language] for language in LANGUAGES} <= labels


def test_switches_offer_the_opposite():
    assert [row[0].action for row in settings_reply(DEFAULT).buttons[:2]] == [
        "explicit:on",
        "sharing:on",
    ]
    assert [row[0].action for row in settings_reply(OTHER).buttons[:2]] == [
        "explicit:off",
        "sharing:off",
    ]


def test_what_is_deleted_and_what_stays_is_said_before_it_is_done():
    text = settings_reply(DEFAULT, SettingsPage.HISTORY).text

    for part in ("deleted", "for good", "likes and dislikes", "seed songs", "corrected", "seven"):
        assert part in text
