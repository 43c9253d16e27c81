import pytest

from engine.stopwatch import Stopwatch


def test_a_stage_that_comes_twice_is_summed():
    ticks = iter([0.0, 1.0, 1.5, 2.0, 2.25, 3.0])
    watch = Stopwatch(lambda: next(ticks))

    for _ in range(2):
        with watch.stage("detect"):
            pass

    assert watch.timings_ms() == {"detect": 750.0, "total": 3000.0}


def test_a_stage_that_fails_is_counted_and_the_error_goes_on():
    ticks = iter([0.0, 1.0, 2.0, 4.0])
    watch = Stopwatch(lambda: next(ticks))

    with pytest.raises(ValueError, match="broken"), watch.stage("decode"):
        raise ValueError("broken")

    assert watch.timings_ms() == {"decode": 1000.0, "total": 4000.0}
