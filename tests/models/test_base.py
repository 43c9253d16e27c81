from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy.dialects import postgresql, sqlite

from models import UtcDateTime

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
DIALECTS = pytest.mark.parametrize("dialect", [sqlite.dialect(), postgresql.dialect()])


@DIALECTS
def test_a_time_is_stored_in_utc(dialect):
    tokyo = NOON.astimezone(timezone(timedelta(hours=9)))

    stored = UtcDateTime().process_bind_param(tokyo, dialect)

    assert (stored.hour, stored.utcoffset()) == (12, timedelta(0))


@DIALECTS
def test_a_time_without_a_zone_is_refused(dialect):
    with pytest.raises(ValueError, match="without a zone"):
        UtcDateTime().process_bind_param(NOON.replace(tzinfo=None), dialect)


@DIALECTS
@pytest.mark.parametrize("stored", [NOON.replace(tzinfo=None), NOON])
def test_a_time_comes_back_aware_whatever_the_database_kept(dialect, stored):
    loaded = UtcDateTime().process_result_value(stored, dialect)

    assert (loaded, loaded.utcoffset()) == (NOON, timedelta(0))


@DIALECTS
def test_no_time_stays_no_time(dialect):
    assert UtcDateTime().process_bind_param(None, dialect) is None
    assert UtcDateTime().process_result_value(None, dialect) is None
