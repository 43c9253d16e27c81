from datetime import UTC, datetime, timedelta, timezone

import pytest

from adapters.values import Span
from bot.spans import Part, days_in, span_of

NOW = datetime(2026, 5, 3, 1, 30, tzinfo=UTC)


def day(number, month=5):
    return datetime(2026, month, number, tzinfo=UTC)


def test_a_part_by_name_is_a_time_that_goes_on_until_now():
    assert span_of(Part.HOUR, now=NOW) == Span(NOW - timedelta(hours=1))
    assert span_of(Part.WEEK, now=NOW) == Span(NOW - timedelta(days=7))


def test_today_begins_at_midnight_in_utc():
    elsewhere = NOW.astimezone(timezone(timedelta(hours=-5)))

    assert span_of(Part.TODAY, now=elsewhere) == Span(day(3))


def test_all_and_the_last_are_no_times():
    assert span_of(Part.EVERYTHING, now=NOW) is None
    assert span_of(Part.LAST, now=NOW) is None


@pytest.mark.parametrize(
    ("words", "span"),
    [
        ("2026-05-01", Span(day(1), day(2))),
        ("2026-05-01 2026-05-03", Span(day(1), day(4))),
        ("from 2026-05-03 to 2026-05-01", Span(day(1), day(4))),
        ("2026-05-31..2026-06-01", Span(day(31), day(2, month=6))),
        ("1.5.2026 - 3. 5.2026", Span(day(1), day(4))),
    ],
)
def test_days_are_whole_and_the_last_is_among_them(words, span):
    assert days_in(words) == span


@pytest.mark.parametrize(
    "words",
    [
        "",
        "yesterday",
        "05/01/2026",
        "2026-02-30",
        "2026-05-01 2026-02-30",
        "2026-05-01 2026-05-02 2026-05-03",
        "9999-12-31",
        "0000-01-01",
    ],
)
def test_what_names_no_days_is_no_time(words):
    assert days_in(words) is None


def test_a_span_holds_its_start_and_not_its_end():
    span = Span(day(1), day(2))

    assert span.holds(day(1))
    assert not span.holds(day(2))
    assert Span(day(1)).holds(day(2))
