"""Which part of the past is meant: a choice, or dates as somebody typed them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from adapters.values import Span

_DAY = timedelta(days=1)
# Month and day in this order, or day and month with points: a stroke says either.
_DATE = re.compile(
    r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})|(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})"
)


class Part(StrEnum):
    """What can be chosen by name."""

    EVERYTHING = "everything"
    LAST = "last answer"
    HOUR = "last hour"
    TODAY = "today"
    WEEK = "last 7 days"


def span_of(part: Part, *, now: datetime) -> Span | None:
    """The time it names, days from midnight in UTC on; None where it names no time."""
    match part:
        case Part.HOUR:
            return Span(now - timedelta(hours=1))
        case Part.TODAY:
            return Span(_midnight(now.astimezone(UTC).date()))
        case Part.WEEK:
            return Span(now - timedelta(days=7))
        case _:
            return None


def days_in(words: str) -> Span | None:
    """The day, or the days from one to the other, that are typed here; None if there are none."""
    found = [_date(match) for match in _DATE.finditer(words)]
    days = sorted(day for day in found if day is not None)
    if not days or len(days) != len(found) or len(days) > 2:
        return None
    return Span(_midnight(days[0]), _midnight(days[-1]) + _DAY)


def _date(match: re.Match[str]) -> date | None:
    year, month, day = match.group("y", "m", "d") if match["y"] else (match[6], match[5], match[4])
    try:
        # A day later must exist as well.
        return date(int(year), int(month), int(day)) + _DAY - _DAY
    except (ValueError, OverflowError):
        return None


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
