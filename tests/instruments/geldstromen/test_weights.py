"""What areas weigh under a key, by hand; and what is done with what is not told."""

from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl
import pytest

from instruments.geldstromen.little_gemeente import GM, areas, figures
from instruments.geldstromen.national import figures as national_figures
from instruments.geldstromen.national import needs_data, wijken
from stadsbeeld.domain.errors import InputError
from stadsbeeld.instruments.geldstromen.keys import Key, declared
from stadsbeeld.instruments.geldstromen.weights import Ground, Weighed, weigh

KEYS = declared().keys
PLAIN = Key(id="plain", grade="C", source="x", date=date(2026, 1, 1), base="households_n")


def ground(told: pl.DataFrame | None = None) -> Ground:
    told = figures() if told is None else told
    return Ground.of(areas(), told, told["figure"].unique())


def of_areas(weighed: Weighed) -> dict[str, float]:
    """Oost, West, Kade, the water, the city and the unknown, in the order of the slots."""
    names = ("oost", "west", "kade", "water", "stad", "onbekend")
    return dict(zip(names, weighed.values.tolist(), strict=True))


def test_the_slots_are_the_areas_the_city_and_the_unknown() -> None:
    slots = ground().slots
    assert slots.areas.to_list() == ["WK000101", "WK000102", "WK000103", "WK000199", f"{GM}-stad", f"{GM}-onbekend"]
    assert slots.water.tolist() == [False, False, False, True, False, False]


def test_a_count_and_those_without_an_address() -> None:
    weighed = weigh(KEYS["inhabitants"], ground())
    assert of_areas(weighed) == {"oost": 200, "west": 560, "kade": 40, "water": 0, "stad": 0, "onbekend": 20}
    assert weighed.unknown.tolist() == [20]


def test_a_share_that_is_withheld_because_few_live_there_is_that_of_the_gemeente() -> None:
    weighed = weigh(KEYS["children_0_14"], ground())
    # 10 % of 200, 25 % of 560, 20 % of 40; 20 persons of unknown address are like the other 800.
    expected = {"oost": 2000, "west": 14_000, "kade": 800, "water": 0, "stad": 0, "onbekend": 16_800 * 20 / 800}
    assert of_areas(weighed) == pytest.approx(expected)
    assert weighed.filled["age_0_14_pct"].tolist() == [1]
    assert weighed.lacking["age_0_14_pct"].tolist() == [0]


def test_without_a_figure_of_the_gemeente_it_is_the_mean_of_the_others() -> None:
    told = figures().filter((pl.col("area") != GM) | (pl.col("figure") != "age_0_14_pct"))
    weighed = weigh(KEYS["children_0_14"], ground(told))
    assert of_areas(weighed)["kade"] == pytest.approx(40 * (200 * 10 + 560 * 25) / 760)


def test_what_lacks_where_many_live_makes_the_weight_unknown() -> None:
    told = figures(age_0_14_pct={"WK000101": 10, "WK000102": None, "WK000103": None})
    weighed = weigh(KEYS["children_0_14"], ground(told))
    assert np.isnan(of_areas(weighed)["west"])
    assert weighed.lacking["age_0_14_pct"].tolist() == [1]


@pytest.mark.parametrize(("count", "filled"), [(45, True), (50, True), (55, False)])
def test_fifty_may_be_forty_eight(count: int, filled: bool) -> None:
    """CBS withholds below 50 and rounds to 5: 50 may stand for 46, 55 stands for 51 or more."""
    told = figures(inhabitants_n={"WK000101": 200, "WK000102": 560, "WK000103": count})
    assert np.isnan(of_areas(weigh(KEYS["children_0_14"], ground(told)))["kade"]) != filled


def test_a_count_that_lacks_is_never_zero_except_on_the_water() -> None:
    told = figures(inhabitants_n={"WK000101": 200, "WK000102": None, "WK000103": 0})
    weighed = weigh(KEYS["inhabitants"], ground(told))
    assert np.isnan(of_areas(weighed)["west"])
    assert of_areas(weighed)["water"] == 0
    assert weighed.lacking["inhabitants_n"].tolist() == [1]


def test_where_nobody_lives_nothing_else_needs_to_be_told() -> None:
    told = figures(inhabitants_n={"WK000101": 200, "WK000102": 560, "WK000103": 0})
    assert of_areas(weigh(KEYS["children_0_14"], ground(told)))["kade"] == 0


def test_a_marked_value_counts_as_not_told() -> None:
    told = figures().with_columns(
        mark=pl.when((pl.col("area") == "WK000102") & (pl.col("figure") == "cars_n")).then(pl.lit("implausible"))
    )
    assert np.isnan(of_areas(weigh(KEYS["cars"], ground(told)))["west"])


def test_means_and_scores() -> None:
    told = figures(
        woz_mean_eur={"WK000101": 300_000, "WK000102": 200_000, "WK000103": 100_000},
        ses_score={"WK000101": 0.5, "WK000102": 0.0, "WK000103": -1.0},
    )
    key = replace(PLAIN, times=("woz_mean_eur",), tilt="ses_score", rate=2.0)
    got = of_areas(weigh(key, ground(told)))
    assert got["oost"] == pytest.approx(100 * 300_000 * np.exp(-1))
    assert got["west"] == pytest.approx(280 * 200_000)
    assert got["kade"] == pytest.approx(20 * 100_000 * np.exp(2))


def test_fewer_in_the_gemeente_than_in_its_wijken_is_rounding_and_nobody_is_unknown() -> None:
    told = figures(inhabitants_n={GM: 795, "WK000101": 200, "WK000102": 560, "WK000103": 40})
    assert of_areas(weigh(KEYS["inhabitants"], ground(told)))["onbekend"] == 0


def test_a_gemeente_of_another_year_says_nothing_of_who_is_unknown() -> None:
    year = pl.when(pl.col("area") == GM).then(2023).otherwise(2024)
    assert of_areas(weigh(KEYS["inhabitants"], ground(figures().with_columns(year=year))))["onbekend"] == 0


def test_several_draws_at_once_are_as_each_alone() -> None:
    one = ground()
    other = {figure: values * (2.0 if figure == "inhabitants_n" else 1.0) for figure, values in one.table.items()}
    both = replace(one, table={figure: np.stack([values, other[figure]]) for figure, values in one.table.items()})
    for key in ("inhabitants", "children_0_14", "cars", "city"):
        together = weigh(KEYS[key], both).values
        first, second = weigh(KEYS[key], one).values, weigh(KEYS[key], replace(one, table=other)).values
        assert np.array_equal(np.broadcast_to(together, (2, 6)), np.stack([first, second]), equal_nan=True)


def test_what_is_told_twice_is_refused() -> None:
    with pytest.raises(InputError, match="more than one year"):
        ground(pl.concat([figures(), figures().head(1)]))
    with pytest.raises(InputError, match="twice"):
        Ground.of(pl.concat([areas(), areas().head(1)]), figures(), ["cars_n"])


@needs_data
def test_cbs_withholds_ages_only_where_fewer_than_fifty_live() -> None:
    """What the filling rests on: nothing else lacks in the real wijken but the waters."""
    told = national_figures()
    one = Ground.of(wijken(), told, told["figure"].unique())
    for key in ("inhabitants", "households", "cars", "children_0_14", "youth_0_24", "adults_15_64", "elderly_65"):
        weighed = weigh(KEYS[key], one)
        assert {figure: int(count.sum()) for figure, count in weighed.lacking.items() if count.any()} == {}
    filled = weigh(KEYS["children_0_14"], one).filled["age_0_14_pct"]
    assert 0 < filled.sum() < 100
    assert one.slots.water.sum() == 81
