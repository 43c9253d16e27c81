"""The real program in a process of its own, and a real browser."""

import io
import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
import skimage.data
from PIL import Image
from playwright.async_api import Page, async_playwright

from tests.chromium import CHROMIUM, FLAGS

STARTED_WITHIN_S = 60
ENDED_WITHIN_S = 120
GONE_WITHIN_S = 60  # a worker that is still being loaded notices afterwards
ROOT = Path(__file__).parents[2]


@dataclass
class Program:
    """A running `mien run`."""

    process: subprocess.Popen[str]
    url: str
    folder: Path

    def stop(self, number: int = signal.SIGTERM) -> int:
        if self.process.poll() is None:
            self.process.send_signal(number)
        code = self.process.wait(timeout=ENDED_WITHIN_S)
        if self.process.stdout is not None:
            self.process.stdout.close()
        return code

    def kill(self) -> None:
        """As a host does who is out of patience, or of memory; nobody it started may stay."""
        started = descendants(self.process.pid)
        self.stop(signal.SIGKILL)
        until = time.monotonic() + GONE_WITHIN_S
        while left := [pid for pid in started if is_alive(pid)]:
            if time.monotonic() > until:
                pytest.fail(f"orphans stay: {[command_of(pid) for pid in left]}")
            time.sleep(0.05)


def descendants(pid: int) -> set[int]:
    """Its children and theirs, where the system tells (as Linux does)."""
    found = set()
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(FileNotFoundError, ProcessLookupError):  # the thread ended meanwhile
            found |= {int(child) for child in path.read_text().split()}
    return found.union(*(descendants(child) for child in found))


def is_alive(pid: int) -> bool:
    """Not one that has ended and that nobody asked for its exit code."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def command_of(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")


def surroundings(folder: Path) -> dict[str, str]:
    """No token, no setting of the host; everything written below `folder`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MIEN_")}
    return {
        **kept,
        "HOME": str(folder / "home"),
        "MIEN_DATA_DIR": str(folder / "data"),
        "MIEN_KEY_FILE": str(folder / "keys" / "key"),
        "MIEN_WEB_PORT": "0",
        "MIEN_OPERATIONS_PORT": "0",
        "TMPDIR": str(folder / "tmp"),
        "PYTHONPATH": str(ROOT),
    }


def start(folder: Path, *, through: Sequence[str] = (), **settings: str) -> Program:
    """`through` is a command that runs another."""
    (folder / "tmp").mkdir(exist_ok=True)
    with (folder / "log").open("a") as log:
        process = subprocess.Popen(  # noqa: S603 - our own program
            [*through, sys.executable, "-m", "bot", "run"],
            cwd=folder,
            env={**surroundings(folder), **settings},
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    return started(process, folder)


def started(process: subprocess.Popen[str], folder: Path) -> Program:
    """The program once it has said where its page is; else its log, and the test has failed."""
    assert process.stdout is not None
    said, _, _ = select.select([process.stdout], [], [], STARTED_WITHIN_S)
    line = process.stdout.readline() if said else ""
    found = re.search(r"http://\S+:\d+", line)
    if found is None:
        process.kill()
        process.communicate()
        pytest.fail(f"{line!r}\n{(folder / 'log').read_text()}")
    return Program(process, found.group(), folder)


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    running = start(tmp_path)
    yield running
    running.stop()


@pytest.fixture(scope="session")
def selfie() -> bytes:
    """A portrait in the public domain: a smiling astronaut."""
    buffer = io.BytesIO()
    Image.fromarray(skimage.data.astronaut()).save(buffer, "JPEG", quality=90)
    return buffer.getvalue()


@pytest.fixture(scope="session")
def two_of_her() -> bytes:
    """A picture that shows her twice, the second time smaller."""
    large = Image.fromarray(skimage.data.astronaut())
    buffer = io.BytesIO()
    both = Image.new("RGB", (900, 512), "grey")
    both.paste(large, (0, 0))
    both.paste(large.resize((380, 380)), (520, 60))
    both.save(buffer, "JPEG", quality=90)
    return buffer.getvalue()


@pytest.fixture(scope="session")
def clip() -> bytes:
    """A GIF in which she sways a little."""
    picture = Image.fromarray(skimage.data.astronaut()).resize((256, 256))
    frames = [picture.rotate(angle) for angle in (0, 2, 4, 2)]
    buffer = io.BytesIO()
    frames[0].save(buffer, "GIF", save_all=True, append_images=frames[1:], duration=200)
    return buffer.getvalue()


@pytest.fixture
async def page() -> AsyncIterator[Page]:
    if CHROMIUM is None:
        pytest.skip("no chromium on the PATH")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = await browser.new_page()
        page.set_default_timeout(30_000)
        yield page
        await browser.close()
