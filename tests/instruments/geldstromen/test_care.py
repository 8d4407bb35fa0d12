"""Care by age and sex: worked by hand, and what must hold of it over the whole country."""

import numpy as np
import polars as pl
import pytest

from instruments.geldstromen import national
from instruments.geldstromen.little_gemeente import GM, areas
from instruments.geldstromen.national import DATA, needs_data
from stadsbeeld.domain.errors import InputError
from stadsbeeld.instruments.geldstromen.care import AGES, Care, care

OOST, WEST, KADE, WATER = "WK000101", "WK000102", "WK000103", "WK000199"
# A child costs 10 euro, one of 65 or older 100, anyone else 40.
COST = dict(zip(AGES, [1000.0, 4000.0, 4000.0, 4000.0, 10_000.0], strict=True))
SHARES = {OOST: [10, 10, 30, 30, 20], WEST: [25, 15, 30, 20, 10]}


def costs(**more: object) -> pl.DataFrame:
    told = pl.DataFrame({"kind": "all", "age": list(COST), "cents": list(COST.values())})
    return told.with_columns(sex=pl.lit(None, dtype=pl.String), **more)


def figures(persons: dict[str, float | None], **more: dict[str, float]) -> pl.DataFrame:
    rows = [(area, "inhabitants_n", value) for area, value in persons.items()]
    rows += [(area, age, float(v)) for area, told in SHARES.items() for age, v in zip(AGES, told, strict=True)]
    rows += [(area, figure, value) for figure, told in more.items() for area, value in told.items()]
    return pl.DataFrame(rows, {"area": pl.String, "figure": pl.String, "value": pl.Float64}, orient="row")


def totals(cents: int | None, kind: str = "all") -> pl.DataFrame:
    return pl.DataFrame({"gm": [GM], "kind": [kind], "cents": [cents]}, schema_overrides={"cents": pl.Int64})


PEOPLE = {GM: 820.0, OOST: 200.0, WEST: 560.0, KADE: 40.0}


def by(made: Care, column: str) -> dict[str, float]:
    return dict(made.frame.select("area", column).iter_rows())


def test_by_hand() -> None:
    made = care(areas(), figures(PEOPLE), costs(), totals(4_000_000))
    # Oost: 10 % at 10, 70 % at 40, 20 % at 100 euro is 49 euro a head; West 25 %, 65 %, 10 % is 38.50.
    oost, west = 200 * 4900, 560 * 3850
    # On the Kade the ages are withheld: those of the other two together. So are those of 20 without an address.
    mean = (oost + west) / 760
    expected = {OOST: oost, WEST: west, KADE: 40 * mean, WATER: 0, f"{GM}-onbekend": 20 * mean}
    assert by(made, "expected_cents") == pytest.approx(expected)
    whole = sum(expected.values())
    assert by(made, "cents") == pytest.approx(
        {area: 4_000_000 * value / whole for area, value in expected.items()}, abs=1
    )
    assert made.frame["cents"].sum() == 4_000_000
    assert set(made.frame["grade"]) == {"D"}
    assert made.ratios["ratio"].item() == pytest.approx(4_000_000 / whole)


def test_percentages_that_add_up_to_more_are_of_the_same_people() -> None:
    told = figures(PEOPLE).with_columns(
        value=pl.when(pl.col("figure").is_in(AGES)).then(pl.col("value") * 1.02).otherwise("value")
    )
    made, plain = (care(areas(), f, costs(), totals(4_000_000)).frame for f in (told, figures(PEOPLE)))
    assert np.allclose(made["expected_cents"], plain["expected_cents"])


def test_men_and_women() -> None:
    """A woman costs twice what a man does; Oost is three quarters women, of the Kade it is not told."""
    each = pl.concat([costs(), costs()]).with_columns(
        sex=pl.Series(["men"] * 5 + ["women"] * 5), cents=pl.Series([1000.0] * 5 + [2000.0] * 5)
    )
    told = figures(PEOPLE, men_n={OOST: 50.0, WEST: 280.0}, women_n={OOST: 150.0, WEST: 280.0})
    made = by(care(areas(), told, each, totals(1)), "expected_cents")
    assert made[OOST] == pytest.approx(50 * 1000 + 150 * 2000)
    assert made[WEST] == pytest.approx(280 * 1000 + 280 * 2000)
    assert made[KADE] == pytest.approx(40 * (330 * 1000 + 430 * 2000) / 760)


def test_age_and_sex_go_together_as_in_the_country() -> None:
    """In a country where only women grow old a wijk of old men is still old, and old women get more of the cost."""
    country = [[10, 10], [10, 10], [10, 10], [10, 10], [1, 19]]
    cost = [[0, 0], [0, 0], [0, 0], [0, 0], [0, 1000]]
    rows = [
        ("all", age, sex, float(cost[a][s]), float(country[a][s]))
        for a, age in enumerate(AGES)
        for s, sex in enumerate(("men", "women"))
    ]
    each = pl.DataFrame(rows, ["kind", "age", "sex", "cents", "persons"], orient="row")
    told = figures(PEOPLE, men_n={OOST: 100.0, WEST: 280.0}, women_n={OOST: 100.0, WEST: 280.0})
    with_country = by(care(areas(), told, each, totals(1)), "expected_cents")[OOST]
    independent = by(care(areas(), told, each.drop("persons"), totals(1)), "expected_cents")[OOST]
    assert independent == pytest.approx(40 * 0.5 * 1000)  # 20 % of 200 are old, half of them women
    assert 36_000 < with_country < 40_000


def test_what_is_not_told_is_null() -> None:
    made = care(areas(), figures(PEOPLE), costs(), totals(None))
    assert made.frame["cents"].null_count() == len(made.frame)
    assert made.frame["expected_cents"].null_count() == 0
    assert made.ratios["ratio"].to_list() == [None]
    none = care(areas(), figures(PEOPLE), costs(), totals(5, kind="other"))
    assert none.frame["cents"].null_count() == len(none.frame)
    # Where many live and no age is told, nothing is known of the gemeente's parts.
    lacking = care(areas(), figures({**PEOPLE, KADE: 4000.0}), costs(), totals(5))
    assert lacking.frame["cents"].null_count() == lacking.frame["expected_cents"].null_count() == len(lacking.frame)


@pytest.mark.parametrize(
    "broken",
    [
        costs().head(4),
        pl.concat([costs(), costs().head(1)]),
        costs().with_columns(age=pl.lit("age_0_14_pct")),
        costs().with_columns(cents=pl.lit(None, dtype=pl.Float64)),
        costs().with_columns(sex=pl.lit("men")),
    ],
)
def test_costs_that_are_not_of_every_group_once_are_refused(broken: pl.DataFrame) -> None:
    with pytest.raises(InputError, match="all"):
        care(areas(), figures(PEOPLE), broken, totals(5))


@needs_data
def test_the_whole_country_closes_and_old_wijken_cost_more() -> None:
    told = pl.read_csv(DATA / "vektis" / "vektis_per_insured_2023.csv")
    money = told.select(
        gm="gemeentecode",
        kind=pl.lit("all"),
        cents=(pl.col("zk_kosten_totaal") * pl.col("zk_aantal_verzekerden") * 100).round().cast(pl.Int64),
    ).drop_nulls()
    made = care(national.wijken(), national.figures(), costs(), money)
    sums = made.frame.group_by("gm").agg(pl.col("cents").sum()).join(money, on="gm")
    assert len(sums) > 300
    assert (sums["cents"] == sums["cents_right"]).all()
    a_head = made.frame.filter(pl.col("persons") > 500).with_columns(each=pl.col("cents") / pl.col("persons"))
    old = national.figures().filter(figure="age_65_pct").select("area", old="value")
    both = a_head.join(old, on="area").drop_nulls(["each", "old"])
    assert len(both) > 2500
    assert (
        both.select(pl.corr("each", "old", method="spearman").over("gm").filter(pl.len().over("gm") > 4)).mean().item()
        > 0.8
    )
