"""A catalogue and what a recommender looks up in it all the time."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from engine.song_index import SongIndex
from engine.taste_space import TasteSpace

if TYPE_CHECKING:
    from engine.catalogue import Catalogue

# Who is named by the tracks of many pools: most return with the next request.
REMEMBERED_CREDITS = 65_536


class Shelf:
    """Built once for each catalogue; holds nothing of any listener."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.songs = SongIndex(catalogue)
        self.space = TasteSpace(catalogue)
        self.credits = lru_cache(maxsize=REMEMBERED_CREDITS)(catalogue.credits)
