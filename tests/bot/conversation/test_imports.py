import json

import pytest

from adapters.chat.message import Audience, IncomingDocument, MediaReference
from tests.bot.conversation.conftest import Talk, reading_of


async def send(talk: Talk, data: bytes, name: str = "mien-export.json") -> None:
    talk.chat.photos[name] = data
    media = MediaReference(name, len(data))
    await talk.hand_over(IncomingDocument(**talk.facts(), media=media, name=name))


async def exported(talk: Talk) -> bytes:
    """What /export hands out after a photo, a like, a correction, and a seed song."""
    await talk.agree()
    await talk.photo(reading_of(happy=1.0))
    await talk.press("👍", on=talk.chat.sets[-1])
    await talk.press("🤔 Not right?", on=talk.chat.sets[-1])
    await talk.press("😔 sad")
    await talk.command("export")
    return talk.chat.last.files[0].data


async def content_of(talk: Talk) -> dict:
    """What is kept by now, without ids and without what came with asking for it."""
    await talk.command("export")
    document = json.loads(talk.chat.last.files[0].data)
    for part in ("about", "requests", "consents", "messages"):
        del document[part]
    for part in ("readings", "sets", "feedback", "corrections"):
        for one in document[part]:
            one.pop("set_id", None)
            one.pop("reading_id", None)
    return document


async def test_an_export_is_asked_about_and_added_where_it_is_missing(talk: Talk):
    data = await exported(talk)
    before = await content_of(talk)
    bert = talk.as_person("bert")

    await send(bert, data)
    question = talk.chat.last
    assert "2 answers with songs" in question.text
    assert "1 corrected mood" in question.text
    assert (await content_of(bert))["sets"] == []
    await bert.press("Add it", on=question)

    assert "1 reading of a picture" in talk.chat.last.text
    assert await content_of(bert) == before


async def test_a_second_time_changes_nothing(talk: Talk):
    data = await exported(talk)
    before = await content_of(talk)

    await send(talk, data)
    await talk.press("Add it")

    assert "was here already" in talk.chat.last.text
    assert await content_of(talk) == before


async def test_what_was_forgotten_comes_back_if_its_listener_wants_it(talk: Talk):
    data = await exported(talk)
    before = await content_of(talk)
    await talk.command("forget")
    await talk.press("Forget me")
    await send(talk, data)
    await talk.press("Add it")

    assert await content_of(talk) == before
    await talk.photo(reading_of(happy=1.0))
    assert "a machine estimates emotions" in talk.chat.last.text


async def test_a_no_adds_nothing(talk: Talk):
    data = await exported(talk)
    bert = talk.as_person("bert")
    await send(bert, data)
    await bert.press("Leave it")

    assert "added nothing" in talk.chat.last.text
    assert (await content_of(bert))["sets"] == []


async def test_answers_that_would_be_forgotten_by_now_are_left_out(talk: Talk):
    data = await exported(talk)
    talk.clock.move(days=181)
    bert = talk.as_person("bert")
    await send(bert, data)
    assert "older than 180 days are left out" in talk.chat.last.text
    await bert.press("Add it")

    content = await content_of(bert)
    assert content["sets"] == content["readings"] == []
    assert len(content["feedback"]) == len(content["corrections"]) == 1


async def test_a_file_that_is_gone_or_another_one_by_now_is_asked_for_again(talk: Talk):
    data = await exported(talk)
    bert = talk.as_person("bert")
    for left in ({}, {"mien-export.json": data.replace(b"happy", b"angry")}):
        await send(bert, data)
        talk.chat.photos = dict(left)
        await bert.press("Add it")
        assert "no longer reach that file" in talk.chat.last.text

    await bert.press("Add it")
    assert "no longer reach that file" in talk.chat.last.text
    assert (await content_of(bert))["sets"] == []


async def test_only_the_file_that_was_asked_about_last_is_added(talk: Talk):
    data = await exported(talk)
    bert = talk.as_person("bert")
    await send(bert, data)
    first = talk.chat.last
    await send(bert, data + b" ")
    await bert.press("Add it", on=first)

    assert (await content_of(bert))["sets"] == []


@pytest.mark.parametrize(
    ("version", "words"), [(99, "comes from a newer Mien"), ("1", "no export of mine")]
)
async def test_what_cannot_be_read_is_said_so(talk: Talk, version: object, words: str):
    document = {"about": {"format": "mien-export", "version": version}}
    await send(talk, json.dumps(document).encode())

    assert words in talk.chat.last.text
    assert talk.chat.last.buttons == ()


async def test_other_json_is_no_export(talk: Talk):
    await send(talk, b'{"playlist": {}}')

    assert talk.chat.last.text.startswith("I found no songs in that.")


async def test_in_company_no_moods_are_taken_in(talk: Talk):
    data = await exported(talk)
    group = talk.among(Audience.EVERYONE)
    await send(group, data)

    assert talk.chat.last.text.startswith("That stays between you and me.")
