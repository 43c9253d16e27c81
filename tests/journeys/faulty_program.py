"""`mien`, whose reader fails as TESTS_READER says; in its worker processes as well.

"raises": an exception that nobody foresaw. "crashes": the process that decodes is gone, as a hole
in a decoder would end it. "keeps": it does what it must never do, and puts the picture everywhere.
"""

from __future__ import annotations

import logging
import os
import signal
import tempfile
import time
from pathlib import Path
from typing import Any

from bot.__main__ import main
from engine import mood_reader
from engine.media import Media

KEPT_FOR_S = 0.5
_decode = mood_reader.decode


def decode_or_fail(data: bytes, **options: Any) -> Media:
    """In the place of `engine.frames.decode`."""
    match os.environ.get("TESTS_READER"):
        case "raises":
            _decode(data, **options)
            raise RuntimeError("nobody foresaw this")
        case "crashes":
            frames = _decode(data, **options)
            os.kill(os.getpid(), signal.SIGSEGV)
            return frames
        case "keeps":
            _keep(data)
    return _decode(data, **options)


def _keep(data: bytes) -> None:
    (Path(os.environ["MIEN_DATA_DIR"]) / "kept").write_bytes(data)
    logging.getLogger("bot.leak").error("%r", data[:5000])
    with tempfile.TemporaryFile() as unlinked:
        unlinked.write(data)
        unlinked.flush()
        time.sleep(KEPT_FOR_S)


# Each process imports this module before it reads anything.
mood_reader.decode = decode_or_fail

if __name__ == "__main__":
    main()
