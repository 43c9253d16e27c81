"""A chat that is opened, and opened again."""

from __future__ import annotations

from tests.bot.conversation.conftest import Talk, has_button, reading_of


async def test_a_reloaded_page_hears_that_a_picture_waits_for_the_answer(talk: Talk):
    await talk.photo(reading_of(happy=1.0))
    await talk.open()

    assert "Hello, I'm Mien." in talk.chat.last.text
    assert "Your picture waits for your answer." in talk.chat.last.text
    assert has_button(talk.chat.last, "👍 I agree")


async def test_where_nothing_waits_the_hello_says_nothing_of_it(talk: Talk):
    await talk.open()

    assert "wait" not in talk.chat.last.text.partition("\n\n")[2]


async def test_who_chose_words_only_and_then_sent_a_picture_is_asked_again_after_a_reload(
    talk: Talk,
):
    await talk.open()
    await talk.press("✍️ Words only")
    await talk.photo(reading_of(happy=1.0))
    await talk.text("happy")
    await talk.open(shows_nothing=True)

    assert talk.chat.said[-2].cards
    assert "Your picture waits for your answer." in talk.chat.last.text
    assert has_button(talk.chat.last, "👍 I agree")
