"""Records as versions, people, and forgetting."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from stadsbeeld.domain.errors import ConflictError, NotFoundError
from stadsbeeld.frames.records import Record, Records
from stadsbeeld.store.addresses import Addresses
from stadsbeeld.store.store import Receipt, Store
from store.deliveries import NOON, at, claimed, deliver, shown


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


class UpkeepContract:
    def test_upkeep_changes_nothing_that_is_shown(self, store: Store) -> None:
        for n in range(4):
            deliver(store, [("a", n, float(n)), ("b", n, 1.0)], known_at=at(60 + n))
        before = shown(store), shown(store, at(61))
        store.upkeep(at(1_000_000))
        assert (shown(store), shown(store, at(61))) == before
        assert deliver(store, [("a", 0, 0.0), ("a", 9, 9.0)], known_at=at(70)) == Receipt(new=1, same=1)
