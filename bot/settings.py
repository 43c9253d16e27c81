"""Settings: the only reader of the environment."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal, Self

from dotenv import dotenv_values
from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    model_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.setting_values import (
    absolute,
    header_word,
    is_this_machine,
    listed,
    long_enough,
    people,
    places,
    plain_address,
    proxies,
    reachable_address,
    webhook_address,
)

PREFIX = "MIEN_"
ENV_FILE = ".env"


class SettingsError(Exception):
    """A setting cannot be used; the message has one line per setting."""


def _home(variable: str, fallback: str) -> Path:
    """A folder of the XDG base directory specification."""
    return Path(os.environ.get(variable) or Path.home() / fallback) / "mien"


Folder = Annotated[Path, AfterValidator(absolute)]
Listed = Annotated[tuple[str, ...], NoDecode, BeforeValidator(listed)]


class Settings(BaseSettings):
    """All that a host can set, as MIEN_<NAME> in the environment or in `.env`."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=ENV_FILE,
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
    )

    data_dir: Folder = Field(
        default_factory=lambda: _home("XDG_DATA_HOME", ".local/share"),
        description="holds everything that Mien writes, except the key",
    )
    key_file: Folder = Field(
        default_factory=lambda: _home("XDG_CONFIG_HOME", ".config") / "key",
        description="made once; lies outside the data folder, and belongs in no backup of it",
    )
    database_url: SecretStr | None = Field(
        default=None,
        description="SQLite in the data folder unless set, e.g. postgresql+asyncpg://…",
    )
    catalogue_dir: Folder | None = Field(
        default=None,
        description="a catalogue folder; what was imported, or the starter catalogue, unless set",
    )
    web_host: str = Field(default="127.0.0.1", description="where the page listens")
    web_port: int = Field(default=8080, ge=0, le=65535, description="0 takes any free port")
    web_names: Listed = Field(
        default=(),
        description="host names the page may be opened under, besides this machine's own",
    )
    web_secret: Annotated[SecretStr, AfterValidator(long_enough)] | None = Field(
        default=None,
        description="asked for before the page opens; needed where others reach it",
    )
    web_proxies: Annotated[Listed, AfterValidator(proxies)] = Field(
        default=(),
        description="reverse proxies whose X-Forwarded-For is believed, such as 127.0.0.1",
    )
    operations_host: str = Field(
        default="127.0.0.1", description="where /healthz, /readyz and /metrics listen"
    )
    operations_port: int | None = Field(
        default=None,
        ge=0,
        le=65535,
        description="the one after the page's unless set; 0 takes any free port",
    )
    detector: Literal["mtcnn", "haar"] = Field(default="mtcnn", description="mtcnn or haar")
    workers: int = Field(
        default_factory=lambda: os.cpu_count() or 1,
        ge=1,
        le=64,
        description="photos read at a time; one per core unless set",
    )
    reading_limit_s: float = Field(
        default=20.0, gt=0, le=300, description="a picture that takes longer is given up"
    )
    reading_memory_mb: int = Field(
        default=1024, ge=256, le=65536, description="and so is one that needs more memory"
    )
    photo_limit_mb: int = Field(default=20, ge=1, le=50, description="larger files are refused")
    retention_days: int = Field(
        default=180, ge=1, le=3650, description="moods and songs older than that are forgotten"
    )
    grace_s: float = Field(
        default=10.0, ge=0, le=300, description="seconds that running answers get at the end"
    )
    keep_running: bool = Field(
        default=False,
        description="a platform that cannot go on leaves the others running, instead of ending all",
    )
    help_url: str = Field(
        default="https://findahelpline.com",
        description="shown to listeners whose words sound desperate",
    )
    allowed_people: Annotated[Listed, AfterValidator(people)] = Field(
        default=(),
        description="who may talk to Mien in the chats, as discord:123,telegram:456; all if unset",
    )
    allowed_places: Annotated[Listed, AfterValidator(places)] = Field(
        default=(),
        description="servers, groups and chats it may be used in, as discord:123,telegram:-100456",
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="DEBUG, INFO, WARNING or ERROR"
    )
    log_format: Literal["text", "json"] = Field(
        default="text", description="text for people, json for a program that collects logs"
    )
    telegram_token: SecretStr | None = Field(
        default=None, description="from @BotFather; Telegram is off without it"
    )
    telegram_base_url: str | None = Field(
        default=None, description="a Bot API server of your own; ends in /bot"
    )
    telegram_base_file_url: str | None = Field(
        default=None, description="the same for files; ends in /file/bot"
    )
    telegram_webhook_url: Annotated[str, AfterValidator(webhook_address)] | None = Field(
        default=None,
        description="where Telegram reaches this server; updates are fetched unless set",
    )
    telegram_webhook_secret: Annotated[SecretStr, AfterValidator(header_word)] | None = Field(
        default=None, description="goes with it: 1 to 256 of A-Z, a-z, 0-9, _ and -"
    )
    discord_token: SecretStr | None = Field(
        default=None, description="from the developer portal; Discord is off without it"
    )
    discord_api_url: str | None = Field(default=None, description="ends in /api/v10")
    discord_gateway_url: str | None = Field(default=None, description="begins with ws")
    discord_media_hosts: Listed = Field(
        default=(
            "cdn.discordapp.com",
            "media.discordapp.net",
            "images-ext-1.discordapp.net",
            "images-ext-2.discordapp.net",
        ),
        description="hosts that pictures may be fetched from, with commas between",
    )
    spotify_client_id: str | None = Field(
        default=None, description="from Spotify's developer dashboard; Spotify is off without it"
    )
    spotify_client_secret: SecretStr | None = Field(default=None, description="goes with it")
    spotify_api_url: Annotated[str, AfterValidator(plain_address)] = Field(
        default="https://api.spotify.com/v1", description="ends in /v1"
    )
    spotify_accounts_url: Annotated[str, AfterValidator(plain_address)] = Field(
        default="https://accounts.spotify.com", description="where listeners sign in"
    )
    feature_source: Literal["reccobeats"] | None = Field(
        default=None,
        description="reccobeats describes songs that listeners bring and the catalogue lacks",
    )
    reccobeats_url: Annotated[str, AfterValidator(plain_address)] = Field(
        default="https://api.reccobeats.com/v1", description="ends in /v1"
    )
    public_url: Annotated[str, AfterValidator(reachable_address)] | None = Field(
        default=None,
        description="where browsers of listeners reach the page; this machine's address unless set",
    )

    @model_validator(mode="after")
    def _key_outside_data(self) -> Self:
        if self.key_file.is_relative_to(self.data_dir):
            raise ValueError(
                "MIEN_KEY_FILE must lie outside MIEN_DATA_DIR, so that no backup holds both"
            )
        return self

    @model_validator(mode="after")
    def _webhook_whole(self) -> Self:
        if (self.telegram_webhook_url is None) != (self.telegram_webhook_secret is None):
            raise ValueError(
                "MIEN_TELEGRAM_WEBHOOK_URL and MIEN_TELEGRAM_WEBHOOK_SECRET need each other: "
                "set both, or neither"
            )
        return self

    @model_validator(mode="after")
    def _spotify_whole(self) -> Self:
        if (self.spotify_client_id is None) != (self.spotify_client_secret is None):
            raise ValueError(
                "MIEN_SPOTIFY_CLIENT_ID and MIEN_SPOTIFY_CLIENT_SECRET need each other: "
                "set both, or neither"
            )
        return self

    @property
    def storage_url(self) -> str:
        """Where the database is; may hold a password."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite+aiosqlite:///{self.data_dir / 'mien.sqlite3'}"

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never be seen, in a log least of all."""
        values = (getattr(self, name) for name in type(self).model_fields)
        return tuple(value.get_secret_value() for value in values if isinstance(value, SecretStr))

    @property
    def page_is_for_all(self) -> bool:
        """Whether others than those at this machine reach the page, and nothing is asked of them.

        A name that the page may be opened under leads through a proxy.
        """
        reached = {self.web_host, *self.web_names}
        return self.web_secret is None and not all(is_this_machine(host) for host in reached)

    @property
    def backup_dir(self) -> Path:
        """Where copies of the database go unless another place is named."""
        return self.data_dir / "backups"

    @property
    def photos_at_once(self) -> int:
        """Photos in memory at a time: each worker has one, and the next one is being fetched."""
        return 2 * self.workers

    @property
    def operations_port_beside(self) -> int:
        """The port of the host's own tools; any free one where the page takes any."""
        if self.operations_port is not None:
            return self.operations_port
        return self.web_port + 1 if 0 < self.web_port < 65535 else 0

    def page_url_at(self, port: int) -> str:
        """Where a browser on this machine finds the page."""
        return _url_at(self.web_host, port)

    @property
    def public_address(self) -> str:
        """What links to this Mien begin with."""
        # Spotify sends no browser back to a name without https, not even to localhost.
        host = "127.0.0.1" if self.web_host == "localhost" else self.web_host
        return self.public_url or _url_at(host, self.web_port)

    def operations_url_at(self, port: int) -> str:
        """Where a tool on this machine finds health and numbers."""
        return _url_at(self.operations_host, port)


def _url_at(host: str, port: int) -> str:
    reached = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104
    return f"http://{f'[{reached}]' if ':' in reached else reached}:{port}"


def read_settings() -> Settings:
    """From the environment and `.env`; SettingsError names what cannot be used, never its value."""
    try:
        _refuse_misspelt()
        return Settings()
    except ValidationError as error:
        lines = [_line(one["loc"], one["msg"]) for one in error.errors()]
        raise SettingsError("\n".join(lines)) from None
    except UnicodeDecodeError:
        raise SettingsError("the file .env is not UTF-8 text: save it as such") from None


def _refuse_misspelt() -> None:
    """A MIEN_ name that is no setting would be a choice silently not made."""
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    given = {*os.environ, *dotenv_values(ENV_FILE)}
    unknown = sorted(name for name in given if name.upper().startswith(PREFIX))
    misspelt = [name for name in unknown if name.upper() not in known]
    if misspelt:
        lines = [
            f"{name}: there is no such setting; .env.example lists them all" for name in misspelt
        ]
        raise SettingsError("\n".join(lines))


def _line(where: tuple[int | str, ...], message: str) -> str:
    name = str(where[0]).removeprefix("mien_").upper() if where else ""
    reason = message.removeprefix("Value error, ")
    return f"MIEN_{name}: {reason}" if name else reason
