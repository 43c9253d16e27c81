"""What is sealed of an event: where to answer, and what is needed to answer it later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from adapters.chat.message import (
    Account,
    Address,
    Audience,
    Incoming,
    IncomingPhoto,
    IncomingPress,
    IncomingReaction,
    MediaReference,
    Platform,
)
from adapters.values import ListenerId, PhotoRequest, RequestId
from models import RequestRecord


def delivery_of(incoming: Incoming) -> dict[str, Any]:
    """As JSON takes it. Of words and commands only that there were some."""
    return {
        "event_id": incoming.event_id,
        "address": address_json(incoming.address),
        "locale": incoming.locale,
        **_particulars(incoming),
    }


def address_json(address: Address) -> dict[str, Any]:
    """As JSON takes it."""
    return asdict(address)


def photo_in(record: RequestRecord, delivery: Mapping[str, Any]) -> PhotoRequest:
    """The photo of this record."""
    return PhotoRequest(
        request_id=RequestId(record.id),
        listener_id=ListenerId(record.listener_id),
        event_id=delivery["event_id"],
        address=address_in(delivery),
        media=MediaReference(**delivery["media"]),
        received_at=record.received_at,
        others=tuple(MediaReference(**media) for media in delivery["others"]),
        album_id=delivery["album_id"],
        locale=delivery["locale"],
        attempts=record.attempts,
    )


def event_in(delivery: Mapping[str, Any], *, received_at: datetime) -> Incoming:
    """The reaction or press; anything else without what makes it something else."""
    address = address_in(delivery)
    common: dict[str, Any] = {
        "event_id": delivery["event_id"],
        # Who it was is kept only as a hash; the address is enough to answer.
        "account": Account(address.platform, ""),
        "address": address,
        "received_at": received_at,
        "locale": delivery["locale"],
    }
    if "reaction" in delivery:
        return IncomingReaction(**common, **delivery["reaction"])
    if "press" in delivery:
        return IncomingPress(**common, **delivery["press"])
    return Incoming(**common)


def _particulars(incoming: Incoming) -> dict[str, Any]:
    match incoming:
        case IncomingPhoto(media=media, others=others, album_id=album_id):
            more = [asdict(other) for other in others]
            return {"media": asdict(media), "others": more, "album_id": album_id}
        case IncomingReaction(message_id=message_id, emoji=emoji, added=added):
            return {"reaction": {"message_id": message_id, "emoji": emoji, "added": added}}
        case IncomingPress(action=action, message_id=message_id):
            return {"press": {"action": action, "message_id": message_id}}
        case _:
            return {}


def address_in(delivery: Mapping[str, Any]) -> Address:
    """The address again."""
    stored = delivery["address"]
    platform, audience = Platform(stored["platform"]), Audience(stored["audience"])
    return Address(**{**stored, "platform": platform, "audience": audience})
