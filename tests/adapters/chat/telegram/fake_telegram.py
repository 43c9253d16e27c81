"""A Bot API on 127.0.0.1, spoken to over real HTTP, and sleeps that take no time."""

from __future__ import annotations

import asyncio
import json
import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count

from aiohttp import web

TOKEN = "4242:AAnobodyMayEverSeeThis"  # noqa: S105 - opens nothing
USER_ID = 1001
BOT = {"id": 4242, "is_bot": True, "first_name": "Mien", "username": "MienBot"}
USER = {"id": USER_ID, "is_bot": False, "first_name": "Ada", "language_code": "en-GB"}
PRIVATE = {"id": USER_ID, "type": "private", "first_name": "Ada"}
GROUP = {"id": -1005, "type": "supergroup", "title": "Friends"}
SECRET = "aSecret-that_only_Telegram-knows"  # noqa: S105 - opens nothing
NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@dataclass
class Call:
    method: str
    params: dict


@dataclass
class Refusal:
    status: int
    description: str
    parameters: dict = field(default_factory=dict)


_SENDS = ("sendMessage", "sendPhoto", "sendDocument", "editMessageText")
_DESCRIPTIONS = {"MyDescription": "description", "MyShortDescription": "short_description"}


class BotApi:
    """Answers as api.telegram.org does; keeps what it was asked."""

    def __init__(self) -> None:
        self.updates: list[dict] = []
        self.files: dict[str, bytes] = {}
        self.file_sizes: dict[str, int] = {}
        self.file_names: list[str] = []
        self.expired: set[str] = set()
        self.hold_downloads: asyncio.Event | None = None
        self.menus: dict[tuple[str, str], list[dict]] = {}
        self.texts: dict[tuple[str, str], str] = {}
        self.menu_button = "default"
        self.webhook_url = ""
        self.members: dict[int, str] = {}
        self.moved: dict[int, int] = {}
        self.on_call: Callable[[str, dict], None] = lambda *_: None
        self.calls: list[Call] = []
        self.offsets: list[int] = []
        self.downloads: list[str] = []
        self.refusals: dict[str, list[Refusal]] = defaultdict(list)
        self._message_ids = count(500)
        self._update_ids = count(7000)
        self._changed = asyncio.Event()
        self.address = ""
        self.broken_pages = 0

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/bot{token}/{method}", self._answer)
        app.router.add_get("/file/bot{token}/{path:.+}", self._file)
        return app

    def says(self, **content) -> dict:
        """The listener sends a message."""
        return self.happens(message=message(**content))

    def sends_photo(self, data: bytes, *, size: int | None = None, **more) -> dict:
        """The listener sends a photo; `size` is what Telegram says of it."""
        self.files["large"] = data
        size = len(data) if size is None else size
        self.file_sizes["large"] = size
        sizes = [_photo_size("small", 90, 800), _photo_size("large", 960, size)]
        return self.says(photo=sizes, **more)

    def says_in_group(self, text: str = "", **content) -> dict:
        """The listener writes where others read; mentions and commands are marked by Telegram."""
        if text:
            content |= {"text": text, "entities": entities_of(text)}
        return self.says(chat=GROUP, **content)

    def presses(self, action: str, *, query_id: str, chat: dict | None = None) -> dict:
        """The listener presses a button of ours."""
        where = message(sender=BOT, message_id=500, text="five songs", chat=chat or PRIVATE)
        query = {"id": query_id, "from": USER, "chat_instance": "c", "data": action}
        return self.happens(callback_query={**query, "message": where})

    def reacts(
        self, *, old: str = "", new: str = "", chat: dict | None = None, message_id: int = 500
    ) -> dict:
        """The listener changes the emoji under a message."""
        date = int(NOW.timestamp())
        change = {"chat": chat or PRIVATE, "message_id": message_id, "user": USER, "date": date}
        kinds = {"old_reaction": _kinds(old), "new_reaction": _kinds(new)}
        return self.happens(message_reaction={**change, **kinds})

    def happens(self, **content) -> dict:
        update = {"update_id": next(self._update_ids), **content}
        self.updates.append(update)
        self._notify()
        return update

    def called(self, method: str) -> list[dict]:
        return [call.params for call in self.calls if call.method == method]

    async def wait_for(self, condition, *, within_s: float = 10) -> None:
        """Until the condition holds; the limit only ends a test that fails."""
        async with asyncio.timeout(within_s):
            while not condition():
                await self._changed.wait()

    async def wait_for_call(self, method: str, *, times: int = 1) -> list[dict]:
        await self.wait_for(lambda: len(self.called(method)) >= times)
        return self.called(method)

    def _notify(self) -> None:
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    async def _answer(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        form = await request.post()
        params = _decoded(form)
        files = (value for value in form.values() if isinstance(value, web.FileField))
        self.file_names += [file.filename for file in files]
        self.on_call(method, params)
        self.calls.append(Call(method, params))
        self._notify()
        if request.match_info["token"] != TOKEN:
            return _refused(Refusal(401, "Unauthorized"))
        if self.broken_pages and method == "getUpdates":
            self.broken_pages -= 1
            # A proxy's page, as some hosts have one: it repeats the address.
            return web.Response(status=502, text=f"cannot reach {request.path}")
        if self.refusals[method]:
            return _refused(self.refusals[method].pop(0))
        if params.get("chat_id") in self.moved:
            moved = {"migrate_to_chat_id": self.moved[params["chat_id"]]}
            upgraded = "Bad Request: group chat was upgraded to a supergroup chat"
            return _refused(Refusal(400, upgraded, moved))
        if method == "getUpdates" and self.webhook_url:
            return _refused(Refusal(409, "Conflict: can't use getUpdates while webhook is active"))
        result = await self._result(method, params)
        return web.json_response({"ok": True, "result": result})

    async def _result(self, method: str, params: dict) -> object:
        if method == "getUpdates":
            return await self._pending(params)
        if method in _SENDS:
            number = params.get("message_id") or next(self._message_ids)
            chat = {"id": params["chat_id"], "type": "private"}
            return message(message_id=number, text=params.get("text", ""), sender=BOT, chat=chat)
        if method == "getFile":
            return self._described(params["file_id"])
        if method == "getChatMember":
            user = {**USER, "id": params["user_id"]}
            return _member(user, self.members.get(params["user_id"], "member"))
        return self._of_the_bot(method, params)

    def _of_the_bot(self, method: str, params: dict) -> object:
        if method.startswith(("getMy", "setMy", "getChatMenu", "setChatMenu")):
            return self._profile(method, params)
        if method.endswith(("Webhook", "WebhookInfo")):
            return self._webhook(method, params)
        return {"getMe": BOT}.get(method, True)

    def _profile(self, method: str, params: dict) -> object:
        language = params.get("language_code", "")
        if method.endswith("Commands"):
            menu = (params["scope"]["type"], language)
            if method == "setMyCommands":
                self.menus[menu] = params["commands"]
            return self.menus.get(menu, []) if method == "getMyCommands" else True
        if method.endswith("MenuButton"):
            if method == "setChatMenuButton":
                self.menu_button = params["menu_button"]["type"]
            return {"type": self.menu_button} if method == "getChatMenuButton" else True
        name = _DESCRIPTIONS[method[3:]]
        if method.startswith("set"):
            self.texts[name, language] = params[name]
            return True
        return {name: self.texts.get((name, language), "")}

    def _webhook(self, method: str, params: dict) -> object:
        if method == "getWebhookInfo":
            url = self.webhook_url
            return {"url": url, "has_custom_certificate": False, "pending_update_count": 0}
        self.webhook_url = params.get("url", "")
        return True

    async def _pending(self, params: dict) -> list[dict]:
        offset = params.get("offset", 0)
        self.offsets.append(offset)
        self.updates = [update for update in self.updates if update["update_id"] >= offset]
        if not self.updates:
            changed = self._changed
            await changed.wait()
        return self.updates

    def _described(self, file_id: str) -> dict:
        size = self.file_sizes.get(file_id, len(self.files[file_id]))
        path = f"photos/{file_id}"
        unique = f"u-{file_id}"
        return {"file_id": file_id, "file_unique_id": unique, "file_size": size, "file_path": path}

    async def _file(self, request: web.Request) -> web.Response:
        name = request.match_info["path"].removeprefix("photos/")
        self.downloads.append(name)
        self._notify()
        if self.hold_downloads is not None:
            await self.hold_downloads.wait()
        if name in self.expired:
            return web.Response(status=404, text="Not Found")
        return web.Response(body=self.files[name])


def message(*, sender: dict = USER, chat: dict = PRIVATE, message_id: int = 77, **content) -> dict:
    date = int(NOW.timestamp())
    return {"message_id": message_id, "date": date, "chat": chat, "from": sender, **content}


def entities_of(text: str) -> list[dict]:
    """Mentions and commands as Telegram marks them, counted in UTF-16 units."""
    kinds = (("mention", r"@\w+"), ("bot_command", r"(?<!\S)/\w+(@\w+)?"))
    return [
        {
            "type": kind,
            "offset": len(text[: found.start()].encode("utf-16-le")) // 2,
            "length": len(found.group()),
        }
        for kind, pattern in kinds
        for found in re.finditer(pattern, text)
    ]


def _member(user: dict, status: str) -> dict:
    rights = dict.fromkeys(_RIGHTS, False) if status == "administrator" else {}
    anonymous = {"is_anonymous": False} if status in ("creator", "administrator") else {}
    until = {"until_date": 0} if status in ("restricted", "kicked") else {}
    may = {**dict.fromkeys(_MAY, False), "is_member": True} if status == "restricted" else {}
    return {"user": user, "status": status, **rights, **anonymous, **until, **may}


_MAY = (
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_edit_tag",
    "can_react_to_messages",
)


_RIGHTS = (
    "can_be_edited",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)


def _photo_size(file_id: str, side: int, size: int) -> dict:
    ids = {"file_id": file_id, "file_unique_id": f"u-{file_id}"}
    return {**ids, "width": side, "height": side, "file_size": size}


def _kinds(emoji: str) -> list[dict]:
    return [{"type": "emoji", "emoji": one} for one in emoji]


def _refused(refusal: Refusal) -> web.Response:
    body = {"ok": False, "error_code": refusal.status, "description": refusal.description}
    if refusal.parameters:
        body["parameters"] = refusal.parameters
    return web.json_response(body, status=refusal.status)


def _decoded(form) -> dict:
    return {name: _value(name, value) for name, value in form.items()}


def _value(name: str, value: object) -> object:
    if isinstance(value, web.FileField):
        return value.file.read()
    if name in ("text", "caption", "callback_query_id", "file_id"):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


class Naps:
    """Sleeps that take no time, except those of a length that the test holds up."""

    def __init__(self) -> None:
        self.lengths_s: list[float] = []
        self.held: dict[float, asyncio.Event] = {}

    def hold(self, length_s: float) -> asyncio.Event:
        return self.held.setdefault(length_s, asyncio.Event())

    async def __call__(self, length_s: float) -> None:
        self.lengths_s.append(length_s)
        await asyncio.sleep(0)
        if length_s in self.held:
            await self.held[length_s].wait()
