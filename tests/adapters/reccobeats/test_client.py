"""ReccoBeats on loopback: asked in portions, believed with care, left alone when it says no."""

import asyncio
from dataclasses import dataclass, field

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from adapters.errors import FeatureSourceError
from adapters.reccobeats import Patience, ReccoBeats
from adapters.reccobeats.client import FIRST_PAUSE_S, IDS_AT_ONCE, LONGEST_PAUSE_S
from engine.tracks import FEATURE_NAMES, AudioFeatures

HELLO, OTHER = f"{1:022d}", f"{2:022d}"
FEATURES = dict(zip(FEATURE_NAMES, (0.5, 0.6, -7.0, 0.1, 0.2, 0.0, 0.1, 0.9, 120.0), strict=True))


@dataclass
class FakeReccoBeats:
    """Knows some songs as its documentation tells them; `refusals` come first."""

    songs: dict[str, dict] = field(default_factory=dict)
    asked: list[tuple[str, list[str]]] = field(default_factory=list)
    refusals: list[web.Response] = field(default_factory=list)
    answers: list[bytes] = field(default_factory=list)
    refuses_after: int | None = None
    hangs: bool = False
    at_once: int = 0
    most_at_once: int = 0

    def knows(self, track_id, *, title="Hello", artists=("Adele",), **features):
        self.songs[track_id] = {
            "id": "8212bab8-5911-48a0-b177-24923ef2329a",
            "href": f"https://open.spotify.com/track/{track_id}",
            "trackTitle": title,
            "artists": [{"id": "x", "name": name} for name in artists],
            **FEATURES,
            "key": 5,
            "mode": 1,
            **features,
        }

    async def answer(self, request):
        ids = request.query["ids"].split(",")
        self.asked.append((request.path, ids))
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(0)
        self.at_once -= 1
        if self.hangs:
            await asyncio.Event().wait()
        if self.refuses_after is not None and len(self.asked) > self.refuses_after:
            return web.Response(status=429)
        if self.refusals:
            return self.refusals.pop(0)
        if self.answers:
            return web.Response(body=self.answers.pop(0), content_type="application/json")
        return web.json_response({"content": [self.songs[one] for one in ids if one in self.songs]})


class FakeClock:
    def __init__(self):
        self.now_s = 0.0

    def __call__(self):
        return self.now_s


@pytest.fixture
async def fake():
    return FakeReccoBeats()


@pytest.fixture
async def url(fake):
    app = web.Application()
    app.router.add_get("/v1/audio-features", fake.answer)
    app.router.add_get("/v1/track", fake.answer)
    async with TestServer(app) as server:
        yield str(server.make_url("/v1"))


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
async def source(url, clock):
    source = ReccoBeats(url, patience=Patience(60, 60), clock=clock)
    yield source
    await source.close()


async def test_a_known_song_comes_with_its_own_names_and_numbers(fake, source):
    fake.knows(HELLO, artists=("Adele", "Somebody"))

    answer = await source.describe([HELLO, OTHER])

    song = answer.songs[HELLO]
    assert (song.title, song.artists) == ("Hello", ("Adele", "Somebody"))
    assert song.features == AudioFeatures(**FEATURES)
    assert set(answer.songs) == {HELLO}
    assert answer.told_of == {HELLO, OTHER}


async def test_whether_it_knows_a_song_is_asked_in_one_request(fake, source):
    fake.knows(HELLO)

    assert await source.knows(HELLO)
    assert not await source.knows(OTHER)
    assert [path for path, _ in fake.asked] == ["/v1/audio-features"] * 2


async def test_without_an_answer_that_can_be_read_it_is_said_why(fake, source):
    fake.refusals = [web.Response(status=404)]
    with pytest.raises(FeatureSourceError, match="status 404"):
        await source.knows(HELLO)
    fake.answers = [b"no json"]
    with pytest.raises(FeatureSourceError, match="Error"):
        await source.knows(HELLO)


async def test_many_songs_are_asked_for_in_portions_few_at_a_time(fake, source):
    ids = [f"{n:022d}" for n in range(5 * IDS_AT_ONCE + 1)]
    for one in ids:
        fake.knows(one)

    answer = await source.describe(ids)

    assert set(answer.songs) == set(ids)
    assert max(len(asked) for _, asked in fake.asked) == IDS_AT_ONCE
    assert len(fake.asked) == 12
    assert fake.most_at_once <= 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"energy": 1.5},
        {"tempo": 0},
        {"valence": None},
        {"loudness": "loud"},
        {"liveness": True},
        {"speechiness": 10**400},
        {"href": "https://open.spotify.com/track/" + "9" * 22},
        {"href": "https://evil.example/track/" + HELLO},
        {"trackTitle": " "},
        {"trackTitle": "x" * 301},
        {"artists": []},
        {"artists": [{"name": None}]},
    ],
    ids=str,
)
async def test_what_cannot_be_is_not_believed(fake, source, wrong):
    fake.knows(HELLO)
    fake.songs[HELLO].update(wrong)

    answer = await source.describe([HELLO])

    assert answer.songs == {}
    assert answer.told_of == {HELLO}


async def test_a_name_holds_no_control_characters(fake, source):
    fake.knows(HELLO, title="He\u202ello\x00", artists=("A\ndele",))

    answer = await source.describe([HELLO])

    assert (answer.songs[HELLO].title, answer.songs[HELLO].artists) == ("Hello", ("Adele",))


async def test_nobody_asks_until_the_time_that_it_asked_for_is_over(fake, source, clock):
    fake.knows(HELLO)
    fake.refusals = [web.Response(status=429, headers={"Retry-After": "77"})]

    first = await source.describe([HELLO])
    clock.now_s = 76.0
    second = await source.describe([HELLO])
    clock.now_s = 77.0
    third = await source.describe([HELLO])

    assert first.told_of == second.told_of == frozenset()
    assert set(third.songs) == {HELLO}
    assert len(fake.asked) == 3


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b'{"content": 5}', b"[" * 100_000, b'"' + b"x" * 2**20 + b'"']
)
async def test_what_is_no_answer_ends_the_asking_for_a_while(fake, source, clock, body):
    fake.answers = [body]

    assert (await source.describe([HELLO])).told_of == frozenset()
    assert (await source.describe([HELLO])).told_of == frozenset()
    assert len(fake.asked) == 1


async def test_it_is_left_alone_for_longer_each_time_it_fails(fake, source, clock):
    waited_s = []
    for _ in range(8):
        fake.refusals = [web.Response(status=500)]
        await source.describe([HELLO])
        waited_s.append(source._not_before_s - clock.now_s)
        clock.now_s = source._not_before_s

    assert waited_s[:3] == [FIRST_PAUSE_S, 2 * FIRST_PAUSE_S, 4 * FIRST_PAUSE_S]
    assert waited_s[-1] == LONGEST_PAUSE_S


async def test_no_redirect_is_followed(fake, source):
    fake.refusals = [web.Response(status=302, headers={"Location": "/v1/track?ids=1"})]

    assert (await source.describe([HELLO])).told_of == frozenset()
    assert len(fake.asked) == 1


async def test_a_server_that_hangs_is_given_up(fake, url, clock):
    fake.hangs = True
    source = ReccoBeats(url, patience=Patience(60, 0.05), clock=clock)

    answer = await source.describe([HELLO])
    await source.close()

    assert answer.told_of == frozenset()


async def test_portions_that_were_answered_count_though_others_were_not(fake, source):
    ids = [f"{n:022d}" for n in range(3 * IDS_AT_ONCE)]
    for one in ids:
        fake.knows(one)
    fake.refuses_after = 4

    answer = await source.describe(ids)

    assert 0 < len(answer.songs) < len(ids)
    assert answer.told_of == set(answer.songs)
