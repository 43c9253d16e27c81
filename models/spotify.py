"""Spotify accounts that listeners linked."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import NEVER_REUSE_IDS, Base, OwnedByListener


class SpotifyAccountRecord(OwnedByListener, Base):
    """A listener's account. `sealed_account` is encrypted: tokens, and whose account it is."""

    __tablename__ = "spotify_accounts"
    __table_args__ = (UniqueConstraint("listener_id"), NEVER_REUSE_IDS)

    id: Mapped[int] = mapped_column(primary_key=True)
    sealed_account: Mapped[str] = mapped_column(Text)
    linked_at: Mapped[datetime]


class SpotifyLinkRecord(OwnedByListener, Base):
    """A link that was asked for and not used yet; found by a keyed hash of its state.

    `sealed_delivery` is encrypted: where its listener waits to hear of it.
    """

    __tablename__ = "spotify_links"
    __table_args__ = (UniqueConstraint("listener_id"), NEVER_REUSE_IDS)

    id: Mapped[int] = mapped_column(primary_key=True)
    state_hash: Mapped[str] = mapped_column(String(64), unique=True)
    sealed_delivery: Mapped[str] = mapped_column(Text)
    expires_at: Mapped[datetime]


class SpotifyPlaylistRecord(OwnedByListener, Base):
    """The playlist that songs of a mood go to. `sealed_playlist` is its id, encrypted."""

    __tablename__ = "spotify_playlists"
    __table_args__ = (UniqueConstraint("listener_id", "mood_name"), NEVER_REUSE_IDS)

    id: Mapped[int] = mapped_column(primary_key=True)
    mood_name: Mapped[str] = mapped_column(String(16))
    sealed_playlist: Mapped[str] = mapped_column(Text)
