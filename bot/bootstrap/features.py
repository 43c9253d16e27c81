"""Who describes songs that the catalogue lacks, where the host switched that on."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import datetime

from adapters.storage.storage import Storage
from bot.conversation.describing import SongDescriber
from bot.ports import FeatureSource
from bot.settings import Settings


async def song_describer(
    settings: Settings, storage: Storage, *, stack: AsyncExitStack, clock: Callable[[], datetime]
) -> SongDescriber:
    """It knows what was described before, whoever is asked from now on."""
    source = _source(settings, stack) if settings.feature_source else None
    describer = SongDescriber(source, storage.described_songs, clock=clock)
    await describer.load()
    return describer


def _source(settings: Settings, stack: AsyncExitStack) -> FeatureSource:
    from adapters.reccobeats import ReccoBeats

    source = ReccoBeats(settings.reccobeats_url)
    stack.push_async_callback(source.close)
    return source
