from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl

from stadsbeeld.frames.forecasts import QUANTILE_COLUMNS, SCHEMA, Forecasts
from stadsbeeld.frames.observations import Observations
from stadsbeeld.runtime.retention import AUTHOR, keep_forecasts, keep_terms
from stadsbeeld.sources import sources
from stadsbeeld.store.addresses import Addresses
from stadsbeeld.store.observations import Delivery
from stadsbeeld.store.store import Store

NOW = datetime(2026, 8, 20, 12, tzinfo=UTC)


def deliver(store: Store, source: str, at: datetime) -> None:
    rows = pl.DataFrame(
        {"place": ["p"], "quantity": ["speed_kmh"], "observed_at": [at], "span_s": [300], "value": [80.0]},
        schema_overrides={"observed_at": pl.Datetime("us", "UTC")},
    )
    sha256 = store.raw.put(f"{source} {at}".encode())
    claim = store.claim(Delivery(source=source, key=str(at), sha256=sha256, known_at=at + timedelta(minutes=6)))
    assert claim is not None
    store.append(claim, Observations(rows))


def test_only_what_is_over_its_own_term_goes_and_it_is_written_down(tmp_path: Path) -> None:
    made = next(iter(sources().values()))
    terms = {"short": replace(made, id="short", retention_days=1), "long": replace(made, id="long", retention_days=90)}
    here = {name: str(tmp_path / name) for name in ("facts", "records", "raw")}
    with Store(Addresses(**here)) as store:
        for source in terms:
            for days in (10, 0):
                deliver(store, source, NOW - timedelta(days=days, hours=1))
        assert keep_terms(store, terms, NOW) == ["short"]
        assert keep_terms(store, terms, NOW) == []
        left = store.as_of(None).window(["speed_kmh"], NOW - timedelta(days=30), NOW)
        assert store.as_of(None).first("short") == NOW - timedelta(hours=1)
        assert store.as_of(None).first("long") == NOW - timedelta(days=10, hours=1)
        assert len(left) == 2  # the newest known of each moment: ten days ago `long` alone, now the last told
        assert {version.author for version in store.as_of(None).records("forget")} == {AUTHOR}


def test_forecasts_go_after_their_days_and_a_day_at_a_time(tmp_path: Path) -> None:
    def issue() -> Forecasts:
        row = {"place": "p", "quantity": "speed_kmh", "observed_at": NOW, "span_s": 300, "mean": 1.0, "model": "m"}
        return Forecasts(pl.DataFrame([row | dict.fromkeys(QUANTILE_COLUMNS, 1.0)], schema=SCHEMA))

    here = {name: str(tmp_path / name) for name in ("facts", "records", "raw")}
    with Store(Addresses(**here)) as store:
        assert not keep_forecasts(store, 10, NOW)
        for days in (11.5, 10.5, 9.5):
            store.append_forecasts(issue(), NOW - timedelta(days=days))
        assert keep_forecasts(store, 10, NOW)
        assert store.as_of(None).first_issue() == NOW - timedelta(days=9.5)
        assert not keep_forecasts(store, 9, NOW)
        assert store.as_of(None).first_issue() == NOW - timedelta(days=9.5)
