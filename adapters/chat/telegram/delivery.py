"""Shows replies: messages, edits, pictures and toasts."""

from __future__ import annotations

from telegram import Bot, LinkPreviewOptions
from telegram.constants import CallbackQueryLimit, MessageLimit, ParseMode
from telegram.error import BadRequest

from adapters.chat.message import Address, Picture, Reply, ReplyKind
from adapters.chat.telegram.calls import patiently
from adapters.chat.telegram.keyboard import keyboard_of
from adapters.chat.telegram.pace import Pace
from adapters.chat.telegram.presses import Presses
from adapters.chat.telegram.rendering import cut, html_of

_UNCHANGED = "message is not modified"
_GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")


class Delivery:
    """Sends to Telegram what the conversation says."""

    def __init__(self, bot: Bot, *, presses: Presses, pace: Pace) -> None:
        self._bot = bot
        self._presses = presses
        self._pace = pace

    async def deliver(self, address: Address, reply: Reply) -> str | None:
        """The id of the message that shows the reply; None for a toast."""
        if reply.kind is ReplyKind.TOAST:
            await self._toast(address, reply)
            return None
        return await self._message(address.chat_id, reply)

    async def _toast(self, address: Address, reply: Reply) -> None:
        token, text = address.reply_token, reply.plain_text()
        if token is not None and _fits_toast(reply, text):
            answered = await self._presses.answer(token, text)
            if answered:
                return
        await self._message(address.chat_id, reply)

    async def _message(self, chat_id: str, reply: Reply) -> str | None:
        # Pictures go first, on their own: the message with the buttons is edited later, and
        # Telegram turns no picture into text and cuts captions at a quarter of a message.
        shown = None
        for picture in reply.pictures:
            shown = await self._photo(chat_id, picture)
        text = html_of(reply, limit=MessageLimit.MAX_TEXT_LENGTH)
        if not text:
            return shown
        replaced = reply.replaces
        if replaced is not None and await self._edited(chat_id, int(replaced), reply, text):
            return replaced
        return await self._new(chat_id, reply, text)

    async def _new(self, chat_id: str, reply: Reply, text: str) -> str:
        message = await patiently(
            lambda: self._bot.send_message(
                chat_id,
                text,
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard_of(reply),
                link_preview_options=_preview(reply),
            ),
            pace=self._pace,
        )
        return str(message.message_id)

    async def _edited(self, chat_id: str, message_id: int, reply: Reply, text: str) -> bool:
        """False if the message is gone."""
        try:
            await patiently(
                lambda: self._bot.edit_message_text(
                    text,
                    chat_id,
                    message_id,
                    parse_mode=ParseMode.HTML,
                    reply_markup=keyboard_of(reply),
                    link_preview_options=_preview(reply),
                ),
                pace=self._pace,
            )
        except BadRequest as error:
            return _after_refused_edit(error)
        return True

    async def _photo(self, chat_id: str, picture: Picture) -> str:
        # Telegram has no alternative text; the caption is what a screen reader reads.
        caption = cut(picture.alt_text, limit=MessageLimit.CAPTION_LENGTH)
        message = await patiently(
            lambda: self._bot.send_photo(chat_id, picture.png, caption=caption or None),
            pace=self._pace,
        )
        return str(message.message_id)


def _after_refused_edit(error: BadRequest) -> bool:
    reason = error.message.lower()
    if _UNCHANGED in reason:
        return True
    if any(gone in reason for gone in _GONE):
        return False
    raise error


def _fits_toast(reply: Reply, text: str) -> bool:
    more = reply.cards or reply.buttons or reply.pictures
    return not more and len(text) <= CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH


def _preview(reply: Reply) -> LinkPreviewOptions:
    # Five previews would be one, of the first track only; a single card gets its player.
    return LinkPreviewOptions(is_disabled=len(reply.cards) != 1)
