"""What is handed on comes back unchanged, and was counted."""

from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from adapters.chat.message import IncomingText, MediaReference, Platform, Reply
from adapters.errors import PlatformError
from adapters.values import RequestState, SourceAnswer
from bot.conversation.turn import Turn
from bot.metering import (
    MeteredAnswerer,
    MeteredChat,
    MeteredReaders,
    MeteredRecommender,
    MeteredSource,
    asked_of,
)
from engine.catalogue import starter_catalogue
from engine.moods import MoodName, mood_named
from engine.recommender import RecommendationRequest
from tests.bot.events import FACTS, HOME, PHOTO


@dataclass
class Tally:
    """A meter that remembers."""

    photos: list[tuple[Platform, str]] = field(default_factory=list)
    stages: list[str] = field(default_factory=list)
    requests: list[tuple[str, str]] = field(default_factory=list)

    def asked(self, service, outcome):
        self.requests.append((service, outcome))

    def photo(self, platform, outcome):
        self.photos.append((platform, outcome))

    @contextmanager
    def stage(self, name):
        try:
            yield
        finally:
            self.stages.append(name)


class Echo:
    """Chat, readers and answerer at once: gives back what it was asked for."""

    platform = Platform.WEB
    state: RequestState | Exception = RequestState.ANSWERED

    async def run(self, receive):
        await receive(PHOTO)

    async def show_working(self, address, event_id):
        self.working_on = event_id

    async def send(self, address, reply):
        return reply.text

    async def fetch(self, media, address, *, limit_bytes):
        return f"{media.key} {limit_bytes}".encode()

    async def read(self, data, *, everyone=False):
        return data, everyone

    async def boxes(self, data, reading, *, words):
        return b"png"

    async def answer(self, turn):
        if isinstance(self.state, Exception):
            raise self.state
        return self.state


def turn(incoming):
    return Turn(Echo(), incoming, profile=None, request_id=1, answer=None)


async def test_a_chat_does_the_same_and_its_work_is_timed():
    echo, tally, seen = Echo(), Tally(), []
    chat = MeteredChat(echo, tally)

    async def receive(incoming):
        seen.append(incoming)

    await chat.run(receive)
    await chat.show_working(HOME, "one")
    sent = await chat.send(HOME, Reply("hello"))
    fetched = await chat.fetch(MediaReference("photo"), HOME, limit_bytes=7)

    assert (chat.platform, seen, echo.working_on) == (Platform.WEB, [PHOTO], "one")
    assert (sent, fetched) == ("hello", b"photo 7")
    assert tally.stages == ["send", "fetch"]


async def test_readings_and_drawings_are_timed():
    tally = Tally()
    readers = MeteredReaders(Echo(), tally)

    assert await readers.read(b"selfie", everyone=True) == (b"selfie", True)
    assert await readers.boxes(b"selfie", None, words=()) == b"png"
    assert tally.stages == ["read", "draw"]


def test_choices_are_timed():
    tally = Tally()
    recommender = MeteredRecommender(starter_catalogue(), meter=tally)

    chosen = recommender.recommend(RecommendationRequest(mood_named(MoodName.HAPPY)))

    assert len(chosen.recommendations) == 5
    assert tally.stages == ["choose"]


async def test_a_photo_is_counted_by_the_state_it_ends_in():
    tally = Tally()

    state = await MeteredAnswerer(Echo(), tally).answer(turn(PHOTO))

    assert state is RequestState.ANSWERED
    assert tally.photos == [(Platform.WEB, "answered")]


async def test_a_photo_whose_answer_breaks_has_failed():
    echo, tally = Echo(), Tally()
    echo.state = PlatformError("blocked")

    with pytest.raises(PlatformError):
        await MeteredAnswerer(echo, tally).answer(turn(PHOTO))

    assert tally.photos == [(Platform.WEB, "failed")]


async def test_words_are_timed_and_are_no_photo():
    tally = Tally()

    await MeteredAnswerer(Echo(), tally).answer(turn(IncomingText(**FACTS, text="happy")))

    assert tally.photos == []
    assert tally.stages == ["answer"]


class Forgetful:
    """A source that tells of the songs it is to tell of, and knows none."""

    name = "ReccoBeats"

    def __init__(self, told_of):
        self.answer = SourceAnswer({}, frozenset(told_of))

    async def describe(self, track_ids):
        return self.answer


@pytest.mark.parametrize(("told_of", "outcome"), [("ab", "answered"), ("a", "failed")])
async def test_a_source_has_failed_where_it_did_not_tell_of_all(told_of, outcome):
    source, tally = Forgetful(told_of), Tally()
    metered = MeteredSource(source, tally)

    assert await metered.describe(["a", "b"]) is source.answer
    assert metered.name == "ReccoBeats"
    assert (tally.stages, tally.requests) == (["reccobeats"], [("reccobeats", outcome)])


def test_a_request_to_a_service_has_failed_where_it_raises():
    tally = Tally()

    with asked_of("spotify", tally):
        pass
    with pytest.raises(PlatformError), asked_of("spotify", tally):
        raise PlatformError("away")

    assert tally.requests == [("spotify", "answered"), ("spotify", "failed")]
    assert tally.stages == ["spotify", "spotify"]
