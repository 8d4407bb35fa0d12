"""Deliveries: taken once, and only what is new in them."""

from stadsbeeld.store.store import Delivery, Receipt, Store
from store.deliveries import NOON, Row, at, claimed, deliver, facts, observations, shown


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
