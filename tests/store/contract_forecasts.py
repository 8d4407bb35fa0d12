"""Forecasts: appended issue by issue, shown as they were known, laid beside what came, forgotten."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stadsbeeld.frames.forecasts import QUANTILE_COLUMNS, SCHEMA, Forecasts
from stadsbeeld.store.addresses import Addresses
from stadsbeeld.store.forecasts import IssuedAsked
from stadsbeeld.store.store import Store
from store.deliveries import SPEED, at, deliver

EXAMPLES = count()
FLOW = "flow_veh_h"
Told = tuple[str, float, float]  # place, start in minutes after noon, median
ISSUES = st.lists(
    st.tuples(st.integers(0, 6), st.dictionaries(st.sampled_from(["a", "b"]), st.integers(1, 9), min_size=1)),
    max_size=6,
    unique_by=lambda issue: issue[0],
)


def forecasts(rows: Iterable[Told], span_s: int = 300, quantity: str = SPEED, model: str = "m") -> Forecasts:
    """Quantiles from ten below the median (not below zero) to ten above; the mean one above it."""
    table = [
        {
            "place": place,
            "quantity": quantity,
            "observed_at": at(minute),
            "span_s": span_s,
            **{name: max(0.0, median + 2.5 * (n - 4)) for n, name in enumerate(QUANTILE_COLUMNS)},
            "mean": median + 1,
            "model": model,
        }
        for place, minute, median in rows
    ]
    return Forecasts(pl.DataFrame(table, schema=SCHEMA))


def medians(store: Store, minute: float | None, place: str = "a") -> dict[float, float]:
    """Start in minutes after noon → median, as known at a moment."""
    view = store.as_of(None if minute is None else at(minute))
    found = view.forecasts([SPEED], at(-1000), at(1000), places=[place])
    return {(row["observed_at"] - at(0)) / timedelta(minutes=1): row["q50"] for row in found.iter_rows(named=True)}


ASKED = IssuedAsked(quantities=[SPEED], since=at(0), until=at(60), aheads_s=[900])


class ForecastsContract:
    def holding(self, words: bytes, addresses: Addresses) -> list[Path]:
        raise NotImplementedError

    def test_a_forecast_comes_back_as_it_was_made(self, store: Store) -> None:
        issue = forecasts([("a", 10, 50.0), ("b", 10, 60.5)], span_s=900, model="ensemble")
        assert store.append_forecasts(issue, at(1)) == 2
        found = store.as_of(at(1)).forecasts([SPEED], at(10), at(11))
        assert found.drop("known_at").equals(issue.frame)
        assert found["known_at"].to_list() == [at(1)] * 2
        assert store.foretold.frame().equals(found)

    def test_the_same_issue_twice_stands_there_once(self, store: Store) -> None:
        issue = forecasts([("a", 10, 50.0), ("a", 15, 51.0)])
        assert store.append_forecasts(issue, at(1)) == 2
        assert store.append_forecasts(issue, at(1)) == 0
        more = forecasts([("a", 10, 70.0), ("a", 20, 52.0)])
        assert store.append_forecasts(more, at(1)) == 1
        assert medians(store, 1) == {10: 50, 15: 51, 20: 52}
        assert store.append_forecasts(issue, at(2)) == 2
        assert store.append_forecasts(Forecasts.empty(), at(3)) == 0
        rows = store.connection.rows("facts", "SELECT count(*) FROM facts.forecasts")
        assert rows == [(5,)]

    @settings(
        max_examples=15,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.differing_executors],
    )
    @given(issues=ISSUES, moment=st.integers(-1, 7))
    def test_of_an_interval_the_newest_issue_known_then_holds(
        self, store: Store, issues: list[tuple[int, dict[str, int]]], moment: int
    ) -> None:
        example = next(EXAMPLES)
        for minute, told in issues:
            rows = [(f"{place}{example}", 30.0, 20.0 + value) for place, value in told.items()]
            store.append_forecasts(forecasts(rows), at(minute))
        for place in ("a", "b"):
            known = [(minute, told[place]) for minute, told in issues if minute <= moment and place in told]
            expected = {30.0: 20.0 + max(known)[1]} if known else {}
            assert medians(store, moment, f"{place}{example}") == expected

    def test_bounds_spans_and_issues_asked_for(self, store: Store) -> None:
        store.append_forecasts(forecasts([("a", 0, 50.0), ("a", 60, 51.0)], span_s=3600), at(-5))
        store.append_forecasts(forecasts([("a", 0, 40.0), ("a", 5, 41.0)]), at(-1))
        view = store.as_of(at(0))
        assert view.forecasts([SPEED], at(0), at(5))["q50"].to_list() == [40, 50]
        assert view.forecasts([SPEED], at(0), at(6), issued_since=at(-1))["q50"].to_list() == [40, 41]
        assert view.forecasts([FLOW], at(0), at(90)).is_empty()
        assert view.forecasts([SPEED], at(0), at(90), places=["b"]).is_empty()
        assert view.forecasts([SPEED], at(0), at(90), places=[]).is_empty()

    def test_memory_keeps_what_is_still_to_come_and_the_newest_of_it(self, store: Store) -> None:
        store.append_forecasts(forecasts([("a", 0, 50.0), ("a", 5, 51.0), ("b", 5, 1.0)]), at(0))
        version = store.foretold.version
        store.append_forecasts(forecasts([("a", 5, 61.0)]), at(5))
        found = store.foretold.frame().select("place", "q50", "known_at").rows()
        assert found == [("a", 61.0, at(5)), ("b", 1.0, at(0))]
        assert store.foretold.version > version

    def test_a_forecast_beside_what_came(self, store: Store) -> None:
        """Issued at 12:00 for the interval that ends at 12:15; the leads beside it are not asked for."""
        store.append_forecasts(forecasts([("a", 5, 1.0), ("a", 10, 50.0), ("a", 15, 2.0), ("b", 10, 9.0)]), at(0))
        deliver(store, [("a", 10, 55.0), ("b", 10, None)], known_at=at(20))
        deliver(store, [("a", 10, 57.0)], known_at=at(40))
        found = store.as_of(at(30)).issued(ASKED)
        assert found.select("place", "q50", "lead_s", "y", "naive").rows() == [
            ("a", 50.0, 900, 55.0, None),
            ("b", 9.0, 900, None, None),
        ]
        assert store.as_of().issued(ASKED)["y"].to_list() == [57.0, None]
        assert store.as_of(at(19)).issued(ASKED)["y"].to_list() == [None, None]
        assert store.as_of(at(-1)).issued(ASKED).is_empty()
        assert store.as_of().issued(replace(ASKED, places=["b"]))["place"].to_list() == ["b"]
        assert store.as_of().issued(replace(ASKED, since=at(1))).is_empty()
        assert store.as_of().issued(replace(ASKED, aheads_s=[])).is_empty()

    def test_issues_can_be_thinned(self, store: Store) -> None:
        for minute in (0, 5, 10, 15):
            store.append_forecasts(forecasts([("a", minute + 10, 50.0)]), at(minute))
        assert store.as_of().issued(ASKED)["known_at"].to_list() == [at(0), at(5), at(10), at(15)]
        assert store.as_of().issued(replace(ASKED, every_s=900))["known_at"].to_list() == [at(0), at(15)]

    def test_the_naive_forecast_is_a_week_before_as_known_at_the_issue(self, store: Store) -> None:
        week, day = 7 * 1440, 1440
        store.append_forecasts(forecasts([("a", 10, 50.0)]), at(0))
        deliver(store, [("a", 10 - day, 40.0), ("a", 10, 55.0)], known_at=at(-day + 30))
        deliver(store, [("a", 10 - day, 99.0)], known_at=at(30))
        assert store.as_of().issued(ASKED)["naive"].to_list() == [40.0]  # of a week nothing is known
        deliver(store, [("a", 10 - week, 30.0), ("a", 10 - week - day, 1.0)], known_at=at(-10), source="t")
        deliver(store, [("a", 10 - week, 31.0)], known_at=at(1), source="t")
        assert store.as_of().issued(ASKED)["naive"].to_list() == [30.0]

    def test_with_days_alone_the_naive_forecast_lies_before_the_issue(self, store: Store) -> None:
        """24 h and 5 minutes ahead: the day before is not over at the issue, two days before is."""
        for lead_min, days in ((1440, 1), (1445, 2)):
            start = lead_min - 5
            place = f"p{lead_min}"
            store.append_forecasts(forecasts([(place, start, 50.0)]), at(0))
            deliver(store, [(place, start - n * 1440, float(n)) for n in (1, 2)], known_at=at(-1))
            asked = replace(ASKED, aheads_s=[60 * lead_min])
            assert store.as_of().issued(asked)["naive"].to_list() == [days]

    def test_an_hour_is_beside_the_mean_of_its_parts_where_half_is_known(self, store: Store) -> None:
        store.append_forecasts(forecasts([("a", 0, 50.0), ("b", 0, 50.0)], span_s=3600), at(0))
        rows: list[tuple[str, float, float | None]] = [("a", 5 * n, 10.0 * n) for n in range(6)]
        deliver(store, [*rows, *(("b", minute, 1.0) for _, minute, _ in rows[:5])], known_at=at(60))
        deliver(store, [("a", 30, 999.0), ("a", 35, None), ("a", 60, 77.0), ("a", -5, 77.0)], known_at=at(70))
        found = store.as_of().issued(replace(ASKED, aheads_s=[3600]))
        assert found["y"].to_list() == [25.0, None]

    def test_a_zero_may_be_nothing_seen(self, store: Store) -> None:
        store.append_forecasts(forecasts([("a", 10, 50.0)]), at(0))
        deliver(store, [("a", 10, 0.0)], known_at=at(20))
        assert store.as_of().issued(ASKED)["y"].to_list() == [0.0]
        assert store.as_of().issued(replace(ASKED, positive=[SPEED]))["y"].to_list() == [None]

    def test_means_of_all_places(self, store: Store) -> None:
        deliver(store, [("a", 0, 10.0), ("a", 5, 20.0), ("a", 10, None), ("a", 60, 999.0), ("b", 55, 7.0)])
        deliver(store, [("a", 5, 30.0)], known_at=at(70))
        found = store.as_of(at(60)).means(SPEED, at(0), at(120), 3600)
        assert found.rows() == [("a", at(0), 15.0, 600), ("b", at(0), 7.0, 300)]
        assert store.as_of().means(SPEED, at(0), at(120), 3600)["value"].to_list() == [20.0, 7.0]
        deliver(store, [("b", 50, 0.0)])
        assert store.as_of().means(SPEED, at(0), at(120), 3600)["value"].to_list() == [20.0, 3.5]
        assert store.as_of().means(SPEED, at(0), at(120), 3600, positive=True)["value"].to_list() == [20.0, 7.0]

    def test_the_first_issue_that_is_kept(self, store: Store) -> None:
        assert store.as_of().first_issue() is None
        store.append_forecasts(forecasts([("a", 10, 50.0)]), at(1))
        store.append_forecasts(forecasts([("a", 10, 50.0)]), at(0))
        assert store.as_of().first_issue() == at(0)
        assert store.as_of(at(-1)).first_issue() is None

    def test_forgotten_forecasts_are_on_no_disk(self, store: Store, addresses: Addresses) -> None:
        store.append_forecasts(forecasts([("verdwenen", 10, 50.0)]), at(0))
        store.append_forecasts(forecasts([("blijft", 10, 50.0)]), at(5))
        store.connection.run("facts", "CHECKPOINT facts")
        assert self.holding(b"verdwenen", addresses)
        assert store.forget_forecasts(at(5), known_at=at(900), author="x1") == 1
        assert self.holding(b"verdwenen", addresses) == []
        assert medians(store, None, "blijft") == {10: 50}
        log = [version.body["state"] for version in store.records.history("forget", "forecasts")]
        assert log == ["begun", "done"]
        assert store.forget_forecasts(at(5), known_at=at(901), author="x1") == 0

    def test_a_moment_without_a_zone_is_refused(self, store: Store) -> None:
        with pytest.raises(ValueError, match="has no zone"):
            store.append_forecasts(forecasts([("a", 10, 50.0)]), at(0).replace(tzinfo=None))
