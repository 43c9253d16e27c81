import discord
import pytest

from adapters.chat.discord.chat import DiscordChat
from adapters.chat.discord.downloads import DeadLinkError, check_size
from adapters.chat.message import (
    Button,
    Card,
    CommandSpec,
    Completion,
    Link,
    LocalizedText,
    Reply,
)

CDN = "cdn.simcord.invalid"
PICTURE_MENU = LocalizedText("Find my song", {"de": "Finde mein Lied"})

COMMANDS = (
    CommandSpec(
        "mood",
        LocalizedText(
            "Songs for a mood in words",
            {"de": "Lieder zu einer Stimmung", "es": "Canciones", "pt": "Canções", "fr": ""},
        ),
        argument="mood",
        argument_description=LocalizedText("How you feel", {"de": "Wie es dir geht"}),
        argument_required=True,
        completes=True,
    ),
    CommandSpec("selfie", LocalizedText("Songs for your face"), takes_photo=True),
    CommandSpec("privacy", LocalizedText("What is kept")),
    CommandSpec(
        "server",
        LocalizedText("Photos on or off"),
        argument="photos",
        argument_description=LocalizedText("on or off"),
        for_managers=True,
    ),
)


class FakeReceiver:
    """Keeps what was handed over; `then` is what it does with it."""

    def __init__(self):
        self.events = []
        self.then = None

    async def __call__(self, event):
        self.events.append(event)
        if self.then is not None:
            await self.then(event)


class FakeCompleter:
    """Suggests words; `then` is done before."""

    def __init__(self):
        self.asked = []
        self.words = ("happy", "sad", "calm")
        self.then = None

    async def __call__(self, command, typed, locale):
        self.asked.append((command, typed, locale))
        if self.then is not None:
            await self.then()
        return [Completion(f"{word} mood", word) for word in self.words]


class FakeSleep:
    """Takes no time, and keeps a list of it."""

    def __init__(self):
        self.waited = []

    async def __call__(self, seconds):
        self.waited.append(seconds)


class SimulatedCdn:
    """Hands out what the simulated Discord stores, and keeps a list of it."""

    def __init__(self):
        self.bot = None
        self.asked = []

    async def __call__(self, url, limit_bytes):
        self.asked.append(url)
        try:
            data = await self.bot.http.get_from_cdn(url)
        except discord.NotFound:
            raise DeadLinkError from None
        check_size(len(data), limit_bytes)
        return data


@pytest.fixture
def receiver():
    return FakeReceiver()


@pytest.fixture
def commands():
    return COMMANDS


@pytest.fixture
def completer():
    return FakeCompleter()


@pytest.fixture
def cdn():
    return SimulatedCdn()


@pytest.fixture
def sleep():
    return FakeSleep()


@pytest.fixture
def new_chat(commands, completer, cdn, sleep):
    def new(**changed):
        settings = {
            "commands": commands,
            "picture_menu": PICTURE_MENU,
            "complete": completer,
            "media_hosts": (CDN,),
            "download": cdn,
            "sleep": sleep,
            "apology": lambda locale: f"Sorry about that ({locale}).",
        }
        return DiscordChat("a.secret.token", **(settings | changed))

    return new


@pytest.fixture
def chat(new_chat):
    return new_chat()


@pytest.fixture
def simcord_bot(chat, receiver, cdn):
    cdn.bot = chat.new_client(receiver)
    return cdn.bot


@pytest.fixture
def set_of_five():
    cards = tuple(
        Card(
            title=f"Song {number}",
            artists=("Someone", "Another"),
            reason=f"reason {number}",
            links=(Link("Spotify", f"https://open.spotify.com/track/{number}"),),
            number=number,
            buttons=(Button("👍", f"like:{number}"), Button("👎", f"dislike:{number}")),
        )
        for number in range(1, 6)
    )
    return Reply(
        "You look happy.",
        heading="Sunny side up",
        cards=cards,
        buttons=((Button("⏭", "more"), Button("Not right?", "wrong")),),
    )
