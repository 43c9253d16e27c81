"""The text of a reply in Telegram's HTML."""

from __future__ import annotations

from adapters.chat.message import Card, Link, Reply
from adapters.chat.telegram.rendering import cut, html_of, html_of_song


def card(number=1, title="Here Comes the Sun", **changes):
    fields = {
        "artists": ("The Beatles",),
        "reason": "bright and easy",
        "links": (Link("Spotify", "https://open.spotify.com/track/1?a=1&b=2"),),
        "number": number,
        **changes,
    }
    return Card(title, **fields)


def test_a_set_is_text_a_bold_heading_and_numbered_links():
    reply = Reply("You look happy.", heading="Sunny side", cards=(card(1), card(2, title="Lovely")))

    assert html_of(reply, limit=4096) == (
        "You look happy.\n\n"
        "<b>Sunny side</b>\n\n"
        '1. <a href="https://open.spotify.com/track/1?a=1&amp;b=2">Here Comes the Sun</a>'
        " · The Beatles — bright and easy\n"
        '2. <a href="https://open.spotify.com/track/1?a=1&amp;b=2">Lovely</a>'
        " · The Beatles — bright and easy"
    )


def test_markup_in_a_title_is_shown_as_it_was_written():
    evil = card(
        title='</a><b onclick="x">&amp;',
        artists=("<script>",),
        reason="a < b",
        links=(Link("it", 'https://x.test/"><i>'),),
    )

    shown = html_of(Reply("<i>hello</i>", heading="a & b", cards=(evil,)), limit=4096)

    assert shown == (
        "&lt;i&gt;hello&lt;/i&gt;\n\n<b>a &amp; b</b>\n\n"
        '1. <a href="https://x.test/&quot;&gt;&lt;i&gt;">'
        "&lt;/a&gt;&lt;b onclick=&quot;x&quot;&gt;&amp;amp;</a>"
        " · &lt;script&gt; — a &lt; b"
    )


def test_a_title_cannot_start_a_line_of_its_own():
    shown = html_of(Reply("", cards=(card(title="Song\n2. Another", links=()),)), limit=4096)

    assert shown == "1. Song 2. Another · The Beatles — bright and easy"


def test_kin_show_how_alike_they_are():
    shown = html_of(Reply("", cards=(card(similarity=0.873, links=()),)), limit=4096)

    assert shown == "1. Here Comes the Sun · The Beatles ≈ 87% — bright and easy"


def test_only_a_card_of_its_own_shows_the_other_services():
    links = (Link("Spotify", "https://a.test"), Link("Deezer", "https://b.test"))
    alone = html_of(Reply("", cards=(card(links=links),)), limit=4096)
    beside = html_of(Reply("", cards=(card(1, links=links), card(2, links=links))), limit=4096)

    assert alone.endswith(' · <a href="https://b.test">Deezer</a>')
    assert "Deezer" not in beside


def test_a_long_text_is_cut_within_a_link_and_the_link_is_closed():
    reply = Reply("", cards=(card(title="x" * 50, links=(Link("it", "https://a.test"),)),))

    shown = html_of(reply, limit=10)

    assert shown == f'1. <a href="https://a.test">{"x" * 6}…</a>'


def test_the_limit_counts_emoji_as_telegram_does():
    assert html_of(Reply("😌" * 5), limit=10) == "😌" * 5
    assert html_of(Reply("😌" * 6), limit=10) == "😌" * 4 + "…"


def test_entities_do_not_count_against_the_limit():
    assert html_of(Reply("&" * 10), limit=10) == "&amp;" * 10


def test_a_caption_is_cut_where_it_is_too_long():
    assert cut("abcdef", limit=6) == "abcdef"
    assert cut("abcdefg", limit=6) == "abcde…"


def test_a_song_alone_says_what_it_is_and_not_why():
    links = (Link("Spotify", "https://a.test/?a=1&b=2"), Link("Deezer", "https://d.test"))
    song = Card("<3", ("A & B",), "sad and slow", links=links, number=4, similarity=0.9)

    assert html_of_song(song, limit=4096) == (
        '<a href="https://a.test/?a=1&amp;b=2">&lt;3</a> · A &amp; B'
        ' · <a href="https://d.test">Deezer</a>'
    )
