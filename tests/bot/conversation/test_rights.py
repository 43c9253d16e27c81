from tests.bot.conversation.conftest import Talk


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
