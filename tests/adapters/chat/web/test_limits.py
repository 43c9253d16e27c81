from __future__ import annotations

from adapters.chat.web.limits import RateLimit


def test_a_bucket_refills_with_time_up_to_its_burst():
    seconds = [0.0]
    rate = RateLimit(2, per_s=0.5, clock=lambda: seconds[0])
    assert [rate.allows() for _ in range(3)] == [True, True, False]

    seconds[0] = 1.9
    assert not rate.allows()
    seconds[0] = 2.0
    assert rate.allows()
    seconds[0] = 1000.0
    assert [rate.allows() for _ in range(3)] == [True, True, False]
