"""What one person sends, where it does not matter who and what."""

from datetime import UTC, datetime

from adapters.chat.message import Account, Address, IncomingPhoto, MediaReference, Platform

HOME = Address(Platform.WEB, "home")
FACTS = {
    "event_id": "one",
    "account": Account(Platform.WEB, "ada"),
    "address": HOME,
    "received_at": datetime(2026, 5, 1, tzinfo=UTC),
}
PHOTO = IncomingPhoto(**FACTS, media=MediaReference("photo"))
