"""When each source was first and last heard: deliveries that were taken, whatever they told."""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stadsbeeld.store.store import Store
from store.deliveries import SERIAL, at, claimed, deliver, observations

SOURCES = st.sampled_from(["one", "two"])
ENDS = st.sampled_from(["done", "refused", "unfinished"])
DELIVERIES = st.lists(st.tuples(SOURCES, st.integers(0, 6), ENDS), max_size=8)
MICROSECOND = timedelta(microseconds=1)


class ArrivalsContract:
    def test_the_last_arrival_is_the_newest_that_was_taken_by_then(self, store: Store) -> None:
        deliver(store, [("a", 0, 50.0)], known_at=at(10), source="one")
        deliver(store, [("a", 5, 50.0)], known_at=at(20), source="one")
        deliver(store, [("b", 5, 50.0)], known_at=at(15), source="two")
        assert store.last_arrivals(at(30)) == {"one": at(20), "two": at(15)}
        assert store.last_arrivals(at(20)) == {"one": at(20), "two": at(15)}
        assert store.last_arrivals(at(20) - MICROSECOND) == {"one": at(10), "two": at(15)}
        assert store.last_arrivals(at(9)) == {}
        assert store.first_arrivals() == {"one": at(10), "two": at(15)}

    def test_what_tells_nothing_new_is_heard_too(self, store: Store) -> None:
        deliver(store, [("a", 0, 50.0)], known_at=at(10))
        deliver(store, [("a", 0, 50.0)], known_at=at(20))
        deliver(store, [], known_at=at(30))
        assert store.last_arrivals(at(60)) == {"s": at(30)}

    def test_what_was_refused_or_is_not_taken_yet_is_not_heard(self, store: Store) -> None:
        deliver(store, [("a", 0, 50.0)], known_at=at(10))
        refused, waiting = claimed(store, b"<html>", "r", at(20)), claimed(store, b"{}", "w", at(30))
        assert refused is not None
        assert waiting is not None
        store.refuse(refused, "source-format", "not XML")
        assert store.last_arrivals(at(60)) == {"s": at(10)}
        store.append(waiting, observations([("a", 5, 50.0)]))
        assert store.last_arrivals(at(60)) == {"s": at(30)}

    def test_a_source_that_was_last_heard_before_since_is_not_among_them(self, store: Store) -> None:
        deliver(store, [("a", 0, 50.0)], known_at=at(10), source="one")
        deliver(store, [("a", 0, 50.0)], known_at=at(20), source="two")
        assert store.last_arrivals(at(60), since=at(10)) == {"one": at(10), "two": at(20)}
        assert store.last_arrivals(at(60), since=at(10) + MICROSECOND) == {"two": at(20)}
        assert store.last_arrivals(at(60), since=at(21)) == {}

    def test_the_last_arrival_of_one_source_is_the_newest_that_was_taken(self, store: Store) -> None:
        deliver(store, [("a", 0, 50.0)], known_at=at(10), source="one")
        deliver(store, [("a", 0, 50.0)], known_at=at(20), source="one")
        refused = claimed(store, b"<html>", "r", at(30), source="one")
        waiting = claimed(store, b"{}", "w", at(40), source="one")
        assert refused is not None
        assert waiting is not None
        store.refuse(refused, "source-format", "not XML")
        assert store.last_arrival_of("one", at(60)) == at(20)
        assert store.last_arrival_of("one", at(15)) == at(10)
        assert store.last_arrival_of("one", at(9)) is None
        assert store.last_arrival_of("two", at(60)) is None

    @settings(
        max_examples=10,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.differing_executors],
    )
    @given(deliveries=DELIVERIES, moment=st.integers(-1, 8), since=st.integers(-1, 8))
    def test_against_plain_python(
        self, store: Store, deliveries: list[tuple[str, int, str]], moment: int, since: int
    ) -> None:
        """A source's clock never goes back, whatever its machine says."""
        example = next(SERIAL)
        clock: dict[str, int] = {}
        last: dict[str, int] = {}
        for name, minute, end in deliveries:
            source = f"{name}{example}"
            clock[source] = max(minute, clock.get(source, minute))
            claim = claimed(store, b"x", str(next(SERIAL)), at(minute), source)
            assert claim is not None
            if end == "done":
                store.append(claim, observations([]))
                if since <= clock[source] <= moment:
                    last[source] = clock[source]
            elif end == "refused":
                store.refuse(claim, "source-format", "x")
        found = store.last_arrivals(at(moment), since=at(since))
        mine = {source: arrived for source, arrived in found.items() if source in clock}
        assert mine == {source: at(minute) for source, minute in last.items()}
