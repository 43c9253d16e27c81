"""What Spotify and the network answer instead of what was asked, as our own errors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from requests.exceptions import HTTPError, RequestException
from spotipy.exceptions import SpotifyException, SpotifyOauthError

from adapters.errors import (
    SpotifyBusyError,
    SpotifyError,
    SpotifyExpiredError,
    SpotifyMissingError,
    SpotifyNoDeviceError,
    SpotifyNotInvitedError,
    SpotifyNotNowError,
    SpotifyPremiumError,
    SpotifyRevokedError,
    SpotifySetupError,
)

WAIT_UNLESS_TOLD_S = 30.0
# What one developer account may ask in development mode is used up for longer than that.
WAIT_FOR_QUOTA_S = 600.0
LONGEST_WAIT_S = 7 * 86_400.0
_TOO_MANY = 429
_BAD_CREDENTIALS = frozenset({"invalid_client", "unauthorized_client"})
# Development mode says it in words alone, which were reworded before.
_NOT_IN_THE_LIST = ("not registered", "may not be registered")
_OWNER_WITHOUT_PREMIUM = "owner of the app"


@contextmanager
def translated_refusals() -> Iterator[None]:
    """SpotifyError of the right kind for whatever goes wrong inside.

    No message of theirs is kept: they name playlists and people.
    """
    try:
        yield
    except SpotifyOauthError as error:
        raise _of_sign_in(error) from error
    except SpotifyException as error:
        raise _of_call(error) from error
    except RequestException as error:
        raise SpotifyError(f"no answer: {type(error).__name__}") from error
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise SpotifyError("an answer that cannot be read") from error


def _of_sign_in(error: SpotifyOauthError) -> SpotifyError:
    if error.error == "invalid_grant":
        return SpotifyRevokedError("invalid_grant")
    if error.error in _BAD_CREDENTIALS:
        return SpotifySetupError(str(error.error))
    # spotipy keeps neither status nor headers, but what it was raised from does.
    cause = error.__context__
    response = cause.response if isinstance(cause, HTTPError) else None
    if response is None:
        return SpotifyError("no token")
    if response.status_code == _TOO_MANY:
        return SpotifyBusyError(_wait_s(response.headers.get("Retry-After")))
    return SpotifyError(f"no token: status {response.status_code}")


def _of_call(error: SpotifyException) -> SpotifyError:
    said = str(error.msg).lower()
    match error.http_status:
        case 401:
            return SpotifyExpiredError("status 401")
        case 403:
            return _forbidden(said, error.reason)
        case 404 if error.reason == "NO_ACTIVE_DEVICE" or "no active device" in said:
            return SpotifyNoDeviceError("no active device")
        case 404:
            return SpotifyMissingError("status 404")
        case 429:
            used_up = error.reason == "QUOTA_EXCEEDED"
            unless_told = WAIT_FOR_QUOTA_S if used_up else WAIT_UNLESS_TOLD_S
            return SpotifyBusyError(_wait_s(error.headers.get("Retry-After"), unless_told))
        case status:
            return SpotifyError(f"status {status}")


def _forbidden(said: str, reason: str | None) -> SpotifyError:
    if any(words in said for words in _NOT_IN_THE_LIST):
        return SpotifyNotInvitedError("not in the dashboard's list")
    if _OWNER_WITHOUT_PREMIUM in said:
        return SpotifySetupError("the owner has no Premium")
    if reason == "PREMIUM_REQUIRED" or "premium required" in said:
        return SpotifyPremiumError("Premium only")
    if "restriction violated" in said or "player command failed" in said:
        return SpotifyNotNowError("restricted")
    if "insufficient client scope" in said:
        return SpotifyRevokedError("linked with fewer rights than are needed")
    return SpotifyMissingError("status 403")


def _wait_s(retry_after: str | None, unless_told: float = WAIT_UNLESS_TOLD_S) -> float:
    """Seconds as the header says, a week at most; a date, or nothing, is a while."""
    told = (retry_after or "").strip()
    if not (told.isascii() and told.isdigit()):
        return unless_told
    return min(float(told), LONGEST_WAIT_S)
