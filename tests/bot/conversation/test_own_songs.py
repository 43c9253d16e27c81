"""Songs that a listener brings: read, joined, sorted, taken away, and the only pool."""

import pytest

from adapters.chat.message import Audience, IncomingDocument, MediaReference
from bot.conversation.own_songs import MOST_SEEDS
from engine.catalogue import Catalogue
from engine.moods import MoodName
from engine.song_lists.reading import list_in_file
from tests.bot.conversation.conftest import Talk, buttons_of, has_button

ONLY, ALL = "🎯 Choose only from my songs", "Choose from all songs"


def lines_of(catalogue: Catalogue, rows: range) -> str:
    tracks = [catalogue.track(row) for row in rows]
    return "\n".join(f"{track.artists[0]} - {track.title}" for track in tracks)


def ids_of(catalogue: Catalogue, rows: range) -> str:
    return "\n".join(["track_id", *(catalogue.track(row).track_id for row in rows)])


async def send_file(talk: Talk, text: str | bytes, name: str = "mine.csv") -> None:
    talk.chat.photos[name] = text if isinstance(text, bytes) else text.encode()
    media = MediaReference(name)
    await talk.hand_over(IncomingDocument(**talk.facts(), media=media, name=name))


async def own_songs(talk: Talk):
    profile = await talk.storage.listeners.welcome(talk.facts()["account"])
    return await talk.storage.own_songs.of(profile.listener_id)


async def offered(talk: Talk) -> list[str]:
    profile = await talk.storage.listeners.welcome(talk.facts()["account"])
    [latest] = await talk.storage.history.latest_sets(profile.listener_id, 1)
    return [track.track_id for track in latest.tracks]


def counts_on(reply) -> int:
    labels = [one.label for one in buttons_of(reply) if one.action.startswith("ownmood")]
    return sum(int(label.split()[-1]) for label in labels)


async def test_a_file_is_read_joined_and_sorted_into_moods(talk: Talk, catalogue: Catalogue):
    await send_file(talk, ids_of(catalogue, range(0, 600, 20)) + f"\n{'0' * 22}\n")

    reply = talk.chat.last
    assert "I read 31 songs." in reply.text
    assert f"1 is not in my catalogue: “{'0' * 22}”." in reply.text
    assert "30 are in my catalogue" in reply.text
    assert counts_on(reply) == 30
    assert len(await own_songs(talk)) == 30


async def test_a_pasted_list_is_no_mood(talk: Talk, catalogue: Catalogue):
    await talk.text(lines_of(catalogue, range(100, 105)) + "\nNobody - No Such Song")

    assert "I read 6 songs." in talk.chat.last.text
    assert "“Nobody \u2013 No Such Song”" in talk.chat.last.text
    assert len(await own_songs(talk)) == 5


async def test_a_list_of_which_nothing_is_known_is_not_kept(talk: Talk):
    await talk.text("Nobody - One\nNobody - Two\nNobody - Three")

    assert "None of them is in my catalogue" in talk.chat.last.text
    assert talk.chat.last.buttons == ()
    assert await own_songs(talk) == []


async def test_a_text_without_songs_is_answered_with_what_can_be_sent(talk: Talk):
    await send_file(talk, "just words", name="notes.txt")

    assert talk.chat.last.text.startswith("I found no songs in that. Send me a playlist file")


async def test_a_file_that_is_no_text_is_not_read(talk: Talk):
    await send_file(talk, bytes(range(256)), name="songs.txt")

    assert talk.chat.last.text.startswith("I can't read that kind of file.")


async def test_desperate_words_in_a_list_are_heard_before_any_song(talk: Talk):
    await talk.text("I want to die - I want to die\nAdele - Hello\nQueen - Radio Ga Ga")

    assert "https://help.example" in talk.chat.said[-2].text
    assert "I read 3 songs." in talk.chat.last.text


async def test_each_mood_can_be_taken_away_as_a_file(talk: Talk, catalogue: Catalogue):
    await send_file(talk, ids_of(catalogue, range(0, 3000, 15)))
    button = next(one for one in buttons_of(talk.chat.last) if one.action.startswith("ownmood:sad"))
    count = int(button.label.split()[-1])

    await talk.press(button.label)

    reply = talk.chat.last
    assert reply.heading == "Your own songs: sad"
    assert len(reply.cards) == min(10, count)
    assert [file.name for file in reply.files] == [
        f"mien-own-sad.{ending}" for ending in ("m3u8", "xspf", "jspf", "csv")
    ]
    for file in reply.files:
        assert len(list_in_file(file.data, name=file.name).songs) == count


async def test_songs_alone_tells_all_lists_and_a_mood_asks_for_its_songs(
    talk: Talk, catalogue: Catalogue
):
    await send_file(talk, ids_of(catalogue, range(0, 300, 10)))
    await send_file(talk, ids_of(catalogue, range(0, 600, 10)))
    await talk.command("songs")
    overview = talk.chat.last
    await talk.command("songs", "happy")

    assert counts_on(overview) == 60
    assert talk.chat.last.heading == "Your own songs: happy"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "You have not brought any songs"),
        ("happy", "None of your own songs"),
        ("xq", "I can't"),
    ],
)
async def test_without_songs_it_is_said_what_is_missing(talk: Talk, words: str, said: str):
    await talk.command("songs", words)

    assert talk.chat.last.text.startswith(said)


async def test_a_list_becomes_seed_songs_and_a_long_one_in_part(talk: Talk, catalogue: Catalogue):
    await send_file(talk, ids_of(catalogue, range(0, 900, 3)))
    await talk.press("🌱 Make them seed songs")
    told = talk.chat.last.text
    await talk.press("🌱 Make them seed songs")

    profile = await talk.storage.listeners.welcome(talk.facts()["account"])
    seeds = await talk.storage.feedback.seeds(profile.listener_id)
    assert len(seeds) == MOST_SEEDS
    assert told.endswith("I took 100 of the 300, from all over the list.")
    assert talk.chat.last.text == "They are seed songs of yours already."


async def test_only_own_songs_are_offered_for_moods_and_as_kin(talk: Talk, catalogue: Catalogue):
    mine = range(0, len(catalogue), 25)
    await send_file(talk, ids_of(catalogue, mine))
    await talk.press(ONLY)
    known = {song.track_id for song in await own_songs(talk)}

    for mood in ("happy", "sad", "angry"):
        await talk.command("mood", mood)
        assert set(await offered(talk)) <= known
    await talk.press("🔎", on=talk.chat.last)

    kin = talk.chat.last.cards[1:]
    titles = {song.title for song in await own_songs(talk)}
    assert len(kin) == 5
    assert {card.title for card in kin} <= titles


async def test_a_pool_outlives_a_restart(talk: Talk, catalogue: Catalogue, next_process):
    await send_file(talk, ids_of(catalogue, range(0, len(catalogue), 25)))
    await talk.press(ONLY)
    known = {song.track_id for song in await own_songs(talk)}

    later = next_process()
    await later.command("mood", "happy")

    assert set(await offered(later)) <= known


async def test_too_few_own_songs_are_said_to_be_too_few(talk: Talk, catalogue: Catalogue):
    happy = [
        row
        for row in range(len(catalogue))
        if catalogue.mood_codes[row] == 0 and not catalogue.explicit[row]
    ]
    await send_file(talk, ids_of(catalogue, happy[:2]))
    await talk.press(ONLY)
    await talk.command("goal", "match")
    await talk.command("mood", "happy")

    count = len(await offered(talk))
    assert 1 <= count <= 2
    assert f"Of your own songs only {count} fit" in talk.chat.last.text


async def test_where_no_own_song_fits_all_songs_are_a_tap_away(talk: Talk, catalogue: Catalogue):
    explicit = [row for row in range(len(catalogue)) if catalogue.explicit[row]]
    await send_file(talk, ids_of(catalogue, explicit[:3]))
    await talk.press(ONLY)
    await talk.command("mood", "happy")
    assert talk.chat.last.text.startswith("None of your own songs fits")

    await talk.press(ALL)
    await talk.command("mood", "happy")

    assert len(talk.chat.last.cards) == 5


async def test_the_settings_switch_it_too(talk: Talk, catalogue: Catalogue):
    await send_file(talk, ids_of(catalogue, range(0, len(catalogue), 25)))
    await talk.command("settings")
    await talk.press(ONLY, on=talk.chat.last)

    assert "I choose only from songs that you brought" in talk.chat.last.text
    assert has_button(talk.chat.last, ALL)


async def test_without_any_list_all_songs_are_chosen_from(talk: Talk):
    await talk.change(only_own_songs=True)

    await talk.command("mood", "happy")

    assert len(talk.chat.last.cards) == 5


async def test_a_list_can_be_forgotten_and_with_the_last_the_pool_ends(
    talk: Talk, catalogue: Catalogue
):
    await send_file(talk, ids_of(catalogue, range(10)))
    first = talk.chat.last
    await send_file(talk, ids_of(catalogue, range(20, 30)))
    await talk.press(ONLY)
    await talk.press("🗑 Forget this list", on=first)
    assert talk.chat.last.text == "That list is forgotten; your other songs stay."
    assert len(await own_songs(talk)) == 10

    await talk.command("songs")
    await talk.press("🗑 Forget my songs")
    await talk.press("Forget them")

    profile = await talk.storage.listeners.welcome(talk.facts()["account"])
    assert await own_songs(talk) == []
    assert not profile.settings.only_own_songs


async def test_who_keeps_them_keeps_them(talk: Talk, catalogue: Catalogue):
    await send_file(talk, ids_of(catalogue, range(10)))
    await talk.command("songs")
    await talk.press("🗑 Forget my songs")
    await talk.press("Keep them")

    assert len(await own_songs(talk)) == 10


@pytest.mark.parametrize("action", ["ownmood:joy", "ownseeds:99", "own:maybe", "ownforget:list:9"])
async def test_a_button_of_something_that_is_gone_does_nothing(talk: Talk, action: str):
    await talk.press_action(action)

    assert talk.chat.last.text.startswith("I no longer have")


async def test_nobody_sees_the_list_of_another(talk: Talk, catalogue: Catalogue):
    await send_file(talk, ids_of(catalogue, range(10)))
    other = talk.as_person("bea")
    await other.press_action("ownmood:happy:1")
    assert other.chat.last.text.startswith("None of your own songs")

    await other.press_action("ownseeds:1")

    assert other.chat.last.text.startswith("I no longer have")


async def test_in_company_a_list_is_asked_for_privately(talk: Talk, catalogue: Catalogue):
    there = talk.among(Audience.EVERYONE)
    await send_file(there, ids_of(catalogue, range(10)))
    await there.text(lines_of(catalogue, range(5)))

    assert [len(reply.cards) for reply in talk.chat.said] == [0, 0]
    assert all(has_button(reply, "See it privately") for reply in talk.chat.said)
    assert await own_songs(talk) == []


async def test_no_more_is_kept_than_five_thousand(talk: Talk, catalogue: Catalogue):
    await send_file(talk, ids_of(catalogue, range(5000)))
    await send_file(talk, ids_of(catalogue, range(5000, 5003)))

    assert "3 songs are left out" in talk.chat.last.text
    assert "None of them" not in talk.chat.last.text


async def test_a_forgotten_listener_has_no_songs(talk: Talk, catalogue: Catalogue):
    await send_file(talk, ids_of(catalogue, range(10)))
    await talk.command("forget")
    await talk.press_action("forget:yes")

    await talk.command("songs")

    assert talk.chat.last.text.startswith("You have not brought any songs")


async def test_an_export_names_them(talk: Talk, catalogue: Catalogue):
    await send_file(talk, ids_of(catalogue, range(10)))
    await talk.command("export")

    complete = talk.chat.last.files[0].data.decode()
    assert catalogue.track(3).title in complete


async def test_moods_are_named_by_their_own_words(talk: Talk, catalogue: Catalogue):
    await send_file(talk, ids_of(catalogue, range(0, 3000, 5)))

    shown = [one.action for one in buttons_of(talk.chat.last) if one.action.startswith("ownmood")]
    assert [action.split(":")[1] for action in shown] == list(MoodName)


async def test_a_title_changes_nothing_of_how_our_own_words_look(talk: Talk):
    await send_file(talk, '[{"title": "Two\\nlines \\u202egnos", "artist": "Nobody"}]', "mine.json")

    assert "“Nobody \u2013 Two lines gnos”" in talk.chat.last.text
