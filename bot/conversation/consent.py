"""Whether faces may be looked at."""

from __future__ import annotations

from adapters.values import Consent
from bot.replies.consent import NOTICE_VERSION


def may_look(consent: Consent | None) -> bool:
    """Whether this answer to the notice, as it is worded now, lets us look at faces."""
    return consent is not None and consent.faces and consent.version >= NOTICE_VERSION
