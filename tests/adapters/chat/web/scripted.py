"""A conversation that knows a handful of answers, and the browser that it is shown in."""

from __future__ import annotations

import asyncio
import io
from dataclasses import replace

from PIL import Image
from skimage.data import astronaut

from adapters.chat.message import (
    Button,
    Card,
    Completion,
    File,
    IncomingCommand,
    IncomingOpened,
    IncomingPhoto,
    IncomingPress,
    IncomingText,
    Link,
    Picture,
    Reply,
    ReplyKind,
)
from bot.replies.page import page_texts

TEXTS = page_texts()["en"]
PLAYER = "https://open.spotify.com/embed/track/1"


def jpeg() -> bytes:
    file = io.BytesIO()
    Image.fromarray(astronaut()).save(file, "JPEG")
    return file.getvalue()


def png() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(file, "PNG")
    return file.getvalue()


def set_of_two(*, liked: bool = False) -> Reply:
    cards = tuple(
        Card(
            f"Song {number} <b>bold</b>",
            ("A Band",),
            "as bright as your face",
            links=(Link("Spotify", "https://x.example/1"), Link("Deezer", "https://y.example/1")),
            number=number,
            player_url=PLAYER,
            buttons=(
                Button("👍", f"like:{number}", pressed=liked and number == 1, spoken="Like"),
                Button("👎", f"dislike:{number}", spoken="Dislike"),
            ),
        )
        for number in (1, 2)
    )
    return Reply("You look happy.", heading="Sunbeams", cards=cards)


def card_apart() -> Reply:
    together = set_of_two()
    return replace(together, text="", heading=None, cards=together.cards[:1])


FILES = Reply(
    "Take them.",
    pictures=(Picture(png(), "A curve"), Picture(png(), "Boxes")),
    files=(
        File("songs.m3u8", "audio/x-mpegurl", b"#EXTM3U\n", "For players"),
        File("a-very-long-name-" * 6 + ".json", "application/json", bytes(2_400_000)),
    ),
)


def menu_after(action: str) -> Reply:
    """Settings: a switch, and a way to another menu in its place."""
    if action == "language":
        rows = (Button("English", "language:en", pressed=True), Button("Deutsch", "language:de"))
        return Reply("Which language?", buttons=(rows, (Button("Back", "songs:off"),)))
    switch = Button("Leave out", "songs:off") if action == "songs:on" else Button("Let", "songs:on")
    services = (Button("Spotify", "service:1", pressed=True), Button("Deezer", "service:2"))
    return Reply("Settings.", buttons=((switch,), (*services, Button("Language", "language"))))


class Script:
    """A conversation that knows a handful of answers."""

    def __init__(self) -> None:
        self.may_answer = asyncio.Event()
        self.photos: list[bytes] = []
        self.asks_first = False
        self.waiting: list[IncomingPhoto] = []
        self.may_suggest = asyncio.Event()
        self.may_suggest.set()
        self.typed: list[tuple[str, str, str | None]] = []
        self.asked = asyncio.Condition()

    async def look(self, chat, event) -> None:
        await chat.show_working(event.address, event.event_id)
        for media in (event.media, *event.others):
            self.photos.append(await chat.fetch(media, event.address, limit_bytes=2**24))
        await self.may_answer.wait()
        await chat.send(event.address, replace(set_of_two(), answers=event.event_id))

    async def complete(self, command: str, typed: str, locale: str | None) -> list[Completion]:
        async with self.asked:
            self.typed.append((command, typed, locale))
            self.asked.notify_all()
        await self.may_suggest.wait()
        moods = ("happy", "hopeful", "hazy", "calm")
        return [Completion(f"{each}!", each) for each in moods if each.startswith(typed)]

    async def __call__(self, chat, event) -> None:
        await (self.ask if self.asks_first else self.answer)(chat, event)

    async def ask(self, chat, event) -> None:
        """Lets every photo wait until the listener agrees."""
        agree = ((Button("I agree", "agree"),),)
        match event:
            case IncomingPhoto() if event.event_id in {each.event_id for each in self.waiting}:
                return
            case IncomingPhoto():
                self.waiting.append(event)
                reply = Reply("Your picture waits.", buttons=agree, answers=event.event_id)
                await chat.send(event.address, reply)
            case IncomingPress(action="agree"):
                await self.look(chat, self.waiting.pop())
            case IncomingCommand(name="forget"):
                await chat.send(event.address, Reply("Forgotten.", clears=True))
            case IncomingCommand(name="no"):
                settled = tuple(photo.event_id for photo in self.waiting)
                await chat.send(event.address, Reply("Not looked at.", settles=settled))
            case _:
                await self.answer(chat, event)

    async def answer(self, chat, event) -> None:
        if isinstance(event, IncomingPhoto):
            await self.look(chat, event)
        for reply in replies_to(event):
            await chat.send(event.address, replace(reply, answers=event.event_id))


def replies_to(event) -> list[Reply]:
    match event:
        case IncomingOpened():
            return [Reply("Hello.", buttons=((Button("I agree", "agree"),),))]
        case IncomingPress(action=action, message_id=shown):
            return [
                each if each.kind is ReplyKind.TOAST else each.replacing(shown)
                for each in PRESSED.get(action, [Reply("Thank you.")])
            ]
        case IncomingText(text=text):
            return [Reply(f"You said {text}", pictures=(Picture(png(), "A curve"),))]
        case IncomingCommand(name=name, argument=argument):
            return [COMMANDED.get(name, Reply(f"Command {name}, {argument}"))]
        case _:
            return []


PRESSED = {
    "like:1": [set_of_two(liked=True), Reply("Noted.", kind=ReplyKind.TOAST)],
    "thank": [Reply("Gern.", kind=ReplyKind.TOAST, language="de")],
    **{each: [menu_after(each)] for each in ("songs:on", "songs:off", "language")},
}
GERMAN = Reply("Lieder zu guter Laune.", buttons=((Button("Danke", "thank"),),), language="de")
GERMAN_SET = replace(set_of_two(), files=FILES.files, language="de")
COMMANDED = {
    "menu": menu_after("songs:off"),
    "files": FILES,
    "set": set_of_two(),
    "card": card_apart(),
    "german": GERMAN,
    "deutsch": GERMAN_SET,
    "english": Reply("Songs for a good mood.", language="en"),
}


async def send_photo(page) -> None:
    photo = {"name": "me.jpg", "mimeType": "image/jpeg", "buffer": jpeg()}
    await page.get_by_label(TEXTS["choose_photo"]).set_input_files(photo)


async def send_list(page) -> None:
    songs = {"name": "mine.csv", "mimeType": "text/csv", "buffer": b"Adele - Hello"}
    await page.get_by_label(TEXTS["choose_photo"]).set_input_files(songs)
