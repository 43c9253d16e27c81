"""Links that carry a button's action into the private chat: `https://t.me/MienBot?start=…`."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re

LONGEST = 64  # characters of a start parameter
_ACTION = re.compile(r"[A-Za-z0-9_:]+")
_SEAL_BYTES = 8
_SEAL_CHARACTERS = 11  # eight bytes in base 64


class DeepLinks:
    """Writes and reads start parameters.

    Whoever opens a link has pressed its button. So each is sealed with a key that only this bot
    has: a link that somebody made up, such as one that forgets all, does nothing.
    """

    def __init__(self, token: str) -> None:
        self._key = hashlib.sha256(b"deep links of " + token.encode()).digest()

    def payload_of(self, action: str) -> str:
        """The start parameter; ValueError if Telegram cannot carry it."""
        if not _ACTION.fullmatch(action):
            raise ValueError(f"no link can carry this action: {action!r}")
        # A start parameter has no colon, and our actions have no hyphen.
        payload = f"{action.replace(':', '-')}-{self._seal(action)}"
        if len(payload) > LONGEST:
            raise ValueError(f"an action is too long for a link: {action!r}")
        return payload

    def action_of(self, payload: str) -> str | None:
        """The action again; None for whatever this bot has not written."""
        body, hyphen = payload[: -_SEAL_CHARACTERS - 1], payload[-_SEAL_CHARACTERS - 1 :][:1]
        action = body.replace("-", ":")
        if hyphen != "-" or not _ACTION.fullmatch(action):
            return None
        seal = payload[-_SEAL_CHARACTERS:]
        return action if hmac.compare_digest(seal.encode(), self._seal(action).encode()) else None

    def _seal(self, action: str) -> str:
        digest = hmac.digest(self._key, action.encode(), "sha256")[:_SEAL_BYTES]
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")
