"""Tables of a year: in which turn they come, what is killed or brought twice meanwhile, and what is forgotten."""

from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stadsbeeld.store import yearly
from stadsbeeld.store.addresses import Addresses
from stadsbeeld.store.store import Receipt, Store
from store.contract_yearly import areas, bring, claim_of, figures, ledger, people
from store.deliveries import at, deliver, shown

EXAMPLES = count(100)
ROWS = st.dictionaries(st.tuples(st.sampled_from("ab"), st.integers(2022, 2024)), st.sampled_from([None, 1.0, 2.0]))
DELIVERIES = st.lists(st.tuples(ROWS, st.integers(0, 6), st.sampled_from(["one", "two"])), max_size=8)


def rows(store: Store) -> int:
    """All rows of years that were ever appended."""
    return sum(store.connection.rows("facts", f"SELECT count(*) FROM facts.{kind.name}")[0][0] for kind in yearly.KINDS)


class YearlyTurnsContract:
    def holding(self, words: bytes, addresses: Addresses) -> list[Path]:
        raise NotImplementedError

    @settings(
        max_examples=12,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.differing_executors],
    )
    @given(deliveries=DELIVERIES, moment=st.integers(-1, 8))
    def test_as_of_shows_the_figures_that_were_known(
        self, store: Store, deliveries: list[tuple[dict[tuple[str, int], float | None], int, str]], moment: int
    ) -> None:
        """Against an oracle in plain Python: deliveries in the order in which they were claimed, a source's clock
        never going back; what a source repeats is nothing new; the last (known_at, order) of a key holds."""
        example = next(EXAMPLES)
        known: dict[str, int] = {}
        last: dict[tuple[str, tuple[str, int]], float | None] = {}
        said: list[tuple[int, int, tuple[str, int], float | None]] = []
        for order, (told, minute, source) in enumerate(deliveries):
            known[source] = max(minute, known.get(source, minute))
            named = {(f"WK{example:04}0{place.upper()}", year): value for (place, year), value in told.items()}
            table = figures(*((area, year, value) for (area, year), value in named.items()))
            bring(store, table, f"{example} {order}", at(minute), f"{source}{example}")
            for key, value in named.items():
                if (source, key) not in last or last[source, key] != value:
                    said.append((known[source], order, key, value))
                last[source, key] = value
        expected = {key: value for k, _, key, value in sorted(said, key=lambda s: s[:2]) if k <= moment}
        mine = [f"WK{example:04}0{place}" for place in "AB"]
        found = store.as_of(at(moment)).figures(areas=mine)
        assert dict(zip(zip(found["area"], found["year"], strict=True), found["value"], strict=True)) == expected
        assert found.filter(found["known_at"] > at(moment)).is_empty()
        one_year = store.as_of(at(moment)).figures(areas=mine, years=[2023])
        assert set(one_year["area"]) == {area for area, year in expected if year == 2023}

    def test_what_is_asked_of_nothing_is_nothing(self, store: Store) -> None:
        bring(store, figures(("GM0599", 2023, 1.0)), "1")
        view = store.as_of()
        for found in (view.figures(areas=[]), view.figures(years=[]), view.figures(figures=[]), view.ledger()):
            assert found.is_empty()
        assert view.figures(areas=[]).schema == view.figures().schema

    def test_a_table_that_is_appended_out_of_turn_does_not_come_to_hold(self, store: Store) -> None:
        bring(store, ledger(50), "0", at(60))
        earlier, later = claim_of(store, "1", at(61)), claim_of(store, "2", at(62))
        assert earlier is not None
        assert later is not None
        # Equal to what is known now, and yet it must be kept: the earlier claim may say something else.
        store.append(later, ledger(50))
        store.append(earlier, ledger(10))
        assert store.as_of().ledger()["cents"].to_list() == [50]
        assert store.as_of(at(61)).ledger()["cents"].to_list() == [10]

    def test_a_table_is_compared_with_what_was_claimed_before_it(self, store: Store) -> None:
        first, second = claim_of(store, "1", at(60)), claim_of(store, "2", at(60))
        assert first is not None
        assert second is not None
        store.append(second, ledger(50))
        assert store.append(first, ledger(50)) == Receipt(new=1, same=0)
        assert bring(store, ledger(50), "3", at(60)) == Receipt(new=0, same=1)

    def test_of_two_sources_of_figures_at_the_same_moment_the_later_claim_holds(self, store: Store) -> None:
        first, second = claim_of(store, "1", at(60), "one"), claim_of(store, "2", at(60), "two")
        assert first is not None
        assert second is not None
        store.append(second, figures(("GM0599", 2023, 2.0)))
        store.append(first, figures(("GM0599", 2023, 1.0)))
        assert people(store) == {("GM0599", 2023): 2.0}

    def test_what_a_later_delivery_leaves_out_stays(self, store: Store) -> None:
        bring(store, figures(("GM0599", 2023, 1.0), ("GM0363", 2023, 2.0)), "1")
        assert bring(store, figures(("GM0599", 2023, 3.0)), "2", at(61)) == Receipt(new=1, same=0)
        assert people(store) == {("GM0363", 2023): 2.0, ("GM0599", 2023): 3.0}

    def test_a_table_whose_claim_was_killed_is_brought_again(self, addresses: Addresses) -> None:
        with Store(addresses) as store:
            claim = claim_of(store, "1", at(60))
        with Store(addresses) as store:
            assert claim is not None
            assert store.unfinished() == [claim]
            assert claim_of(store, "1", at(600)) == claim
            assert store.append(claim, areas("Centrum", "Noord")) == Receipt(new=4, same=0)
            assert store.append(claim, areas("Centrum", "Noord")) == Receipt(new=4, same=0)
            assert rows(store) == 4
        with Store(addresses) as store:
            assert store.unfinished() == []
            assert claim_of(store, "1", at(600)) is None

    def test_a_table_that_was_appended_and_not_closed_is_only_closed(self, addresses: Addresses) -> None:
        table = areas("Centrum", "Noord")
        with Store(addresses) as store:
            claim = claim_of(store, "1", at(60))
            assert claim is not None
            yearly.append(store.connection, claim, table, settled=True, stands=0)
        with Store(addresses) as store:
            assert store.unfinished() == [claim]
            assert store.append(claim, table) == Receipt(new=4, same=0)
            assert rows(store) == 4
            assert store.unfinished() == []

    def test_two_threads_bring_the_same_tables(self, store: Store) -> None:
        numbers = [number for number in range(6) for _ in range(2)]
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda n: bring(store, figures(("GM0599", 2018 + n, float(n))), str(n)), numbers))
        assert store.unfinished() == []
        assert rows(store) == 6
        assert people(store) == {("GM0599", 2018 + n): float(n) for n in range(6)}

    def test_two_threads_bring_tables_that_overlap(self, store: Store) -> None:
        def take(n: int) -> None:
            bring(store, figures(*(("GM0599", year, float(year)) for year in range(2000 + n, 2005 + n))), str(n))

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(take, range(8)))
        assert people(store) == {("GM0599", year): float(year) for year in range(2000, 2012)}

    def test_a_table_that_is_forgotten_is_on_no_disk(self, store: Store, addresses: Addresses) -> None:
        deliver(store, [("blijft", 0, 1.0)], key="other", source="other")
        claim = claim_of(store, "old", at(60))
        assert claim is not None
        store.append(claim, areas("Verdwenenwijk"))
        bring(store, ledger(100), "young", at(5_000))
        assert self.holding(b"Verdwenenwijk", addresses)
        assert store.raw.has(claim.sha256)
        assert store.as_of().first_learnt("cbs") == at(60)
        # To the row: learnt at the moment itself is not before it.
        assert store.forget("cbs", at(60), known_at=at(6_000), author="x1").rows == 0
        forgotten = store.forget("cbs", at(61), known_at=at(6_000), author="x1")
        assert (forgotten.rows, forgotten.raw) == (2, 1)
        assert self.holding(b"Verdwenenwijk", addresses) == []
        assert not store.raw.has(claim.sha256)
        assert store.as_of().first_learnt("cbs") == at(5_000)
        assert store.as_of().ledger()["cents"].to_list() == [100]
        assert shown(store) == {("blijft", 0): 1.0}
        assert bring(store, areas("Verdwenenwijk"), "old", at(6_000)) is None

    def test_bytes_that_a_delivery_which_stays_has_too_stay(self, store: Store) -> None:
        claim = claim_of(store, "same", at(60))
        assert claim is not None
        store.append(claim, ledger(100))
        other = claim_of(store, "same", at(5_000), "other")
        assert other is not None
        store.append(other, ledger(100))
        assert store.forget("cbs", at(3_000), known_at=at(6_000), author="x1").raw == 0
        assert store.raw.has(claim.sha256)

    def test_upkeep_changes_nothing_of_what_was_told_of_years(self, store: Store) -> None:
        for n in range(4):
            bring(store, ledger(n), str(n), at(60 + n))
        bring(store, areas("Centrum"), "a", at(70))
        before = [store.as_of(moment).ledger() for moment in (None, at(61))]
        store.upkeep(at(1_000_000))
        assert all(found.equals(store.as_of(m).ledger()) for found, m in zip(before, (None, at(61)), strict=True))
        assert store.as_of(at(61)).ledger()["cents"].to_list() == [1]
        assert bring(store, ledger(3), "again", at(80)) == Receipt(new=0, same=1)
        assert store.as_of().areas("wijk")["name"].to_list() == ["Centrum"]
