"""Settings are changed in place, hold at once, and say what holds."""

import pytest

from adapters.chat.message import ReplyKind
from adapters.values import Discovery
from bot.replies.language import speaking
from bot.replies.settings import SettingsPage, language_holds, settings_reply
from engine.moods import Goal
from tests.bot.conversation.conftest import (
    RehearsedRecommender,
    Talk,
    button,
    conversation,
    reading_of,
)


async def settings_of(talk: Talk):
    return (await talk.storage.listeners.welcome(talk.facts()["account"])).settings


async def sets_of(talk: Talk):
    profile = await talk.storage.listeners.welcome(talk.facts()["account"])
    return await talk.storage.history.latest_sets(profile.listener_id, 9)


async def test_a_chosen_service_is_where_titles_link_to(talk: Talk):
    await talk.command("settings")
    await talk.press("Music service")
    await talk.press("Deezer")
    await talk.command("mood", "happy")

    assert talk.chat.last.cards[0].links[0].label == "Deezer"


async def test_a_change_is_told_and_shown_where_it_was_made(talk: Talk):
    await talk.command("settings")
    menu = talk.chat.last
    await talk.press("Discovery")
    page = talk.chat.last
    await talk.press("Adventurous", on=page)

    told, shown = talk.chat.said[-2:]
    place = talk.chat.id_of(menu)
    assert told.kind is ReplyKind.TOAST
    assert told.text == "Songs lead further away from what you like."
    assert page.replaces == shown.replaces == place
    assert button(shown, "Adventurous").pressed
    assert not button(shown, "Balanced").pressed


async def test_a_page_leads_back_to_all_settings(talk: Talk):
    await talk.command("settings")
    menu = talk.chat.last
    await talk.press("Language")
    await talk.press("← Back")

    assert talk.chat.last.text == menu.text
    assert talk.chat.last.replaces == talk.chat.id_of(menu)


async def test_without_a_message_to_replace_the_page_is_a_new_message(talk: Talk):
    await talk.press_action("sharing:on")

    assert talk.chat.last.replaces is None
    assert "everyone there may read" in talk.chat.last.text


async def test_explicit_songs_are_left_out_until_allowed(talk: Talk):
    await talk.command("settings")
    assert talk.chat.last.text.startswith("Explicit songs are left out.")

    await talk.press("Allow explicit songs")

    assert talk.chat.last.text.startswith("Explicit songs are allowed.")
    assert (await settings_of(talk)).explicit_allowed


async def test_sharing_is_switched_on_and_off(talk: Talk):
    await talk.command("settings")
    await talk.press("Share my answers in groups")
    assert (await settings_of(talk)).shares_in_groups

    await talk.press("Answer me alone in groups")
    assert not (await settings_of(talk)).shares_in_groups


async def test_a_new_language_is_spoken_at_once_and_from_then_on(talk: Talk):
    await talk.command("settings")
    await talk.press("Language")
    await talk.press("Deutsch")

    told, shown = talk.chat.said[-2:]
    settings = await settings_of(talk)
    assert settings.language == "de"
    assert button(shown, "Deutsch").pressed
    with speaking("de"):
        assert told.text == language_holds(settings)
        assert shown.text == settings_reply(settings, SettingsPage.LANGUAGE).text
    await talk.press_action("language:auto")
    assert (await settings_of(talk)).language is None


@pytest.mark.parametrize(
    "action",
    [
        "discovery:sideways",
        "service:radio",
        "language:xx",
        "language",
        "sharing:perhaps",
        "history",
        "explicit:maybe",
        "settings:cellar",
    ],
)
async def test_what_can_no_longer_be_chosen_changes_nothing(talk: Talk, action: str):
    before = await settings_of(talk)

    await talk.press_action(action)

    assert talk.chat.last.text.startswith("I no longer have")
    assert await settings_of(talk) == before


async def test_without_history_the_last_answer_alone_stays_and_its_buttons_work(talk: Talk):
    await talk.agree()
    await talk.photo(reading_of(happy=1.0))
    await talk.press("👍", on=talk.chat.last)
    await talk.command("mood", "calm")
    newest = talk.chat.last
    await talk.command("settings")
    await talk.press("History")
    await talk.press("Delete it and keep none")

    assert talk.chat.last.text.startswith("I keep no history")
    assert len(await sets_of(talk)) == 1
    await talk.press("👍", on=newest)
    assert talk.chat.said[-2].text.startswith("Noted")
    await talk.press("⏭ Five others", on=newest)
    assert len(await sets_of(talk)) == 1
    await talk.press("👍", on=newest)
    assert talk.chat.last.text.startswith("I no longer have")


async def test_what_was_liked_is_known_without_history(talk: Talk):
    await talk.command("mood", "happy")
    await talk.press("👍", on=talk.chat.last)
    await talk.press_action("history:off")
    await talk.command("mood", "sad")

    profile = await talk.storage.listeners.welcome(talk.facts()["account"])
    [sign] = await talk.storage.feedback.given(profile.listener_id)
    assert sign.kind == "like"


class RecordingRecommender(RehearsedRecommender):
    """Remembers how far it was to lead."""

    def __init__(self, catalogue) -> None:
        super().__init__(catalogue)
        self.asked: list[float] = []

    def recommend(self, request):
        self.asked.append(request.adventure)
        return super().recommend(request)


async def test_the_dial_is_felt_by_who_chooses_the_songs(storage, catalogue):
    recommender = RecordingRecommender(catalogue)
    talk = conversation(storage, catalogue, recommender=recommender)
    for dial in Discovery:
        await talk.press_action(f"discovery:{dial}")
        await talk.command("mood", "calm")
    await talk.inbox.close(grace_s=0)

    familiar, balanced, adventurous = recommender.asked
    assert familiar < balanced == 1 < adventurous


async def test_a_goal_holds_for_the_sets_to_come(talk: Talk):
    await talk.command("goal", "lift")
    await talk.command("mood", "sad")

    account = talk.facts()["account"]
    profile = await talk.storage.listeners.welcome(account)
    [latest] = await talk.storage.history.latest_sets(profile.listener_id, 1)
    assert latest.goal == "lift"


@pytest.mark.parametrize("words", ["Muntere mich auf", "🌤 muntere mich auf", "lift me", "Lift"])
async def test_a_goal_is_understood_as_the_listener_says_it(talk: Talk, words: str):
    talk.locale = "de"
    await talk.command("goal", words)

    assert (await settings_of(talk)).goal is Goal.LIFT
    assert talk.chat.last.text == "Ab jetzt: 🌤 Muntere mich auf."


async def test_a_goal_that_does_not_exist_is_answered_with_those_that_do(talk: Talk):
    await talk.command("goal", "fly")

    assert "🪞 Match it, 🌤 Lift me, 🍃 Calm me" in talk.chat.last.text


async def test_every_answer_names_the_language_it_is_worded_in(talk: Talk):
    talk.locale = "pt-BR"
    await talk.command("settings")
    await talk.press_action("language:de")
    await talk.command("help")

    assert [reply.language for reply in talk.chat.said] == ["pt", "de", "de", "de"]
