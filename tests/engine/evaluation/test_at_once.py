import pytest

from engine.assets import read_manifest
from engine.errors import MediaError
from engine.evaluation.at_once import gains
from engine.evaluation.benchmark import selfie_from


def test_every_round_tells_what_two_get_done():
    selfie = selfie_from(read_manifest()["portrait"].load())

    measured = gains(selfie, rounds=2, times=1)

    assert [set(one) for one in measured] == [{"reading", "bare"}] * 2
    # Two do at least half of one's work, and no more than twice, but for a busy machine's noise.
    assert all(0.5 < gain < 4 for one in measured for gain in one.values())


def test_what_ends_a_reading_there_is_told_here():
    with pytest.raises(MediaError):
        gains(b"not a picture", rounds=1, times=1)
