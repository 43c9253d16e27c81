"""As much of Discord as a bot meets: REST, the gateway and the media host, on loopback."""

import asyncio
import json
import re
from collections import Counter
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import cached_property

import discord
from aiohttp import web
from aiohttp.test_utils import TestServer
from discord.gateway import DiscordWebSocket
from discord.http import Route

TOKEN = "a.good.token"  # noqa: S105 - not a secret
APPLICATION_ID = 800_000_000_000_000_008
GUILD_ID, CHANNEL_ID, THREAD_ID, DM_ID, GROUP_DM_ID = 100, 101, 102, 201, 202
ROLE_ID = 110
DISPATCH, IDENTIFY, RESUME, HELLO = 0, 2, 6, 10
MANAGE_GUILD = 1 << 5
EPHEMERAL = 64
API = "/api/v10"
WAITS_S = 60


def user(user_id, name, *, bot=False):
    return {
        "id": str(user_id),
        "username": name,
        "discriminator": "0",
        "global_name": None,
        "avatar": None,
        "bot": bot,
    }


ME = user(APPLICATION_ID, "mien", bot=True)
ANN = user(11, "ann")
BOB = user(12, "bob")
ROBOT = user(13, "robot", bot=True)
APPLICATION = {
    "id": str(APPLICATION_ID),
    "name": "mien",
    "description": "",
    "icon": None,
    "rpc_origins": None,
    "summary": "",
    "verify_key": "",
    "flags": 0,
    "team": None,
    "bot_public": True,
    "bot_require_code_grant": False,
    "owner": ANN,
}
EVERYONE_ROLE = {
    "id": str(GUILD_ID),
    "name": "@everyone",
    "permissions": "0",
    "position": 0,
    "color": 0,
    "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
    "hoist": False,
    "managed": False,
    "mentionable": False,
    "flags": 0,
}
CHANNEL = {
    "id": str(CHANNEL_ID),
    "type": 0,
    "name": "general",
    "position": 0,
    "permission_overwrites": [],
    "nsfw": False,
    "parent_id": None,
    "guild_id": str(GUILD_ID),
}
THREAD = {
    "id": str(THREAD_ID),
    "type": 11,
    "name": "songs",
    "parent_id": str(CHANNEL_ID),
    "owner_id": ANN["id"],
    "guild_id": str(GUILD_ID),
    "message_count": 1,
    "member_count": 1,
    "rate_limit_per_user": 0,
    "thread_metadata": {
        "archived": False,
        "auto_archive_duration": 1440,
        "archive_timestamp": "2026-11-21T12:00:00+00:00",
        "locked": False,
    },
}
GUILD = {
    "id": str(GUILD_ID),
    "name": "Friends",
    "owner_id": BOB["id"],
    "roles": [EVERYONE_ROLE],
    "channels": [CHANNEL],
    "threads": [THREAD],
    "members": [],
    "emojis": [],
    "stickers": [],
    "features": [],
    "voice_states": [],
    "presences": [],
    "stage_instances": [],
    "guild_scheduled_events": [],
    "member_count": 2,
    "large": False,
    "unavailable": False,
    "verification_level": 0,
    "default_message_notifications": 0,
    "explicit_content_filter": 0,
    "mfa_level": 0,
    "nsfw_level": 0,
    "premium_tier": 0,
    "preferred_locale": "en-US",
    "system_channel_flags": 0,
    "afk_timeout": 60,
    "joined_at": "2026-01-01T00:00:00+00:00",
}


class FakeDiscord:
    """Answers like Discord, keeps what it was asked, and lets things happen."""

    def __init__(self):
        self.requests = []
        self.check = lambda method, path, query, body: None
        self.identified = []
        self.resumed = []
        self.closed = asyncio.Event()
        self.commands = []
        self.messages = {}
        self.media = {}
        self.downloads = []
        self.uploads = {}
        self.refusals = []
        self.thinking = {}
        self.deferred = set()
        self.answers = asyncio.Event()
        self.answers.set()
        self.address = ""
        self._ids = Counter()
        self._socket = None
        self._sequence = 0

    def app(self):
        app = web.Application()
        app.router.add_get("/gateway", self._gateway)
        app.router.add_get("/media/{name}", self._media)
        app.router.add_route("*", API + "/{path:.*}", self._rest)
        return app

    @property
    def api_url(self):
        return self.address + API

    @property
    def gateway_url(self):
        return self.address.replace("http", "ws") + "/gateway"

    def asked(self, method, part):
        """Bodies of such requests, oldest first."""
        return [body for m, path, _, body in self.requests if m == method and part in path]

    async def until(self, check):
        async with asyncio.timeout(WAITS_S):
            while not check():  # noqa: ASYNC110 - any of many things
                await asyncio.sleep(0.002)
        return check()

    async def happens(self, event, data):
        """Something that the gateway tells."""
        await self.until(lambda: self._socket is not None)
        self._sequence += 1
        payload = {"op": DISPATCH, "t": event, "s": self._sequence, "d": data}
        await self._socket.send_json(payload)

    async def drop_connection(self, code):
        socket, self._socket = self._socket, None
        await socket.close(code=code)

    def refuse_once(self, method, part, status, body, **headers):
        self.refusals.append((method, part, status, body, headers))

    def upload(self, name, data):
        self.media[name] = data
        return f"{self.address}/media/{name}"

    def new_id(self):
        self._ids["id"] += 1
        return str(discord.utils.time_snowflake(datetime.now(UTC)) + self._ids["id"])

    def message(self, content="", *, author=ANN, guild=True, channel=CHANNEL_ID, **more):
        made = {
            "id": self.new_id(),
            "channel_id": str(channel),
            "author": author,
            "content": content,
            "timestamp": datetime.now(UTC).isoformat(),
            "edited_timestamp": None,
            "tts": False,
            "mention_everyone": False,
            "mentions": [ME] if f"<@{APPLICATION_ID}>" in content else [],
            "mention_roles": [],
            "attachments": [],
            "embeds": [],
            "pinned": False,
            "type": 0,
            "flags": 0,
            **({"guild_id": str(GUILD_ID)} if guild else {}),
            **more,
        }
        self.messages[made["id"]] = made
        return made

    def attachment(self, name, data, *, size=None, content_type="image/png"):
        return {
            "id": self.new_id(),
            "filename": name,
            "size": len(data) if size is None else size,
            "url": self.upload(name, data),
            "proxy_url": "",
            "content_type": content_type,
        }

    def interaction(self, kind, data, *, author=ANN, context=0, permissions="0", **more):
        """`context`: 0 in a server, 1 in direct messages with Mien, 2 in any others."""
        channel = {0: CHANNEL_ID, 1: DM_ID, 2: GROUP_DM_ID}[context]
        member = {"user": author, "roles": [], "permissions": permissions, "flags": 0}
        member |= {"joined_at": None, "deaf": False, "mute": False}
        made_by = (
            {"member": member, "guild_id": str(GUILD_ID)} if context == 0 else {"user": author}
        )
        interaction_id = self.new_id()
        return {
            "id": interaction_id,
            "application_id": str(APPLICATION_ID),
            "type": kind,
            "token": f"token-{interaction_id}",
            "version": 1,
            "channel_id": str(channel),
            "channel": {"id": str(channel), "type": {0: 0, 1: 1, 2: 3}[context], "recipients": []},
            "context": context,
            "locale": "de",
            "app_permissions": "0",
            "entitlements": [],
            "authorizing_integration_owners": {},
            "attachment_size_limit": 10_000_000,
            "data": data,
            **made_by,
            **more,
        }

    def slash(self, name, **more):
        data = {"id": "1", "name": name, "type": 1, "options": []}
        return self.interaction(2, data, **more)

    def press(self, custom_id, on, **more):
        return self.interaction(
            3, {"component_type": 2, "custom_id": custom_id}, message=on, **more
        )

    def reaction(self, on, emoji="👍", *, by=ANN, author=None, guild=True):
        """`author` is told with an emoji that is added."""
        return {
            "user_id": by["id"],
            "channel_id": on["channel_id"],
            "message_id": on["id"],
            "emoji": {"id": None, "name": emoji},
            "type": 0,
            "burst": False,
            **({"guild_id": str(GUILD_ID)} if guild else {}),
            **({"message_author_id": author["id"]} if author else {}),
        }

    async def _rest(self, request):
        path = "/" + request.match_info["path"]
        body, uploads = await _body_of(request)
        self.uploads |= uploads
        self.requests.append((request.method, path, dict(request.query), body))
        if request.headers.get("Authorization") not in (f"Bot {TOKEN}", None):
            return reply({"message": "401: Unauthorized", "code": 0}, status=401)
        self.check(request.method, path, dict(request.query), body)
        for refusal in self.refusals:
            method, part, status, answer, headers = refusal
            if method == request.method and part in path:
                self.refusals.remove(refusal)
                return reply(answer, status=status, headers=headers)
        answer = self._answer(request.method, path, body)
        await self.answers.wait()
        return answer

    def _answer(self, method, path, body):
        for known, pattern, answer in self._routes:
            found = re.fullmatch(pattern, path)
            if known == method and found:
                return answer(*found.groups(), body)
        return _unknown()

    @cached_property
    def _routes(self):
        message = r"/(?:channels|webhooks/\d+)/[^/]+/messages/(\d+)"
        return [
            ("GET", "/users/@me", lambda _: reply(ME)),
            ("GET", "/oauth2/applications/@me", lambda _: reply(APPLICATION)),
            ("GET", "/gateway/bot", lambda _: reply(self._gateway_of_bot())),
            ("GET", r"/applications/\d+/commands", lambda _: reply(self.commands)),
            ("PUT", r"/applications/\d+/commands", self._registered),
            ("POST", r"/channels/\d+/typing", lambda _: web.Response(status=204)),
            ("POST", r"/interactions/(\d+)/([^/]+)/callback", self._deferred),
            ("POST", r"/channels/(\d+)/messages", self._posted),
            ("POST", r"/webhooks/\d+/([^/]+)", self._followed_up),
            ("GET", message, self._shown),
            ("PATCH", message, self._edited),
            ("DELETE", message, self._deleted),
        ]

    def _registered(self, body):
        self.commands = [_kept_command(command) for command in body]
        return reply(self.commands)

    def _posted(self, channel, body):
        return reply(self._sent(body, channel=channel))

    def _shown(self, message_id, _):
        found = self.messages.get(message_id)
        return reply(found) if found else _unknown()

    def _edited(self, message_id, body):
        if message_id in self.messages:
            self.messages[message_id] |= body
        return self._shown(message_id, body)

    def _deleted(self, message_id, _):
        found = self.messages.pop(message_id, None)
        return web.Response(status=204) if found else _unknown()

    def _deferred(self, interaction_id, token, body):
        flags = (body.get("data") or {}).get("flags", 0)
        if body["type"] == 5:
            self.thinking[token] = flags
        self.deferred.add(token)
        about = {"id": interaction_id, "type": 2, "response_message_ephemeral": bool(flags)}
        return reply({"interaction": about})

    def _followed_up(self, token, body):
        if token not in self.deferred:
            return reply({"message": "Unknown Webhook", "code": 10015}, status=404)
        # The first answer takes the place, and the visibility, of the "thinking".
        flags = self.thinking.pop(token, body.get("flags", 0))
        return reply(self._sent({**body, "flags": flags}, webhook_id=str(APPLICATION_ID)))

    def _sent(self, body, **more):
        kept = {
            key: body[key] for key in ("content", "embeds", "components", "flags") if key in body
        }
        kept["content"] = kept.get("content") or ""
        return self.message(author=ME, guild=False, **{**kept, **more})

    def _gateway_of_bot(self):
        limits = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
        # Not where the test's gateway is: the host's setting counts.
        return {"url": "ws://127.0.0.1:1/", "shards": 1, "session_start_limit": limits}

    async def _gateway(self, request):
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": HELLO, "d": {"heartbeat_interval": 45_000}})
        async for message in socket:
            said = message.json()
            if said["op"] == IDENTIFY:
                await self._begin(socket)
                self.identified.append(said["d"])
            elif said["op"] == RESUME:
                self.resumed.append(said["d"])
                self._socket = socket
                await self.happens("RESUMED", {})
        if self._socket is socket:
            self._socket = None
        self.closed.set()
        return socket

    async def _begin(self, socket):
        self._socket = socket
        ready = {
            "v": 10,
            "user": ME,
            "guilds": [{"id": str(GUILD_ID), "unavailable": True}],
            "session_id": "a session",
            "shard": [0, 1],
            "resume_gateway_url": self.gateway_url,
            "application": {"id": str(APPLICATION_ID), "flags": 0},
        }
        await self.happens("READY", ready)
        await self.happens("GUILD_CREATE", GUILD)

    async def _media(self, request):
        name = request.match_info["name"]
        self.downloads.append(name)
        if name not in self.media:
            raise web.HTTPNotFound
        # In pieces and without a length: what is announced elsewhere must not be relied on.
        response = web.StreamResponse()
        response.enable_chunked_encoding()
        await response.prepare(request)
        await response.write(self.media[name])
        await response.write_eof()
        return response


def _unknown():
    return reply({"message": "Unknown", "code": 10008}, status=404)


def reply(body, status=200, headers=None):
    # The library compares the whole header, without a charset.
    response = web.json_response(body, status=status, headers=headers)
    response.headers["Content-Type"] = "application/json"
    return response


@asynccontextmanager
async def fake_discord(monkeypatch, requests):
    """A server that runs; what it is asked is checked by `requests`."""
    # Both addresses belong to the process: this puts them back afterwards.
    monkeypatch.setattr(Route, "BASE", Route.BASE)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", DiscordWebSocket.DEFAULT_GATEWAY)
    fake = FakeDiscord()
    fake.check = requests.check
    server = TestServer(fake.app(), host="127.0.0.1")
    await server.start_server(shutdown_timeout=0, access_log=None)
    fake.address = f"http://127.0.0.1:{server.port}"
    yield fake
    await server.close()


def _kept_command(command):
    """Discord gives it an id, and tells permissions as text."""
    permissions = command.get("default_member_permissions")
    return {
        **command,
        "id": "1",
        "application_id": str(APPLICATION_ID),
        "version": "1",
        "description": command.get("description", ""),
        "default_member_permissions": None if permissions is None else str(permissions),
        "name_localizations": command.get("name_localizations") or None,
    }


async def _body_of(request):
    """JSON, and what was uploaded with it."""
    if request.content_type == "application/json":
        return await request.json(), {}
    if request.content_type != "multipart/form-data":
        return None, {}
    body, files = None, {}
    async for part in await request.multipart():
        if part.name == "payload_json":
            body = json.loads(await part.text())
        else:
            files[part.filename] = await part.read()
    return body, files
