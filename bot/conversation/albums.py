"""Pictures of one album that come as events of their own: gathered, and answered once."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from adapters.chat.message import Address, Audience, Incoming, IncomingPhoto
from adapters.values import ListenerId, PhotoRequest
from bot.conversation.turn import Piece, Turn

WAIT_S = 1.5  # an album has no end mark; its pieces come within a second or so
# Discord lets five answers to one press reach whoever brought Mien along: a thanks, and two for
# each clip.
MOST_WHISPERED = 2
MOST_PIECES = 10  # Telegram's and Discord's albums have no more
_MOST_REMEMBERED = 1000
# Pictures of one listener that wait for the notice, or for a tap: as many as an album can have.
MOST_WAITING = 10

_Key = tuple[ListenerId, str]


@dataclass(slots=True)
class _Album:
    pieces: list[Turn[IncomingPhoto]]
    last_at_s: float


class Albums:
    """Gathers the pieces of each album until none has come for `wait_s`."""

    def __init__(
        self,
        *,
        wait_s: float = WAIT_S,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._wait_s = wait_s
        self._sleep = sleep
        self._clock = clock
        self._open: dict[_Key, _Album] = {}
        self._refused: OrderedDict[_Key, None] = OrderedDict()

    def begin(self, turn: Turn[Incoming]) -> None:
        """Opens an album with its first piece, for which `whole` must be called."""
        piece = _piece(turn)
        if piece is not None:
            self._open[_key(piece)] = _Album([piece], self._clock())

    def joined(self, turn: Turn[Incoming]) -> bool:
        """Whether it is one more piece of an open album, and is answered together with it.

        Not if the album has as many as an album can have.
        """
        piece = _piece(turn)
        album = self._open.get(_key(piece)) if piece is not None else None
        if piece is None or album is None or len(album.pieces) >= MOST_PIECES:
            return False
        album.pieces.append(piece)
        album.last_at_s = self._clock()
        return True

    def refuse(self, turn: Turn[Incoming]) -> None:
        """The rest of its album is refused with it, and its sender is told once."""
        piece = _piece(turn)
        if piece is None:
            return
        self._refused[_key(piece)] = None
        if len(self._refused) > _MOST_REMEMBERED:
            self._refused.popitem(last=False)

    def was_refused(self, turn: Turn[Incoming]) -> bool:
        """Whether it is one more piece of an album whose sender was told so."""
        piece = _piece(turn)
        return piece is not None and _key(piece) in self._refused

    def begun_by(self, turn: Turn[Incoming]) -> bool:
        """Whether this piece opened an album to which more may come."""
        piece = _piece(turn)
        return piece is not None and _key(piece) in self._open

    async def whole(self, turn: Turn[Incoming]) -> Turn[Incoming]:
        """The turn of all pieces, once none comes any more; any other turn as it is."""
        piece = _piece(turn)
        album = self._open.get(_key(piece)) if piece is not None else None
        if piece is None or album is None:
            return turn
        try:
            while (left_s := album.last_at_s + self._wait_s - self._clock()) > 0:
                await self._sleep(left_s)
        finally:
            del self._open[_key(piece)]
        return _merged(album.pieces)


def together(requests: Iterable[PhotoRequest]) -> list[list[PhotoRequest]]:
    """Stored photos, those of one album together, in the order of the first of each."""
    groups: dict[object, list[PhotoRequest]] = {}
    for request in requests:
        groups.setdefault(request.album_id or request.request_id, []).append(request)
    return list(groups.values())


def surplus(albums: list[list[PhotoRequest]]) -> list[PhotoRequest]:
    """Of those that wait, the oldest beyond the most that may; the newest album always stays."""
    let_go: list[PhotoRequest] = []
    kept = sum(picture_count(album) for album in albums)
    for album in albums[:-1]:
        if kept <= MOST_WAITING:
            break
        kept -= picture_count(album)
        let_go += album
    return let_go


def picture_count(album: Iterable[PhotoRequest]) -> int:
    """All of them, those that came in one event too."""
    return sum(1 + len(request.others) for request in album)


def answerable(albums: list[list[PhotoRequest]], address: Address) -> list[list[PhotoRequest]]:
    """The last of those that are whispered there joined, where there are too many of them."""
    if address.audience is not Audience.SENDER:
        return albums
    here = [album for album in albums if album[0].address == address]
    elsewhere = [album for album in albums if album not in here]
    joined = [piece for album in here[MOST_WHISPERED - 1 :] for piece in album]
    return [*elsewhere, *here[: MOST_WHISPERED - 1], *([joined] if joined else [])]


def stored_turn(turn: Turn[Incoming], requests: Sequence[PhotoRequest]) -> Turn[IncomingPhoto]:
    """The turn of photos that were accepted earlier and are answered at once, where they say."""
    return _merged([_turn_of(turn, request) for request in requests])


def _turn_of(turn: Turn[Incoming], request: PhotoRequest) -> Turn[IncomingPhoto]:
    incoming = IncomingPhoto(
        event_id=request.event_id,
        account=turn.incoming.account,
        address=request.address,
        received_at=request.received_at,
        media=request.media,
        others=request.others,
        album_id=request.album_id,
        locale=request.locale or turn.incoming.locale,
    )
    return replace(turn.about(incoming), request_id=request.request_id, also=())


def _piece(turn: Turn[Incoming]) -> Turn[IncomingPhoto] | None:
    photo = turn.incoming
    return turn.about(photo) if isinstance(photo, IncomingPhoto) and photo.album_id else None


def _key(piece: Turn[IncomingPhoto]) -> _Key:
    return piece.listener_id, piece.incoming.album_id or ""


def _merged(pieces: Sequence[Turn[IncomingPhoto]]) -> Turn[IncomingPhoto]:
    first, *others = pieces
    media = [one for piece in others for one in (piece.incoming.media, *piece.incoming.others)]
    photo = replace(first.incoming, others=(*first.incoming.others, *media))
    also = tuple(Piece(piece.request_id, piece.incoming.event_id) for piece in others)
    return replace(first.about(photo), also=also)
