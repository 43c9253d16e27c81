from engine.catalogue import Catalogue
from engine.moods import MoodName
from tests.bot.conversation.conftest import Talk, reading_of


async def listener_of(talk: Talk):
    return (await talk.storage.listeners.welcome(talk.facts()["account"])).listener_id


async def test_of_a_new_listener_nothing_is_known_and_it_is_said(talk: Talk):
    await talk.command("taste")

    assert talk.chat.last.text.startswith("I know too little to tell your taste yet.")


async def test_what_was_learned_is_said_with_what_it_was_learned_from(
    talk: Talk, catalogue: Catalogue
):
    await talk.command("mood", "happy")
    await talk.press("👍", on=talk.chat.sets[0])
    await talk.command("seed", catalogue.track(100).track_id)
    await talk.command("taste")

    assert "You liked 1 song." in talk.chat.last.text
    assert "1 seed song is yours." in talk.chat.last.text


async def test_a_corrected_mood_is_told(talk: Talk):
    await talk.agree()
    await talk.photo(reading_of(neutral=0.9, sad=0.1))
    await talk.press("🤔 Not right?")
    await talk.press("😔 sad")
    await talk.command("taste")

    assert "When I read “calm”, you once meant “sad”." in talk.chat.last.text


async def test_starting_anew_asks_once_more_then_leaves_seed_songs_only(
    talk: Talk, catalogue: Catalogue
):
    await talk.agree()
    await talk.photo(reading_of(neutral=0.9, sad=0.1))
    await talk.press("👎", on=talk.chat.sets[0])
    await talk.press("🤔 Not right?")
    await talk.press("😔 sad")
    await talk.command("seed", catalogue.track(100).track_id)
    await talk.command("taste")
    await talk.press("🧹 Start anew")
    asked = talk.chat.last
    await talk.press("Start anew")
    listener_id = await listener_of(talk)

    assert asked.text.startswith("Shall I forget what I learned of your taste")
    assert talk.chat.last.text.startswith("Done.")
    assert await talk.storage.feedback.given(listener_id) == []
    assert await talk.storage.history.corrections(listener_id) == {}
    assert len(await talk.storage.feedback.seeds(listener_id)) == 1


async def test_the_command_asks_too_and_no_keeps_everything(talk: Talk):
    await talk.command("mood", "happy")
    await talk.press("👍", on=talk.chat.sets[0])
    await talk.command("taste", " Reset ")
    await talk.press("Keep it")

    assert talk.chat.last.text == "Good, I keep what I learned."
    assert len(await talk.storage.feedback.given(await listener_of(talk))) == 1


async def test_a_button_with_another_word_does_nothing(talk: Talk):
    await talk.command("mood", MoodName.HAPPY.value)
    await talk.press("👍", on=talk.chat.sets[0])
    await talk.press_action("taste:maybe")

    assert talk.chat.last.text.startswith("I no longer have")
    assert len(await talk.storage.feedback.given(await listener_of(talk))) == 1
