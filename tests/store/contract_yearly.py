"""Tables of a year: areas, figures and the ledger, taken and shown as any delivery."""

from datetime import datetime

import polars as pl

from stadsbeeld.frames.areas import Areas
from stadsbeeld.frames.figures import Figures
from stadsbeeld.frames.ledger import Ledger
from stadsbeeld.store.store import Claim, Receipt, Store
from stadsbeeld.store.yearly import YearlyTable
from store.deliveries import at, claimed

SQUARE = '{"type":"Polygon","coordinates":[[[4.4,51.9],[4.5,51.9],[4.5,52.0],[4.4,51.9]]]}'


def figures(*rows: tuple[str, int, float | None]) -> Figures:
    """(area, year, inhabitants)."""
    return Figures(
        pl.DataFrame(
            [
                (area, year, "inhabitants_n", value, None if value is not None else "missing")
                for area, year, value in rows
            ],
            schema={
                "area": pl.String,
                "year": pl.Int32,
                "figure": pl.String,
                "value": pl.Float64,
                "mark": pl.String,
            },
            orient="row",
        )
    )


def areas(*names: str) -> Areas:
    """Wijken of Rotterdam in 2024, each with a figure."""
    codes = [f"WK0599{number:02}" for number, _ in enumerate(names, 1)]
    return Areas(
        pl.DataFrame(
            [(code, "wijk", name, "GM0599", 2024, SQUARE) for code, name in zip(codes, names, strict=True)],
            schema={
                "area": pl.String,
                "kind": pl.String,
                "name": pl.String,
                "parent": pl.String,
                "year": pl.Int32,
                "geometry": pl.String,
            },
            orient="row",
        ),
        figures(*((code, 2024, 100.0) for code in codes)),
    )


def ledger(cents: int | None, flow: str = "0.1", stage: str = "rekening") -> Ledger:
    return Ledger(
        pl.DataFrame(
            {
                "area": ["GM0599"],
                "year": [2023],
                "stage": [stage],
                "flow": [flow],
                "side": ["lasten"],
                "category": ["L.overig"],
                "payer": ["gemeente"],
                "payee": ["derden"],
                "cents": [cents],
                "grade": ["A"],
            },
            schema_overrides={"cents": pl.Int64, "year": pl.Int32},
        )
    )


def bring(
    store: Store, table: YearlyTable, key: str, known_at: datetime = at(60), source: str = "cbs"
) -> Receipt | None:
    claim = claim_of(store, key, known_at, source)
    return None if claim is None else store.append(claim, table)


def claim_of(store: Store, key: str, known_at: datetime, source: str = "cbs") -> Claim | None:
    return claimed(store, key.encode(), key, known_at, source)


def people(store: Store, known_at: datetime | None = None) -> dict[tuple[str, int], float | None]:
    found = store.as_of(known_at).figures(figures=["inhabitants_n"])
    return {(area, year): value for area, year, value in found.select("area", "year", "value").iter_rows()}


class YearlyContract:
    def test_a_table_comes_back_as_it_was(self, store: Store) -> None:
        assert bring(store, ledger(-12_345), "1") == Receipt(new=1, same=0)
        assert store.as_of().ledger().drop("source", "known_at").equals(ledger(-12_345).frame)
        assert store.as_of().ledger().select("source", "known_at").rows() == [("cbs", at(60))]

    def test_areas_bring_their_figures_in_one_delivery(self, store: Store) -> None:
        assert bring(store, areas("Centrum", "Noord"), "1") == Receipt(new=4, same=0)
        assert people(store) == {("WK059901", 2024): 100.0, ("WK059902", 2024): 100.0}
        assert store.as_of().areas("wijk")["geometry"].to_list() == [SQUARE, SQUARE]
        assert "geometry" not in store.as_of().areas("wijk", geometry=False).columns
        assert store.as_of().areas("wijk", year=2023).is_empty()
        assert store.as_of().areas("gemeente").is_empty()
        assert store.as_of().areas("wijk", parent="GM0363").is_empty()

    def test_a_boundary_that_moves_is_one_new_row(self, store: Store) -> None:
        bring(store, areas("Centrum", "Noord"), "1")
        assert bring(store, areas("Centrum", "Overschie"), "2", at(61)) == Receipt(new=1, same=3)
        assert store.as_of().areas("wijk")["name"].to_list() == ["Centrum", "Overschie"]
        assert store.as_of(at(60)).areas("wijk")["name"].to_list() == ["Centrum", "Noord"]

    def test_a_correction_is_a_new_row_and_the_past_stays(self, store: Store) -> None:
        bring(store, ledger(100), "1")
        assert bring(store, ledger(100), "2", at(61)) == Receipt(new=0, same=1)
        assert bring(store, ledger(200), "3", at(62)) == Receipt(new=1, same=0)
        assert bring(store, ledger(100), "4", at(63)) == Receipt(new=1, same=0)
        told = [store.as_of(moment).ledger()["cents"].to_list() for moment in (at(59), at(60), at(62), at(63))]
        assert told == [[], [100], [200], [100]]

    def test_redelivery_is_not_taken(self, store: Store) -> None:
        bring(store, ledger(100), "1")
        bring(store, ledger(200), "2", at(61))
        assert bring(store, ledger(100), "1", at(62)) is None
        assert store.as_of().ledger()["cents"].to_list() == [200]

    def test_not_delivered_is_a_value_and_never_zero(self, store: Store) -> None:
        bring(store, ledger(100), "1")
        assert bring(store, ledger(None), "2", at(61)) == Receipt(new=1, same=0)
        assert bring(store, ledger(None), "3", at(62)) == Receipt(new=0, same=1)
        assert store.as_of().ledger()["cents"].to_list() == [None]
        bring(store, figures(("GM0599", 2023, 670_610.0)), "4", at(63))
        assert bring(store, figures(("GM0599", 2023, None)), "5", at(64)) == Receipt(new=1, same=0)
        assert people(store) == {("GM0599", 2023): None}

    def test_text_stays_text(self, store: Store) -> None:
        bring(store, ledger(1, "0.1"), "1")
        bring(store, ledger(2, "0.10"), "2", at(61))
        bring(store, ledger(3, "0.1", "begroting"), "3", at(62))
        found = store.as_of().ledger(years=[2023], stage="rekening")
        assert found.select("flow", "cents").rows() == [("0.1", 1), ("0.10", 2)]
        assert store.as_of().ledger(areas=["GM0363"]).is_empty()

    def test_of_two_sources_the_last_to_say_something_holds(self, store: Store) -> None:
        bring(store, figures(("GM0599", 2023, 1.0)), "1", source="one")
        bring(store, figures(("GM0599", 2023, 2.0)), "1", at(61), source="two")
        assert bring(store, figures(("GM0599", 2023, 1.0)), "2", at(62), source="one") == Receipt(new=0, same=1)
        assert people(store) == {("GM0599", 2023): 2.0}

    def test_a_kill_between_append_and_close_doubles_nothing(self, store: Store) -> None:
        claim = claim_of(store, "1", at(60))
        assert claim is not None
        table = areas("Centrum", "Noord")
        assert store.append(claim, table).new == 4
        store.connection.run("records", "DELETE FROM records.closings")
        with Store(store.addresses) if store.addresses.records_are_in_postgres else _again(store) as again:
            assert again.unfinished() == [claim]
            assert again.append(claim, table) == Receipt(new=4, same=0)
            assert len(again.as_of().areas("wijk")) == 2
            assert again.unfinished() == []

    def test_the_moment_of_the_newest_row_tells_when_to_read_anew(self, store: Store) -> None:
        assert store.as_of().yearly_known_at() is None
        bring(store, ledger(100), "1")
        bring(store, figures(("GM0599", 2023, 1.0)), "2", at(61))
        bring(store, figures(("GM0599", 2023, 1.0)), "3", at(62))
        assert store.as_of().yearly_known_at() == at(61)
        assert store.as_of(at(60)).yearly_known_at() == at(60)

    def test_what_is_over_its_term_goes(self, store: Store) -> None:
        bring(store, ledger(100), "1")
        bring(store, ledger(200), "2", at(5_000))
        forgotten = store.forget("cbs", at(3_000), known_at=at(6_000), author="job")
        assert forgotten.rows == 1
        assert store.as_of().ledger()["cents"].to_list() == [200]
        assert store.as_of(at(60)).ledger().is_empty()


def _again(store: Store) -> Store:
    store.close()
    return Store(store.addresses)
