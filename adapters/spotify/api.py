"""The Web API and the sign-in as this Mien uses them: no file, no retry, no sleep."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.cookiejar import DefaultCookiePolicy
from typing import Any

from requests import Session
from spotipy import Spotify, SpotifyOAuth
from spotipy.cache_handler import CacheHandler

# Reading what was liked and the own playlists, writing playlists, and the player; nothing else.
SCOPES = (
    "playlist-modify-private",
    "playlist-modify-public",
    "playlist-read-collaborative",
    "playlist-read-private",
    "user-library-read",
    "user-modify-playback-state",
    "user-read-playback-state",
)
_NEVER = (599,)  # an empty list would stand for spotipy's own


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds that are waited for a connection, for an answer, and for all of it at the most.

    The last one holds for answers that trickle.
    """

    connect_s: float = 4.0
    answer_s: float = 8.0
    longest_s: float = 15.0


@dataclass(frozen=True, slots=True)
class Application:
    """The host's application at Spotify, where Spotify is, and how long it may take."""

    client_id: str
    client_secret: str = field(repr=False)
    callback_url: str
    api_url: str
    accounts_url: str
    patience: Patience = field(default_factory=Patience)

    @property
    def token_url(self) -> str:
        """Where codes and refresh tokens are worth access."""
        return f"{self.accounts_url.rstrip('/')}/api/token"

    @property
    def timeouts(self) -> tuple[float, float]:
        """As requests takes them."""
        return self.patience.connect_s, self.patience.answer_s


def silence() -> None:
    """Lets spotipy log nothing: it writes playlists with errors, and tokens at DEBUG."""
    logging.getLogger("spotipy").setLevel(logging.CRITICAL + 1)


class WebApi(Spotify):
    """One thread's client. Each call is made once; `set_auth` says for whom."""

    def __init__(self, application: Application) -> None:
        silence()
        super().__init__(
            requests_session=_session(),
            requests_timeout=application.timeouts,
            retries=0,
            status_retries=0,
            status_forcelist=_NEVER,
        )
        self.prefix = application.api_url.rstrip("/") + "/"

    def me(self) -> dict[str, Any]:
        """The account; spotipy's own asks for `me/`, which is specified nowhere."""
        found: dict[str, Any] = self._get("me")
        return found

    def playlist_add_items(
        self, playlist_id: str, items: Sequence[str], position: int | None = None
    ) -> None:
        """Appends songs; spotipy's own sends a bare list where an object is specified."""
        songs: dict[str, Any] = {"uris": list(items)}
        if position is not None:
            songs["position"] = position
        found = self._get_id("playlist", playlist_id)
        self._post(f"playlists/{found}/items", payload=songs)


class TokenInHand(CacheHandler):
    """Holds the last token in memory: spotipy's default writes it into the working folder."""

    def __init__(self) -> None:
        self.token: dict[str, Any] = {}

    def get_cached_token(self) -> None:
        """None: it is only handed over."""

    def save_token_to_cache(self, token_info: dict[str, Any]) -> None:
        """Holds it."""
        self.token = token_info


def sign_in(application: Application, hand: TokenInHand) -> SpotifyOAuth:
    """Codes and refresh tokens for access, which is put into this hand and kept nowhere else."""
    silence()
    found = SpotifyOAuth(
        client_id=application.client_id,
        client_secret=application.client_secret,
        redirect_uri=application.callback_url,
        scope=list(SCOPES),
        requests_session=_session(),
        requests_timeout=application.timeouts,
        open_browser=False,
        cache_handler=hand,
        # Somebody signed in as another person sees which account it will be.
        show_dialog=True,
    )
    found.OAUTH_AUTHORIZE_URL = f"{application.accounts_url.rstrip('/')}/authorize"
    found.OAUTH_TOKEN_URL = application.token_url
    return found


def _session() -> Session:
    """One whose requests share no cookie: they are of different people."""
    session = Session()
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    return session
