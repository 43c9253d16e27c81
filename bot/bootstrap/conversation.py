"""Everything that answers, put together around one catalogue, and what outlives that."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

from bot.bootstrap.spotify import spotify_talk
from bot.conversation.collection import SongCollection
from bot.conversation.commands import command_specs
from bot.conversation.company import Company, Discretion
from bot.conversation.describing import SongDescriber
from bot.conversation.diary import Diary
from bot.conversation.documents import Documents
from bot.conversation.forgetting import Forgetting
from bot.conversation.imports import Imports
from bot.conversation.inbox import Answerer
from bot.conversation.offers import Offers
from bot.conversation.opening import Opening
from bot.conversation.own_songs import OwnSongs
from bot.conversation.photos import Photos
from bot.conversation.pictures import Pictures
from bot.conversation.places import Places
from bot.conversation.playlists import Playlists
from bot.conversation.preferences import Preferences
from bot.conversation.reactions import Reactions
from bot.conversation.rights import Rights
from bot.conversation.router import Listening, Router
from bot.conversation.seeds import Seeds
from bot.conversation.spotify.desk import SpotifyDesk
from bot.conversation.taste import Taste
from bot.conversation.without_faces import NoReaders, WithoutFaces
from bot.conversation.words import Words
from bot.pace import Pace
from bot.ports import MoodReaders, Storage
from bot.settings import Settings
from engine.catalogue import Catalogue
from engine.recommender import Recommender


class Lasting:
    """What is there once in a process, and remembers, whatever catalogue is in use.

    `pace` learns how long a photo takes. Without readers it is for a conversation in words alone.
    """

    def __init__(
        self,
        settings: Settings,
        storage: Storage,
        readers: MoodReaders | None,
        *,
        pace: Pace,
        describer: SongDescriber | None = None,
        spotify: SpotifyDesk | None = None,
    ) -> None:
        self.settings = settings
        self.storage = storage
        self.reads_faces = readers is not None
        self.describer = describer
        self.spotify = spotify
        self.clock = partial(datetime.now, UTC)
        self.imports = Imports(storage, clock=self.clock, kept_days=settings.retention_days)
        self.pictures = Pictures(
            readers or NoReaders(),
            at_once=settings.photos_at_once,
            largest_bytes=settings.photo_limit_mb * 2**20,
            pace=pace,
        )


def conversation_of(
    lasting: Lasting, *, recommender: Recommender, catalogue: Catalogue
) -> Answerer:
    """What answers every event from this catalogue; it remembers nothing but in `lasting`."""
    settings, storage, clock = lasting.settings, lasting.storage, lasting.clock
    describer, spotify, reads_faces = lasting.describer, lasting.spotify, lasting.reads_faces
    commands = command_specs(spotify=spotify is not None, faces=reads_faces)
    collection = SongCollection(catalogue, storage=storage, clock=clock, describer=describer)
    offers = Offers(recommender, collection=collection, storage=storage, clock=clock)
    company = Company(offers, storage=storage, help_url=settings.help_url, reads_faces=reads_faces)
    own_songs = OwnSongs(collection, storage=storage, clock=clock, help_url=settings.help_url)
    listening = Listening(
        photos=Photos(lasting.pictures, offers, storage=storage, clock=clock),
        documents=Documents((lasting.imports, own_songs)),
        own_songs=own_songs,
        words=Words(offers, help_url=settings.help_url),
        reactions=Reactions(
            offers, recommender, collection=collection, storage=storage, clock=clock
        ),
        opening=Opening(offers, storage=storage, commands=commands, reads_faces=reads_faces),
    )
    router = Router(
        listening,
        others=(
            company,
            Seeds(catalogue, storage=storage, clock=clock),
            Taste(catalogue, storage=storage),
            Preferences(storage),
            Diary(storage, clock=clock),
            Playlists(storage, help_url=settings.help_url),
            Places(storage),
            Rights(
                storage,
                clock=clock,
                kept_days=settings.retention_days,
                spotify=spotify is not None,
                feature_source=describer.source_name if describer else None,
            ),
            Forgetting(storage, clock=clock, accounts=spotify.accounts if spotify else None),
            lasting.imports,
            *(spotify_talk(spotify, settings, collection) if spotify else ()),
        ),
        commands=commands,
    )
    discreet = Discretion(router, company)
    return discreet if reads_faces else WithoutFaces(discreet)
