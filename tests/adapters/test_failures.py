import asyncio
import logging

import pytest

from adapters.failures import whatever_fails

log = logging.getLogger("adapters.test")


def test_what_fails_is_logged_with_its_trace_and_told(caplog):
    with whatever_fails(log, "no answer", event="one") as attempt:
        {}["nothing"]

    [record] = caplog.records
    assert attempt.failed
    assert (record.message, record.event) == ("no answer", "one")
    assert "KeyError: 'nothing'" in caplog.text


def test_what_goes_well_has_not_failed(caplog):
    with whatever_fails(log, "no answer") as attempt:
        pass

    assert not attempt.failed
    assert caplog.records == []


async def test_who_is_cancelled_ends():
    with pytest.raises(asyncio.CancelledError), whatever_fails(log, "no answer"):
        raise asyncio.CancelledError
