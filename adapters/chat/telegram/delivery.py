"""Shows replies: messages, edits, pictures, files and toasts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram import Bot, InlineKeyboardMarkup, InputFile, LinkPreviewOptions, Message
from telegram.constants import CallbackQueryLimit, MessageLimit, ParseMode
from telegram.error import BadRequest, ChatMigrated

from adapters.chat.message import Address, Audience, File, Picture, Reply, ReplyKind
from adapters.chat.telegram.calls import patiently
from adapters.chat.telegram.identity import Identity
from adapters.chat.telegram.keyboard import keyboard_of, opens_private
from adapters.chat.telegram.pace import Pace
from adapters.chat.telegram.presses import Presses
from adapters.chat.telegram.rendering import cut, html_of
from adapters.chat.telegram.reply_token import token_of
from adapters.chat.telegram.spacing import Spacing
from adapters.errors import PlatformError

_LONGEST_TOAST = CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH
_UNCHANGED = "message is not modified"
_GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")

_Result = TypeVar("_Result")


class Delivery:
    """Sends to Telegram what the conversation says."""

    def __init__(self, bot: Bot, *, identity: Identity, presses: Presses, pace: Pace) -> None:
        self._bot = bot
        self._identity = identity
        self._presses = presses
        self._spacing = Spacing(pace=pace)
        self._pace = pace

    async def deliver(self, address: Address, reply: Reply) -> str | None:
        """The id of the message that shows the reply; None for a toast."""
        if reply.kind is ReplyKind.TOAST:
            await self._toast(address, reply)
            return None
        return await self._message(address, reply)

    async def _toast(self, address: Address, reply: Reply) -> None:
        query_id, text = token_of(address).query_id, reply.plain_text()
        # In a group a toast is for the one who pressed, so it never becomes a message there.
        if query_id is not None and _is_plain(reply) and (_fits(text) or not address.private):
            answered = await self._presses.answer(query_id, cut(text, limit=_LONGEST_TOAST))
            if answered or not address.private:
                return
        await self._message(address, reply)

    async def _message(self, address: Address, reply: Reply) -> str | None:
        if address.audience is Audience.SENDER:
            raise PlatformError("Telegram shows a message in a group to everyone there")
        # Pictures go first, on their own: the message with the buttons is edited later, and
        # Telegram turns no picture into text and cuts captions at a quarter of a message.
        shown = None
        for picture in reply.pictures:
            shown = await self._photo(address, picture)
        for file in reply.files:
            shown = await self._document(address, file)
        text = html_of(reply, limit=MessageLimit.MAX_TEXT_LENGTH)
        if not text:
            return shown
        keyboard = await self._keyboard(address, reply)
        replaced = reply.replaces
        if replaced is not None and await self._edited(address, reply, text, keyboard):
            return replaced
        return await self._new(address, reply, text, keyboard)

    async def _keyboard(self, address: Address, reply: Reply) -> InlineKeyboardMarkup | None:
        if address.private or not opens_private(reply):
            return keyboard_of(reply)
        me = await self._identity.me()
        link = f"https://t.me/{me.username}?start="
        return keyboard_of(reply, link_of=lambda action: link + me.links.payload_of(action))

    async def _new(
        self, address: Address, reply: Reply, text: str, keyboard: InlineKeyboardMarkup | None
    ) -> str:
        return await self._sent(
            address,
            lambda chat_id: self._bot.send_message(
                chat_id,
                text,
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard,
                link_preview_options=_preview(reply),
                **token_of(address).place(),
            ),
        )

    async def _edited(
        self, address: Address, reply: Reply, text: str, keyboard: InlineKeyboardMarkup | None
    ) -> bool:
        """False if the message is gone."""
        try:
            await self._called(
                address,
                lambda chat_id: self._bot.edit_message_text(
                    text,
                    chat_id,
                    int(reply.replaces or 0),
                    parse_mode=ParseMode.HTML,
                    reply_markup=keyboard,
                    link_preview_options=_preview(reply),
                ),
            )
        except BadRequest as error:
            return _after_refused_edit(error)
        return True

    async def _photo(self, address: Address, picture: Picture) -> str:
        # Telegram has no alternative text; the caption is what a screen reader reads.
        caption = cut(picture.alt_text, limit=MessageLimit.CAPTION_LENGTH)
        return await self._sent(
            address,
            lambda chat_id: self._bot.send_photo(
                chat_id, picture.png, caption=caption or None, **token_of(address).place()
            ),
        )

    async def _document(self, address: Address, file: File) -> str:
        caption = cut(file.description, limit=MessageLimit.CAPTION_LENGTH)
        return await self._sent(
            address,
            lambda chat_id: self._bot.send_document(
                chat_id,
                InputFile(file.data, filename=file.name),
                caption=caption or None,
                # What looks like music or a picture stays a file with its name.
                disable_content_type_detection=True,
                **token_of(address).place(),
            ),
        )

    async def _sent(self, address: Address, send: Callable[[str], Awaitable[Message]]) -> str:
        message = await self._called(address, send)
        message_id = str(message.message_id)
        if not address.private:
            self._identity.messages.note(str(message.chat.id), message_id)
        return message_id

    async def _called(self, address: Address, call: Callable[[str], Awaitable[_Result]]) -> _Result:
        if not address.private:
            await self._spacing.turn(address.chat_id)
        try:
            return await patiently(lambda: call(address.chat_id), pace=self._pace)
        except ChatMigrated as error:
            # The group has become a supergroup, which Telegram gives another id.
            moved_to = str(error.new_chat_id)
            return await patiently(lambda: call(moved_to), pace=self._pace)


def _after_refused_edit(error: BadRequest) -> bool:
    reason = error.message.lower()
    if _UNCHANGED in reason:
        return True
    if any(gone in reason for gone in _GONE):
        return False
    raise error


def _is_plain(reply: Reply) -> bool:
    return not (reply.cards or reply.buttons or reply.pictures or reply.files)


def _fits(text: str) -> bool:
    return cut(text, limit=_LONGEST_TOAST) == text


def _preview(reply: Reply) -> LinkPreviewOptions:
    # Five previews would be one, of the first track only; a single card gets its player.
    return LinkPreviewOptions(is_disabled=len(reply.cards) != 1)
