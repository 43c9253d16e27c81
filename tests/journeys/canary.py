"""Pictures whose bytes nobody can mistake, and a look into every place where they may not be."""

from __future__ import annotations

import base64
import io
import random
import stat
import struct
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
import skimage.data
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.journeys.conftest import Program, descendants

_LOOKED_EVERY_S = 0.02
_PIECES = 6
_PIECE_BYTES = 48
# Beyond what aiohttp, for one, keeps of an upload in memory.
_LARGE_BYTES = 1_300_000
_COMMENT = b"canary in a comment: b5d0c7f2a94e"
_PIXELS = b"canary in the pixels: 61f0a3d87c5b!"


@dataclass(frozen=True)
class Canary:
    """A file with a face in it, and what tells it."""

    data: bytes = field(repr=False)
    kind: str

    @cached_property
    def needles(self) -> frozenset[bytes]:
        """Comments, decoded pixels and pieces of the packed ones; each as text, too."""
        dice = random.Random(len(self.data))  # noqa: S311 - the same pieces each time
        places = (dice.randrange(len(self.data) - _PIECE_BYTES) for _ in range(_PIECES))
        packed = {self.data[at : at + _PIECE_BYTES] for at in places}
        plain = {_COMMENT, _PIXELS, *packed}
        return frozenset(plain.union(*(_as_text(needle) for needle in plain)))

    def found_in(self, data: bytes) -> bool:
        """Whether any of it is there."""
        return any(needle in data for needle in self.needles)


def png_canary() -> Canary:
    """Large, its comment in text, its pixels as they are after decoding."""
    text = PngInfo()
    text.add_text("Comment", _COMMENT.decode())
    data = _saved(_marked(), "PNG", pnginfo=text, exif=_exif())
    noise = random.Random(1).randbytes(_LARGE_BYTES)  # noqa: S311 - no secret
    # Behind the end, where readers do not look and copies keep it.
    return Canary(data + noise, "image/png")


def jpeg_canary() -> Canary:
    """As a phone writes it, with notes, comments and a large preview."""
    noise = random.Random(2)  # noqa: S311 - no secret
    segments = [
        b"\xff\xeb" + struct.pack(">H", 65_002) + noise.randbytes(65_000) for _ in range(21)
    ]
    data = _saved(_marked(), "JPEG", quality=90, exif=_exif(), comment=_COMMENT)
    return Canary(data[:2] + b"".join(segments) + data[2:], "image/jpeg")


class Watch:
    """Looks again and again, while pictures are in memory, for where else they are."""

    def __init__(self, program: Program, canaries: Iterable[Canary]) -> None:
        self._program = program
        self._canaries = tuple(canaries)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self.found: set[str] = set()

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        self.look_everywhere()

    def look_everywhere(self) -> None:
        """In all that lies in the program's folder, and all that its processes hold open."""
        self._compare(_files_in(self._program.folder))
        self._look_at_processes()

    def _look(self) -> None:
        while not self._over.wait(_LOOKED_EVERY_S):
            self._compare(_files_in(self._program.folder / "tmp"))
            self._look_at_processes()

    def _look_at_processes(self) -> None:
        with suppress(OSError):
            for pid in {self._program.process.pid, *descendants(self._program.process.pid)}:
                self._compare(_open_files_of(pid))

    def _compare(self, files: Iterable[tuple[str, bytes]]) -> None:
        for name, data in files:
            if any(canary.found_in(data) for canary in self._canaries):
                self.found.add(name)


def _as_text(needle: bytes) -> Iterator[bytes]:
    """In base 64 at each of its three places, as hexadecimal, and as Python shows bytes."""
    for shift in range(3):
        written = base64.b64encode(bytes(shift) + needle)
        # Neighbours share the first and last characters.
        yield written[4:-4]
    yield needle.hex().encode()
    yield repr(needle)[2:-1].encode()


def _marked() -> Image.Image:
    """The portrait over rows whose bytes are the canary's."""
    pixels = skimage.data.astronaut().copy()
    row = (_PIXELS * (pixels.shape[1] * 3 // len(_PIXELS) + 1))[: pixels.shape[1] * 3]
    pixels[-8:] = np.frombuffer(row, np.uint8).reshape(1, -1, 3)
    return Image.fromarray(pixels)


def _exif() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010E] = _COMMENT.decode()
    return exif


def _saved(image: Image.Image, form: str, **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, form, **options)
    return stream.getvalue()


def _files_in(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in folder.rglob("*"):
        with suppress(OSError):
            if path.is_file() and not path.is_symlink():
                yield str(path.relative_to(folder)), path.read_bytes()


def _open_files_of(pid: int) -> Iterator[tuple[str, bytes]]:
    """What a process has open, deleted files and such in memory included; no pipes, no sockets."""
    for path in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(OSError):
            if stat.S_ISREG(path.stat().st_mode):
                yield f"open in a process: {path.readlink()}", path.read_bytes()
