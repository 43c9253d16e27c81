"""A conversation with a Spotify on loopback; only chat, reader and clock are fakes."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

import pytest

from adapters.chat.message import Platform, Reply
from adapters.spotify import SpotifyClient
from adapters.storage.storage import Storage
from adapters.streaming import DoorstepPage, LinkedAccount, Returned
from bot.conversation.collection import SongCollection
from bot.conversation.endings import Endings
from bot.conversation.spotify.desk import SpotifyDesk
from bot.conversation.spotify.doorstep import Doorstep
from bot.conversation.spotify.library import Library
from bot.conversation.spotify.linking import Linking
from bot.conversation.spotify.playing import Playing
from bot.conversation.spotify.saving import Saving
from engine.catalogue import Catalogue
from tests.adapters.spotify.conftest import application_at, lose_patience
from tests.adapters.spotify.fake_spotify import FakeSpotify, running_spotify
from tests.bot.conversation.conftest import FakeChat, FakeClock, Talk, conversation
from tests.specifications import SpotifyRequests

ADDRESS = "https://mien.example"


@dataclass
class Browser:
    """What a listener does outside of the chat."""

    doorstep: Doorstep
    spotify: FakeSpotify

    async def open(self, url: str) -> DoorstepPage:
        return await self.doorstep.leaving(url.rsplit("/", 1)[-1], "de-DE")

    async def agree(self, url: str, *, here: bool = True) -> DoorstepPage:
        page = await self.open(url)
        return await self.come_back(page, code=self.spotify.code(), here=here)

    async def come_back(
        self,
        page: DoorstepPage,
        *,
        code: str | None = None,
        refused: str | None = None,
        here: bool = True,
    ) -> DoorstepPage:
        [state] = parse_qs(urlsplit(page.onward).query)["state"]
        return await self.doorstep.returning(
            Returned(state=state, code=code, refused=refused, here=here, locale="en")
        )


@dataclass
class SpotifyTalk:
    """One listener's side of a conversation where Spotify is set up."""

    talk: Talk
    spotify: FakeSpotify
    desk: SpotifyDesk
    browser: Browser
    clock: FakeClock

    @property
    def chat(self) -> FakeChat:
        return self.talk.chat

    @property
    def storage(self) -> Storage:
        return self.talk.storage

    async def command(self, name: str, argument: str = "") -> Reply:
        """The last of what is said to it, once Spotify answered."""
        await self.talk.command(name, argument)
        await self.desk.idle()
        return self.chat.last

    async def press(self, label: str, *, on: Reply | None = None) -> Reply:
        await self.talk.press(label, on=on)
        await self.desk.idle()
        return self.chat.last

    async def url(self) -> str:
        """What /link says."""
        said = await self.command("link")
        return said.text.split()[-1]

    async def link(self) -> None:
        """The signed-in person links their account."""
        page = await self.browser.agree(await self.url())
        assert page.heading == "Spotify is linked"

    def lose_patience(self) -> None:
        """Nobody waits for a hanging Spotify from now on."""
        lose_patience(self.desk.spotify)

    async def account(self) -> LinkedAccount | None:
        return await self.storage.spotify.account(await self.listener_id())

    async def listener_id(self):
        account = self.talk.facts()["account"]
        return (await self.storage.listeners.welcome(account)).listener_id


def spotify_talk(
    storage: Storage, catalogue: Catalogue, spotify: FakeSpotify
) -> tuple[SpotifyTalk, SpotifyClient]:
    clock, numbers = FakeClock(), itertools.count(1)
    client = SpotifyClient(application_at(spotify.url), clock=clock)
    endings = Endings(storage.requests)
    desk = SpotifyDesk(client, storage.spotify, storage=storage, endings=endings, clock=clock)
    linking = Linking(desk, address=ADDRESS, make_state=lambda: f"state-{next(numbers)}")
    collection = SongCollection(catalogue, storage=storage, clock=clock)
    use_cases = (linking, Saving(desk), Playing(desk), Library(desk, collection))
    talk = conversation(storage, catalogue, of_spotify=use_cases, endings=endings)
    browser = Browser(Doorstep(desk, {Platform.WEB: talk.chat}), spotify)
    return SpotifyTalk(talk, spotify, desk, browser, clock), client


@pytest.fixture
async def spotify(spotify_requests: SpotifyRequests) -> AsyncIterator[FakeSpotify]:
    async with running_spotify(spotify_requests) as fake:
        fake.person()
        yield fake


@pytest.fixture
async def ada(
    storage: Storage, catalogue: Catalogue, spotify: FakeSpotify
) -> AsyncIterator[SpotifyTalk]:
    ada, client = spotify_talk(storage, catalogue, spotify)
    yield ada
    await end(ada, client)


@pytest.fixture
async def next_process(
    ada: SpotifyTalk, storage: Storage, catalogue: Catalogue, spotify: FakeSpotify
) -> AsyncIterator[Callable[[], Awaitable[SpotifyTalk]]]:
    """What comes after the end, a restart that took up what was left."""
    started: list[tuple[SpotifyTalk, SpotifyClient]] = []

    async def start() -> SpotifyTalk:
        again, client = spotify_talk(storage, catalogue, spotify)
        started.append((again, client))
        await again.talk.inbox.resume()
        await again.talk.inbox.idle()
        return again

    yield start
    for again, client in started:
        await end(again, client)


async def end(ada: SpotifyTalk, client: SpotifyClient) -> None:
    await ada.desk.close(grace_s=0)
    await ada.talk.inbox.close(grace_s=0)
    client.close()
