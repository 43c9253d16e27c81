import csv
import io
import json

from adapters.chat.message import Audience
from tests.bot.conversation.conftest import Talk, reading_of


async def test_all_that_is_kept_is_handed_out_as_files(talk: Talk):
    await talk.agree()
    await talk.photo(reading_of(happy=1.0))
    offered = talk.chat.sets[-1]
    await talk.press("👍", on=offered)
    await talk.command("export")

    complete, table = talk.chat.last.files
    document = json.loads(complete.data)
    assert [one["title"] for one in document["sets"][0]["tracks"]] == [
        card.title for card in offered.cards
    ]
    assert document["feedback"][0]["title"] == offered.cards[0].title
    assert {one["kind"] for one in document["requests"]} == {
        "opened",
        "press",
        "photo",
        "command",
    }
    lines = list(csv.DictReader(io.StringIO(table.data.decode("utf-8-sig"), newline="")))
    assert [line["said"] for line in lines] == ["like", "", "", "", ""]
    assert lines[0]["track_id"] == document["sets"][0]["tracks"][0]["track_id"]


async def test_nobody_gets_what_is_kept_of_another(talk: Talk):
    await talk.command("mood", "happy")
    await talk.as_person("bert").command("export")

    document = json.loads(talk.chat.last.files[0].data)
    assert document["sets"] == []
    assert [one["kind"] for one in document["requests"]] == ["command"]


async def test_in_company_nothing_is_handed_out(talk: Talk):
    talk.audience = Audience.EVERYONE
    talk.place_id = "group"
    await talk.command("export")

    assert talk.chat.last.files == ()


async def test_what_was_forgotten_is_in_no_export(talk: Talk):
    await talk.command("mood", "happy")
    await talk.command("forget")
    await talk.press("Forget me")
    await talk.command("export")

    assert json.loads(talk.chat.last.files[0].data)["sets"] == []


async def test_a_yes_is_taken_back_where_privacy_is_told(talk: Talk):
    await talk.agree()
    await talk.command("privacy")
    await talk.press("✍️ Read my face no more")
    await talk.photo(reading_of(happy=1.0))

    assert talk.chat.fetched == []
    assert "a machine estimates emotions" in talk.chat.last.text


async def test_who_never_agreed_has_no_yes_to_take_back(talk: Talk):
    await talk.command("privacy")

    assert talk.chat.last.buttons == ()


async def test_in_company_nobody_is_offered_to_take_back_a_yes(talk: Talk):
    await talk.agree()
    await talk.among(Audience.EVERYONE).command("privacy")

    assert talk.chat.last.buttons == ()
