"""Files are listened to side by side; one that cannot be costs itself alone."""

import os
import signal
import time
from concurrent.futures import Future
from multiprocessing import forkserver
from pathlib import Path

from bot import audio_workers
from bot.audio_workers import outcomes_of
from tests.engine.building.audio.sounds import scale, write

SOON_S = 30.0


def readers():
    """The processes that listen now."""
    server = forkserver._forkserver._forkserver_pid
    told = Path(f"/proc/{server}/task/{server}/children").read_text(encoding="ascii")
    return {int(one) for one in told.split()}


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
    coming = outcomes_of(files, processes=1)
    outcomes = dict([next(coming)])
    until = time.monotonic() + SOON_S
    while not all(is_idle(reader) for reader in readers()):
        assert time.monotonic() < until
    for reader in readers():
        os.kill(reader, signal.SIGKILL)
    time.sleep(0.5)

    outcomes |= dict(coming)

    assert set(outcomes) == set(files)
    assert all(one.row is not None for one in outcomes.values())


class BrokenPool:
    """Takes files and never says anything of them."""

    active = True

    def schedule(self, *_, **__):
        self.active = False
        return Future()

    def stop(self):
        pass

    def join(self):
        pass


def test_what_is_lost_with_two_pools_is_given_up(monkeypatch):
    pools = []
    monkeypatch.setattr(
        audio_workers, "_new_pool", lambda _processes: pools.append(BrokenPool()) or pools[-1]
    )
    files = [Path("Ada - Scale.wav"), Path("Ada - Song.wav")]

    outcomes = dict(outcomes_of(files, processes=1))

    assert {one.reason for one in outcomes.values()} == {"ends the program that reads it"}
    assert set(outcomes) == set(files)
    assert len(pools) == 3
