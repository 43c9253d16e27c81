import asyncio

from adapters.chat.message import Address, Platform
from adapters.chat.telegram.pace import Pace
from adapters.chat.telegram.working import WorkingSigns


class Bot:
    """A bot whose chat actions are only counted."""

    def __init__(self) -> None:
        self.acted = asyncio.Event()

    async def send_chat_action(self, *_: object, **__: object) -> None:
        self.acted.set()


async def shown(*event_ids: str) -> WorkingSigns:
    bot = Bot()
    signs = WorkingSigns(bot, pace=Pace())
    for event_id in event_ids:
        signs.show(Address(Platform.TELEGRAM, "1"), event_id)
    await bot.acted.wait()
    return signs


async def test_the_answer_of_an_event_ends_its_sign_alone():
    signs = await shown("first", "second")

    signs.stop("1", "first")
    await asyncio.sleep(0)
    await asyncio.sleep(0)

    assert set(signs._shown) == {("1", "second")}
    signs.close()


async def test_a_message_that_answers_nothing_leaves_the_sign():
    signs = await shown("first")

    signs.stop("1", None)
    await asyncio.sleep(0)
    await asyncio.sleep(0)

    assert set(signs._shown) == {("1", "first")}
    signs.close()
