import asyncio

import pytest

from adapters.storage.group_commit import Failed, GroupCommit


class FakeDisk:
    """Notes which pieces were committed together; a piece that raises is Failed alone."""

    def __init__(self) -> None:
        self.commits: list[int] = []
        self.full = False

    async def run_all(self, works):
        await asyncio.sleep(0)
        self.commits.append(len(works))
        if self.full:
            raise OSError("full")
        return [self.outcome_of(work) for work in works]

    @staticmethod
    def outcome_of(work):
        try:
            return work(None)
        except ValueError as error:
            return Failed(error)


@pytest.fixture
def disk():
    return FakeDisk()


@pytest.fixture
def together(disk):
    return GroupCommit(disk.run_all)


def piece(number):
    return lambda _connection: number


def broken(_connection):
    raise ValueError("broken")


async def test_what_waits_at_the_same_time_is_committed_together(together, disk):
    outcomes = await asyncio.gather(*(together.run(piece(number)) for number in range(10)))

    assert outcomes == list(range(10))
    assert disk.commits == [10]


async def test_what_comes_during_a_commit_goes_into_the_next_one(together, disk):
    first = asyncio.create_task(together.run(piece(1)))
    await asyncio.sleep(0)
    await asyncio.sleep(0)  # on its way
    later = await asyncio.gather(together.run(piece(2)), together.run(piece(3)))

    assert [await first, *later] == [1, 2, 3]
    assert disk.commits == [1, 2]


async def test_what_comes_right_after_the_last_outcome_is_committed_too(together, disk):
    async with asyncio.timeout(10):
        for number in range(5):
            assert await together.run(piece(number)) == number

    assert disk.commits == [1] * 5


async def test_more_than_fit_are_committed_one_group_after_the_other(together, disk):
    await asyncio.gather(*(together.run(piece(number)) for number in range(100)))

    assert disk.commits == [64, 36]


async def test_a_piece_that_fails_costs_nobody_else_theirs(together):
    outcomes = await asyncio.gather(
        together.run(piece(1)), together.run(broken), together.run(piece(3)), return_exceptions=True
    )

    assert outcomes[0] == 1
    assert isinstance(outcomes[1], ValueError)
    assert outcomes[2] == 3


async def test_all_hear_of_it_where_nothing_is_kept_and_the_next_ones_are_tried(together, disk):
    disk.full = True
    outcomes = await asyncio.gather(
        together.run(piece(1)), together.run(piece(2)), return_exceptions=True
    )
    disk.full = False

    assert [type(outcome) for outcome in outcomes] == [OSError, OSError]
    assert await together.run(piece(3)) == 3


async def test_who_stops_waiting_stops_nothing(together, disk):
    gone = asyncio.create_task(together.run(piece(1)))
    stays = asyncio.create_task(together.run(piece(2)))
    await asyncio.sleep(0)
    gone.cancel()

    assert await stays == 2
    assert disk.commits == [2]


async def test_idle_waits_for_what_nobody_waits_for_any_more(together, disk):
    gone = asyncio.create_task(together.run(piece(1)))
    await asyncio.sleep(0)
    gone.cancel()
    await together.idle()

    assert disk.commits == [1]
