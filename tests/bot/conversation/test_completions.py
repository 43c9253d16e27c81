import asyncio

import pytest

from bot.conversation.completions import LONGEST_CHARACTERS, MOST, Completions
from bot.replies.language import LANGUAGES, speaking
from bot.replies.mood_words import mood_word
from engine.catalogue import Catalogue
from engine.mood_words import mood_from_words
from engine.moods import MOOD_NAMES, Goal
from tests.bot.conversation.conftest import Talk


@pytest.fixture
def completions(catalogue: Catalogue) -> Completions:
    return Completions(catalogue)


async def labels(completions: Completions, command: str, typed: str, locale: str | None = "en"):
    return [one.label for one in await completions.complete(command, typed, locale)]


@pytest.mark.parametrize("command", ["mood", "playlist"])
@pytest.mark.parametrize("language", LANGUAGES)
async def test_moods_are_suggested_in_the_listeners_language_and_understood_by_it(
    completions: Completions, command: str, language: str
):
    found = await completions.complete(command, "", language)

    understood = [mood_from_words(one.value, language=language) for one in found]
    assert [mood and mood.name for mood in understood[:6]] == list(MOOD_NAMES)
    assert all(understood)
    assert all(one.label.endswith(one.value) and one.label != one.value for one in found)


async def test_what_was_typed_narrows_the_moods(completions: Completions):
    assert await labels(completions, "mood", "ca") == ["😌 calm"]
    assert await labels(completions, "mood", "mü", "de") == ["🥱 müde"]
    assert await labels(completions, "mood", "mu", "de-AT") == ["🥱 müde"]
    assert await labels(completions, "mood", "love") == ["😊 love", "🥰 in love"]


async def test_free_words_are_suggested_first_where_they_are_understood(completions: Completions):
    first, *_ = await completions.complete("mood", "  cansado pero  esperanzado", "es")

    assert (first.label, first.value) == (
        "😊 cansado pero esperanzado",
        "cansado pero esperanzado",
    )


@pytest.mark.parametrize("typed", ["xylophone", "I want to die", "sad " * 40])
async def test_other_words_get_no_suggestion(completions: Completions, typed: str):
    assert await labels(completions, "mood", typed) == []


async def test_goals_have_labels_in_the_language_and_the_commands_own_values(
    completions: Completions,
):
    for language in LANGUAGES:
        found = await completions.complete("goal", "", language)
        assert [one.value for one in found] == [goal.value for goal in Goal]

    assert [one.value for one in await completions.complete("goal", "let", "en")] == ["release"]
    assert [one.value for one in await completions.complete("goal", "LI", "de")] == ["lift"]


async def test_a_server_is_switched_on_or_off(completions: Completions):
    assert [one.value for one in await completions.complete("server", "", "en")] == ["on", "off"]
    assert [one.value for one in await completions.complete("server", "of", "fr")] == ["off"]


async def test_songs_are_found_while_they_are_typed(completions: Completions, talk: Talk):
    found = await completions.complete("seed", "here comes the s", "en")
    await talk.command("seed", found[0].value)

    assert found[0].label == "Here Comes The Sun - Remastered 2009 · The Beatles"
    assert len(found) <= MOST
    assert talk.chat.last.text.startswith("“Here Comes The Sun - Remastered 2009”")


async def test_a_link_is_completed_to_its_song(completions: Completions, catalogue: Catalogue):
    song = catalogue.track(100)
    link = f"https://open.spotify.com/track/{song.track_id}"

    (found,) = await completions.complete("seed", f"add {link}", "en")

    assert found.value == song.track_id
    assert found.label.startswith(song.title)


@pytest.mark.parametrize("typed", ["", "a", "add a", "zzxqj wvvkq pptlm"])
async def test_too_little_or_nothing_alike_finds_no_song(completions: Completions, typed: str):
    assert await labels(completions, "seed", typed) == []


async def test_searches_beyond_two_at_once_are_left_out(completions: Completions):
    found = await asyncio.gather(*(labels(completions, "seed", "love") for _ in range(8)))

    assert [bool(one) for one in found] == [True] * 2 + [False] * 6


async def test_no_suggestion_is_longer_than_a_platform_shows(completions: Completions):
    for typed in ("love", "the", "feat", "remix"):
        for one in await completions.complete("seed", typed, "en"):
            assert 0 < len(one.label) <= LONGEST_CHARACTERS
            assert len(one.value) <= LONGEST_CHARACTERS


async def test_a_command_without_suggestions_has_none(completions: Completions):
    assert await labels(completions, "help", "") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_mood_button_says_is_understood_when_it_is_typed(language: str):
    with speaking(language):
        understood = [mood_from_words(mood_word(name), language=language) for name in MOOD_NAMES]

    assert [mood and mood.name for mood in understood] == list(MOOD_NAMES)
