"""`mien doctor` against platforms on loopback."""

from collections.abc import Iterator

import pytest

from bot.conversation.commands import command_specs
from tests.bot.commands.loopback import Asked, serving

TELEGRAM_TOKEN = "4242:AAsesame"  # noqa: S105 - opens nothing
DISCORD_TOKEN = "a.discord.sesame"  # noqa: S105 - opens nothing
MESSAGE_CONTENT = 1 << 19
APPLICATION = {
    "id": "8",
    "name": "Mien",
    "description": "",
    "icon": None,
    "summary": "",
    "verify_key": "",
    "bot_public": True,
    "bot_require_code_grant": False,
    "owner": {"id": "7", "username": "host", "discriminator": "0", "avatar": None},
    "approximate_guild_count": 3,
}


class Platforms:
    """What Telegram and Discord answer, and what they were asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        names = [spec.name for spec in command_specs()]
        self.bot = {"id": 1, "is_bot": True, "first_name": "Mien", "username": "MienBot"}
        self.bot |= {"can_read_all_group_messages": False, "supports_inline_queries": True}
        self.webhook = {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
        self.menu = [{"command": name, "description": name} for name in names]
        self.flags = 0
        self.logins_left = 990
        self.commands = [{"name": name} for name in names]

    def answer(self, path: str, authorization: str | None) -> tuple[int, object]:
        self.asked.append(path)
        if path.startswith("/bot"):
            return self._telegram(path)
        if authorization != f"Bot {DISCORD_TOKEN}":
            return 401, {"message": "401: Unauthorized", "code": 0}
        return 200, self._discord()[path.removeprefix("/api/v10")]

    def _telegram(self, path: str) -> tuple[int, object]:
        token, method = path.removeprefix("/bot").split("/")
        if token != TELEGRAM_TOKEN:
            return 401, {"ok": False, "error_code": 401, "description": "Unauthorized"}
        results = {
            "getMe": self.bot,
            "getWebhookInfo": self.webhook,
            "getMyCommands": self.menu,
        }
        return 200, {"ok": True, "result": results[method]}

    def _discord(self) -> dict[str, object]:
        limits = {"total": 1000, "remaining": self.logins_left, "reset_after": 1}
        return {
            "/users/@me": {"id": "7", "username": "mien", "discriminator": "0", "avatar": None},
            "/oauth2/applications/@me": {**APPLICATION, "flags": self.flags},
            "/applications/8/commands": self.commands,
            "/gateway/bot": {
                "url": "ws://127.0.0.1:1",
                "shards": 1,
                "session_start_limit": {**limits, "max_concurrency": 1},
            },
        }


@pytest.fixture
def platforms(monkeypatch) -> Iterator[Platforms]:
    world = Platforms()

    def answer(asked: Asked) -> tuple[int, object]:
        return world.answer(asked.path.split("?")[0], asked.authorization)

    from discord.http import Route

    monkeypatch.setattr(Route, "BASE", Route.BASE)
    with serving(answer) as address:
        monkeypatch.setenv("MIEN_TELEGRAM_BASE_URL", f"{address}/bot")
        monkeypatch.setenv("MIEN_TELEGRAM_BASE_FILE_URL", f"{address}/file/bot")
        monkeypatch.setenv("MIEN_DISCORD_API_URL", f"{address}/api/v10")
        yield world


@pytest.fixture
def doctor(mien, monkeypatch, platforms):
    def look(*, telegram=TELEGRAM_TOKEN, discord=DISCORD_TOKEN):
        monkeypatch.setenv("MIEN_TELEGRAM_TOKEN", telegram)
        monkeypatch.setenv("MIEN_DISCORD_TOKEN", discord)
        ended = mien("doctor", "--json")
        assert "sesame" not in ended.out + ended.err
        return {one["what"]: (one["fine"], one["said"]) for one in ended.objects}

    return look


def test_bots_that_are_well_are_named_with_all_that_was_looked_at(doctor):
    found = doctor()

    platform = {what: fine for what, (fine, _) in found.items() if "gram" in what or "disc" in what}
    assert set(platform.values()) == {True}
    assert "@MienBot" in found["telegram"][1]
    assert "Mien" in found["discord"][1]
    assert "3 servers" in found["discord"][1]


def test_the_doctor_only_asks(doctor, platforms):
    doctor()

    verbs = {path.rsplit("/", 1)[-1] for path in platforms.asked if path.startswith("/bot")}
    assert verbs == {"getMe", "getWebhookInfo", "getMyCommands"}


def test_tokens_that_are_refused_are_said_with_what_to_do(doctor):
    found = doctor(telegram="4242:AAother", discord="another.token")

    assert found["telegram"][0] is found["discord"][0] is False
    assert "MIEN_TELEGRAM_TOKEN" in found["telegram"][1]
    assert "MIEN_DISCORD_TOKEN" in found["discord"][1]


def test_platforms_that_are_not_reached_are_said(doctor, monkeypatch):
    monkeypatch.setenv("MIEN_TELEGRAM_BASE_URL", "http://127.0.0.1:1/bot")
    monkeypatch.setenv("MIEN_DISCORD_API_URL", "http://127.0.0.1:1/api/v10")

    found = doctor()

    assert found["telegram"][0] is found["discord"][0] is False
    assert found["telegram"][1] == (
        "Telegram was not reached. Check the network and MIEN_TELEGRAM_TOKEN."
    )
    assert "MIEN_TELEGRAM_TOKEN" not in found["discord"][1]


def test_commands_that_are_missing_are_named(doctor, platforms):
    platforms.menu = platforms.menu[1:]
    platforms.commands = []

    found = doctor()

    assert found["telegram commands"][0] is found["discord commands"][0] is None
    assert "/selfie" in found["telegram commands"][1]
    assert "/mood" in found["discord commands"][1]


def test_a_webhook_that_will_go_is_told_and_one_that_fails_is_a_fault(doctor, platforms):
    platforms.webhook["url"] = "https://songs.example/telegram"

    assert doctor()["telegram webhook"][0] is None

    platforms.webhook |= {"last_error_message": "Connection refused", "last_error_date": 1}
    fine, said = doctor()["telegram webhook"]
    assert fine is False
    assert "Connection refused" in said


def test_more_rights_than_needed_are_a_fault(doctor, platforms):
    platforms.bot["can_read_all_group_messages"] = True
    platforms.flags = MESSAGE_CONTENT

    found = doctor()

    assert found["telegram groups"][0] is found["discord intents"][0] is False
    assert "/setprivacy" in found["telegram groups"][1]
    assert "message content" in found["discord intents"][1]


def test_few_logins_left_are_a_fault(doctor, platforms):
    platforms.logins_left = 3

    assert doctor()["discord logins"][0] is False


def test_inline_mode_that_is_off_is_said(doctor, platforms):
    platforms.bot["supports_inline_queries"] = False

    fine, said = doctor()["telegram inline"]

    assert fine is None
    assert "/setinline" in said
