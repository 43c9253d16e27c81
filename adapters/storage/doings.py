"""That something was done, noted in the transaction that does it: once, whatever is restarted."""

from __future__ import annotations

from sqlalchemy import bindparam, update
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.storage.database import table_of
from adapters.values import RequestId, RequestState
from models import RequestRecord

_REQUESTS = table_of(RequestRecord)
_DONE = (
    update(_REQUESTS)
    .where(_REQUESTS.c.id == bindparam("this"), _REQUESTS.c.state == RequestState.ACCEPTED)
    .values(state=RequestState.TELLING)
)


async def note_done(session: AsyncSession, asked_by: RequestId | None) -> None:
    """What this request asked for is done; all that is left is to tell."""
    if asked_by is not None:
        await session.execute(_DONE, {"this": asked_by})
