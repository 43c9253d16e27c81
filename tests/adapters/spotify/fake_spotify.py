"""A Spotify on loopback: its accounts pages and its Web API as development mode has it."""

from __future__ import annotations

import asyncio
import base64
import itertools
import json
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlencode

from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.specifications import SpotifyRequests

CLIENT_ID, CLIENT_SECRET = "client-of-the-host", "secret-of-the-host"
NOT_LISTED = "Check settings on developer.spotify.com/dashboard, the user may not be registered."
A_DAY_S = 86_400


@dataclass
class Song:
    """As the API tells it; one without an id is a file of its owner's."""

    track_id: str | None
    title: str = "A song"
    artists: tuple[str, ...] = ("Somebody",)
    kind: str = "track"

    def told(self) -> dict[str, object]:
        return {
            "id": self.track_id,
            "type": self.kind,
            "name": self.title,
            "is_local": self.track_id is None,
            "artists": [{"name": one} for one in self.artists],
        }


@dataclass
class Playlist:
    """A playlist, and who sees it among theirs."""

    playlist_id: str
    name: str
    owner: str
    songs: list[Song] = field(default_factory=list)
    public: bool = False
    collaborative: bool = False

    def told(self) -> dict[str, object]:
        return {
            "id": self.playlist_id,
            "name": self.name,
            "owner": {"id": self.owner},
            "collaborative": self.collaborative,
            "public": self.public,
            "items": {"total": len(self.songs)},
        }


@dataclass
class Person:
    """Somebody with an account. `listed`: the host entered them in the dashboard."""

    user_id: str
    name: str
    premium: bool = True
    listed: bool = True
    liked: list[Song] = field(default_factory=list)
    devices: list[dict[str, object]] = field(default_factory=list)
    playing: tuple[str, list[str]] | None = None
    paused: bool = False
    skipped: int = 0


@dataclass
class Asked:
    """One request."""

    method: str
    path: str
    query: dict[str, str]
    body: object


class FakeSpotify:
    """Who is signed in there, what they have, and what is answered next instead of it."""

    def __init__(self, requests: SpotifyRequests) -> None:
        self.requests = requests
        self.people: dict[str, Person] = {}
        self.playlists: dict[str, Playlist] = {}
        self.signed_in: str | None = None
        self.asked: list[Asked] = []
        self.instead: deque[web.Response | None] = deque()
        self.hanging = asyncio.Event()
        self.hangs: bool | str = False  # or at this path alone
        self.seen: defaultdict[str, asyncio.Event] = defaultdict(asyncio.Event)
        self.tokens: dict[str, str] = {}
        self.refresh_tokens: dict[str, str] = {}
        self.codes: dict[str, str] = {}
        self.expires_in = 3600
        self.token_answer: web.Response | None = None
        self.dead = False
        self.dies_after: int | None = None
        self.dies_late = False  # what was asked for is done, and nobody hears of it
        self.url = ""
        self._numbers = itertools.count(1)

    def person(self, user_id: str = "ada-at-spotify", **facts: object) -> Person:
        """Somebody with an account, who is signed in from now on."""
        made = Person(user_id, str(facts.pop("name", "Ada")), **facts)
        self.people[user_id] = made
        self.signed_in = user_id
        return made

    def device(self, name: str, *, active: bool = False, restricted: bool = False) -> str:
        """Something of the signed-in person's that can play; its id."""
        device_id = f"{len(name):040x}{name.encode().hex()}"[-40:]
        told = {"id": device_id, "name": name, "is_active": active, "is_restricted": restricted}
        self.people[self.signed_in].devices.append(told)
        return device_id

    def code(self) -> str:
        """What Spotify gives a browser whose owner said yes."""
        code = f"code-{next(self._numbers)}"
        self.codes[code] = self.signed_in or ""
        return code

    def playlist(self, name: str, songs: Sequence[Song] = (), **facts: object) -> Playlist:
        """One of the signed-in person's, unless another owner is named."""
        made = Playlist(f"playlist{next(self._numbers)}", name, self.signed_in, list(songs))
        for fact, value in facts.items():
            setattr(made, fact, value)
        self.playlists[made.playlist_id] = made
        return made

    def revoke(self) -> None:
        """Everybody takes their yes back."""
        self.refresh_tokens.clear()
        self.tokens.clear()

    def answer(self, status: int, *, after: int = 0, **shape: object) -> None:
        """The next request, or one after so many, gets this instead."""
        self.instead.extend([None] * after)
        headers = shape.pop("headers", None)
        text = shape.pop("text", None)
        if text is None:
            text = json.dumps({"error": {"status": status, "message": "", **shape}})
        self.instead.append(web.Response(status=status, text=str(text), headers=headers))

    def paths(self, method: str) -> list[str]:
        """What was asked for so."""
        return [one.path for one in self.asked if one.method == method]

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/authorize", self._authorize)
        app.router.add_post("/api/token", self._token)
        app.router.add_route("*", "/v1/{path:.*}", self._api)
        return app

    async def _authorize(self, request: web.Request) -> web.Response:
        asked = request.query
        assert asked["client_id"] == CLIENT_ID
        assert asked["response_type"] == "code"
        back = asked["redirect_uri"]
        yes = urlencode({"code": self.code(), "state": asked["state"]})
        no = urlencode({"error": "access_denied", "state": asked["state"]})
        text = (
            f"<title>Sign in</title><p>{asked['scope']}</p>"
            f'<a id="yes" href="{back}?{yes}">Agree</a> <a id="no" href="{back}?{no}">Cancel</a>'
        )
        return web.Response(text=text, content_type="text/html")

    async def _token(self, request: web.Request) -> web.Response:
        form = {name: value for name, [value] in parse_qs(await request.text()).items()}
        self.asked.append(Asked("POST", "/api/token", {}, form))
        await self._hang("/api/token")
        if self._is_dying():
            request.transport.close()
        if self.token_answer is not None:
            return self.token_answer
        expected = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        if request.headers.get("Authorization") != f"Basic {expected}":
            return web.json_response({"error": "invalid_client"}, status=400)
        if form["grant_type"] == "authorization_code":
            owner = self.codes.pop(form["code"], None)
        else:
            owner = self.refresh_tokens.get(form["refresh_token"])
        if owner is None:
            return web.json_response({"error": "invalid_grant"}, status=400)
        return web.json_response(self._tokens_for(owner, form))

    def _tokens_for(self, owner: str, form: dict[str, str]) -> dict[str, object]:
        number = next(self._numbers)
        access = f"access-{number}"
        self.tokens[access] = owner
        told = {"access_token": access, "token_type": "Bearer", "expires_in": self.expires_in}
        if form["grant_type"] == "authorization_code":
            told["refresh_token"] = f"refresh-{number}"
            self.refresh_tokens[f"refresh-{number}"] = owner
        return told

    async def _hang(self, path: str) -> None:
        self.seen[path].set()
        if self.dies_after is not None:
            self.dies_after -= 1
        if self.hangs is True or self.hangs == path:
            await self.hanging.wait()

    def _is_dying(self) -> bool:
        return self.dies_after is not None and self.dies_after < 0

    async def _api(self, request: web.Request) -> web.StreamResponse:
        path = "/" + request.match_info["path"]
        text = await request.text()
        asked = Asked(request.method, path, dict(request.query), json.loads(text) if text else None)
        self.asked.append(asked)
        self.requests.check(asked.method, path, asked.query, asked.body)
        await self._hang(path)
        if self.dead or self._is_dying():
            if self.dies_late:
                self._answered(self.people["ada-at-spotify"], asked)
            request.transport.close()
            return web.Response(status=500)
        instead = self.instead.popleft() if self.instead else None
        if instead is not None:
            return instead
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        person = self.people.get(self.tokens.get(token, ""))
        if person is None:
            return _refused(401, "The access token expired")
        if not person.listed:
            return web.Response(status=403, text=NOT_LISTED)
        return self._answered(person, asked)

    def _answered(self, person: Person, asked: Asked) -> web.Response:
        match asked.method, asked.path.strip("/").split("/"):
            case "GET", ["me", *what]:
                return web.json_response(self._shown(person, asked, what))
            case "POST", ["me", "playlists"]:
                return self._created(person, asked.body)
            case _, ["playlists", playlist_id, "items"]:
                return self._items(person, asked, self.playlists.get(playlist_id))
            case _, ["me", "player", command]:
                return self._player(person, asked, command)
        return _refused(404, "Not found")

    def _shown(self, person: Person, asked: Asked, what: list[str]) -> dict[str, object]:
        match what:
            case ["tracks"]:
                return _page([{"track": one.told()} for one in person.liked], asked)
            case ["playlists"]:
                return _page([one.told() for one in self.playlists.values()], asked)
            case ["player", "devices"]:
                return {"devices": person.devices}
            case _:
                return {"id": person.user_id, "display_name": person.name}

    def _created(self, person: Person, body: object) -> web.Response:
        self.signed_in = person.user_id
        made = self.playlist(body["name"], public=body["public"])
        return web.json_response(made.told(), status=201)

    def _items(self, person: Person, asked: Asked, found: Playlist | None) -> web.Response:
        if found is None:
            return _refused(404, "Not found")
        if found.owner != person.user_id and not found.collaborative:
            return _refused(403, "Forbidden")
        if asked.method == "GET":
            items = [{"item": one.told()} for one in found.songs]
            return web.json_response(_page(items, asked))
        uris = asked.body["uris"]
        assert len(uris) <= 100
        found.songs += [Song(one.removeprefix("spotify:track:")) for one in uris]
        return web.json_response({"snapshot_id": "s"}, status=201)

    def _player(self, person: Person, asked: Asked, command: str) -> web.Response:
        if not person.premium:
            return _refused(403, "Player command failed: Premium required", "PREMIUM_REQUIRED")
        active = [one["id"] for one in person.devices if one["is_active"]]
        device = asked.query.get("device_id") or next(iter(active), None)
        if device not in [one["id"] for one in person.devices]:
            return _refused(404, "Player command failed: No active device", "NO_ACTIVE_DEVICE")
        match command:
            case "play":
                person.playing = (device, [one.split(":")[-1] for one in asked.body["uris"]])
            case "pause":
                if person.paused:
                    return _refused(403, "Player command failed: Restriction violated", "UNKNOWN")
                person.paused = True
            case "next":
                person.skipped += 1
        return web.Response(status=204)


def _page(items: list[dict[str, object]], asked: Asked) -> dict[str, object]:
    offset, limit = int(asked.query.get("offset", 0)), int(asked.query.get("limit", 20))
    shown = items[offset : offset + limit]
    more = offset + limit < len(items)
    return {
        "items": shown,
        "offset": offset,
        "limit": limit,
        "total": len(items),
        "next": f"?offset={offset + limit}" if more else None,
    }


def _refused(status: int, message: str, reason: str | None = None) -> web.Response:
    error = {"status": status, "message": message, **({"reason": reason} if reason else {})}
    return web.json_response({"error": error}, status=status)


@asynccontextmanager
async def running_spotify(requests: SpotifyRequests) -> AsyncIterator[FakeSpotify]:
    fake = FakeSpotify(requests)
    async with TestServer(fake.app(), host="127.0.0.1") as server:
        fake.url = f"http://127.0.0.1:{server.port}"
        try:
            yield fake
        finally:
            fake.hanging.set()


def songs(count: int, *, prefix: str = "t") -> Iterator[Song]:
    """So many, each with an id as Spotify's are."""
    return (Song(f"{prefix}{number:0{22 - len(prefix)}}") for number in range(count))
