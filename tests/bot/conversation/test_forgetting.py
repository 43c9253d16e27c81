import asyncio
import json

from adapters.chat.message import Audience, IncomingCommand, IncomingPhoto
from bot.actions import Verb, action
from tests.bot.conversation.conftest import Talk, reading_of


async def kept_of(talk: Talk) -> dict:
    """What /export hands out, and so all that is kept."""
    await talk.command("export")
    return json.loads(talk.chat.last.files[0].data)


async def answered(talk: Talk, name: str) -> None:
    await talk.photo(reading_of(happy=1.0), name=name)
    await talk.press("👍", on=talk.chat.sets[-1])


async def test_forgetting_asks_first_and_then_starts_anew(talk: Talk):
    await talk.agree()
    await talk.command("mood", "happy")
    await talk.command("forget")
    assert "cannot be undone" in talk.chat.last.text

    await talk.press("Forget me")
    assert "I have forgotten everything" in talk.chat.last.text
    await talk.open(shows_nothing=True)

    assert talk.chat.last.text.startswith("Hello, I'm Mien.")


async def test_a_change_of_mind_keeps_everything(talk: Talk):
    await talk.agree()
    await talk.command("mood", "happy")
    await talk.command("forget")
    await talk.press("Keep it")
    await talk.open(shows_nothing=True)

    assert len(talk.chat.last.cards) == 5


async def test_the_last_hour_is_forgotten_and_what_was_before_stays(talk: Talk):
    await talk.agree()
    await answered(talk, "early")
    talk.clock.move(hours=2)
    await answered(talk, "late")
    talk.clock.move(minutes=5)
    await talk.command("forget")
    await talk.press("Last hour")
    assert "(UTC)" in talk.chat.last.text
    assert "cannot be undone" in talk.chat.last.text

    await talk.press("Forget it")

    assert "forgotten that" in talk.chat.last.text
    assert "A backup" in talk.chat.last.text
    assert talk.chat.last.clears
    document = await kept_of(talk)
    early = "2026-05-01T12:00:00+00:00"
    assert [one["offered_at"] for one in document["sets"]] == [early]
    assert [one["read_at"] for one in document["readings"]] == [early]
    assert [one["given_at"] for one in document["feedback"]] == [early]
    assert {one["received_at"] for one in document["requests"][:-1]} == {early}
    assert document["consents"]


async def test_a_part_is_asked_for_in_words_too(talk: Talk):
    await talk.command("mood", "happy")
    for words in ("last answer", "Last Hour", "today", "2026-05-01", "from 1.5.2026 to 2.5.2026"):
        await talk.command("forget", words)
        assert "Forget it" in [one.label for one in talk.chat.last.buttons[0]], words
    await talk.command("forget", "everything")
    assert talk.chat.last.buttons[0][0].label == "Forget me"


async def test_words_that_name_no_part_forget_nothing(talk: Talk):
    await talk.command("mood", "happy")
    await talk.command("forget", "the thing with the cat")

    assert "don't know which part" in talk.chat.last.text
    assert (await kept_of(talk))["sets"]


async def test_a_day_that_is_typed_is_forgotten_and_the_next_one_stays(talk: Talk):
    await talk.command("mood", "happy")
    talk.clock.move(days=1)
    await talk.command("mood", "sad")
    await talk.command("forget", "2026-05-01")
    await talk.press("Forget it")

    assert [one["mood"]["name"] for one in (await kept_of(talk))["sets"]] == ["sad"]


async def test_the_last_answer_goes_with_what_was_said_of_it(talk: Talk):
    await talk.agree()
    await answered(talk, "early")
    talk.clock.move(minutes=1)
    await answered(talk, "late")
    talk.clock.move(minutes=1)
    await talk.command("forget", "last answer")
    await talk.press("Forget it")

    document = await kept_of(talk)
    assert len(document["sets"]) == len(document["readings"]) == len(document["feedback"]) == 1
    assert document["sets"][0]["offered_at"].startswith("2026-05-01T12:00")
    assert [one["kind"] for one in document["requests"]].count("photo") == 1


async def test_without_an_answer_there_is_none_to_forget(talk: Talk):
    await talk.agree()
    await talk.command("forget", "last answer")
    await talk.press("Forget it")

    assert "no answer that I could forget" in talk.chat.last.text


async def test_a_yes_of_that_time_is_forgotten_and_asked_for_again(talk: Talk):
    await talk.agree()
    await talk.command("forget", "today")
    await talk.press("Forget it")
    assert "I ask again" in talk.chat.last.text

    await talk.photo(reading_of(happy=1.0))

    assert talk.chat.fetched == []
    assert "a machine estimates emotions" in talk.chat.last.text


async def test_a_picture_that_waits_is_let_go_and_never_looked_at(talk: Talk):
    await talk.photo(reading_of(happy=1.0), event_id="waiting")
    await talk.command("forget", "today")
    await talk.press("Forget it")
    assert talk.chat.last.settles == ("waiting",)

    await talk.agree()

    assert talk.chat.fetched == []


async def test_a_photo_that_is_being_answered_is_forgotten_after_its_answer(talk: Talk):
    await talk.agree()
    media = talk.picture("late", reading_of(happy=1.0))
    last_hour = action(Verb.FORGET, "span", int(talk.clock().timestamp()) - 3600)
    await asyncio.gather(
        talk.inbox.receive(IncomingPhoto(**talk.facts(), media=media)),
        talk.press_action(last_hour),
    )
    await talk.inbox.idle()

    assert talk.chat.sets
    document = await kept_of(talk)
    assert document["sets"] == document["readings"] == document["consents"] == []
    assert [one["kind"] for one in document["requests"]] == ["command"]


async def test_what_a_button_of_nobody_names_is_not_forgotten(talk: Talk):
    await talk.command("mood", "happy")
    for values in (("span",), ("span", "x"), ("span", 10**17), ("ask", "nothing"), ("all",)):
        await talk.press_action(action(Verb.FORGET, *values))
        assert "no longer have" in talk.chat.last.text

    assert (await kept_of(talk))["sets"]


async def test_nobody_forgets_for_another(talk: Talk):
    await talk.command("mood", "happy")
    bert = talk.as_person("bert")
    await bert.command("forget", "today")
    await bert.press("Forget it")

    assert (await kept_of(talk))["sets"]


async def test_in_company_nothing_is_asked_aloud(talk: Talk):
    group = talk.among(Audience.EVERYONE)
    await group.hand_over(IncomingCommand(**group.facts(), name="forget", argument="today"))

    assert "Forget it" not in [one.label for row in talk.chat.last.buttons for one in row]
