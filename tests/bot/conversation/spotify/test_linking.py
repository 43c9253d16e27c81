from datetime import timedelta

import pytest

from adapters.chat.message import Audience
from adapters.values import KeptSpotify, OwnSong, SongSource
from bot.conversation.exported import export_in
from tests.bot.conversation.conftest import has_button
from tests.bot.conversation.spotify.conftest import ADDRESS


async def test_a_link_leads_over_spotify_to_a_linked_account(ada):
    url = await ada.url()
    assert url.startswith(f"{ADDRESS}/spotify/link/")

    page = await ada.browser.open(url)
    assert page.onward.startswith(ada.spotify.url)
    assert "close this page" in page.text
    back = await ada.browser.agree(url)

    assert back.heading == "Spotify is linked"
    assert "“Ada” is linked" in ada.chat.last.text
    assert (await ada.account()).user.user_id == "ada-at-spotify"


async def test_opening_a_link_uses_nothing_up(ada):
    url = await ada.url()
    for _ in range(3):  # chats look behind links before anybody opens them
        await ada.browser.open(url)

    assert (await ada.browser.agree(url)).heading == "Spotify is linked"


async def test_a_link_works_once(ada):
    url = await ada.url()
    page = await ada.browser.open(url)
    await ada.browser.come_back(page, code=ada.spotify.code())

    again = await ada.browser.come_back(page, code=ada.spotify.code())

    assert again.heading == "This link no longer works"
    assert (await ada.browser.open(url)).onward is None


async def test_a_link_runs_out(ada):
    page = await ada.browser.open(await ada.url())
    ada.clock.move(minutes=10)

    back = await ada.browser.come_back(page, code=ada.spotify.code())

    assert back.heading == "This link no longer works"
    assert await ada.account() is None


async def test_a_newer_link_puts_the_older_one_out_of_use(ada):
    old = await ada.browser.open(await ada.url())
    new = await ada.url()

    assert (await ada.browser.come_back(old, code="c")).heading == "This link no longer works"
    assert (await ada.browser.agree(new)).heading == "Spotify is linked"


async def test_whoever_did_not_leave_from_here_links_nothing_and_uses_nothing_up(ada):
    url = await ada.url()

    page = await ada.browser.agree(url, here=False)

    assert page.heading == "This was begun by somebody else"
    assert await ada.account() is None
    assert (await ada.browser.agree(url)).heading == "Spotify is linked"


async def test_an_old_link_is_told_in_the_language_of_the_browser(ada):
    page = await ada.browser.open(f"{ADDRESS}/spotify/link/unknown")

    assert page.language == "de"


async def test_a_page_speaks_as_the_listener_does(ada):
    await ada.talk.change(language="fr")

    page = await ada.browser.open(await ada.url())

    assert page.language == "fr"


async def test_who_says_no_at_spotify_is_told_so_in_both_places(ada):
    page = await ada.browser.open(await ada.url())

    back = await ada.browser.come_back(page, refused="access_denied")

    assert back.heading == "Nothing was linked"
    assert "did not agree" in back.text
    assert "did not agree" in ada.chat.last.text
    assert await ada.account() is None


async def test_who_is_not_in_the_hosts_list_is_told_so_in_both_places(ada):
    ada.spotify.people["ada-at-spotify"].listed = False

    page = await ada.browser.agree(await ada.url())

    assert "developer dashboard" in page.text
    assert ada.chat.last.text == page.text
    assert await ada.account() is None


async def test_a_code_that_spotify_does_not_take_links_nothing(ada):
    page = await ada.browser.open(await ada.url())

    back = await ada.browser.come_back(page, code="made up")

    assert "no longer takes the yes" in back.text
    assert await ada.account() is None


@pytest.mark.parametrize("fact", ["dead", "hangs"])
async def test_a_spotify_that_does_not_answer_links_nothing(ada, fact):
    page = await ada.browser.open(await ada.url())
    code = ada.spotify.code()
    setattr(ada.spotify, fact, True)
    ada.lose_patience()

    back = await ada.browser.come_back(page, code=code)

    assert "does not answer right now" in back.text
    assert await ada.account() is None


async def test_who_was_forgotten_meanwhile_is_not_linked(ada):
    page = await ada.browser.open(await ada.url())
    await ada.talk.command("forget")
    await ada.press("Forget me")

    back = await ada.browser.come_back(page, code=ada.spotify.code())

    assert back.heading == "This link no longer works"
    assert await ada.account() is None


async def test_another_account_takes_the_place_of_the_first(ada):
    await ada.link()
    ada.spotify.person("bert-at-spotify", name="Bert")

    said = await ada.command("link")
    await ada.browser.agree(said.text.split()[-1])

    assert "linked already" in said.text
    assert (await ada.account()).user.name == "Bert"


@pytest.mark.parametrize("by", ["command", "button"])
async def test_unlinking_forgets_the_account_and_what_came_from_it(ada, by):
    await ada.link()
    listener = await ada.listener_id()
    song = OwnSong("a" * 22, "A", ("B",))
    own = ada.storage.own_songs
    await own.add(listener, [song], source=SongSource.SPOTIFY, at=ada.clock())
    await own.add(listener, [song], source=SongSource.LIST, at=ada.clock())

    said = await (ada.command("unlink") if by == "command" else ada.press("Unlink Spotify"))

    assert "Manage apps" in said.text
    assert await ada.account() is None
    assert [one.source for one in await own.lists(listener)] == [SongSource.LIST]


async def test_who_is_forgotten_is_told_what_only_they_can_end_at_spotify(ada):
    await ada.link()

    await ada.command("forget")
    said = await ada.press("Forget me")

    assert "Manage apps" in said.text
    assert await ada.account() is None


async def test_who_had_linked_nothing_hears_nothing_of_spotify_when_forgotten(ada):
    await ada.command("forget")

    assert "Spotify" not in (await ada.press("Forget me")).text


async def test_without_an_account_there_is_nothing_to_unlink(ada):
    assert "nothing to unlink" in (await ada.command("unlink")).text


async def test_songs_from_there_that_came_with_a_file_go_without_an_account_too(ada):
    listener = await ada.listener_id()
    song = OwnSong("a" * 22, "A", ("B",))
    own = ada.storage.own_songs
    await own.add(listener, [song], source=SongSource.SPOTIFY, at=ada.clock())

    said = await ada.command("unlink")

    assert "the songs that came from it" in said.text
    assert await own.lists(listener) == []


async def test_in_company_a_link_is_for_its_listener_alone(ada):
    ada.talk = ada.talk.among(Audience.EVERYONE)

    said = await ada.command("link")

    assert ADDRESS not in said.text
    assert has_button(said, "See it privately")


async def test_what_was_linked_is_exported_without_its_tokens(ada):
    await ada.link()
    access = (await ada.account()).access

    await ada.talk.command("export")

    exported = ada.chat.last.files[0].data.decode()
    assert (ada.clock()).isoformat() in exported
    for secret in (access.token, access.refresh_token, "ada-at-spotify"):
        assert secret not in exported


async def test_access_is_as_old_as_the_clock_says(ada):
    await ada.link()

    assert (await ada.account()).access.expires_at == ada.clock() + timedelta(hours=1)


async def test_help_names_what_spotify_adds(ada):
    assert "/link: Link your Spotify account" in (await ada.command("help")).text


async def test_where_spotify_is_not_set_up_nothing_of_it_is_there(talk):
    await talk.command("help")
    assert "/link" not in talk.chat.last.text

    await talk.command("link")

    assert talk.chat.last.text.startswith("I don't know /link.")
    assert "/save" not in talk.chat.last.text


async def test_an_export_with_a_linked_account_can_be_taken_in_again(ada):
    await ada.link()
    await ada.talk.command("mood", "happy")
    await ada.talk.command("export")
    export = next(one for one in ada.chat.last.files if one.name.endswith(".json"))

    taken_in = export_in(export.data, now=ada.clock())

    assert len(taken_in.sets) == 1
    assert taken_in.spotify == KeptSpotify()
