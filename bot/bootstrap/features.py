"""Who describes songs that the catalogue lacks, where the host switched that on."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import datetime
from typing import TYPE_CHECKING

from adapters.storage.storage import Storage
from bot.conversation.describing import SongDescriber
from bot.metering import Meter, MeteredSource
from bot.settings import Settings

if TYPE_CHECKING:
    from adapters.reccobeats import ReccoBeats


WELL_KNOWN_ID = "003vvx7Niy0yvhvHt4a68B"  # Mr. Brightside, by The Killers


async def song_describer(
    settings: Settings,
    storage: Storage,
    *,
    stack: AsyncExitStack,
    meter: Meter,
    clock: Callable[[], datetime],
) -> SongDescriber:
    """It knows what was described before, whoever is asked from now on."""
    source = MeteredSource(_source(settings, stack), meter) if settings.feature_source else None
    describer = SongDescriber(source, storage.described_songs, clock=clock)
    await describer.load()
    return describer


async def check_feature_source(settings: Settings) -> bool:
    """Whether it knows a song that everybody knows; FeatureSourceError if it does not answer."""
    async with AsyncExitStack() as stack:
        return await _source(settings, stack).knows(WELL_KNOWN_ID)


def _source(settings: Settings, stack: AsyncExitStack) -> ReccoBeats:
    from adapters.reccobeats import ReccoBeats

    source = ReccoBeats(settings.reccobeats_url)
    stack.push_async_callback(source.close)
    return source
