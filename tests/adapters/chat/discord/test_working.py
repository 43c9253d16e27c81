import asyncio

from adapters.chat.discord.working import WorkingSigns


class Channel:
    """A channel in which typing is only counted."""

    def __init__(self, number: int) -> None:
        self.id = number
        self.typed = asyncio.Event()

    async def typing(self) -> None:
        self.typed.set()


async def shown(signs: WorkingSigns, *event_ids: str) -> Channel:
    channel = Channel(1)
    for event_id in event_ids:
        signs.show(channel, event_id)
    await channel.typed.wait()
    return channel


async def test_the_answer_of_an_event_ends_its_sign_alone():
    signs = WorkingSigns()
    await shown(signs, "first", "second")

    signs.stop("1", "first")
    await asyncio.sleep(0)
    await asyncio.sleep(0)

    assert set(signs._shown) == {("1", "second")}
    signs.close()


async def test_a_message_that_answers_nothing_leaves_the_sign():
    signs = WorkingSigns()
    await shown(signs, "first")

    signs.stop("1", None)
    await asyncio.sleep(0)
    await asyncio.sleep(0)

    assert set(signs._shown) == {("1", "first")}
    signs.close()
