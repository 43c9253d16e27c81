import pytest
from prometheus_client.parser import text_string_to_metric_families

from adapters.chat.message import Platform
from adapters.metrics import Metrics


def samples(metrics):
    """(name, labels) to value, as an independent reader finds them."""
    families = text_string_to_metric_families(metrics.exposition().decode())
    return {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in families
        for sample in family.samples
    }


def test_photos_are_counted_by_platform_and_outcome():
    metrics = Metrics()
    metrics.photo(Platform.DISCORD, "answered")
    metrics.photo(Platform.DISCORD, "answered")
    metrics.photo(Platform.WEB, "failed")

    found = samples(metrics)

    assert found["mien_photos_total", "answered", "discord"] == 2
    assert found["mien_photos_total", "failed", "web"] == 1


def test_a_stage_is_timed_even_where_it_fails():
    metrics = Metrics()
    with metrics.stage("read"):
        pass
    with pytest.raises(ValueError, match="broken"), metrics.stage("read"):
        raise ValueError("broken")

    assert samples(metrics)["mien_stage_seconds_count", "read"] == 2


def test_the_queue_is_asked_when_somebody_reads():
    waiting = []
    metrics = Metrics()
    metrics.watch_queue(depth=lambda: len(waiting), oldest_s=lambda: 1.5 * len(waiting))
    waiting += ["one", "two"]

    found = samples(metrics)

    assert found[("mien_queue_depth",)] == 2
    assert found[("mien_queue_oldest_seconds",)] == 3


def test_what_comes_again_is_counted_by_platform():
    metrics = Metrics()
    metrics.repeated(Platform.TELEGRAM)

    assert samples(metrics)["mien_redeliveries_total", "telegram"] == 1


def test_services_of_others_are_counted_by_outcome():
    metrics = Metrics()
    metrics.asked("spotify", "answered")
    metrics.asked("reccobeats", "failed")

    found = samples(metrics)

    assert found["mien_asked_total", "answered", "spotify"] == 1
    assert found["mien_asked_total", "failed", "reccobeats"] == 1


def test_two_of_them_count_apart():
    Metrics().photo(Platform.WEB, "answered")

    assert ("mien_photos_total", "answered", "web") not in samples(Metrics())


def test_memory_and_cores_of_the_process_are_told():
    assert samples(Metrics())[("process_resident_memory_bytes",)] > 0


def test_each_look_at_the_event_loop_counts():
    metrics = Metrics()
    for seconds in (0.0, 0.03, 0.3):
        metrics.loop_was_late(seconds)

    found = samples(metrics)
    assert found[("mien_event_loop_late_seconds_count",)] == 3
    assert found["mien_event_loop_late_seconds_bucket", "0.05"] == 2
