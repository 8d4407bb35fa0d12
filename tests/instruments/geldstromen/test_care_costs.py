"""From the rows of Vektis to costs by group, and on to `care`."""

import polars as pl
import pytest

from stadsbeeld.domain.errors import InputError
from stadsbeeld.instruments.geldstromen.care import AGES, SEXES, care
from stadsbeeld.instruments.geldstromen.care_costs import GROUPS, costs, group_of, rows_of, totals


def body(area, sex, ages, years, **euro):
    return {"area": area, "year": 2023, "sex": sex, "fromAge": ages[0], "toAge": ages[1], "insuredYears": years,
            "costs": euro}  # fmt: skip


BODIES = [
    body("GM0001", "M", (0, 0), 10.0, gp=1000.0),
    body("GM0001", "M", (5, 9), 30.0, gp=600.0),
    body("GM0002", "M", (10, 14), 60.0, gp=800.0),
    body("GM0002", "V", (90, None), 20.0, gp=5000.0),
    body("GM0002", "V", (65, 69), 0.0, gp=0.0),
    body("GM0001", "V", (65, 69), 20.0, gp=None),
]


def test_cost_of_a_person_year_over_the_country():
    assert costs(rows_of(BODIES)).to_dicts() == [
        # 2,400 euro over 100 years
        {"kind": "gp", "age": "age_0_14_pct", "sex": "men", "cents": 2400.0, "persons": 100.0},
        # 5000 / 20: of the other two one is not told and one is nobody
        {"kind": "gp", "age": "age_65_pct", "sex": "women", "cents": 25_000.0, "persons": 20.0},
    ]


def test_what_a_gemeente_costs_and_not_where_a_row_is_not_told():
    assert totals(rows_of(BODIES)).rows() == [("GM0001", "gp", None), ("GM0002", "gp", 580_000)]


@pytest.mark.parametrize(
    ("ages", "group"),
    [((0, 0), 0), ((1, 4), 0), ((10, 14), 0), ((15, 19), 1), ((20, 24), 1), ((25, 44), 2),
     ((45, 64), 3), ((65, 69), 4), ((90, None), 4)],
)  # fmt: skip
def test_the_group_of_an_age_class(ages, group):
    assert group_of(*ages) == AGES[group]


@pytest.mark.parametrize("ages", [(10, 15), (0, None), (18, 64), (60, None)])
def test_a_class_in_two_groups_is_refused(ages):
    with pytest.raises(InputError, match="two groups"):
        group_of(*ages)


def test_two_years_are_not_added_up():
    with pytest.raises(InputError, match="2022, 2023"):
        rows_of([BODIES[0], BODIES[1] | {"year": 2022}])


def test_it_is_what_care_asks_for():
    assert [name for name, _ in GROUPS] == list(AGES)
    every = [
        body("GM0001", sex, (first, last), 10.0, gp=100.0 + first)
        for sex in ("M", "V")
        for first, last in ((0, 14), (15, 24), (25, 44), (45, 64), (65, None))
    ]
    figures = {"inhabitants_n": 1000.0, "men_n": 500.0, "women_n": 500.0, **dict.fromkeys(AGES, 20.0)}
    told = pl.DataFrame(
        [(area, name, value, None) for area in ("GM0001", "WK000101") for name, value in figures.items()],
        {"area": pl.String, "figure": pl.String, "value": pl.Float64, "mark": pl.String},
        orient="row",
    )
    areas = pl.DataFrame([("GM0001", "WK000101", "Centrum")], ["gm", "area", "name"], orient="row")
    rows = rows_of(every)
    found = care(areas, told, costs(rows), totals(rows))
    assert set(costs(rows)["sex"]) == set(SEXES)
    assert found.frame["cents"].sum() == totals(rows)["cents"].sum()
