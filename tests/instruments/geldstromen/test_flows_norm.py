"""Which circular stands beside a year, and net spending per inhabitant beside it, by hand."""

import polars as pl

from stadsbeeld.instruments.geldstromen.norm import Overhead
from stadsbeeld.instruments.geldstromen.norm_table import FACTOR, PAYMENTS, VOLUMES, WEIGHTS, newest_fund, normed, years


def about(circular, year, gm="GM0001", pupils=10):
    told = {"circular": circular, "year": year}
    return {
        VOLUMES: {**told, "area": gm, "volumes": {"leerlingen": pupils}},
        PAYMENTS: {**told, "area": gm, "payments": {"opvang": 50}},
        WEIGHTS: [
            {**told, "key": "leerlingen", "weights": {"Onderwijs": 2.0}},
            {**told, "key": "opvang", "weights": {"Overig": 1.0}},
        ],
        FACTOR: {**told, "factor": 1.5},
    }


def tables(*circulars, factors=()):
    parts = [about(*one) for one in circulars]
    return {
        VOLUMES: [part[VOLUMES] for part in parts],
        PAYMENTS: [part[PAYMENTS] for part in parts],
        WEIGHTS: [row for part in parts for row in part[WEIGHTS]],
        FACTOR: [*(part[FACTOR] for part in parts), *factors],
    }


def test_september_comes_after_may_and_a_later_year_after_both():
    both = tables(("M2024", 2024), ("S2024", 2024))
    assert newest_fund(both, 2024).id == "S2024/2024"
    assert newest_fund(tables(("S2024", 2024), ("M2025", 2024)), 2024).id == "M2025/2024"
    assert years(both[VOLUMES]) == [2024]


def test_another_year_has_no_norm_though_its_factor_is_known():
    other = {"circular": "S2024", "year": 2023, "factor": 1.4}
    assert newest_fund(tables(("S2024", 2024), factors=[other]), 2023) is None


def row(area, flow, side, category, cents):
    return {"area": area, "flow": flow, "side": side, "category": category, "cents": cents, "year": 2024,
            "stage": "begroting"}  # fmt: skip


def test_net_and_norm_for_each_inhabitant_beside_the_median_of_peers():
    ledger = pl.DataFrame([
        row("GM0001", "4.2", "lasten", "L1.1", 3000), row("GM0001", "4.2", "baten", "B.totaal", 1000),
        row("GM0001", "0.4", "lasten", "L1.1", 400), row("GM0001", "0.7", "baten", "B.totaal", 7000),
        row("GM0002", "4.2", "lasten", "L1.1", 5000), row("GM0003", "4.2", "lasten", "L1.1", 9000),
    ])  # fmt: skip
    circulars = tables(("S2024", 2024, "GM0001"), ("S2024", 2024, "GM0002", 20), ("S2024", 2024, "GM0003"))
    circulars |= {WEIGHTS: circulars[WEIGHTS][:2], FACTOR: circulars[FACTOR][:1]}
    people = pl.DataFrame({"area": ["GM0001", "GM0002", "GM0003"], "heads": [2.0, 5.0, 3.0]})
    told = normed(ledger, newest_fund(circulars, 2024), people, "GM0001", Overhead.APART)
    lines = {one["cluster"]: one for one in told.lines.iter_rows(named=True)}
    school = lines["Onderwijs"]
    # 1.5 × 2.0 × 10 = 30 euro of norm for two inhabitants; 20 euro of net spending.
    assert (school["net_cents"], school["norm_cents"], school["difference_cents"]) == (2000, 3000, -1000)
    assert (school["net"], school["norm"], school["difference"]) == (10.0, 15.0, -5.0)
    # Peers spend 10 and 30 each, against 12 and 10.
    assert (school["peers_net"], school["peers_difference"]) == (20.0, (10 - 12 + 30 - 10) / 2)
    assert (lines["Overhead"]["net_cents"], lines["Overhead"]["norm_cents"]) == (400, None)
    # The fund itself and what has no spending stay out of the whole; overhead is in it.
    assert (told.whole["net_cents"], told.whole["norm_cents"]) == (2400, 3000)
    assert (told.own["recomputed"], told.own["booked"]) == (3000 + 5000, 7000)
