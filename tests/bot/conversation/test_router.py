from tests.bot.conversation.conftest import Talk, reading_of


async def test_first_contact_says_hello_and_gives_the_notice(talk: Talk):
    await talk.open()

    assert talk.chat.last.text.startswith("Hello, I'm Mien.")
    assert "a machine estimates emotions" in talk.chat.last.text


async def test_a_reloaded_page_shows_the_last_sets_again_oldest_first(talk: Talk):
    await talk.agree()
    for mood in ("happy", "sad", "calm", "angry"):
        await talk.command("mood", mood)
        talk.clock.move(minutes=1)
    before = talk.chat.sets[-3:]
    talk.chat.said.clear()
    await talk.open(shows_nothing=True)

    assert [[c.title for c in reply.cards] for reply in talk.chat.said] == [
        [c.title for c in reply.cards] for reply in before
    ]


async def test_a_chat_that_keeps_its_messages_is_only_greeted(talk: Talk):
    await talk.agree()
    await talk.command("mood", "happy")
    talk.chat.said.clear()
    await talk.open()

    assert [reply.text[:15] for reply in talk.chat.said] == ["Good to see you"]


async def test_an_unknown_command_is_answered_with_those_that_exist(talk: Talk):
    await talk.command("dance")

    assert talk.chat.last.text.startswith("I don't know /dance.")
    assert "/mood" in talk.chat.last.text


async def test_every_registered_command_is_answered(talk: Talk):
    for name in ("selfie", "mood", "goal", "seed", "seeds", "settings", "privacy", "forget"):
        said = len(talk.chat.said)
        await talk.command(name)
        assert len(talk.chat.said) == said + 1
        assert "I don't know" not in talk.chat.last.text
    await talk.command("help")
    assert "/forget" in talk.chat.last.text


async def test_a_reading_never_says_disgust_or_contempt(talk: Talk):
    await talk.agree()
    await talk.photo(reading_of(disgust=0.7, angry=0.2, neutral=0.1))

    assert "disgust" not in talk.chat.last.plain_text().lower()
    assert talk.chat.last.text.startswith("You look a bit cross")
