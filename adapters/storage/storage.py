"""All stores on one database."""

from __future__ import annotations

from dataclasses import dataclass

from adapters.storage.database import Database
from adapters.storage.described_songs import DescribedSongStore
from adapters.storage.feedback import FeedbackStore
from adapters.storage.goals import GoalStore
from adapters.storage.history import HistoryStore
from adapters.storage.keys import Cipher, IdentityHasher, Keys, WrongKeyError
from adapters.storage.listeners import ListenerStore
from adapters.storage.own_songs import OwnSongStore
from adapters.storage.places import PlaceStore
from adapters.storage.requests import RequestStore
from adapters.storage.spotify import SpotifyStore
from models import KeyFingerprintRecord

_ONLY_ROW = 1


@dataclass(frozen=True, slots=True)
class Storage:
    """The stores; close it when all of them are done."""

    listeners: ListenerStore
    requests: RequestStore
    history: HistoryStore
    feedback: FeedbackStore
    goals: GoalStore
    own_songs: OwnSongStore
    described_songs: DescribedSongStore
    places: PlaceStore
    spotify: SpotifyStore
    database: Database

    async def close(self) -> None:
        """Closes the database."""
        await self.database.close()


async def open_storage(url: str, keys: Keys) -> Storage:
    """The stores of a migrated database; StorageError, WrongKeyError if it has another key."""
    database = Database(url)
    hasher = IdentityHasher(keys)
    try:
        await _check_key(database, hasher.fingerprint())
    except BaseException:
        await database.close()
        raise
    return Storage(
        listeners=ListenerStore(database, hasher=hasher),
        requests=RequestStore(database, hasher=hasher, cipher=Cipher(keys)),
        history=HistoryStore(database, hasher=hasher),
        feedback=FeedbackStore(database),
        goals=GoalStore(database),
        own_songs=OwnSongStore(database),
        described_songs=DescribedSongStore(database),
        places=PlaceStore(database, hasher=hasher),
        spotify=SpotifyStore(database, hasher=hasher, cipher=Cipher(keys)),
        database=database,
    )


async def _check_key(database: Database, fingerprint: str) -> None:
    # With another key nobody would be known again, and nobody would be told.
    async with database.transaction() as session:
        known = await session.get(KeyFingerprintRecord, _ONLY_ROW)
        if known is None:
            session.add(KeyFingerprintRecord(id=_ONLY_ROW, fingerprint=fingerprint))
        elif known.fingerprint != fingerprint:
            raise WrongKeyError("this database was made with another key file")
