"""Rules that hold for every table, also for one that is added tomorrow."""

import inspect

import pytest
from sqlalchemy import DateTime

import models
from models import (
    Base,
    DescribedSongRecord,
    KeyFingerprintRecord,
    ListenerRecord,
    PlaceRecord,
    UtcDateTime,
)

TABLES = Base.metadata.sorted_tables
OF_NOBODY = (ListenerRecord, KeyFingerprintRecord, PlaceRecord, DescribedSongRecord)
OF_LISTENERS = [table for table in TABLES if table not in tuple(one.__table__ for one in OF_NOBODY)]


def named(tables):
    return pytest.mark.parametrize("table", tables, ids=lambda table: table.name)


@named(OF_LISTENERS)
def test_every_row_goes_with_its_listener(table):
    owners = [key for key in table.foreign_keys if key.column.table is ListenerRecord.__table__]

    assert [(key.parent.name, key.ondelete) for key in owners] == [("listener_id", "CASCADE")]
    assert not table.c.listener_id.nullable
    assert all(key.ondelete == "CASCADE" for key in table.foreign_keys)


@named(OF_LISTENERS)
def test_a_row_refers_only_to_rows_of_the_same_listener(table):
    for constraint in table.foreign_key_constraints:
        assert "listener_id" in constraint.column_keys


@named(TABLES)
def test_no_id_is_given_twice(table):
    assert table.dialect_options["sqlite"]["autoincrement"]


@named(TABLES)
def test_every_time_is_kept_in_utc(table):
    times = [column for column in table.columns if isinstance(column.type, DateTime)]

    assert times == []
    assert all(
        isinstance(column.type, UtcDateTime)
        for column in table.columns
        if column.name.endswith("_at")
    )


@named(TABLES)
def test_every_constraint_has_a_name_that_fits_into_both_databases(table):
    names = [one.name for one in (*table.constraints, *table.indexes)]

    assert all(names)
    assert max(len(name) for name in names) <= 63


def test_every_record_can_be_imported_from_the_package():
    records = {mapper.class_.__name__ for mapper in Base.registry.mappers}

    assert records <= set(models.__all__)
    assert all(inspect.isclass(getattr(models, name)) for name in models.__all__)
