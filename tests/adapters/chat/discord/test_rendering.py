from dataclasses import replace

import pytest

from adapters.chat.discord.rendering import render
from adapters.chat.message import Card, File, Link, Picture, Reply


def embeds_length(rendered):
    return sum(len(embed) for embed in rendered.embeds)


def test_a_short_text_needs_no_embed():
    rendered = render(Reply("Hello."))

    assert rendered.content == "Hello."
    assert (rendered.embeds, rendered.files, rendered.view) == ([], [], None)


def test_a_set_is_an_embed_under_its_text(set_of_five):
    rendered = render(set_of_five)

    [embed] = rendered.embeds
    assert rendered.content == "You look happy."
    assert embed.title == "Sunny side up"
    first = embed.description.splitlines()[:2]
    assert first == [
        "**1.** [Song 1](https://open.spotify.com/track/1) · Someone, Another",
        "reason 1",
    ]
    assert rendered.files == []


def test_kin_say_how_much_alike_they_are_and_all_their_links():
    links = (Link("A", "https://a.example/1"), Link("B", "https://b.example/(1)"))
    card = Card("Song", ("Someone",), "", links=links, similarity=0.934)

    [embed] = render(Reply("", cards=(card,))).embeds

    assert embed.description == (
        "• [Song](https://a.example/1) · Someone ≈ 93%\n[B](https://b.example/%281%29)"
    )


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("*Stars* _and_ ~waves~", r"\*Stars\* \_and\_ \~waves\~"),
        ("a](https://evil.example) [b", r"a\](https://evil.example) \[b"),
        ("<@123> `code` |spoiler|", r"\<@123> \`code\` \|spoiler\|"),
        ("# Heading\n# Another", r"\# Heading # Another"),
        ("C:\\dir", "C:\\\\dir"),
    ],
)
def test_titles_from_outside_are_no_markup(title, shown):
    [embed] = render(Reply("", cards=(Card(title, ("x",), ""),))).embeds

    assert embed.description == f"• {shown} · x"


def test_only_web_addresses_become_links():
    card = Card("Song", ("x",), "", links=(Link("x", "javascript:alert(1)"),))

    [embed] = render(Reply("", cards=(card,))).embeds

    assert embed.description == "• Song · x"


def test_addresses_in_a_text_stay_whole():
    rendered = render(Reply("Help_me: https://example.org/a_b*c"))

    assert rendered.content == r"Help\_me: https://example.org/a_b*c"


def test_an_address_ends_where_markup_begins():
    rendered = render(Reply("https://example.org/)[safe](https://evil.example)"))

    assert rendered.content == r"https://example.org/)\[safe\](https://evil.example)"


def test_a_text_too_long_for_a_message_moves_into_embeds():
    text = "\n".join(f"line {number} " + "x" * 90 for number in range(50))

    rendered = render(Reply(text, heading="Privacy"))

    assert rendered.content is None
    assert all(len(embed.description) <= 4096 for embed in rendered.embeds)
    assert "\n".join(embed.description for embed in rendered.embeds).rstrip("\n") == text
    assert rendered.files == []


@pytest.mark.parametrize("letter", ["x", "*"])
def test_what_is_too_long_for_embeds_comes_as_a_complete_file(letter):
    reply = Reply(letter * 20_000, heading=letter * 500)

    rendered = render(reply)

    assert embeds_length(rendered) <= 6000
    assert all(len(embed.title or "") <= 256 for embed in rendered.embeds)
    [file] = rendered.files
    assert file.filename == "message.txt"
    assert file.fp.read().decode() == reply.plain_text()


def test_no_number_of_long_cards_breaks_a_limit():
    card = Card("*" * 999, ("_" * 999,), "~" * 999, links=(Link("*" * 99, "https://a.example"),))

    rendered = render(Reply("", cards=(card,) * 40))

    assert len(rendered.embeds) <= 10
    assert embeds_length(rendered) <= 6000
    assert all(len(embed.description) <= 4096 for embed in rendered.embeds)


def test_cards_apart_have_an_embed_and_a_row_each(set_of_five):
    rendered = render(replace(set_of_five, text="", heading=None, buttons=(), apart=True))

    assert [embed.description.splitlines()[0][:6] for embed in rendered.embeds] == [
        f"**{number}.**" for number in range(1, 6)
    ]
    assert {child.row for child in rendered.view.children} == set(range(5))
    assert [child.label for child in rendered.view.children if child.row == 2] == ["👍 3", "👎 3"]


def test_cards_apart_under_a_text_too_long_for_a_message_break_no_limit(set_of_five):
    rendered = render(replace(set_of_five, text="line\n" * 900, apart=True))

    assert len(rendered.embeds) <= 10
    assert embeds_length(rendered) <= 6000


def test_where_all_links_find_no_room_there_is_one_for_each_track():
    links = tuple(Link(f"S{number}", "https://a.example/" + "x" * 900) for number in range(4))
    cards = tuple(
        Card(f"Song {number}", ("Someone",), "reason", links=links) for number in range(1, 6)
    )

    rendered = render(Reply("", cards=cards))

    [first, second] = rendered.embeds
    assert rendered.files == []
    assert f"{first.description}\n{second.description}".count("https://") == 5


def test_an_address_too_long_for_an_embed_comes_in_a_file():
    links = (Link("A", "https://a.example/" + "x" * 5000),)

    rendered = render(Reply("", cards=(Card("Song", ("Someone",), "reason", links=links),)))

    assert rendered.embeds == []
    assert [file.filename for file in rendered.files] == ["message.txt"]


def test_pictures_carry_their_words():
    pictures = (Picture(b"one", "your mood over time"), Picture(b"two", "y" * 2000))

    rendered = render(Reply("Look.", pictures=pictures))

    assert [file.fp.read() for file in rendered.files] == [b"one", b"two"]
    assert rendered.files[0].description == "your mood over time"
    assert len(rendered.files[1].description) == 1024


def test_files_carry_their_names_and_descriptions():
    files = (File("songs.csv", "text/csv", b"title", "as a table"), File("a.bin", "x/y", b"b"))

    rendered = render(Reply("Here.", files=files))

    assert [file.fp.read() for file in rendered.files] == [b"title", b"b"]
    assert [file.filename for file in rendered.files] == ["songs.csv", "a.bin"]
    assert [file.description for file in rendered.files] == ["as a table", None]


def test_at_most_ten_files_go_with_a_message_and_the_whole_text_among_them():
    files = tuple(File(f"{number}.txt", "text/plain", b"x") for number in range(9))
    pictures = (Picture(b"png"),) * 3

    rendered = render(Reply("x" * 20_000, files=files, pictures=pictures))

    names = [file.filename for file in rendered.files]
    assert names == ["message.txt", *(f"{number}.txt" for number in range(9))]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("<@123> and <@&4> and <#5>", r"\<@123> and \<@&4> and \<#5>"),
        ("**bold** ||secret||", r"\*\*bold\*\* \|\|secret\|\|"),
        ("[safe](https://evil.example)", r"\[safe\](https://evil.example)"),
        ("> quote\n- list\n# title", "\\> quote\n\\- list\n\\# title"),
        ("```\ncode```", "\\`\\`\\`\ncode\\`\\`\\`"),
        ("<t:0:R> </mood:1>", r"\<t:0:R> \</mood:1>"),
    ],
)
def test_what_somebody_typed_is_no_markup(said, shown):
    assert render(Reply(said)).content == shown


def test_an_edit_leaves_nothing_of_the_old_message():
    assert render(Reply("New.")).for_edit() == {
        "content": "New.",
        "embeds": [],
        "attachments": [],
        "view": None,
    }
