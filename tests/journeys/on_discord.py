"""People on Discord who agreed, and a Discord around the real program."""

import asyncio
import re
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from adapters.chat.message import Account, Platform
from engine.taste import FeedbackKind
from tests.adapters.chat.discord.fake_discord import (
    EPHEMERAL,
    ME,
    TOKEN,
    FakeDiscord,
    user,
)
from tests.journeys.conftest import Program
from tests.journeys.trial import HEARD_WITHIN_S, PHOTOS, Folder

FIRST_PERSON, FIRST_CHANNEL = 5_000, 9_000


@dataclass
class Crowd:
    """Listeners who agreed, each with one photo."""

    discord: FakeDiscord
    folder: Folder
    selfie: bytes
    asked: int = 0
    photos: dict[int, str] = field(default_factory=dict)  # the newest event of each
    presses: dict[int, str] = field(default_factory=dict)
    taps: dict[int, str] = field(default_factory=dict)  # to see an answer that may not have come
    tapped: Counter[int] = field(default_factory=Counter)
    person_of: dict[str, int] = field(default_factory=dict)  # by token
    brought: set[str] = field(default_factory=set)  # interactions, to the program that runs

    async def send(self, count: int) -> None:
        self.asked += count
        for number in range(self.asked - count, self.asked):
            await self._send_photo(number)

    async def hear(self, sets: int) -> None:
        try:
            async with asyncio.timeout(HEARD_WITHIN_S):
                while len(self.sets()) < sets:
                    await self._do_what_is_asked()
                    await asyncio.sleep(0.02)
                await self._do_what_is_asked()
        except TimeoutError:
            sets, shown = self.sets(), self.shown()
            missing = {one: shown[one] for one in range(self.asked) if not sets[one]}
            pytest.fail(f"no set for {missing}\n{self.folder.log[-3000:]}")

    @asynccontextmanager
    async def program(self, **more: str) -> AsyncIterator[Program]:
        self.discord.identified.clear()
        self.brought.clear()
        settings = {
            "MIEN_DISCORD_TOKEN": TOKEN,
            "MIEN_DISCORD_API_URL": self.discord.api_url,
            "MIEN_DISCORD_GATEWAY_URL": self.discord.gateway_url,
            "MIEN_DISCORD_MEDIA_HOSTS": "127.0.0.1",
        }
        async with self.folder.program(**settings, **more) as program:
            await self.discord.until(lambda: self.discord.identified)
            for number in await self.unheard(self.photos):
                await self._send_photo(number)
            for number in await self.unheard(self.presses):
                del self.presses[number]
            for number in await self.unheard(self.taps):
                del self.taps[number]
                self.tapped[number] -= 1
            yield program
        await self._check_what_was_told()

    async def everything_arrives(self) -> None:
        await self.discord.until(lambda: self.brought <= self.acknowledged())

    async def unheard(self, events: dict[int, str]) -> list[int]:
        """Whose event did not arrive, or failed in their eyes, and who has no set so far."""
        stored = await self.folder.stored(Platform.DISCORD, events.values())
        failed = {*self.person_of} - self.discord.deferred
        sets = self.sets()
        return [
            number
            for number, event in events.items()
            if event not in stored or (f"token-{event}" in failed and not sets[number])
        ]

    def shown(self) -> dict[int, list[dict]]:
        """What each of them sees, oldest first."""
        shown: dict[int, list[dict]] = defaultdict(list)
        for method, path, _, body in self.discord.requests:
            channel = re.fullmatch(r"/channels/(\d+)/messages", path)
            token = re.fullmatch(r"/webhooks/\d+/([^/]+)", path)
            if method != "POST" or not (channel or token):
                continue
            if channel:
                shown[int(channel[1]) - FIRST_CHANNEL].append(body)
            elif token[1] in self.discord.deferred:
                shown[self.person_of[token[1]]].append(body)
        return shown

    def sets(self) -> Counter[int]:
        return Counter(
            number for number, lines in self.shown().items() for one in lines if is_set(one)
        )

    def acknowledged(self) -> set[str]:
        """Interactions of which Discord was told that they arrived."""
        return {token.removeprefix("token-") for token in self.discord.deferred}

    async def likes(self) -> dict[int, int]:
        """How many signs each of those has given who gave any."""
        given = {number: await self.folder.given_by(account(number)) for number in range(PHOTOS)}
        assert all(one.kind is FeedbackKind.LIKE for signs in given.values() for one in signs)
        return {number: len(signs) for number, signs in given.items() if signs}

    async def _do_what_is_asked(self) -> None:
        """Whoever is asked whether the answer came says so; every third likes the first song."""
        for number, lines in self.shown().items():
            sets = [one for one in lines if is_set(one)]
            asked = [one for one in lines if "tap and I look again" in str(one)]
            asked_to_repeat = [one for one in lines if "please send that again" in str(one)]
            if asked and not sets and len(asked + asked_to_repeat) > self.tapped[number]:
                self.tapped[number] += 1
                self.taps[number] = await self._press(number, asked[-1], "Look again")
            if sets and number % 3 == 0 and number not in self.presses:
                self.presses[number] = await self._press(number, sets[-1], "👍 1")

    async def _send_photo(self, number: int) -> None:
        picture = self.discord.attachment("selfie.jpg", self.selfie, content_type="image/jpeg")
        if by_command(number):
            self.photos[number] = await self._command(number, picture)
            return
        channel = FIRST_CHANNEL + number
        sent = self.discord.message(
            author=person(number), guild=False, channel=channel, attachments=[picture]
        )
        self.photos[number] = sent["id"]
        await self.discord.happens("MESSAGE_CREATE", sent)

    async def _command(self, number: int, picture: dict) -> str:
        options = [{"name": "photo", "type": 11, "value": picture["id"]}]
        resolved = {"attachments": {picture["id"]: picture}}
        data = {"id": "1", "name": "selfie", "type": 1, "options": options, "resolved": resolved}
        return await self._interact(
            number, self.discord.interaction(2, data, author=person(number), locale="en-US")
        )

    async def _press(self, number: int, on: dict, label: str) -> str:
        buttons = [button for row in on["components"] for button in row["components"]]
        custom_id = next(one["custom_id"] for one in buttons if label in one.get("label", ""))
        message = self.discord.message(
            author=ME,
            guild=False,
            channel=channel_of(number),
            flags=EPHEMERAL if by_command(number) else 0,
            components=on["components"],
        )
        where = {} if by_command(number) else {"context": 1, **private_channel(number)}
        pressed = self.discord.press(
            custom_id, message, author=person(number), locale="en-US", **where
        )
        return await self._interact(number, pressed)

    async def _interact(self, number: int, interaction: dict) -> str:
        self.person_of[interaction["token"]] = number
        self.brought.add(interaction["id"])
        await self.discord.happens("INTERACTION_CREATE", interaction)
        return interaction["id"]

    async def _check_what_was_told(self) -> None:
        """Nobody was told that it arrived before it was stored."""
        told = self.acknowledged()
        assert await self.folder.stored(Platform.DISCORD, told) == told


def by_command(number: int) -> bool:
    return number % 2 == 1


def account(number: int) -> Account:
    return Account(Platform.DISCORD, str(FIRST_PERSON + number))


def person(number: int) -> dict:
    return user(FIRST_PERSON + number, "ann")


def channel_of(number: int) -> int:
    return 101 if by_command(number) else FIRST_CHANNEL + number


def private_channel(number: int) -> dict:
    channel = str(channel_of(number))
    return {"channel_id": channel, "channel": {"id": channel, "type": 1, "recipients": []}}


def is_set(sent: dict) -> bool:
    shown = "".join(embed.get("description") or "" for embed in sent.get("embeds") or ())
    return shown.count("open.spotify.com/track/") == 5
