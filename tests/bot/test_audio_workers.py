"""Files are listened to side by side; one that cannot be costs itself alone."""

import os

from bot.audio_workers import outcomes_of
from tests.engine.building.audio.sounds import scale, write


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
