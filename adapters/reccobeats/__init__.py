"""ReccoBeats: the features of songs by their Spotify ids (https://reccobeats.com/docs)."""

from adapters.reccobeats.client import Patience, ReccoBeats

__all__ = ["Patience", "ReccoBeats"]
