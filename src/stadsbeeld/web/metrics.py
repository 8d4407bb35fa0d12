"""Prometheus metrics, without personal data, in a registry of this application's own."""

from collections.abc import Callable, Iterator
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
STATES = ("ok", "late", "silent", "failing", "never")


class Metrics:
    """`health` gives the sources as `/v1/data-health` does; it is asked when the metrics are."""

    def __init__(self, health: Callable[[], list[dict[str, Any]]]) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "stadsbeeld_http_requests", "Requests answered.", ["method", "route", "status"], registry=self.registry
        )
        self._seconds = Histogram(
            "stadsbeeld_http_seconds",
            "Time until an answer was sent; not for event streams.",
            ["route"],
            buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5),
            registry=self.registry,
        )
        self.streams = Gauge("stadsbeeld_event_streams", "Event streams open now.", registry=self.registry)
        self.dropped = Counter(
            "stadsbeeld_event_streams_dropped", "Event streams ended for being too slow.", registry=self.registry
        )
        self.registry.register(_Sources(health))

    def answered(self, method: str, route: str, status: int, took_s: float) -> None:
        self._requests.labels(method if method in METHODS else "other", route, str(status)).inc()
        if route != "/v1/events":
            self._seconds.labels(route).observe(took_s)

    def text(self) -> bytes:
        return generate_latest(self.registry)


class _Sources(Collector):
    def __init__(self, health: Callable[[], list[dict[str, Any]]]) -> None:
        self._health = health

    def describe(self) -> list[Metric]:
        return []

    def collect(self) -> Iterator[Metric]:
        sources = self._health()
        yield _counter("stadsbeeld_ingest_rows_new", "Rows that were appended.", sources, "rowsNew")
        yield _counter("stadsbeeld_ingest_rows_same", "Rows that were known already.", sources, "rowsSame")
        yield _counter("stadsbeeld_ingest_deliveries", "Deliveries that came in.", sources, "deliveries")
        age = GaugeMetricFamily(
            "stadsbeeld_source_age_seconds", "From the end of the newest interval until now.", labels=["source"]
        )
        state = GaugeMetricFamily("stadsbeeld_source_state", "1 for the state it is in.", labels=["source", "state"])
        for source in sources:
            if source["ageS"] is not None:
                age.add_metric([source["id"]], source["ageS"])
            for name in STATES:
                state.add_metric([source["id"], name], float(source["state"] == name))
        yield age
        yield state


def _counter(name: str, what: str, sources: list[dict[str, Any]], member: str) -> CounterMetricFamily:
    found = CounterMetricFamily(name, what, labels=["source"])
    for source in sources:
        found.add_metric([source["id"]], source[member])
    return found
