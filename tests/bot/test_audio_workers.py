"""Files are listened to side by side; one that cannot be costs itself alone."""

import os
import signal
import time
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from threading import Thread

from bot.audio_workers import outcomes_of
from engine.building.audio.journal import Outcome
from tests.engine.building.audio.sounds import scale, write

SOON_S = 30.0


def children(process):
    told = [told_by(one) for one in Path(f"/proc/{process}/task").glob("*/children")]
    return {int(one) for line in told for one in line.split()}


def told_by(path):
    """What the system tells of a process; nothing once it has ended."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""


def readers():
    """The processes that listen now: a server of their own forks them."""
    servers = [
        child
        for child in children(os.getpid())
        if b"forkserver" in told_by(Path(f"/proc/{child}/cmdline"))
    ]
    return set().union(*(children(server) for server in servers))


def is_idle(reader):
    """Whether it sleeps, a while long."""
    spent = set()
    for _ in range(5):
        spent.add(Path(f"/proc/{reader}/stat").read_text(encoding="ascii").split()[13])
        time.sleep(0.1)
    return len(spent) == 1


def test_each_file_becomes_a_row_or_a_reason(tmp_path):
    good = write(tmp_path / "Ada - Scale.wav", scale(seconds=16))
    broken = tmp_path / "Ada - Broken.mp3"
    broken.write_bytes(b"no sound at all" * 99)
    gone = tmp_path / "Ada - Gone.mp3"

    outcomes = dict(outcomes_of([good, broken, gone], processes=2))

    assert outcomes[good].row["title"] == "Scale"
    assert outcomes[broken].reason == "cannot be decoded"
    assert outcomes[gone].reason == "cannot be opened: No such file or directory"


def test_a_file_that_never_ends_is_given_up(tmp_path):
    pipe = tmp_path / "Ada - Pipe.mp3"
    os.mkfifo(pipe)
    good = write(tmp_path / "Ada - Scale.wav", scale(seconds=16))

    outcomes = dict(outcomes_of([pipe, good], processes=1, longest_s=20))

    assert outcomes[pipe].reason == "takes too long"
    assert outcomes[good].row is not None


def test_when_the_readers_are_ended_from_outside_others_go_on(tmp_path):
    files = [write(tmp_path / f"Ada - {at}.wav", scale(seconds=16)) for at in range(5)]
    before = readers()
    coming = outcomes_of(files, processes=1)
    outcomes = dict([next(coming)])
    [reader] = readers() - before
    until = time.monotonic() + SOON_S
    while not is_idle(reader):
        assert time.monotonic() < until
    os.kill(reader, signal.SIGKILL)
    time.sleep(0.5)

    outcomes |= dict(coming)

    assert set(outcomes) == set(files)
    assert all(one.row is not None for one in outcomes.values())


def test_the_end_of_a_reader_that_starts_costs_no_file_that_waits(tmp_path):
    files = [write(tmp_path / f"Ada - {at}.wav", scale(seconds=16)) for at in range(5)]
    before = readers()

    def end_the_first():
        until = time.monotonic() + SOON_S
        while not (started := readers() - before):
            assert time.monotonic() < until
        for reader in started:
            os.kill(reader, signal.SIGKILL)

    ending = Thread(target=end_the_first)
    ending.start()
    outcomes = dict(outcomes_of(files, processes=1))
    ending.join()

    assert set(outcomes) == set(files)
    # All but the one, if any, that it had begun with.
    assert sum(one.row is None for one in outcomes.values()) <= 1


def done(path):
    future = Future()
    future.set_result(Outcome({"title": path.stem}))
    return future


class BrokenPool:
    """Reads the first file that it is given, breaks then, and says nothing of the others."""

    def __init__(self):
        self.given = []

    @property
    def active(self):
        return not self.given

    def schedule(self, _function, *, args, timeout):
        (path,) = args
        self.given.append(path)
        return Future() if self.given[1:] else done(path)

    def stop(self):
        pass

    def join(self):
        pass


def test_what_is_lost_twice_is_given_up_and_what_was_heard_is_heard_once():
    pools = []

    def new_pool(_processes):
        pools.append(BrokenPool())
        return pools[-1]

    files = [Path(f"{name}.wav") for name in "abcd"]

    outcomes = list(outcomes_of(files, processes=2, new_pool=new_pool))

    reasons = {path.stem: outcome.reason for path, outcome in outcomes}
    assert len(outcomes) == len(files)
    assert sorted(reason or "heard" for reason in reasons.values()) == [
        "ends the program that reads it",
        "ends the program that reads it",
        "heard",
        "heard",
    ]
    given = [path.stem for pool in pools for path in pool.given]
    assert all(given.count(name) == (1 if name == "a" else 2) for name in reasons)


class StartingPool(BrokenPool):
    """Cannot start when it is first asked to, as when its process is ended that early."""

    def schedule(self, function, *, args, timeout):
        if not self.given:
            self.given.append(None)
            raise BrokenProcessPool("All workers expired")
        return done(*args)

    active = True


def test_a_pool_that_starts_at_the_second_try_loses_no_file():
    files = [Path(f"{name}.wav") for name in "abc"]

    outcomes = dict(outcomes_of(files, processes=1, new_pool=lambda _: StartingPool()))

    assert {path: one.row for path, one in outcomes.items()} == {
        path: {"title": path.stem} for path in files
    }


class MutePool(BrokenPool):
    """Takes files, and lives."""

    active = True

    def schedule(self, function, *, args, timeout):
        return Future()


def test_a_pool_that_says_nothing_for_too_long_is_given_up():
    pools = [BrokenPool(), MutePool(), MutePool()]

    outcomes = outcomes_of(
        [Path("a.wav"), Path("b.wav")],
        processes=1,
        longest_s=0.1,
        lost_after_s=0.1,
        new_pool=lambda _: pools.pop(),
    )

    assert {path.stem: one.reason for path, one in outcomes} == {
        "a": "ends the program that reads it",
        "b": "ends the program that reads it",
    }


def test_no_files_no_outcomes():
    assert list(outcomes_of([], processes=1)) == []
