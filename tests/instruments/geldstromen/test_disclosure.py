"""No table that is shown gives back a count of few people: by hand, by an attack of our own, and on real counts."""

import csv
import gzip
import json
from collections.abc import Mapping
from importlib import resources

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from stadsbeeld.instruments.geldstromen.disclosure import Shown, ShownCell, protect, protection, recovered
from stadsbeeld.instruments.geldstromen.disclosure_table import (
    Cell,
    Relation,
    Table,
    at,
    nested,
    people,
    same_key,
    secret,
    total_of,
)

NATIONAL = resources.files("stadsbeeld") / "packs" / "nederland"
NEAR = 1e-4


def attacked(table: Table, shown: Shown, known: Mapping[str, tuple[float, float]] | None = None) -> dict[str, tuple]:
    """What a linear program makes of the shown cells alone: (least, most) of each withheld cell.

    Written apart from the project's own attack: no scaling, no parts, whole matrices. `known` adds what else an
    attacker knows of a cell.
    """
    hidden = [cell.id for cell in shown.cells if cell.mark]
    value = {cell.id: cell.value for cell in shown.cells}
    place = {id: n for n, id in enumerate(hidden)}
    exact: list[tuple[np.ndarray, float]] = []
    loose: list[tuple[np.ndarray, float]] = []
    for relation in table.relations:
        row, off = np.zeros(len(hidden)), 0.0
        for id, coefficient in relation.terms:
            if id in place:
                row[place[id]] += coefficient
            else:
                off += coefficient * value[id]
        if relation.within:
            loose += [(row, relation.within - off), (-row, relation.within + off)]
        elif row.any():
            exact.append((row, -off))
    told = {
        "A_ub": np.array([row for row, _ in loose]) if loose else None,
        "b_ub": [most for _, most in loose] if loose else None,
        "A_eq": np.array([row for row, _ in exact]) if exact else None,
        "b_eq": [most for _, most in exact] if exact else None,
        "bounds": [(known or {}).get(id, (table[id].low, table[id].high)) for id in hidden],
    }
    found = {}
    for id in hidden:
        ends = []
        for sign in (1, -1):
            goal = np.zeros(len(hidden))
            goal[place[id]] = sign
            done = linprog(goal, **told)
            assert done.status in (0, 3), done.message
            ends.append(sign * done.fun if done.status == 0 else -sign * np.inf)
        found[id] = tuple(ends)
    return found


def assert_safe(table: Table, shown: Shown, ranges: Mapping[str, tuple[float, float]]) -> None:
    for id, (least, most) in ranges.items():
        cell = table[id]
        if id in shown.weak:
            continue
        assert most - least > NEAR * (cell.scale or 1), f"{id} can be reckoned back: {least}"
        if id in shown.primary:
            low, high = protection(cell)
            slack = NEAR * (cell.scale or 1)
            assert least <= low + slack, f"{id} cannot be less than {least}"
            assert most >= high - slack, f"{id} cannot be more than {most}"


def by_id(shown: Shown) -> dict[str, ShownCell]:
    return {cell.id: cell for cell in shown.cells}


def square(counts: list[list[int]], **fixed: bool) -> Table:
    """Wijken w0 … by columns c0 …, with sums of rows (`all`), columns (`city`) and all."""
    cells = {}
    rows = [[*row, sum(row)] for row in counts]
    rows.append([sum(column) for column in zip(*rows, strict=True)])
    areas = [f"w{n}" for n in range(len(counts))]
    columns = [f"c{n}" for n in range(len(counts[0]))]
    for area, row in zip([*areas, "city"], rows, strict=True):
        for column, count in zip([*columns, "all"], row, strict=True):
            cells[area, column] = people(at(area, column), count, fixed=fixed.get(area, False))
    return nested(cells, dict.fromkeys(areas, "city"), total="all")


# ---------------------------------------------------------------------------------------------------- by hand


def test_one_small_cell_takes_a_rectangle_with_it_and_the_cheapest_one() -> None:
    # 3 is withheld, and is row sum less the rest. So one more in its row, one in its column, and the corner. It must be
    # able to be 10, so each of its neighbours must be able to give 7; of those that can, 20, 30 and 25 lose least.
    table = square([[3, 20, 900], [30, 25, 800], [700, 600, 500]])
    shown = protect(table)
    assert shown.primary == {"w0|c0"}
    assert shown.withheld == {"w0|c0", "w0|c1", "w1|c0", "w1|c1"}
    assert by_id(shown)["w0|c0"] == ShownCell(id="w0|c0", value=None, mark="withheld", instead="city|c0")
    assert by_id(shown)["w0|c2"] == ShownCell(id="w0|c2", value=900.0)
    # The rectangle shifts by −20 (the 20 and the 30 rise, the 3 falls) only to −3, and up by 20: 3 + 20 = 23.
    assert recovered(table, shown)["w0|c0"] == pytest.approx((0, 23))
    assert_safe(table, shown, attacked(table, shown))


def test_alone_in_its_sum_a_withheld_cell_is_no_secret_and_the_attack_sees_that() -> None:
    table = square([[3, 20], [30, 25]])
    alone = Shown(
        cells=tuple(
            ShownCell(id=c.id, value=None, mark="withheld") if c.id == "w0|c0" else ShownCell(id=c.id, value=c.value)
            for c in table.cells
        ),
        primary=frozenset({"w0|c0"}),
        weak=frozenset(),
    )
    assert recovered(table, alone)["w0|c0"] == pytest.approx((3, 3))
    assert attacked(table, alone)["w0|c0"] == pytest.approx((3, 3), abs=1e-5)
    with pytest.raises(AssertionError, match="reckoned back"):
        assert_safe(table, alone, attacked(table, alone))


def test_two_small_cells_do_not_hide_each_other() -> None:
    # 1 + 2 = 3 is known from the sum: neither could be more than 3. A third cell joins them.
    cells = [people("a", 1), people("b", 2), people("c", 40), people("d", 900)]
    table = Table(
        cells=(*cells, people("sum", 943, fixed=True)), relations=(total_of("sum", [cell.id for cell in cells]),)
    )
    shown = protect(table)
    assert shown.withheld == {"a", "b", "c"}
    assert recovered(table, shown)["a"] == pytest.approx((0, 43))
    # One who stands alone behind `a` and knows it is left with 42 for the others: b can still be from 0 to 10 and more.
    knows = attacked(table, shown, known={"a": (1.0, 1.0)})
    assert knows["b"] == pytest.approx((0, 42), abs=1e-4)


def test_ten_is_shown_nine_is_not_and_nought_is_withheld_not_shown_as_zero() -> None:
    table = Table(cells=(people("ten", 10), people("nine", 9), people("nought", 0)))
    shown = by_id(protect(table))
    assert (shown["ten"].value, shown["ten"].mark) == (10.0, None)
    assert (shown["nine"].value, shown["nine"].mark) == (None, "withheld")
    assert (shown["nought"].value, shown["nought"].mark) == (None, "withheld")


def test_dominance_by_the_p_percent_rule() -> None:
    # Σ 1,000: the largest 700, the second 260, so 40 others. To reckon the largest, the second knows all but these 40:
    # 40 < 10 % of 700 = 70, so it comes within ten percent. Short by 30, both ways.
    def subsidy(*largest: float) -> Cell:
        return Cell(id="subsidy", value=1000.0, count=12, largest=largest)

    assert protection(subsidy(700, 260)) == pytest.approx((970, 1030))
    assert protection(subsidy(700, 230)) is None  # 70 others: not less than 70
    assert protection(subsidy(500, 400)) is None
    assert protection(subsidy(700, 260), p=5) is None  # 40 is not less than 35
    assert protection(subsidy(990)) == pytest.approx((911, 1089))  # one alone: 10 others < 99, short by 89


def test_an_amount_gives_its_count_back_through_another_one_with_the_same_key() -> None:
    # R = €12,000 and €90,000 over the same 1,200 clients: €10 and €75 each. Wijk a has 4 of them: €40 and €300.
    counts = {"a": 4, "b": 396, "c": 800}
    each = {"6.71": 10.0, "6.81": 75.0}
    cells = {
        (area, column): Cell(id=at(area, column), value=count * per, count=count, per_count=per, fixed=area == "city")
        for area, count in {**counts, "city": 1200}.items()
        for column, per in each.items()
    }
    parents = dict.fromkeys(counts, "city")
    alone = nested(cells, parents)
    table = nested(cells, parents, keys={"6.71": "clients", "6.81": "clients"})
    shown = protect(table)
    assert at("a", "6.71") in shown.withheld
    assert at("a", "6.81") in shown.withheld
    assert_safe(table, shown, attacked(table, shown))
    assert recovered(table, shown)["a|6.81"][1] >= 750  # ten clients
    # Withheld in one column only, whatever else is withheld there, it is known from the other.
    half = Shown(
        cells=tuple(
            ShownCell(id=c.id, value=None, mark="withheld")
            if c.id.endswith("6.71") and not c.fixed
            else ShownCell(id=c.id, value=c.value)
            for c in table.cells
        ),
        primary=frozenset(),
        weak=frozenset(),
    )
    assert recovered(table, half)["a|6.71"] == pytest.approx((40, 40))
    assert recovered(alone, half)["a|6.71"] == pytest.approx((0, 12_000))  # which a look at one column does not see


def test_what_the_source_withholds_stays_from_nought_to_seven() -> None:
    # 100 − 60 − 35 = 5: the sum would tell what CBS does not.
    table = Table(
        cells=(secret("a"), people("b", 60), people("c", 35), people("sum", 100, fixed=True)),
        relations=(total_of("sum", ["a", "b", "c"]),),
    )
    shown = protect(table)
    assert shown.withheld == {"a", "c"}
    assert recovered(table, shown)["a"] == pytest.approx((0, 7))
    assert_safe(table, shown, attacked(table, shown))


def test_a_sum_that_was_rounded_protects_by_its_rounding_and_no_more() -> None:
    cells = (secret("a"), people("b", 60), people("c", 35), people("sum", 100, fixed=True))
    parts = ["a", "b", "c"]
    loose = Table(cells=cells, relations=(total_of("sum", parts, within=5),))
    tight = Table(cells=cells, relations=(total_of("sum", parts, within=2),))
    assert protect(loose).withheld == {"a"}  # 100 ± 5 leaves 0 to 10
    assert protect(tight).withheld == {"a", "c"}  # 100 ± 2 leaves 3 to 7


def test_what_is_published_elsewhere_already_tells_is_named_and_nothing_is_added() -> None:
    # The city has 7, known to all: no wijk can be more than 7, whatever is withheld.
    table = Table(
        cells=(people("a", 5), people("b", 2), people("c", 0), people("city", 7, fixed=True)),
        relations=(total_of("city", ["a", "b", "c"]),),
    )
    shown = protect(table)
    assert shown.withheld == {"a", "b", "c"}
    assert shown.weak == {"a", "b", "c"}
    assert recovered(table, shown) == {id: pytest.approx((0, 7)) for id in "abc"}
    assert {cell.instead for cell in shown.cells if cell.mark} == {"city"}


def test_a_wijk_goes_into_its_gemeente_where_it_must() -> None:
    # Two wijken, 4 and 12 people. Beside the gemeente's 16 neither can be shown: the coarser area is shown instead.
    cells = {
        ("GM1", "n"): people(at("GM1", "n"), 16),
        ("WK1", "n"): people(at("WK1", "n"), 4),
        ("WK2", "n"): people(at("WK2", "n"), 12),
        ("GM2", "n"): people(at("GM2", "n"), 700),
        ("NL", "n"): people(at("NL", "n"), 716, fixed=True),
    }
    shown = by_id(protect(nested(cells, {"WK1": "GM1", "WK2": "GM1", "GM1": "NL", "GM2": "NL"})))
    assert [shown[id].instead for id in ("WK1|n", "WK2|n")] == ["GM1|n", "GM1|n"]
    assert shown["GM1|n"].value == 16.0
    # Where the gemeente itself is too small, the next sum is named that is shown.
    small = cells | {
        ("GM1", "n"): people(at("GM1", "n"), 6),
        ("WK2", "n"): people(at("WK2", "n"), 2),
        ("NL", "n"): people(at("NL", "n"), 706, fixed=True),
    }
    hidden = by_id(protect(nested(small, {"WK1": "GM1", "WK2": "GM1", "GM1": "NL", "GM2": "NL"})))
    assert hidden["WK1|n"].instead == "NL|n"
    assert hidden["GM1|n"].mark == hidden["GM2|n"].mark == "withheld"


def test_corrections_below_zero_are_protected_as_well() -> None:
    def correction(id: str, count: int) -> Cell:
        return Cell(id=id, value=-50.0 * count, count=count, low=-np.inf, high=0.0)

    cells = (correction("a", 3), correction("b", 30), correction("c", 400))
    total = Cell(id="sum", value=-21_650.0, count=433, low=-np.inf, high=0.0, fixed=True)
    table = Table(cells=(*cells, total), relations=(total_of("sum", ["a", "b", "c"]),))
    shown = protect(table)
    assert protection(cells[0]) == (-500.0, 0.0)
    assert shown.withheld == {"a", "b"}
    assert_safe(table, shown, attacked(table, shown))


def test_what_nobody_stands_behind_is_not_sensitive_but_may_have_to_hide_another() -> None:
    road = Cell(id="road", value=5000.0, personal=False)
    care = Cell(id="care", value=400.0, count=4)
    table = Table(
        cells=(road, care, Cell(id="sum", value=5400.0, personal=False, fixed=True)),
        relations=(total_of("sum", ["road", "care"]),),
    )
    assert protect(table).primary == {"care"}
    assert protect(table).withheld == {"road", "care"}


def test_nothing_to_divide_tells_no_count() -> None:
    assert protection(Cell(id="a", value=0.0, count=3, per_count=0.0)) is None


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (lambda: Cell(id="a", value=5.0), "say how many"),
        (lambda: Cell(id="a", value=0.0, count=0), "per_count"),
        (lambda: Cell(id="a", value=-1.0, count=20), "does not lie"),
        (lambda: Cell(id="a", value=float("nan"), count=20), "does not lie"),
        (lambda: Cell(id="a", value=None), "finite bounds"),
        (lambda: Table(cells=(people("a", 20), people("a", 30))), "same id"),
        (lambda: Table(cells=(people("a", 20),), relations=(total_of("b", ["a"]),)), "no cell"),
        (lambda: Table(cells=(people("a", 20), people("b", 30)), relations=(total_of("b", ["a"]),)), "does not hold"),
        (lambda: nested({("WK1", "n"): people("WK1|n", 9), ("GM", "n"): people("GM|n", 9)}, {"WK2": "GM"}), "not hold"),
        (
            lambda: protect(
                Table(
                    cells=(secret("a"), people("b", 60), people("sum", 100)), relations=(total_of("sum", ["a", "b"]),)
                )
            ),
            "does not fit",
        ),
    ],
)
def test_what_cannot_be_is_refused(made: object, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        made()  # type: ignore[operator]


# -------------------------------------------------------------------------------------------------- properties


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Gemeenten with wijken, columns with and without a sum, amounts and counts, sums that are fixed or not."""
    gemeenten = draw(st.integers(1, 2))
    wijken = draw(st.integers(1, 4))
    columns = [f"c{n}" for n in range(draw(st.integers(1, 4)))]
    count = st.one_of(st.integers(0, 12), st.integers(0, 60), st.integers(0, 5000))
    each = draw(st.sampled_from([1.0, 0.25, 1234.5]))
    closed, keyed = draw(st.booleans()), draw(st.booleans())
    fixed = draw(st.sampled_from([(), ("NL",), ("NL", "g0", "g1")]))
    counts: dict[tuple[str, str], int] = {}
    parents: dict[str, str] = {}
    for g in range(gemeenten):
        parents[f"g{g}"] = "NL"
        for w in range(wijken):
            parents[f"g{g}w{w}"] = f"g{g}"
            same = draw(count)
            for column in columns:
                counts[f"g{g}w{w}", column] = same if keyed else draw(count)
    for parent in ("g0", "g1", "NL"):
        for column in columns:
            below = [counts[area, column] for area, up in parents.items() if up == parent]
            if below:
                counts[parent, column] = sum(below)
    per = {column: each * (1 + n) for n, column in enumerate(columns)}
    dominated = draw(st.sets(st.sampled_from(sorted(counts)), max_size=2))
    cells = {
        (area, column): Cell(
            id=at(area, column),
            value=n * per[column],
            count=n,
            per_count=per[column],
            largest=(0.9 * n * per[column], 0.08 * n * per[column]) if (area, column) in dominated else (),
            fixed=area in fixed,
        )
        for (area, column), n in counts.items()
    }
    if closed and not keyed:
        for area in {area for area, _ in counts}:
            total = sum(counts[area, column] * per[column] for column in columns)
            people_ = sum(counts[area, column] for column in columns)
            cells[area, "all"] = Cell(
                id=at(area, "all"), value=total, count=people_, per_count=each, fixed=area in fixed
            )
    keys = dict.fromkeys(columns, "key") if keyed else {}
    return nested(cells, parents, total="all" if closed and not keyed else None, keys=keys)


@settings(max_examples=120, deadline=None)
@given(tables())
def test_no_withheld_cell_of_any_table_can_be_reckoned_back(table: Table) -> None:
    shown = protect(table)
    ranges = attacked(table, shown)
    assert_safe(table, shown, ranges)
    small = {cell.id for cell in table.cells if cell.count is not None and cell.count < 10 and not cell.fixed}
    assert small <= shown.withheld
    assert all(cell.value is None for cell in shown.cells if cell.mark)
    assert {cell.id: cell.value for cell in shown.cells if not cell.mark}.items() <= {
        cell.id: cell.value for cell in table.cells
    }.items()
    # A cell that is weak could not be wider if all were withheld that may be.
    if shown.weak:
        nothing = Shown(
            cells=tuple(
                ShownCell(id=c.id, value=c.value) if c.fixed else ShownCell(id=c.id, value=None, mark="withheld")
                for c in table.cells
            ),
            primary=frozenset(),
            weak=frozenset(),
        )
        widest = attacked(table, nothing)
        for id in shown.weak:
            scale = table[id].scale or 1
            low, high = protection(table[id])
            assert ranges[id][0] <= max(low, widest[id][0]) + 1e-3 * scale
            assert ranges[id][1] >= min(high, widest[id][1]) - 1e-3 * scale


@settings(max_examples=40, deadline=None)
@given(tables())
def test_the_attack_of_the_project_finds_what_ours_finds(table: Table) -> None:
    shown = protect(table)
    ours, theirs = attacked(table, shown), recovered(table, shown)
    assert ours.keys() == theirs.keys()
    for id, (least, most) in ours.items():
        scale = table[id].scale or 1
        assert theirs[id] == pytest.approx((least, most), rel=1e-6, abs=1e-3 * scale)


# -------------------------------------------------------------------------------------------------- real counts


def crimes(gemeenten: int) -> Table:
    """Crimes that were registered in 2023 (CBS, CC BY): whole counts, many below ten."""
    text = gzip.decompress((NATIONAL / "kerncijfers_2023.csv.gz").read_bytes()).decode("utf-8")
    kinds = ["cr_inbraak_woning", "cr_diefstal_motor", "cr_diefstal_fietsen", "cr_bedreiging", "cr_mishandeling"]
    kinds += ["cr_straatroof", "cr_vernieling", "cr_drugs_drank", "cr_inbraak_bedrijven", "cr_winkeldiefstal"]
    rows = [row for row in csv.DictReader(text.splitlines()[1:]) if row["cr_straatroof"]][:gemeenten]
    counts = {(row["gemeentecode"], kind): int(float(row[kind])) for row in rows for kind in kinds}
    areas = [row["gemeentecode"] for row in rows]
    for area in areas:
        counts[area, "all"] = sum(counts[area, kind] for kind in kinds)
    for kind in [*kinds, "all"]:
        counts["NL", kind] = sum(counts[area, kind] for area in areas)
    cells = {(area, kind): people(at(area, kind), n, fixed=area == "NL") for (area, kind), n in counts.items()}
    return nested(cells, dict.fromkeys(areas, "NL"), total="all")


def test_eighty_gemeenten_by_ten_kinds_of_crime() -> None:
    table = crimes(80)
    shown = protect(table)
    assert len(table.cells) == 81 * 11
    assert len(shown.primary) > 20
    assert shown.weak == frozenset()
    # What must be withheld besides stays within reason.
    assert len(shown.withheld) < 2 * len(shown.primary)
    assert_safe(table, shown, recovered(table, shown))


def test_wijken_of_rotterdam_by_age() -> None:
    """CBS gives inhabitants (rounded to 5) and shares of ages; the port has wijken of 5, 15 and 35 people."""
    features = json.loads(gzip.decompress((NATIONAL / "wijken_2024.geojson.gz").read_bytes()))["features"]
    ages = ["0_15", "15_25", "25_45", "45_65", "65plus"]
    counts: dict[tuple[str, str], int] = {}
    for row in (feature["properties"] for feature in features):
        if row["gemeentecode"] == "GM0599" and row.get("aantal_inwoners"):
            young = [round(row["aantal_inwoners"] * row.get(age, 0) / 100) for age in ages]
            counts |= {(row["wijkcode"], age): n for age, n in zip(ages, young, strict=True)}
    wijken = list(dict.fromkeys(area for area, _ in counts))
    counts |= {("GM0599", age): sum(counts[area, age] for area in wijken) for age in ages}
    # Euros by a key: €3,100 a child, €420 a person over 65, €17.50 for each of the others, to the cent.
    each = dict(zip(ages, (3100.0, 17.5, 17.5, 17.5, 420.0), strict=True))
    cells = {
        (area, age): Cell(
            id=at(area, age), value=n * each[age], count=n, per_count=each[age], fixed=area == "GM0599"
        )
        for (area, age), n in counts.items()
    }  # fmt: skip
    table = nested(cells, dict.fromkeys(wijken, "GM0599"))
    shown = protect(table)
    assert "WK059924|0_15" in shown.primary  # five inhabitants
    assert "WK059918|15_25" in shown.primary  # 7 % of 70 is 5
    assert shown.weak == frozenset()
    assert_safe(table, shown, attacked(table, shown))


def test_relations_may_be_of_any_kind() -> None:
    # Nothing but a difference is published: a − b = 3.
    table = Table(
        cells=(people("a", 8), people("b", 5)), relations=(Relation(terms=(("a", 1.0), ("b", -1.0)), within=3.0),)
    )
    assert protect(table).withheld == {"a", "b"}
    tied = Table(cells=(people("a", 8), people("b", 80)), relations=(same_key("b", "a", 10),))
    assert protect(tied).withheld == {"a", "b"}
