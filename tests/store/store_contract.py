"""What a store promises, on whichever pair of databases: a test class gives `addresses` and inherits."""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stadsbeeld.domain.errors import ConflictError, NotFoundError
from stadsbeeld.frames.records import Record, Records
from stadsbeeld.store import observations as appending
from stadsbeeld.store.addresses import Addresses
from stadsbeeld.store.store import Delivery, Receipt, Store
from store import ingesting
from store.deliveries import NOON, ONE, SPEED, Row, at, claimed, deliver, facts, finish, observations, shown

EXAMPLES = count()


class DeliveryContract:
    def test_a_delivery_that_comes_again_is_not_taken(self, store: Store) -> None:
        assert deliver(store, [("a", 0, 50.0), ("b", 0, 60.0)], key="12:00") == Receipt(new=2, same=0)
        assert deliver(store, [("a", 0, 50.0), ("b", 0, 60.0)], key="12:00") is None
        assert facts(store) == 2

    def test_redelivery_after_a_correction_changes_nothing(self, store: Store) -> None:
        assert deliver(store, [("a", 0, 50.0)], key="12:00") == Receipt(new=1, same=0)
        assert deliver(store, [("a", 0, 40.0)], key="12:00", known_at=at(61)) == Receipt(new=1, same=0)
        assert deliver(store, [("a", 0, 50.0)], key="12:00", known_at=at(62)) is None
        assert shown(store) == {("a", 0): 40.0}
        assert shown(store, at(60)) == {("a", 0): 50.0}

    def test_a_value_that_returns_under_a_new_key_is_new(self, store: Store) -> None:
        for minute, value in ((60, 50.0), (61, 40.0), (62, 50.0)):
            assert deliver(store, [("a", 0, value)], known_at=at(minute)) == Receipt(new=1, same=0)
        assert shown(store) == {("a", 0): 50.0}
        assert shown(store, at(61)) == {("a", 0): 40.0}

    def test_overlapping_batches_append_what_is_new(self, store: Store) -> None:
        deliver(store, [("a", minute, 50.0) for minute in (0, 5, 10)])
        assert deliver(store, [("a", minute, 50.0) for minute in (5, 10, 15)]) == Receipt(new=1, same=2)
        assert facts(store) == 4

    def test_missing_is_a_value(self, store: Store) -> None:
        assert deliver(store, [("a", 0, 50.0)]) == Receipt(new=1, same=0)
        assert deliver(store, [("a", 0, None)]) == Receipt(new=1, same=0)
        assert deliver(store, [("a", 0, None)]) == Receipt(new=0, same=1)
        assert shown(store) == {("a", 0): None}
        assert store.as_of().newest(since=NOON)["mark"].to_list() == ["missing"]

    def test_another_span_is_new(self, store: Store) -> None:
        for key, span_s, new in (("1", 300, 1), ("2", 60, 1), ("3", 60, 0)):
            claim = claimed(store, b"raw", key)
            assert claim is not None
            assert store.append(claim, observations([("a", 0, 50.0)], span_s)).new == new

    def test_a_late_row_is_appended_and_was_not_known_before(self, store: Store) -> None:
        deliver(store, [("a", minute, 50.0) for minute in (-3_000, 0, 50)], known_at=at(55))
        assert deliver(store, [("a", -2_000, 30.0), ("a", 50, 50.0)], known_at=at(60)) == Receipt(new=1, same=1)
        assert ("a", -2_000) not in shown(store, at(59))
        assert shown(store)[("a", -2_000)] == 30.0

    def test_a_clock_that_runs_ahead_is_refused_row_by_row(self, store: Store) -> None:
        rows: list[Row] = [("a", 60, 50.0), ("b", 75, 50.0), ("c", 75.1, 50.0), ("d", 10_000, 50.0)]
        assert deliver(store, rows, known_at=at(60)) == Receipt(new=2, same=0, early=2)
        assert set(shown(store)) == {("a", 60), ("b", 75)}

    def test_an_empty_delivery_is_done(self, store: Store) -> None:
        assert deliver(store, [], key="empty") == Receipt(new=0, same=0)
        assert deliver(store, [], key="empty") is None
        assert store.unfinished() == []

    def test_refused_keeps_the_bytes_and_may_be_claimed_anew(self, store: Store) -> None:
        claim = claimed(store, b"<html>", "12:00")
        assert claim is not None
        store.refuse(claim, "source-format", "not XML")
        assert store.unfinished() == []
        assert store.raw.get(claim.sha256) == b"<html>"
        again = claimed(store, b"<html>", "12:00", at(90))
        assert again is not None
        assert again.number > claim.number
        assert again.known_at == at(90)

    def test_kept_bytes_are_read_again_by_a_newer_parser(self, store: Store) -> None:
        sha256 = store.raw.put(b"raw")
        for version, minute, value in ((1, 60, 5.0), (2, 90, 50.0)):
            delivery = Delivery(source="s", key="k", sha256=sha256, known_at=at(minute), parser_version=version)
            claim = store.claim(delivery)
            assert claim is not None
            store.append(claim, observations([("a", 0, value)]))
            assert store.claim(delivery) is None
        assert shown(store, at(89)) == {("a", 0): 5.0}
        assert shown(store) == {("a", 0): 50.0}

    def test_who_claims_later_knows_later(self, store: Store) -> None:
        first = claimed(store, b"1", "1", at(60))
        behind = claimed(store, b"2", "2", at(30))
        other = claimed(store, b"3", "3", at(30), source="other")
        assert first is not None
        assert behind is not None
        assert other is not None
        assert behind.known_at == at(60)
        assert other.known_at == at(30)

    def test_of_two_sources_at_the_same_moment_the_later_claim_holds(self, store: Store) -> None:
        first, second = claimed(store, b"1", source="one"), claimed(store, b"2", source="two")
        assert first is not None
        assert second is not None
        store.append(second, observations([("a", 0, 2.0)]))
        store.append(first, observations([("a", 0, 1.0)]))
        assert shown(store) == {("a", 0): 2.0}

    def test_what_is_appended_out_of_turn_does_not_come_to_hold(self, store: Store) -> None:
        deliver(store, [("a", 0, 50.0)], known_at=at(60))
        earlier, later = claimed(store, b"1", "1", at(61)), claimed(store, b"2", "2", at(62))
        assert earlier is not None
        assert later is not None
        # Equal to what is known now, and yet it must be kept: the earlier claim may say something else.
        store.append(later, observations([("a", 0, 50.0)]))
        store.append(earlier, observations([("a", 0, 10.0)]))
        assert shown(store) == {("a", 0): 50.0}
        assert shown(store, at(61)) == {("a", 0): 10.0}


class CrashContract:
    def test_killed_between_claim_and_append(self, addresses: Addresses) -> None:
        with Store(addresses) as store:
            raw = json.dumps([("a", 0, 50.0)]).encode()
            claim = claimed(store, raw, "12:00")
        with Store(addresses) as store:
            assert store.unfinished() == [claim]
            assert claimed(store, raw, "12:00", at(600)) == claim
            assert finish(store) == [claim]
            assert shown(store) == {("a", 0): 50.0}
            assert store.unfinished() == []
        with Store(addresses) as store:
            assert store.unfinished() == []
            assert claimed(store, raw, "12:00") is None

    def test_killed_between_append_and_closing(self, addresses: Addresses) -> None:
        with Store(addresses) as store:
            raw = json.dumps([("a", 0, 50.0)]).encode()
            claim = claimed(store, raw, "12:00")
            assert claim is not None
            table = observations([("a", 0, 50.0)])
            appending.append(store.connection, claim, table, settled=True, stands=0)
        with Store(addresses) as store:
            assert store.unfinished() == [claim]
            assert store.append(claim, table) == Receipt(new=1, same=0)
            assert facts(store) == 1
            assert store.append(claim, table) == Receipt(new=1, same=0)
            assert facts(store) == 1

    kills: ClassVar[int] = 8

    def test_kill_9_loses_nothing_that_was_acknowledged(self, addresses: Addresses) -> None:
        chance, acknowledged = random.Random(9), set[int]()
        command = [sys.executable, ingesting.__file__, json.dumps(asdict(addresses))]
        for _ in range(self.kills):
            start = str(max(acknowledged, default=0))
            with subprocess.Popen([*command, start], stdout=subprocess.PIPE, text=True) as child:
                assert child.stdout is not None
                acknowledged |= {int(child.stdout.readline()) for _ in range(chance.randint(2, 6))}
                time.sleep(chance.uniform(0, 0.05))
                os.kill(child.pid, signal.SIGKILL)
                # A line that the kill cut short was not acknowledged.
                acknowledged |= {int(line) for line in child.stdout if line.endswith("\n")}
        with Store(addresses) as store:
            finish(store)
            assert store.unfinished() == []
            seen = shown(store)
            for number in acknowledged:
                rows = ingesting.rows(number)
                assert claimed(store, json.dumps(rows).encode(), str(number)) is None
                assert {(place, minute): seen[(place, minute)] for place, minute, _ in rows} == {
                    (place, minute): value for place, minute, value in rows
                }
            twice = """SELECT count(*) FROM (SELECT place, observed_at FROM facts.observations
                       GROUP BY ALL HAVING count(*) > 1)"""
            assert store.connection.rows("facts", twice) == [(0,)]
            assert len(acknowledged) > self.kills


class TwoWritersContract:
    def test_two_threads_bring_the_same_deliveries(self, store: Store) -> None:
        numbers = [number for number in range(12) for _ in range(2)]
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda n: deliver(store, [("a", n, float(n)), ("b", n, 1.0)], key=str(n)), numbers))
        assert store.unfinished() == []
        assert facts(store) == 24
        assert shown(store) == {(place, n): float(n) if place == "a" else 1.0 for n in range(12) for place in "ab"}

    def test_two_threads_bring_batches_that_overlap(self, store: Store) -> None:
        def bring(n: int) -> None:
            deliver(store, [("a", minute, float(minute)) for minute in range(n, n + 5)], key=str(n))

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(bring, range(12)))
        assert shown(store) == {("a", minute): float(minute) for minute in range(16)}
        assert store.unfinished() == []

    def test_reading_while_writing_sees_whole_deliveries(self, store: Store) -> None:
        done = threading.Event()

        def write() -> None:
            try:
                for n in range(20):
                    deliver(store, [(f"p{i}", n, float(n)) for i in range(50)], known_at=at(60 + n))
            finally:
                done.set()

        writer = threading.Thread(target=write)
        writer.start()
        while not done.is_set():
            assert len(shown(store)) % 50 == 0
        writer.join()
        assert len(shown(store)) == 20 * 50


MINUTES = st.integers(0, 3)
ROWS = st.dictionaries(st.tuples(st.sampled_from("ab"), MINUTES), st.sampled_from([None, 1.0, 2.0]), max_size=4)
DELIVERIES = st.lists(st.tuples(ROWS, st.integers(0, 6), st.sampled_from(["one", "two"])), max_size=8)


class AsOfContract:
    @settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
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


class RecordsContract:
    def test_versions_history_and_as_of(self, store: Store) -> None:
        put = store.records.put
        first = put(kind="place", id="a", body={"lanes": 2}, author="x1", known_at=NOON, after=0)
        second = put(kind="place", id="a", body={"lanes": 3, "é": [1, None]}, author="x2", known_at=at(5), after=1)
        put(kind="place", id="b", body={}, author="x1", known_at=at(6))
        assert (first.version, second.version) == (1, 2)
        assert store.records.history("place", "a") == [first, second]
        assert store.records.record("place", "a") == second
        assert store.as_of(at(4)).record("place", "a") == first
        assert [version.id for version in store.as_of(at(5)).records("place")] == ["a"]
        assert [version.id for version in store.records.records("place")] == ["a", "b"]
        assert store.as_of(at(-1)).record("place", "a") is None
        assert store.as_of(at(4)).history("place", "a") == [first]

    def test_a_version_is_never_known_before_the_one_it_follows(self, store: Store) -> None:
        store.records.put(kind="k", id="a", body={"n": 1}, author="x", known_at=at(10))
        second = store.records.put(kind="k", id="a", body={"n": 2}, author="x", known_at=at(5))
        assert second.known_at == at(10)

    @pytest.mark.parametrize("after", [0, 2])
    def test_based_on_another_version_is_a_conflict(self, store: Store, after: int) -> None:
        store.records.put(kind="k", id="a", body={"n": 1}, author="x", known_at=NOON)
        with pytest.raises(ConflictError):
            store.records.put(kind="k", id="a", body={"n": 2}, author="y", known_at=at(1), after=after)
        assert len(store.records.history("k", "a")) == 1

    def test_of_two_who_change_the_same_version_one_is_told(self, store: Store) -> None:
        store.records.put(kind="k", id="a", body={"by": None}, author="x", known_at=NOON)
        together = threading.Barrier(4)

        def change(who: int) -> bool:
            together.wait()
            try:
                store.records.put(kind="k", id="a", body={"by": who}, author=str(who), known_at=at(1), after=1)
            except ConflictError:
                return False
            return True

        with ThreadPoolExecutor(4) as pool:
            assert sorted(pool.map(change, range(4))) == [False, False, False, True]
        assert len(store.records.history("k", "a")) == 2

    def test_who_does_not_say_after_what_is_put_in_line(self, store: Store) -> None:
        with ThreadPoolExecutor(4) as pool:
            list(
                pool.map(
                    lambda n: store.records.put(kind="k", id="a", body={"n": n}, author="x", known_at=NOON), range(12)
                )
            )
        history = store.records.history("k", "a")
        assert [version.version for version in history] == list(range(1, 13))
        assert sorted(version.body["n"] for version in history) == list(range(12))

    def test_a_source_appends_versions_where_the_body_differs(self, store: Store) -> None:
        def bring(key: str, minute: int, **bodies: int) -> Receipt:
            claim = claimed(store, key.encode(), key, at(minute))
            assert claim is not None
            rows = [Record(id=id, body={"n": n, "in": {"y": 1, "x": 2}}) for id, n in bodies.items()]
            return store.append(claim, Records.of("incident", rows))

        assert bring("1", 1, a=1, b=1) == Receipt(new=2, same=0)
        assert bring("2", 2, a=1, b=2) == Receipt(new=1, same=1)
        assert bring("3", 3) == Receipt(new=0, same=0)
        assert [v.body["n"] for v in store.records.history("incident", "b")] == [1, 2]
        assert [v.author for v in store.records.history("incident", "a")] == ["source:s"]
        assert [v.body["n"] for v in store.as_of(at(1)).records("incident")] == [1, 1]
        assert store.unfinished() == []

    def test_an_earlier_delivery_does_not_undo_a_later_one(self, store: Store) -> None:
        earlier, later = claimed(store, b"1", "1", at(1)), claimed(store, b"2", "2", at(2))
        assert earlier is not None
        assert later is not None
        store.append(later, Records.of("incident", [Record(id="a", body={"n": 2})]))
        rows = [Record(id="a", body={"n": 1}), Record(id="b", body={"n": 1})]
        assert store.append(earlier, Records.of("incident", rows)) == Receipt(new=1, same=1)
        assert [v.body["n"] for v in store.records.records("incident")] == [2, 1]

    def test_people_stand_in_one_erasable_place(self, store: Store) -> None:
        store.records.put_person("p1", "jansen", "Jan Jansen")
        store.records.put_person("p1", "jansen", "J. Jansen")
        store.records.put(kind="k", id="a", body={}, author="p1", known_at=NOON)
        person = store.records.person_by_login("jansen")
        assert person is not None
        assert (person.author, person.name) == ("p1", "J. Jansen")
        with pytest.raises(ConflictError):
            store.records.put_person("p2", "jansen", "Piet Jansen")
        store.records.erase_person("p1")
        assert store.records.person("p1") is None
        assert store.records.people() == []
        assert store.records.history("k", "a")[0].author == "p1"
        store.records.put_person("p2", "jansen", "Piet Jansen")


class RetentionContract:
    def holding(self, words: bytes, addresses: Addresses) -> list[Path]:
        """The files of the store that hold these bytes."""
        raise NotImplementedError

    def test_what_is_forgotten_is_on_no_disk(self, store: Store, addresses: Addresses) -> None:
        old = [(f"verdwenen-{n}", float(n), 1.0) for n in range(3)]
        deliver(store, old, key="old")
        deliver(store, [("blijft", 0, 1.0)], key="other", source="other")
        deliver(store, [("blijft", 600, 1.0)], key="young", known_at=at(600))
        assert len(self.holding(b"verdwenen-2", addresses)) >= 2  # raw bytes and facts
        moment = at(300)
        forgotten = store.forget("s", moment, known_at=at(900), author="x1")
        assert (forgotten.rows, forgotten.raw) == (3, 1)
        assert self.holding(b"verdwenen", addresses) == []
        assert shown(store) == {("blijft", 0): 1.0, ("blijft", 600): 1.0}
        log = store.records.history("forget", "s")
        assert [version.body["state"] for version in log] == ["begun", "done"]
        assert log[-1].body == {"before": moment.isoformat(), "state": "done", "rows": 3, "raw": 1}
        # It does not come back, and the rest goes on.
        assert deliver(store, old, key="old", known_at=at(900)) is None
        assert store.forget("s", moment, known_at=at(901), author="x1").rows == 0
        assert deliver(store, [("blijft", 605, 1.0)], known_at=at(902)) == Receipt(new=1, same=0)

    def test_raw_bytes_that_hold_something_younger_stay(self, store: Store) -> None:
        deliver(store, [("a", 0, 1.0), ("a", 500, 1.0)], key="both", known_at=at(510))
        deliver(store, [("a", 10, 1.0)], key="late", known_at=at(511))
        before = {name: claimed(store, b"x", name, source="t") for name in ("both",)}
        assert before["both"] is not None
        assert store.forget("s", at(300), known_at=at(900), author="x1").raw == 1
        assert store.raw.has(before["both"].sha256)
        assert store.raw.get(_sha(store, "both"))
        with pytest.raises(NotFoundError):
            store.raw.get(_sha(store, "late"))


def _sha(store: Store, key: str) -> str:
    sql = "SELECT sha256 FROM records.deliveries WHERE source = 's' AND key = ?"
    sha256: str = store.connection.rows("records", sql, [key])[0][0]
    return sha256


class StoreContract(
    DeliveryContract, CrashContract, TwoWritersContract, AsOfContract, RecordsContract, RetentionContract
):
    """All of it. A subclass gives the fixture `addresses` and says where its files lie (`holding`)."""

    def test_ping_and_reopening(self, addresses: Addresses) -> None:
        with Store(addresses) as store:
            store.ping()
            deliver(store, [("a", 0, 50.0)], key="1")
        with Store(addresses) as store:
            store.ping()
            assert shown(store) == {("a", 0): 50.0}
            assert deliver(store, [("a", 0, 50.0)], key="1") is None

    @pytest.fixture
    def addresses(self) -> Iterator[Addresses]:
        raise NotImplementedError
