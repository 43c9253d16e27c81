from tests.bot.conversation.conftest import Talk


async def test_a_chosen_service_is_where_titles_link_to(talk: Talk):
    await talk.command("settings")
    await talk.press("Deezer")
    await talk.command("mood", "happy")

    assert talk.chat.last.cards[0].links[0].label == "Deezer"


async def test_explicit_songs_are_left_out_until_allowed(talk: Talk):
    await talk.command("settings")
    assert talk.chat.last.text.startswith("Explicit songs are left out.")

    await talk.press("Allow explicit songs")
    await talk.command("settings")

    assert talk.chat.last.text.startswith("Explicit songs are allowed.")


async def test_a_goal_holds_for_the_sets_to_come(talk: Talk):
    await talk.command("goal", "lift")
    await talk.command("mood", "sad")

    account = talk.facts()["account"]
    profile = await talk.storage.listeners.welcome(account)
    [latest] = await talk.storage.history.latest_sets(profile.listener_id, 1)
    assert latest.goal == "lift"


async def test_a_goal_that_does_not_exist_is_answered_with_those_that_do(talk: Talk):
    await talk.command("goal", "fly")

    assert "match, lift, calm, release, surprise, auto" in talk.chat.last.text


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
