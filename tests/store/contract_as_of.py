"""What a view shows of what was known when."""

from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stadsbeeld.store.store import Store
from store.deliveries import NOON, ONE, SPEED, Row, at, deliver, shown

EXAMPLES = count()
MINUTES = st.integers(0, 3)
ROWS = st.dictionaries(st.tuples(st.sampled_from("ab"), MINUTES), st.sampled_from([None, 1.0, 2.0]), max_size=4)
DELIVERIES = st.lists(st.tuples(ROWS, st.integers(0, 6), st.sampled_from(["one", "two"])), max_size=8)


class AsOfContract:
    @settings(
        max_examples=20,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.differing_executors],
    )
    @given(deliveries=DELIVERIES, moment=st.integers(-1, 8))
    def test_as_of_shows_what_was_known_and_nothing_else(
        self, store: Store, deliveries: list[tuple[dict[tuple[str, int], float | None], int, str]], moment: int
    ) -> None:
        """Against an oracle in plain Python: deliveries in the order in which they were claimed, a source's
        clock never going back; what a source repeats is nothing new; the last (known_at, order) of a key holds."""
        example = next(EXAMPLES)
        known: dict[str, int] = {}
        last: dict[tuple[str, tuple[str, float]], float | None] = {}
        said: list[tuple[int, int, tuple[str, float], float | None]] = []
        for order, (rows, minute, source) in enumerate(deliveries):
            known[source] = max(minute, known.get(source, minute))
            named: list[Row] = [(f"{place}{example}", m, value) for (place, m), value in rows.items()]
            deliver(store, named, known_at=at(minute), source=f"{source}{example}")
            for place, m, value in named:
                key = (place, m)
                if (source, key) not in last or last[source, key] != value:
                    said.append((known[source], order, key, value))
                last[source, key] = value
        expected = {key: value for k, _, key, value in sorted(said, key=lambda s: s[:2]) if k <= moment}
        mine = (f"a{example}", f"b{example}")
        assert {key: v for key, v in shown(store, at(moment)).items() if key[0] in mine} == expected

        view = store.as_of(at(moment))
        window = view.window([SPEED], at(0), at(10))
        assert window.filter(window["known_at"] > at(moment)).is_empty()
        newest = {row["place"]: row for row in view.newest(since=NOON).iter_rows(named=True)}
        for place in mine:
            times = [m for p, m in expected if p == place]
            series = view.series(place, [SPEED], NOON, at(10))
            assert series["value"].to_list() == [expected[(place, m)] for m in sorted(times)]
            if times:
                assert newest[place]["observed_at"] == at(max(times))
                assert newest[place]["value"] == expected[(place, max(times))]
            else:
                assert place not in newest

    def test_bounds_are_closed_at_the_start_and_open_at_the_end(self, store: Store) -> None:
        deliver(store, [("a", minute, float(minute)) for minute in (0, 5, 10)])
        view = store.as_of(NOON + ONE)
        assert view.series("a", [SPEED], at(0), at(10))["value"].to_list() == [0.0, 5.0]
        assert view.window([SPEED], at(5), at(11))["value"].to_list() == [5.0, 10.0]
        assert view.newest(since=at(0), until=at(10))["value"].to_list() == [5.0]
        assert view.newest(since=at(0), quantities=["flow_veh_h"]).is_empty()
        assert view.newest(since=at(0), quantities=[]).is_empty()
        assert store.as_of(NOON + ONE - timedelta(microseconds=1)).newest(since=at(0)).is_empty()

    def test_steps_are_means_of_plain_values(self, store: Store) -> None:
        rows: list[Row] = [("a", 0, 10.0), ("a", 5, 20.0), ("a", 10, None), ("a", 15, None), ("a", 30, 999.0)]
        deliver(store, [*rows, ("a", 35, 40.0), ("b", 0, 1.0)])
        deliver(store, [("a", 5, 30.0)])
        steps = store.as_of().stepped("a", SPEED, NOON, at(60), 900)
        assert steps.rows() == [(at(0), 20.0, 2), (at(15), None, 0), (at(30), 40.0, 1)]

    def test_times_without_a_zone_are_refused(self, store: Store) -> None:
        with pytest.raises(ValueError, match="has no zone"):
            store.as_of(NOON.replace(tzinfo=None))
