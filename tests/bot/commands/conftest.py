"""The terminal in this process, with everything it writes below a folder of the test."""

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import skimage.data
from PIL import Image, ImageOps

from bot.commands.terminal import run_terminal
from bot.settings import Settings


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str

    @property
    def objects(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


Mien = Callable[..., Ended]


@pytest.fixture(autouse=True)
def surroundings(monkeypatch, tmp_path) -> Path:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"MIEN_{name.upper()}", raising=False)
    monkeypatch.setenv("MIEN_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("MIEN_KEY_FILE", str(tmp_path / "keys" / "key"))
    monkeypatch.setenv("MIEN_WEB_PORT", "0")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def mien(monkeypatch, capsys, logs_as_before) -> Mien:
    def ran(*arguments: str) -> Ended:
        monkeypatch.setattr("sys.argv", ["mien", *arguments])
        capsys.readouterr()
        code = 0
        try:
            run_terminal()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        said = capsys.readouterr()
        return Ended(code, said.out, said.err)

    return ran


@pytest.fixture(scope="session")
def selfie() -> bytes:
    """512 x 512, a smiling astronaut, in the public domain."""
    return _saved(Image.fromarray(skimage.data.astronaut()), "JPEG", quality=90)


@pytest.fixture(scope="session")
def gif() -> bytes:
    """The same face, then its mirror image."""
    picture = Image.fromarray(skimage.data.astronaut()).resize((256, 256))
    return _saved(
        picture, "GIF", save_all=True, append_images=[ImageOps.mirror(picture)], duration=200
    )


@pytest.fixture(scope="session")
def nobody() -> bytes:
    return _saved(Image.new("RGB", (200, 200), "grey"), "PNG")


def _saved(picture: Image.Image, form: str, **how: object) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, form, **how)
    return buffer.getvalue()
