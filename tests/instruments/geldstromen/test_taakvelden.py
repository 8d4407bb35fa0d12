"""At which level years can be compared: a little gemeente before and after the new list of 2025, worked by hand."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stadsbeeld.connect import iv3_codes
from stadsbeeld.domain.errors import InputError, NotFoundError
from stadsbeeld.instruments.geldstromen.taakvelden import (
    HOOFDTAAKVELDEN,
    RESERVES,
    WMO_JEUGD,
    by_level,
    comparable,
    one_form,
    taakvelden,
)

YEARS = range(2023, 2027)
# The same hundred of Wmo and jeugd: 15 of policy and 20 of budgets of clients have a place of their own in 2025.
BEFORE = {"6.2": 20, "6.6": 10, "6.71": 15, "6.71b": 20, "6.72a": 25, "6.82a": 10}
AFTER = {"6.22": 15, "6.60": 9, "6.712": 18, "6.751": 20, "6.791": 12, "6.792": 8, "6.821": 3, "6.91": 9, "6.92": 6}


def rows(year, flows, side="lasten", area="GM0599", stage="rekening", category="L.overig"):
    return [(area, year, stage, flow, side, category, cents) for flow, cents in flows.items()]


def ledger(*parts):
    return pl.DataFrame(
        [row for part in parts for row in part],
        schema={
            "area": pl.String,
            "year": pl.Int32,
            "stage": pl.String,
            "flow": pl.String,
            "side": pl.String,
            "category": pl.String,
            "cents": pl.Int64,
        },
        orient="row",
    )


def units(frame, year):
    return dict(frame.filter(year=year).select("unit", "cents").iter_rows())


def test_by_group_the_break_is_crossed():
    told = by_level(ledger(rows(2024, BEFORE | {"2.1": 7}), rows(2025, AFTER | {"2.1": 8})), "group")
    assert units(told, 2024) == {WMO_JEUGD: 100, "2.1": 7}
    assert units(told, 2025) == {WMO_JEUGD: 100, "2.1": 8}


def test_by_hoofdtaakveld_too():
    told = by_level(ledger(rows(2024, BEFORE | {"0.10": 4}), rows(2025, AFTER)), "hoofdtaakveld")
    assert units(told, 2024) == {"6": 100, "0": 4}
    assert units(told, 2025) == {"6": 100}


@pytest.mark.parametrize("level", ["taakveld", "detail"])
def test_by_taakveld_or_detail_it_is_refused(level):
    with pytest.raises(InputError, match="cannot be compared across 2025: use group") as refused:
        by_level(ledger(rows(2024, BEFORE), rows(2025, AFTER)), level)
    assert refused.value.data["level"] == level
    assert {"6.71b", "6.712"} <= set(refused.value.data["units"]) or "jeugd" in refused.value.data["units"]


def test_within_the_years_of_one_list_every_level_is_told():
    told = by_level(ledger(rows(2023, BEFORE), rows(2024, BEFORE)), "detail")
    assert units(told, 2023) == {"toegang": 20, "wmo": 45, "jeugd": 25, "jeugdbescherming": 10}
    told = by_level(ledger(rows(2025, AFTER), rows(2026, AFTER)), "detail")
    assert units(told, 2026) == {
        "toegang": 15,
        "wmo": 39,
        "jeugd": 28,
        "jeugdbescherming": 3,
        "beleid": 15,
    }
    assert units(by_level(ledger(rows(2023, BEFORE)), "taakveld"), 2023) == BEFORE


def test_what_is_the_same_in_every_year_is_not_touched_by_the_break():
    told = by_level(ledger(rows(2024, {"2.1": 7, "6.1": 3}), rows(2025, {"2.1": 8, "6.1": 2})), "taakveld")
    assert (units(told, 2024), units(told, 2025)) == ({"2.1": 7, "6.1": 3}, {"2.1": 8, "6.1": 2})


def test_sides_stages_and_areas_stay_apart_and_categories_are_added():
    told = by_level(
        ledger(
            rows(2024, {"6.2": 5, "6.6": 2}),
            rows(2024, {"6.2": 4}, category="L1.1"),
            rows(2024, {"6.2": 3}, side="baten", category="B.totaal"),
            rows(2024, {"6.2": 2}, stage="begroting"),
            rows(2024, {"6.2": 1}, area="GM0164"),
        ),
        "group",
    )
    assert told.select("area", "stage", "side", "cents").rows() == [
        ("GM0164", "rekening", "lasten", 1),
        ("GM0599", "begroting", "lasten", 2),
        ("GM0599", "rekening", "baten", 3),
        ("GM0599", "rekening", "lasten", 11),
    ]


def test_what_was_not_delivered_makes_no_sum():
    told = by_level(ledger(rows(2024, {"6.2": 5, "6.6": None, "2.1": 0})), "group")
    assert units(told, 2024) == {WMO_JEUGD: None, "2.1": 0}


@pytest.mark.parametrize(("year", "flow"), [(2024, "6.21"), (2025, "6.2"), (2024, "0.12"), (2022, "0.1")])
def test_a_taakveld_that_its_year_does_not_have_is_refused(year, flow):
    with pytest.raises(NotFoundError):
        by_level(ledger(rows(year, {flow: 1})), "group")


def test_when_years_can_be_compared():
    assert comparable([2023, 2024], "taakveld")
    assert comparable([2025, 2026], "detail")
    assert not comparable([2024, 2025], "taakveld")
    assert not comparable([2023, 2026], "detail")
    assert comparable(YEARS, "group")
    assert comparable(YEARS, "hoofdtaakveld")


@pytest.mark.parametrize("year", YEARS)
def test_every_taakveld_of_cbs_has_a_plain_name_and_a_place(year):
    told = taakvelden(year)
    assert {code: one.name for code, one in told.items()} == iv3_codes.taakvelden(year)
    assert all(one.plain and one.main in HOOFDTAAKVELDEN for one in told.values())
    assert len({one.plain for one in told.values()}) == len(told)
    assert set(told) >= RESERVES


def test_a_group_has_members_on_both_sides_of_the_break_and_no_code_is_forgotten():
    before, after = ({one.group for one in taakvelden(year).values()} for year in (2024, 2025))
    assert before == after
    same = set(iv3_codes.taakvelden(2024)) & set(iv3_codes.taakvelden(2025))
    for year in YEARS:
        assert {code for code, one in taakvelden(year).items() if one.group == code} == same


def test_four_residuals_stand_beside_their_children():
    assert {code for code, one in taakvelden(2023).items() if one.residual} == {"6.71", "6.72", "6.81", "6.82"}
    assert {code for code, one in taakvelden(2025).items() if one.residual} == set()


@given(
    st.dictionaries(st.sampled_from(sorted(iv3_codes.taakvelden(2025))), st.integers(-(10**9), 10**9), min_size=1),
    st.sampled_from(["taakveld", "detail", "group", "hoofdtaakveld"]),
)
def test_no_cent_is_lost_at_any_level(flows, level):
    assert by_level(ledger(rows(2025, flows)), level)["cents"].sum() == sum(flows.values())


def test_the_same_money_in_two_forms_counts_once():
    table = [
        rows(2025, {"0.1": 60, "6.1": 30}),
        rows(2025, {"0.1": 40}, category="L1.1"),
        rows(2025, {"0.7": 9}, side="baten", category="B.totaal"),
    ]
    delivery = [
        rows(2025, {"0.1": 50}, category="L3.8"),
        rows(2025, {"0.1": 10}, category="L3.5.1"),
        rows(2025, {"6.1": 30}, category="L4.2"),
        rows(2025, {"0.7": 9}, side="baten", category="B4.3.1"),
    ]
    other = rows(2024, {"0.1": 5}), rows(2025, {"0.1": 6}, area="GM0164"), rows(2025, {"0.1": 7}, stage="begroting")
    told = by_level(one_form(ledger(*table, *delivery, *other)), "hoofdtaakveld")
    assert told.rows() == [
        ("GM0164", 2025, "rekening", "0", "lasten", 6),
        ("GM0599", 2024, "rekening", "0", "lasten", 5),
        ("GM0599", 2025, "begroting", "0", "lasten", 7),
        ("GM0599", 2025, "rekening", "0", "baten", 9),
        ("GM0599", 2025, "rekening", "0", "lasten", 100),
        ("GM0599", 2025, "rekening", "6", "lasten", 30),
    ]
    assert one_form(ledger(*table)).equals(ledger(*table))
