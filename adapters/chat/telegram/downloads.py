"""Fetches what was sent, into memory only."""

from __future__ import annotations

from telegram import Bot, File
from telegram.constants import FileSizeLimit
from telegram.error import BadRequest, InvalidToken

from adapters.chat.message import MediaReference
from adapters.chat.telegram.calls import patiently
from adapters.chat.telegram.pace import Pace
from adapters.errors import MediaGoneError
from engine.errors import MediaTooLargeError

READ_TIMEOUT_S = 20.0


class Downloads:
    """Files of the Bot API. Telegram hands bots nothing beyond 20 MB."""

    def __init__(self, bot: Bot, *, pace: Pace) -> None:
        self._bot = bot
        self._pace = pace

    async def fetch(self, media: MediaReference, *, limit_bytes: int) -> bytes:
        """The bytes; MediaTooLargeError before anything is downloaded where the size is known."""
        limit = min(limit_bytes, FileSizeLimit.FILESIZE_DOWNLOAD.value)
        _refuse_beyond(limit, media.size_bytes)
        file = await self._file(media, limit)
        _refuse_beyond(limit, file.file_size)
        data = await self._bytes(file)
        _refuse_beyond(limit, len(data))
        return data

    async def _file(self, media: MediaReference, limit: int) -> File:
        try:
            file = await patiently(lambda: self._bot.get_file(media.key), pace=self._pace)
        except BadRequest as error:
            if "too big" in error.message.lower():
                raise MediaTooLargeError(limit + 1, limit=limit, unit="bytes") from error
            raise MediaGoneError("Telegram no longer has the file") from error
        if not file.file_path:
            raise MediaGoneError("Telegram gave no path to the file")
        return file

    async def _bytes(self, file: File) -> bytes:
        try:
            data = await patiently(
                lambda: file.download_as_bytearray(read_timeout=READ_TIMEOUT_S), pace=self._pace
            )
        except (BadRequest, InvalidToken):
            # The library takes every 404 for a refused token; getFile has just accepted it.
            raise MediaGoneError("the link to the file has expired") from None
        return bytes(data)


def _refuse_beyond(limit: int, size_bytes: int | None) -> None:
    if size_bytes is not None and size_bytes > limit:
        raise MediaTooLargeError(size_bytes, limit=limit, unit="bytes")
