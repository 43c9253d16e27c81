import pytest

from adapters.chat.message import Audience, ReplyKind
from bot.conversation.emoji import WHOLE_SET_WEIGHT
from engine.catalogue import starter_catalogue
from engine.moods import MoodName
from engine.taste import Feedback, FeedbackKind
from tests.bot.conversation.conftest import Talk, button, reading_of


async def listener_of(talk: Talk, person: str = "ada"):
    profile = await talk.storage.listeners.welcome(talk.as_person(person).facts()["account"])
    return profile.listener_id


async def feedback_of(talk: Talk):
    return await talk.storage.feedback.given(await listener_of(talk))


async def dislike(talk: Talk, *songs):
    """As if each had been in a set before."""
    listener_id = await listener_of(talk)
    [offered] = await talk.storage.history.latest_sets(listener_id, 1)
    kind, mood, now = FeedbackKind.DISLIKE, MoodName.SAD, talk.clock()
    signs = [
        Feedback(kind, f"elsewhere-{number}", title, artists, mood, now)
        for number, (title, artists) in enumerate(songs)
    ]
    await talk.storage.feedback.give(listener_id, offered.set_id, signs)


async def test_a_dislike_is_acknowledged_shown_and_never_offered_again(talk: Talk):
    await talk.command("mood", "happy")
    first = talk.chat.last
    disliked = first.cards[0].title
    await talk.press("👎", on=first)

    toast, shown = talk.chat.said[-2:]
    assert toast.text == f"Noted: “{disliked}” will not come back."
    assert shown.replaces == talk.chat.id_of(first)
    assert shown.cards[0].buttons[1].pressed
    talk.clock.move(days=30)
    for _ in range(5):
        await talk.press("⏭ Five others")
        assert disliked not in [card.title for card in talk.chat.last.cards]


async def test_a_second_press_takes_the_like_back(talk: Talk):
    await talk.command("mood", "happy")
    first = talk.chat.last
    await talk.press("👍", on=first)
    await talk.press("👍", on=first)

    assert talk.chat.said[-2].text.startswith("Taken back")
    assert not talk.chat.last.cards[0].buttons[0].pressed
    assert list(await feedback_of(talk)) == []


async def test_five_others_are_five_other_songs_and_the_first_count_as_skipped(talk: Talk):
    await talk.command("mood", "sad")
    first = talk.chat.last
    await talk.press("⏭ Five others")
    second = talk.chat.last

    assert len(second.cards) == 5
    assert not {c.title for c in first.cards} & {c.title for c in second.cards}
    assert [one.kind for one in await feedback_of(talk)] == [FeedbackKind.SKIP] * 5


async def test_a_pick_shows_the_card_and_five_kin_by_falling_similarity(talk: Talk):
    await talk.command("mood", "happy")
    picked = talk.chat.last.cards[1]
    await talk.press_action(picked.buttons[2].action)

    card, *kin = talk.chat.last.cards
    assert (card.title, card.number) == (picked.title, 2)
    similarities = [one.similarity for one in kin]
    assert len(kin) == 5
    assert similarities == sorted(similarities, reverse=True)
    assert [one.kind for one in await feedback_of(talk)] == [FeedbackKind.PICK]


@pytest.mark.parametrize("way", [None, "☀️ Brighter"])
async def test_a_disliked_song_is_not_shown_as_kin_again(talk: Talk, way):
    await talk.command("mood", "calm")
    pick = talk.chat.last.cards[1].buttons[2].action

    async def kin():
        await talk.press_action(pick)
        if way is not None:
            await talk.press(way)
        return [(one.title, one.artists) for one in talk.chat.last.cards[-5:]]

    first = await kin()
    await dislike(talk, *first)
    again = await kin()

    assert len(set(first)) == len(set(again)) == 5
    assert not set(first) & set(again)


@pytest.mark.parametrize(("way", "axis", "sign"), [("☀️ Brighter", 0, 1), ("🍃 Calmer", 1, -1)])
async def test_from_a_pick_it_goes_on_to_brighter_and_calmer_songs(talk: Talk, way, axis, sign):
    await talk.command("mood", "calm")
    await talk.press_action(talk.chat.last.cards[1].buttons[2].action)
    picked = talk.chat.last.cards[0]
    await talk.press(way)

    catalogue = starter_catalogue()

    titles = catalogue.table.column("title").to_pylist()

    def places(card):
        """Of all tracks of this name: an album and a single may stand far apart."""
        named = [row for row, title in enumerate(titles) if title == card.title]
        return [catalogue.plane[row] for row in named]

    reply = talk.chat.last
    assert picked.title in reply.text
    assert len(reply.cards) == 5
    for card in reply.cards:
        ways = [there[axis] - here[axis] for there in places(card) for here in places(picked)]
        assert max(sign * step for step in ways) > 0.1
    labels = [button.label for button in reply.buttons[0]]
    assert way not in labels
    assert len(labels) == 1
    assert [one.kind for one in await feedback_of(talk)] == [FeedbackKind.PICK]


async def test_a_way_that_there_is_not_is_refused_kindly(talk: Talk):
    await talk.command("mood", "calm")
    pick = talk.chat.last.cards[1].buttons[2].action
    await talk.press_action(pick.replace("pick", "towards") + ":sideways")

    assert talk.chat.last.text.startswith("I no longer have what that button belongs to")


async def test_a_correction_offers_songs_for_the_right_mood(talk: Talk):
    await talk.agree()
    await talk.photo(reading_of(happy=0.9, neutral=0.1))
    await talk.press("🤔 Not right?")
    await talk.press("😔 sad")

    assert "sad" in talk.chat.last.text
    listener_id = await listener_of(talk)
    corrections = await talk.storage.history.corrections(listener_id)
    assert dict(corrections) == {("happy", "sad"): 1}


async def test_a_goal_button_asks_and_offers_the_same_mood_towards_it(talk: Talk):
    await talk.command("mood", "sad")
    await talk.press("🎯 Goal")
    await talk.press("🔥 Let it out")

    latest = await talk.storage.history.latest_sets(await listener_of(talk), 1)
    assert (latest[0].mood.name, latest[0].goal) == ("sad", "release")


async def test_cards_come_one_message_per_track_and_can_be_reacted_to(talk: Talk):
    await talk.command("mood", "happy")
    offered = talk.chat.last
    await talk.press("🗂 As cards")
    cards = talk.chat.said[-5:]
    await talk.react("❤️", on=cards[2])

    assert [one.cards[0].title for one in cards] == [card.title for card in offered.cards]
    [sign] = await feedback_of(talk)
    assert (sign.kind, sign.title, sign.weight) == (
        FeedbackKind.LIKE,
        offered.cards[2].title,
        1.0,
    )


async def test_cards_that_one_sees_alone_among_others_come_in_one_message(talk: Talk):
    alone = talk.among(Audience.SENDER)
    await alone.command("mood", "happy")
    offered, said = talk.chat.last, len(talk.chat.said)
    await alone.press("🗂 As cards")

    [cards] = talk.chat.said[said:]
    assert cards.apart
    assert [card.title for card in cards.cards] == [card.title for card in offered.cards]
    await alone.press("👍", on=cards)
    assert [sign.title for sign in await feedback_of(talk)] == [offered.cards[0].title]
    assert talk.chat.last.kind is ReplyKind.TOAST


async def test_an_emoji_on_a_set_is_a_weak_sign_for_all_five_and_can_be_taken_back(talk: Talk):
    await talk.command("mood", "happy")
    offered = talk.chat.last
    await talk.react("👍🏽", on=offered)
    given = await feedback_of(talk)
    await talk.react("👍🏽", on=offered, added=False)

    assert [(one.kind, one.weight) for one in given] == [(FeedbackKind.LIKE, WHOLE_SET_WEIGHT)] * 5
    assert list(await feedback_of(talk)) == []


async def test_a_number_emoji_on_a_set_is_a_pick_of_that_track(talk: Talk):
    await talk.command("mood", "happy")
    offered = talk.chat.last
    await talk.react("3️⃣", on=offered)

    [sign] = await feedback_of(talk)
    assert (sign.kind, sign.title) == (FeedbackKind.PICK, offered.cards[2].title)


async def test_an_emoji_without_a_meaning_says_nothing(talk: Talk):
    await talk.command("mood", "happy")
    await talk.react("🤔", on=talk.chat.last)

    assert list(await feedback_of(talk)) == []


async def test_another_listeners_buttons_change_nothing(talk: Talk):
    await talk.command("mood", "happy")
    action = button(talk.chat.last, "👎").action
    await talk.as_person("eve").press_action(action)

    assert "no longer have what that button belongs to" in talk.chat.last.text
    assert list(await feedback_of(talk)) == []


async def test_buttons_that_we_never_made_are_refused_kindly(talk: Talk):
    for action in ("", "like", "like:1", "like:x:1", "correct:1:bored", "goal:1:x", "nonsense:1"):
        await talk.press_action(action)
        assert "no longer have what that button belongs to" in talk.chat.last.text
