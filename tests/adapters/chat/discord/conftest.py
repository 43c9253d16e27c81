import pytest

from adapters.chat.discord.chat import DiscordChat
from adapters.chat.message import Button, Card, CommandSpec, Link, LocalizedText, Reply

COMMANDS = (
    CommandSpec(
        "mood",
        LocalizedText("Songs for a mood in words"),
        argument="mood",
        argument_description=LocalizedText("How you feel"),
        argument_required=True,
        completes=True,
    ),
    CommandSpec("selfie", LocalizedText("Songs for your face"), takes_photo=True),
    CommandSpec("privacy", LocalizedText("What is kept")),
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


@pytest.fixture
def receiver():
    return FakeReceiver()


@pytest.fixture
def commands():
    return COMMANDS


@pytest.fixture
def chat(commands):
    return DiscordChat(
        "a.secret.token",
        commands=commands,
        media_hosts=("cdn.simcord.invalid",),
        apology=lambda _: "Sorry about that.",
    )


@pytest.fixture
def simcord_bot(chat, receiver):
    return chat.new_client(receiver)


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
